"""`manage.py verify_ledger`: whether tree, record and history are what the ledger says they are."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from config.owner import ByOwner
from record.ledger import BadNote, verify

SHOWN = 20


class Command(ByOwner, BaseCommand):
    help = (
        "Checks the ledger's tree against every head that was signed, compares what it commits to "
        "with the record and the history, and names the first entry that does not hold."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--head", action="append", default=[], metavar="FILE", help="a checkpoint kept before"
        )

    def handle(self, *, head, **options):
        try:
            wrong = list(verify([Path(file).read_text() for file in head]))
        except (BadNote, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from None
        for sentence in wrong[:SHOWN]:
            self.stderr.write(sentence)
        if wrong:
            count = "1 thing is" if len(wrong) == 1 else f"{len(wrong):,} things are"
            raise CommandError(f"The ledger does not hold: {count} wrong.")
        self.stdout.write("The ledger holds, and so does all that it commits to.")
