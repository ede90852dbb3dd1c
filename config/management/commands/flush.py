"""Whole tables are emptied by their owner, and with the desk's the record that was made of them."""

from django.core.management.commands import flush

from config.owner import as_owner
from record.sql import empty


class Command(flush.Command):
    def execute(self, *args, **options):
        with as_owner(options["database"]):
            super().execute(*args, **options)
            empty()
