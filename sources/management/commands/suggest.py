"""`manage.py suggest`: the newest snapshots are read again, after the method has changed."""

from collections import Counter

from django.core.management.base import BaseCommand

from sources.ingest import suggest_again
from sources.models import Snapshot

PACE = 500  # articles from one line of progress to the next


class Command(BaseCommand):
    help = "Renews the suggestions that nobody has touched, and says what changed."

    def handle(self, **options):
        counts = Counter()
        newest = Snapshot.objects.newest().select_related("article").defer("raw")
        for number, snapshot in enumerate(newest.iterator(chunk_size=100), 1):
            counts += suggest_again(snapshot, snapshot.article.language)
            if number % PACE == 0:
                self.stderr.write(f"{number:,} articles read.", self.style.NOTICE)
        words = ("added", "changed", "removed", "unchanged")
        self.stdout.write(", ".join(f"{counts[word]:,} {word}" for word in words) + ".")
