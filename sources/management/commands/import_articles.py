"""`manage.py import_articles PATH…`: articles from text, HTML and JSON Lines files and folders."""

from collections import Counter
from concurrent.futures import BrokenExecutor
from time import monotonic

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError

from sources.ingest import (
    Fault,
    Outcome,
    Unreadable,
    capture_article,
    documents,
    read_ahead,
    refusal,
)

PACE = 5  # seconds from one line of progress to the next
ENDED = "Then the process that reads quotations was ended; run this again for the rest."
REFUSED = (Unreadable, ValidationError, IntegrityError)


class Command(BaseCommand):
    help = "Brings articles in; what is here already stays as it is, so it may be run again."

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", metavar="PATH", help=".txt, .html, .jsonl, folders")

    def handle(self, *, paths, **options):
        counts, self.next = Counter(), monotonic() + PACE
        try:
            for document, read in read_ahead(documents(paths)):
                counts[self.take(document, read)] += 1
                self.report(counts)
        except BrokenExecutor:
            raise CommandError(f"{sentence(counts)} {ENDED}") from None
        self.stdout.write(sentence(counts))
        if failed := counts["failed"]:
            raise CommandError(f"{failed:,} failed; the reasons are above.")

    def take(self, document, read):
        """Capture one document; the outcome as a word."""
        if not isinstance(document, Fault):
            try:
                return capture_article(document, read).outcome.value
            except REFUSED as error:
                document = Fault(document.file, document.line, refusal(error))
        self.stderr.write(str(document))
        return "failed"

    def report(self, counts):
        """How far it is, now and then."""
        if monotonic() >= self.next:
            self.next = monotonic() + PACE
            self.stderr.write(f"{counts.total():,} read: {sentence(counts)}", self.style.NOTICE)


def sentence(counts):
    words = [outcome.value for outcome in Outcome] + ["failed"]
    return ", ".join(f"{counts[word]:,} {word}" for word in words) + "."
