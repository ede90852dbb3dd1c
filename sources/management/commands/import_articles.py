"""`manage.py import_articles PLACE…`: import files, folders and addresses of the web."""

from collections import Counter
from concurrent.futures import BrokenExecutor
from time import monotonic

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, connection

from sources.ingest import (
    Fault,
    Outcome,
    PassedOver,
    Progress,
    Unreadable,
    capture_article,
    capture_error_message,
    find_documents,
    holds_several,
    normalise_url,
    prefetch_quotations,
)

PROGRESS_SECONDS = 5  # seconds from one line of progress to the next
WORKER_KILLED = "Then the process that reads quotations was ended; run this again for the rest."
CAPTURE_ERRORS = (Unreadable, ValidationError, IntegrityError)
FAILED, MISTYPED, PASSED_OVER = 1, 2, 3  # exit statuses
WORDS = [*(outcome.value for outcome in Outcome), "failed", "passed over"]
LEFT = [(7200, 3600, "hours"), (120, 60, "minutes"), (0, 1, "seconds")]


class Command(BaseCommand):
    help = "Brings articles in; what is here already stays as it is, so it may be run again."

    def add_arguments(self, parser):
        parser.add_argument("places", nargs="+", metavar="PLACE", help="files, folders, addresses")
        parser.add_argument("--url", default="", help="where the one article in the file is from")

    def handle(self, *, places, url, **options):
        check_url(url, places)
        counts, progress = Counter(), Progress()
        with connection.cursor() as cursor:  # what a crash of the machine loses comes in again
            cursor.execute("SET synchronous_commit TO off")
        self.begun = monotonic()
        self.next = self.begun + PROGRESS_SECONDS
        try:
            for document, extractor in prefetch_quotations(find_documents(places, progress, url)):
                counts[self.take(document, extractor)] += 1
                self.report(counts, progress)
        except BrokenExecutor:
            raise CommandError(f"{summary(counts)} {WORKER_KILLED}") from None
        self.stdout.write(summary(counts))
        if failed := counts["failed"]:
            raise CommandError(f"{failed:,} failed; the reasons are above.", returncode=FAILED)
        if passed := counts["passed over"]:
            said = f"{passed:,} of the files are of no kind that is read; they are named above."
            raise CommandError(said, returncode=PASSED_OVER)

    def take(self, document, extractor):
        """Capture one document; return what came of it, as one of WORDS."""
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
        return "passed over" if isinstance(document, PassedOver) else "failed"

    def report(self, counts, progress):
        """Print the progress, once in PROGRESS_SECONDS."""
        if monotonic() >= self.next:
            self.next = monotonic() + PROGRESS_SECONDS
            read = f"{counts.total():,} read{estimate(counts, progress, monotonic() - self.begun)}"
            self.stderr.write(f"{read}: {summary(counts)}", self.style.NOTICE)


def check_url(url, places):
    """Raise CommandError where an address is given that is none, or not for one file."""
    try:
        if url and normalise_url(url) and (len(places) > 1 or holds_several(places[0])):
            raise Unreadable("--url is for one file that holds one article.")
    except Unreadable as error:
        raise CommandError(str(error), returncode=MISTYPED) from None


def estimate(counts, progress, seconds):
    """Return " of about 5,000, 3 minutes left", or "" where nothing is known of the rest."""
    share = progress.share()
    if not share:
        return ""
    left = seconds / share - seconds
    unit, word = next((unit, word) for least, unit, word in LEFT if left >= least)
    return f" of about {counts.total() / share:,.0f}, {left / unit:.0f} {word} left"


def summary(counts):
    """Return the counts as one line, such as "3 added, 1 known, 0 changed, 0 failed."."""
    words = WORDS if counts["passed over"] else WORDS[:-1]
    return ", ".join(f"{counts[word]:,} {word}" for word in words) + "."
