"""Reviews are kept as others wrote them, each once, and what is doubtful waits for an editor."""

import json
import os
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from hashlib import md5
from itertools import islice

from django.db import connection, transaction

from sources.ingest import Fault, Unreadable, normalise_url

from .parts import host, moment, part, words
from .rules import LONGEST_VERDICT, Grade, lint

BATCH = 1000
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}")
UNKNOWN = "“{}” ({}) is a verdict nobody has put on our scale yet; its reviews wait for an editor."

COLUMNS = (
    "url, statement, publisher, domain, claimant, claimed_on, published_on, language, faults, raw, "
    "digest, origin"
)
RENEWED = ", ".join(f"{column} = EXCLUDED.{column}" for column in COLUMNS.split(", "))
INCOMING = f"""
CREATE TEMPORARY TABLE incoming AS
SELECT {COLUMNS}, text '' AS word, 0 AS place FROM claims_review LIMIT 0"""
COPY = f"COPY incoming ({COLUMNS}, word, place) FROM STDIN"
RATE = """
INSERT INTO claims_rating (domain, word)
SELECT DISTINCT domain, word FROM incoming WHERE word <> '' ORDER BY 1, 2
ON CONFLICT DO NOTHING RETURNING word, domain"""
# A review that came again in other words is renewed; the claim it was attached to stays.
KEEP = f"""
WITH last AS (
    SELECT DISTINCT ON (url, statement) * FROM incoming ORDER BY url, statement, place DESC
), kept AS (
    INSERT INTO claims_review ({COLUMNS}, rating_id)
    SELECT {COLUMNS}, r.id FROM last LEFT JOIN claims_rating r USING (domain, word) ORDER BY place
    ON CONFLICT (identity) DO UPDATE SET {RENEWED}, rating_id = EXCLUDED.rating_id
        WHERE claims_review.digest <> EXCLUDED.digest
    RETURNING xmax = 0 AS added, faults, rating_id
)
SELECT
    count(*) FILTER (WHERE added),
    count(*) FILTER (WHERE NOT added),
    count(*) FILTER (WHERE faults <> '{{}}' OR r.verdict_id IS NULL)
FROM kept LEFT JOIN claims_rating r ON r.id = kept.rating_id"""


def keep(found, tell):
    """
    Keep what `found` yields (each a Found or a Fault); yield a Counter after each batch.

    It counts added, changed (the same address and claim, told otherwise), known and refused; of
    the added and changed, also held. `tell` is called with a sentence for whatever is not in
    order. Run again, or several at once, it keeps each review once.
    """
    for rows, refused in _ahead(_batches(found, tell)):
        yield _keep(rows, tell) + Counter(refused=refused)


def _batches(found, tell):
    """(rows to keep, how many were refused) of each BATCH of what is found."""
    while batch := list(islice(found, BATCH)):
        rows = [row for item in batch if (row := accepted(item, tell))]
        yield rows, len(batch) - len(rows)


def _ahead(batches):
    """The same batches, each read while PostgreSQL is still busy with the one before."""
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, batches, None)
        while batch := coming.result():
            coming = thread.submit(next, batches, None)
            yield batch


def accepted(item, tell):
    """The values of COLUMNS and the word, of a Found; None where there is none, having told why."""
    if isinstance(item, Fault):
        return tell(str(item))
    broken = lint(item.review, advice=False)
    for rule in broken:
        tell(f"{item.file}:{item.line}: {rule}")
    if any(rule.grade == Grade.REFUSED for rule in broken):
        return None
    try:
        return _row(item, [rule.number for rule in broken])
    except Unreadable as error:
        return tell(f"{item.file}:{item.line}: {error}")


def _row(item, faults):
    review = item.review
    url = normalise_url(words(review, "url"))
    author, reviewed = part(review, "author"), part(review, "itemReviewed")
    language, word = words(review, "inLanguage"), words(review, "reviewRating", "alternateName")
    return (
        url,
        words(review, "claimReviewed"),
        _cut(words(author, "name") or host(words(author, "url")) or host(url)),
        host(url).removeprefix("www."),
        _cut(words(reviewed, "author", "name")),
        _day(part(reviewed, "datePublished")),
        _day(part(review, "datePublished")),
        language if LANGUAGE.fullmatch(language) else "",
        faults,
        item.raw,
        md5(json.dumps(review).encode(), usedforsecurity=False).hexdigest(),
        _cut(f"{os.path.basename(item.file)}:{item.line}"),
        word if len(word) <= LONGEST_VERDICT else "",
    )


def _day(value):
    """The day as it is written, whatever the offset; None where there is none."""
    return moment(value) and value.strip()[:10]


def _cut(text):
    """What a column of 300 holds; the whole stands in the raw record."""
    return text if len(text) <= 300 else f"{text[:299]}…"


@transaction.atomic
def _keep(rows, tell):
    """Write the rows; the Counter of what became of them."""
    with connection.cursor() as cursor:
        cursor.execute(INCOMING)
        with cursor.copy(COPY) as copy:
            for place, row in enumerate(rows):
                copy.write_row((*row, place))
        cursor.execute(RATE)
        for unknown in cursor.fetchall():
            tell(UNKNOWN.format(*unknown))
        cursor.execute(KEEP)
        added, changed, held = cursor.fetchone()
        cursor.execute("DROP TABLE incoming")
    known = len(rows) - added - changed
    return Counter(added=added, changed=changed, known=known, held=held)
