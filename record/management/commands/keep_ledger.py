"""`manage.py keep_ledger`: sign a head over the ledger's new entries; `start` does it by itself."""

import time

from django.core.management.base import BaseCommand, CommandError

from record.ledger import Refused, keep


class Command(BaseCommand):
    help = (
        "Takes the ledger's new entries into its tiles and signs a checkpoint over them; several "
        "may run at once, and one does it."
    )

    def add_arguments(self, parser):
        parser.add_argument("--every", type=float, metavar="SECONDS", help="again and again")

    def handle(self, *, every, **options):
        self.keep()
        while every:
            time.sleep(every)
            self.keep()

    def keep(self):
        try:
            size = keep()
        except Refused as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Signed: {size:,} entries." if size else "Nothing is new.")
