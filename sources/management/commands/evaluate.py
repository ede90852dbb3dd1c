"""`manage.py evaluate extraction FILE`: measure the extractor on articles marked by people."""

import json
from pathlib import Path
from time import perf_counter

from django.core.management.base import BaseCommand, CommandError

from sources.evaluation import Span, calibration, chart, measure, table
from sources.extraction import extract


class Command(BaseCommand):
    help = "Prints a table of measures for a JSON Lines file of articles with marked quotations."
    requires_system_checks = []
    what = ["extraction"]

    def add_arguments(self, parser):
        parser.add_argument("what", choices=self.what)
        parser.add_argument("file")
        parser.add_argument("--calibration", metavar="OUT.svg", help="also plot how far it holds")

    def handle(self, *, what, file, **options):
        found = list(map(read, articles(file)))
        for line in table(measure(found)):
            self.stdout.write(line)
        if options["calibration"]:
            plot(calibration(found), options["calibration"], "confidence said")


def plot(series, file, said):
    """Write the calibration chart to `file`. Raises CommandError where it cannot."""
    try:
        Path(file).write_text(chart(series, said), encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}.") from error


def articles(file):
    """Yield the marked articles in `file`. Raises CommandError with the line that holds none."""
    try:
        with open(file, "rb") as lines:
            yield from (marked(line, f"{file}:{number}") for number, line in enumerate(lines, 1))
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}.") from error


def marked(line, place):
    """Return the article in a line (bytes), a dict with at least `text` and `quotes`."""
    try:
        article = json.loads(line)
        article["text"], article["quotes"]
    except (ValueError, TypeError, KeyError) as error:
        raise CommandError(f"{place}: no article with marked quotations: {error}.") from error
    return article


def read(article):
    """Return (article, the Spans the extractor finds in it, seconds it took)."""
    begun = perf_counter()
    found = extract(article["text"], article.get("language", "en"))
    seconds = perf_counter() - begun
    said = [q for q in found if q.kind in ("direct", "partial")]
    return article, [Span(q.start, q.end, q.speaker, q.confidence) for q in said], seconds
