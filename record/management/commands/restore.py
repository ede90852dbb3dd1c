"""`manage.py restore FILE…`: our own JSON Lines into an empty database, the same record again."""

from django.core.management.base import BaseCommand, CommandError

from record.restore import KEYS, NotRestored, restore


class Command(BaseCommand):
    help = (
        "Fills an empty database with the claims of our own export (JSON Lines), and with its "
        "verifications, quotes and speakers where their files are given too. Every document given "
        "is then in the public record, letter for letter, or nothing is restored."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")

    def handle(self, *, files, **options):
        try:
            counts = restore(files, self.stderr.write)
        except NotRestored as error:
            raise CommandError(str(error)) from None
        given = ", ".join(f"{count:,} {kind}s" for kind, count in counts.items())
        self.stdout.write(f"Restored {given}: each is in the public record, letter for letter.")
        if missing := [f"{kind}s" for kind in KEYS if not counts[kind]]:
            self.stdout.write(
                f"No file of {' and '.join(missing)} was given: what of them no claim shows is not "
                "restored."
            )
