"""`manage.py count_words`: for a timer, where `start` is not used."""

from django.core.management.base import BaseCommand

from claims import matching


class Command(BaseCommand):
    help = (
        "Counts in how many claims each word stands, once one claim in fifty is new; by that the "
        "desk ranks what it finds. Several may run at once."
    )

    def handle(self, **options):
        self.stdout.write("Counted." if matching.count_words() else "Nothing much is new.")
