"""Reviews brought in from a feed, beside COPY of the very rows they became, into the same table."""

import json
import random
import time
from collections import Counter
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from django.db import connection, transaction

from claims.reviews import parse_files
from claims.reviews.store import COLUMNS, store

from . import database

REVIEWS, ROUNDS, GOAL = 19_250, 3, 0.33
SITE = ("Facts", "https://facts.example")
VERDICTS = ("true", "mostly true", "half true", "barely true", "false", "pants on fire")
OUT = f"COPY (SELECT {COLUMNS}, rating_id FROM claims_review ORDER BY id) TO STDOUT"
BACK = f"COPY claims_review ({COLUMNS}, rating_id) FROM STDIN"


def measure(url, say):
    """
    Import a feed of REVIEWS reviews, again when all are known, and COPY the rows it made.

    `url` is of a database of the benchmark's own, which is as before when this ends; `say` prints.
    """
    database.use(url)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "feed.json"
        path.write_text(json.dumps(feed(random.Random(1))))
        say(f"{REVIEWS:,} reviews, {path.stat().st_size / 1e6:.0f} MB; seconds of each round:")
        ratios = [of_one_round(path, say) for _ in range(ROUNDS)]
    say(f"import: {median(ratios):.2f} of COPY's speed in the median round, goal {GOAL}")


def of_one_round(path, say):
    """COPY's seconds over the import's."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")  # the owner may empty tables
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # both pay for them, though all ends undone
        new, known = timed(imported, path), timed(imported, path)
        rows = copied_out(cursor)
        cursor.execute("TRUNCATE claims_review")
        copy = timed(copied_back, cursor, rows)
        transaction.set_rollback(True)
    say(f"  import {new:.2f}, again {known:.2f}, COPY {copy:.2f}: {copy / new:.2f}")
    return copy / new


def timed(act, *args):
    begin = time.perf_counter()
    act(*args)
    return time.perf_counter() - begin


def imported(path):
    return sum(store(parse_files([path], SITE), lambda words: None), Counter())


def copied_out(cursor):
    with cursor.copy(OUT) as copy:
        return b"".join(copy)


def copied_back(cursor, rows):
    with cursor.copy(BACK) as copy:
        copy.write(rows)


def feed(drawn):
    """A DataFeed of generated reviews, each about a thousand characters, as publishers write."""
    items = [item(n, drawn) for n in range(REVIEWS)]
    return {"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": items}


def item(n, drawn):
    url = f"https://checks.example/2026/{n}-{words(6, drawn).replace(' ', '-')}/"
    place = drawn.randrange(len(VERDICTS))
    review = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": url,
        "datePublished": f"20{10 + n % 16}-{1 + n % 12:02}-{1 + n % 28:02}",
        "claimReviewed": f"{words(16, drawn).capitalize()}.",
        "name": words(10, drawn),
        "author": {"@type": "Organization", "name": "Checks", "url": "https://checks.example/"},
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Person", "name": words(2, drawn).title()},
            "datePublished": f"20{10 + n % 16}-{1 + n % 12:02}-{1 + n % 27:02}",
            "name": words(4, drawn),
        },
        "reviewRating": {
            "@type": "Rating",
            "alternateName": VERDICTS[place],
            "ratingValue": len(VERDICTS) - place,
            "bestRating": len(VERDICTS),
            "worstRating": 1,
        },
    }
    return {"@type": "DataFeedItem", "url": url, "item": [review]}


def words(count, drawn):
    return " ".join(
        "".join(drawn.choices("abcdeilmnorstu", k=drawn.randint(3, 9))) for _ in range(count)
    )
