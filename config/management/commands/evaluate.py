"""Measuring how claims are found needs tables for a moment, which their owner alone may make."""

from contextlib import nullcontext

from claims.management.commands import evaluate
from config.owner import as_owner


class Command(evaluate.Command):
    def handle(self, *, what, **options):
        with as_owner() if what == "matching" else nullcontext():
            return super().handle(what=what, **options)
