"""`manage.py evaluate extraction FILE`: how good the extractor is on articles marked by people."""

import json
from time import perf_counter

from django.core.management.base import BaseCommand, CommandError

from sources.evaluation import Span, measure, table
from sources.extraction import extract


class Command(BaseCommand):
    help = "Prints a table of measures for a JSON Lines file of articles with marked quotations."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["extraction"])
        parser.add_argument("file")

    def handle(self, *, what, file, **options):
        for line in table(measure(map(read, articles(file)))):
            self.stdout.write(line)


def articles(file):
    """Yield the marked articles in `file`. Raises CommandError, saying where there is none."""
    try:
        with open(file, "rb") as lines:
            yield from (marked(line, f"{file}:{number}") for number, line in enumerate(lines, 1))
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}.") from error


def marked(line, place):
    """The article in a line (bytes), a dict with at least `text` and `quotes`."""
    try:
        article = json.loads(line)
        article["text"], article["quotes"]
    except (ValueError, TypeError, KeyError) as error:
        raise CommandError(f"{place}: no article with marked quotations: {error}.") from error
    return article


def read(article):
    """(article, the Spans the extractor finds in it, seconds it took)."""
    begun = perf_counter()
    found = extract(article["text"], article.get("language", "en"))
    seconds = perf_counter() - begun
    spans = [Span(q.start, q.end, q.speaker) for q in found if q.kind in ("direct", "partial")]
    return article, spans, seconds
