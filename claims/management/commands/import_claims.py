"""`manage.py import_claims FILE…`: import reviews of others, for editors to look at."""

from collections import Counter
from time import monotonic

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from claims.reviews import parse_files
from claims.reviews.store import store

PACE = 5  # seconds from one line of progress to the next
OUTCOMES = ("added", "changed", "known", "refused")


class Command(BaseCommand):
    help = (
        "Brings in reviews of others: ClaimReview as JSON (one, a list, @graph, DataFeed), in HTML "
        "pages, as Google's claims:search answers, and our own CSV and JSON Lines exports. What is "
        "here already stays as it is, so it may be run again."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")

    def handle(self, *, files, **options):
        counts, next_line = Counter(), monotonic() + PACE
        parsed = parse_files(files, (settings.PUBLIC_NAME, settings.PUBLIC_URL))
        for batch in store(parsed, self.stderr.write):
            counts += batch
            if monotonic() >= next_line:
                next_line = monotonic() + PACE
                self.stderr.write(sentence(counts), self.style.NOTICE)
        self.stdout.write(sentence(counts))
        if refused := counts["refused"]:
            raise CommandError(f"{refused:,} refused; the reasons are above.")


def sentence(counts):
    outcomes = ", ".join(f"{counts[outcome]:,} {outcome}" for outcome in OUTCOMES)
    return f"{outcomes}; of the new, {counts['held']:,} wait for an editor."
