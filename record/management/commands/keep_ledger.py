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
        if not self.keep() and not every:
            self.stdout.write("Nothing is new.")
        while every:
            time.sleep(every)
            self.keep()

    def keep(self):
        """Sign what is new, and say so at once; return how many entries are signed, or None."""
        try:
            size = keep()
        except Refused as error:
            raise CommandError(str(error)) from None
        if size:
            self.stdout.write(f"Signed: {size:,} entries.")
            self.stdout.flush()  # a log gets it now, and not when a block is full
        return size
