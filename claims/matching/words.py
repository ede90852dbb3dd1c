"""Claims found by their words: BM25 over plain tables, in claims/sql/matching.sql."""

import time

from django.db import connections, transaction

METHOD = "words"  # of a match that was found so
AT_ONCE = 1000  # claims read in one transaction
PAUSE = 0.01  # seconds, while somebody else writes to the record
TABLES = {"claims": "claims_claim", "claims_review": "claims_review", "record": "record_claim"}


def scored(text, most=50, room="claims", using="default"):
    """
    Return {claim's row id: (score, share)} of the claims most like `text`, the best first.

    `share`, 0 to 1, is how much of what the text says stands in the claim. The tables are the
    desk's ("claims", every claim) or the record's ("record", published ones).
    """
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT claim, score, share FROM claims_scored(%s, %s, %s, %s)",
            [text.replace("\0", " "), most, f"{room}_posting", f"{room}_word"],
        )
        return {claim: (score, share) for claim, score, share in cursor.fetchall()}


def counted(room="claims", using="default"):
    """Return among how many claims the words were counted last."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT claims FROM {room}_word WHERE word = ''")
        return (cursor.fetchone() or [0])[0]


def index(say=None, room="claims"):
    """
    Read the words of the claims whose words nobody has read, and return how many that were.

    Each batch is a transaction of its own: what is stopped goes on where it ended.
    """
    total = 0
    with connections["default"].cursor() as cursor:
        while (found := _next_batch(cursor, room)) != 0:
            if found is None:
                time.sleep(PAUSE)
                continue
            total += found
            if say and found == AT_ONCE:
                read, every = _progress(cursor, room)
                say(f"Reading the words of {room}: {read:,} of {every:,}")
    return total


def _progress(cursor, room):
    """Return of how many the words have been read, by whomever, and how many there are."""
    cursor.execute(
        f"SELECT (SELECT count(*) FROM {room}_posting WHERE word = ''), count(*) "
        f"FROM {TABLES[room]}"
    )
    return cursor.fetchone()


def _next_batch(cursor, room):
    """
    Read some and return how many, None if it was not our turn.

    One process at a time: the server may still be at what a killed one asked for.
    """
    with transaction.atomic():
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('claims.index'))")
        cursor.execute(f"SELECT {room}_index_some(%s)", [AT_ONCE])
        return cursor.fetchone()[0]


def count_words():
    """Count in how many claims, and reviews, each word stands, if enough have changed since."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT claims_count_words(), claims_count_review_words()")
        return any(cursor.fetchone())
