"""`manage.py replay_ledger`: bring entries back that a restored backup is older than."""

from django.core.management.base import BaseCommand, CommandError

from config.owner import ByOwner
from record.ledger import Refused, replay


class Command(ByOwner, BaseCommand):
    help = (
        "Brings the ledger's kept entries back into a database that was restored from before them. "
        "What they commit to is lost, and an entry says so."
    )

    def handle(self, **options):
        try:
            number = replay()
        except Refused as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{number:,} entries brought back.")
