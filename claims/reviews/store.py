"""Stores reviews of others, each once; the doubtful ones are held for an editor."""

import json
import os
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from hashlib import md5
from itertools import islice

from django.db import connection, transaction

from sources.fields import LANGUAGE_TAG
from sources.ingest import Fault, Unreadable, normalise_url

from .accessors import host_of, text_at, to_datetime, types_of, value_at
from .lint_rules import LONGEST_VERDICT, Grade, lint

BATCH = 1000
LANGUAGE, LONGEST_LANGUAGE = re.compile(LANGUAGE_TAG), 35
UNKNOWN = "“{}” ({}) is a verdict nobody has put on our scale yet; its reviews wait for an editor."

COLUMNS = (
    "url, statement, publisher, domain, claimant, claimed_on, published_on, language, faults, raw, "
    "digest, origin"
)
RENEWED = ", ".join(f"{column} = EXCLUDED.{column}" for column in COLUMNS.split(", "))
INCOMING_COLUMNS = f"{COLUMNS}, word, place".split(", ")
TYPES = {"claimed_on": "date", "published_on": "date", "faults": "text[]", "place": "int"}
# The desk's role makes no tables, nor temporary ones: the batch comes as one JSON text.
INCOMING = "json_to_recordset(%s::json) AS incoming ({})".format(
    ", ".join(f"{column} {TYPES.get(column, 'text')}" for column in INCOMING_COLUMNS)
)
RATE = """
INSERT INTO claims_rating (domain, word)
SELECT DISTINCT ON (domain, lower(word)) domain, word
FROM unnest(%s::text[], %s::text[]) incoming (domain, word)
WHERE word <> '' ORDER BY domain, lower(word), word
ON CONFLICT DO NOTHING RETURNING word, domain"""
# A review that came again in other words is renewed; the claim it was attached to stays.
UPSERT = f"""
WITH last AS (
    SELECT DISTINCT ON (sources_address_key(url), statement) {", ".join(INCOMING_COLUMNS)}
    FROM {INCOMING} ORDER BY sources_address_key(url), statement, place DESC
), stored AS (
    INSERT INTO claims_review ({COLUMNS}, rating_id)
    SELECT {COLUMNS}, (
        SELECT r.id FROM claims_rating r
        WHERE r.domain = last.domain AND lower(r.word) = lower(last.word)
    ) FROM last ORDER BY place
    ON CONFLICT (identity) DO UPDATE SET {RENEWED}, rating_id = EXCLUDED.rating_id
        WHERE claims_review.digest <> EXCLUDED.digest
    RETURNING xmax = 0 AS added, faults, rating_id
)
SELECT
    count(*) FILTER (WHERE added),
    count(*) FILTER (WHERE NOT added),
    count(*) FILTER (WHERE faults <> '{{}}' OR r.verdict_id IS NULL)
FROM stored LEFT JOIN claims_rating r ON r.id = stored.rating_id"""


def store(parsed, report):
    """
    Store what `parsed` yields (each a ParsedReview or Fault); yield a Counter after each batch.

    It counts added, changed (the same address and claim, in other words), known, refused; of
    the added and changed, also held. `report` is called with a sentence for whatever is not in
    order. Idempotent, also when several run at once.
    """
    for rows, refused in _read_ahead(_batches(parsed, report)):
        yield _write(rows, report) + Counter(refused=refused)


def _batches(parsed, report):
    """Yield (rows to store, number refused) of each BATCH of parsed items."""
    while batch := list(islice(parsed, BATCH)):
        rows = [row for item in batch if (row := row_or_none(item, report))]
        yield rows, len(batch) - len(rows)


def _read_ahead(batches):
    """Yield the batches, reading the next one in a thread while PostgreSQL stores the last."""
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, batches, None)
        while batch := coming.result():
            coming = thread.submit(next, batches, None)
            yield batch


def row_or_none(item, report):
    """Return the values of COLUMNS and the word of a ParsedReview, or None, reporting why."""
    if isinstance(item, Fault):
        return report(str(item))
    broken = lint(item.review, advice=False)
    for rule in broken:
        report(f"{item.file}:{item.line}: {rule}")
    if any(rule.grade == Grade.REFUSED for rule in broken):
        return None
    try:
        return _row(item, [rule.number for rule in broken])
    except Unreadable as error:
        return report(f"{item.file}:{item.line}: {error}")


def _row(item, faults):
    review = item.review
    url = normalise_url(text_at(review, "url"))
    reviewed = value_at(review, "itemReviewed")
    language, word = text_at(review, "inLanguage"), text_at(review, "reviewRating", "alternateName")
    is_tag = len(language) <= LONGEST_LANGUAGE and LANGUAGE.fullmatch(language)
    return (
        url,
        " ".join(text_at(review, "claimReviewed").split()),
        _cut(_publisher(review) or host_of(url)),
        host_of(url).removeprefix("www."),
        _cut(text_at(reviewed, "author", "name")),
        _day(value_at(reviewed, "datePublished")),
        _day(value_at(review, "datePublished")),
        language if is_tag else "",
        faults,
        item.raw,
        md5(json.dumps({**review, "url": ""}).encode(), usedforsecurity=False).hexdigest(),
        _cut(f"{os.path.basename(item.file)}:{item.line}"),
        word if len(word) <= LONGEST_VERDICT else "",
    )


def _publisher(review):
    """Return who published it: of a person's review the organisation, if one is named beside."""
    author, named = value_at(review, "author"), ""
    if "Person" in types_of(author):
        beside = (("publisher",), ("author", "worksFor"), ("author", "affiliation"))
        named = next(filter(None, (text_at(review, *path, "name") for path in beside)), "")
    return named or text_at(author, "name") or host_of(text_at(author, "url"))


def _day(value):
    """Return the day as it is written, whatever the offset, or None."""
    return to_datetime(value) and value.strip()[:10]


def _cut(text):
    """Cut to what a column of 300 holds; the raw record has the whole."""
    return text if len(text) <= 300 else f"{text[:299]}…"


@transaction.atomic
def _write(rows, report):
    """Write the rows and return the Counter of what became of them."""
    incoming = [
        dict(zip(INCOMING_COLUMNS, (*row, place), strict=True)) for place, row in enumerate(rows)
    ]
    named = [[row[column] for row in incoming] for column in ("domain", "word")]
    with connection.cursor() as cursor:
        cursor.execute(RATE, named)
        for unknown in cursor.fetchall():
            report(UNKNOWN.format(*unknown))
        cursor.execute(UPSERT, [json.dumps(incoming)])
        added, changed, held = cursor.fetchone()
    known = len(rows) - added - changed
    return Counter(added=added, changed=changed, known=known, held=held)
