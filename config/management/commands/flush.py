"""Whole tables are emptied by their owner."""

from django.core.management.commands import flush

from config.owner import as_owner


class Command(flush.Command):
    def execute(self, *args, **options):
        with as_owner(options["database"]):
            return super().execute(*args, **options)
