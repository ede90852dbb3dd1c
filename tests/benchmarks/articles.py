"""Articles brought in with the quotes suggested in each, beside the same without suggestions."""

import random
from statistics import median

from django.db import connection

from sources.ingest import Document, capture_article, prefetch_quotations
from sources.models import Quote

from . import database
from .imports import timed, words

ARTICLES, ROUNDS, GOAL = 1000, 4, 2
PARAGRAPHS = 24  # of which every second one quotes: about 700 words and 12 quotes
SPEAKERS = ("Anna Nowak", "Boris Keller", "Carla Reyes", "David Lund", "Eva Marsh", "Felix Oduya")
QUOTED = "“{}, and {},” {} told reporters in {}."


def measure(say):
    """Import ARTICLES articles both ways, in turn, into a database that is dropped at the end."""
    with database.passing() as url:
        database.use(url)
        say(f"{ARTICLES:,} articles; seconds of each round:")
        ratios = [of_one_round(number, say) for number in range(ROUNDS)]
        connection.close()
    say(f"with suggestions: {median(ratios):.2f} times as long in the median round, goal {GOAL}")


def of_one_round(number, say):
    """How many times as long an import takes with suggestions as without; each is first in turn."""
    ways = {"with": prefetch_quotations, "without": unread}
    order = sorted(ways, reverse=number % 2)
    took = {way: seconds(ways[way], f"{way}-{number}") for way in order}
    say(
        f"  with {took['with']:.1f}, without {took['without']:.1f}, "
        f"{Quote.objects.count():,} quotes by now: {took['with'] / took['without']:.2f}"
    )
    return took["with"] / took["without"]


def unread(documents):
    return ((document, lambda text, language: []) for document in documents)


def seconds(reading, name):
    drawn = random.Random(name)
    given = [document(f"{name}-{n}", drawn) for n in range(ARTICLES)]
    return timed(captured, reading(given))


def captured(readings):
    for each, read in readings:
        capture_article(each, read)


def document(name, drawn):
    paragraphs = (paragraph(n % 2, drawn) for n in range(PARAGRAPHS))
    return Document("\n".join([name, *paragraphs]), url=f"https://paper.example/{name}")


def paragraph(quotes, drawn):
    if not quotes:
        return " ".join(f"{words(9, drawn).capitalize()}." for _ in range(3))
    speaker = drawn.choice(SPEAKERS)
    return QUOTED.format(
        words(9, drawn).capitalize(), words(7, drawn), speaker, words(1, drawn).title()
    )
