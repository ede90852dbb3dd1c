"""`manage.py suggest`: extract quotes anew from the newest snapshots, after the rules changed."""

from collections import Counter

from django.core.management.base import BaseCommand

from sources.ingest import place_quotes, renew_suggestions
from sources.models import Snapshot

PROGRESS_ARTICLES = 500  # articles from one line of progress to the next


class Command(BaseCommand):
    help = "Renews the suggestions that nobody has touched, places quotes, says what changed."

    def handle(self, **options):
        counts = Counter()
        newest = Snapshot.objects.newest().select_related("article").defer("raw")
        for number, snapshot in enumerate(newest.iterator(chunk_size=100), 1):
            counts["placed"] += len(place_quotes(snapshot))
            counts += renew_suggestions(snapshot, snapshot.article.language)
            if number % PROGRESS_ARTICLES == 0:
                self.stderr.write(f"{number:,} articles read.", self.style.NOTICE)
        words = ("added", "changed", "removed", "unchanged", "placed")
        self.stdout.write(", ".join(f"{counts[word]:,} {word}" for word in words) + ".")
