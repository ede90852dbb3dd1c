"""Tables are made and altered by their owner."""

from django.core.management.commands import migrate

from config.owner import as_owner


class Command(migrate.Command):
    def execute(self, *args, **options):
        with as_owner(options["database"]):
            return super().execute(*args, **options)
