"""`manage.py cosign_ledger FILE`: take what a witness has signed under a checkpoint of ours."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from record.ledger import BadNote, Store


class Command(BaseCommand):
    help = (
        "Keeps and serves the cosignatures of a checkpoint by the keys in the file `witnesses` of "
        "LEDGER_DIR, one verifier key on each line."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="the checkpoint with its cosignatures")

    def handle(self, *, file, **options):
        try:
            names = Store().cosign(Path(file).read_text())
        except (BadNote, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from None
        if not names:
            raise CommandError("No key in the file `witnesses` has signed this checkpoint.")
        self.stdout.write(f"Cosigned by {', '.join(names)}.")
