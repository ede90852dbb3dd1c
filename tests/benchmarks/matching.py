"""How long it takes to find the claims that say what a text says, and to add one that is found."""

import statistics
import time

import psycopg
from django.db import connection, transaction

from claims.matching import count_words, index, scored

from .database import use

ASKED = 200
FOUND, ADDED = 0.050, 0.010  # the goals, in seconds, at the 95th percentile
TEXTS = """
SELECT 'Is it true that ' || statement || ' ' || left(reverse(md5(id::text)), 6)
FROM claims_claim WHERE verdict_id IS NOT NULL ORDER BY md5(id::text) LIMIT %s"""
CLAIM = """
INSERT INTO claims_claim (statement, language, note, claimant_id)
SELECT statement || ' ' || %s, language, '', claimant_id FROM claims_claim WHERE id = 1"""


def measure(url, say):
    use(url)
    say(f"{index(say):,} claims of the desk read.")
    count_words()
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE claims_posting, claims_word, record_posting, record_word")
    with connection.cursor() as cursor:
        cursor.execute(TEXTS, [ASKED])
        texts = [text for (text,) in cursor.fetchall()]
        for room in ("claims", "record"):
            for text in texts[:20]:
                scored(text, 50, room)
            say(told(f"find in {room}", [timed(scored, text, 50, room) for text in texts], FOUND))
        say(told("add a claim", [timed(add, cursor, n) for n in range(ASKED)], ADDED))


def add(cursor, n):
    with transaction.atomic():
        cursor.execute(CLAIM, [f"{n}"])
        transaction.set_rollback(True)


def timed(call, *arguments):
    begun = time.perf_counter()
    call(*arguments)
    return time.perf_counter() - begun


def told(name, seconds, goal):
    *_, last = statistics.quantiles(seconds, n=20)
    middle = statistics.median(seconds)
    return (
        f"{name:16} median {middle * 1000:6.1f} ms  95 % {last * 1000:6.1f} ms  "
        f"goal {goal * 1000:.0f} ms"
    )
