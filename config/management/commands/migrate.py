"""Tables are made and altered by their owner."""

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import ProgrammingError
from psycopg.errors import InsufficientPrivilege

from config.owner import as_owner

NOT_OURS = (
    "{} Tables are made and altered by their owner alone: run migrate with the address of the "
    "owner's login in OWNER_DATABASE_URL."
)


class Command(migrate.Command):
    def execute(self, *args, **options):
        with as_owner(options["database"]):
            try:
                return super().execute(*args, **options)
            except ProgrammingError as error:
                if not isinstance(error.__cause__, InsufficientPrivilege):
                    raise
                said = error.__cause__.diag.message_primary
                raise CommandError(NOT_OURS.format(f"{said[0].upper()}{said[1:]}.")) from error
