"""`manage.py import_articles PATH…`: import text, HTML and JSON Lines files and folders."""

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
    capture_error_message,
    load_documents,
    prefetch_quotations,
)

PROGRESS_SECONDS = 5  # seconds from one line of progress to the next
WORKER_KILLED = "Then the process that reads quotations was ended; run this again for the rest."
CAPTURE_ERRORS = (Unreadable, ValidationError, IntegrityError)


class Command(BaseCommand):
    help = "Brings articles in; what is here already stays as it is, so it may be run again."

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", metavar="PATH", help=".txt, .html, .jsonl, folders")

    def handle(self, *, paths, **options):
        counts, self.next = Counter(), monotonic() + PROGRESS_SECONDS
        try:
            for document, extractor in prefetch_quotations(load_documents(paths)):
                counts[self.take(document, extractor)] += 1
                self.report(counts)
        except BrokenExecutor:
            raise CommandError(f"{summary(counts)} {WORKER_KILLED}") from None
        self.stdout.write(summary(counts))
        if failed := counts["failed"]:
            raise CommandError(f"{failed:,} failed; the reasons are above.")

    def take(self, document, extractor):
        """Capture one document; return the outcome as a word."""
        if not isinstance(document, Fault):
            try:
                captured = capture_article(document, extractor)
                if captured.outcome is not Outcome.KNOWN:
                    for note in captured.notes:
                        self.stderr.write(f"{document.file}:{document.line}: {note}")
                return captured.outcome.value
            except CAPTURE_ERRORS as error:
                document = Fault(document.file, document.line, capture_error_message(error))
        self.stderr.write(str(document))
        return "failed"

    def report(self, counts):
        """Print the progress, once in PROGRESS_SECONDS."""
        if monotonic() >= self.next:
            self.next = monotonic() + PROGRESS_SECONDS
            self.stderr.write(f"{counts.total():,} read: {summary(counts)}", self.style.NOTICE)


def summary(counts):
    """Return the counts as one line: "3 added, 1 known, 0 changed, 0 failed."."""
    words = [outcome.value for outcome in Outcome] + ["failed"]
    return ", ".join(f"{counts[word]:,} {word}" for word in words) + "."
