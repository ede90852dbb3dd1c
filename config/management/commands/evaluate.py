"""Measuring how claims are found needs tables for a moment, which their owner alone may make."""

from django.core.management.base import CommandError

from claims.management.commands import evaluate
from config.owner import as_owner
from record.sql import all_applied


class Command(evaluate.Command):
    def handle(self, *, what, **options):
        if what != "matching":
            return super().handle(what=what, **options)
        with as_owner():
            if not all_applied():
                raise CommandError("Migrations are waiting: run python3 manage.py migrate first.")
            return super().handle(what=what, **options)
