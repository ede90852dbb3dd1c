"""How well claims are found, on marked data in the common format of the CheckThat! labs."""

import json
from collections import defaultdict
from pathlib import Path
from time import perf_counter

from django.db import connection, transaction

from claims import meaning

from .ranking import found

DEPTH = 20
TABLES = """
CREATE TEMPORARY TABLE given (
    claim bigint GENERATED ALWAYS AS IDENTITY, id text, statement text, summary text, language text
);
CREATE TEMPORARY TABLE evaluated_posting (word text, claim bigint, weight real);
CREATE TEMPORARY TABLE evaluated_word (word text PRIMARY KEY, claims bigint);
CREATE TEMPORARY TABLE evaluated_vector (claim bigint, model text, vector smallint[])
"""
FILL = """
INSERT INTO evaluated_posting SELECT w.word, claim, w.weight
FROM given, claims_weights(statement, summary, language) w;
INSERT INTO evaluated_word SELECT word, count(*) FROM evaluated_posting GROUP BY word;
CREATE INDEX ON evaluated_posting (word) INCLUDE (claim, weight);
CREATE INDEX ON evaluated_posting (claim);
ANALYZE evaluated_posting, evaluated_word
"""
END = "DROP TABLE given, evaluated_posting, evaluated_word, evaluated_vector"


def evaluate(directory, split=None):
    """
    Return {measure: value} of claims.jsonl, queries.jsonl and qrels.tsv in a directory.

    A claim has `id` and `text`, and perhaps `title` and `language`; a query `id` and `text`, and
    perhaps its `split`. Raises OSError, ValueError or KeyError where they are not there. Runs as
    the owner, in tables of its own, which are gone in the end.
    """
    directory = Path(directory)
    claims, queries = (
        [json.loads(line) for line in (directory / name).read_text("utf-8").splitlines()]
        for name in ("claims.jsonl", "queries.jsonl")
    )
    right = defaultdict(set)
    for line in (directory / "qrels.tsv").read_text("utf-8").splitlines():
        query, claim, *_ = line.split("\t")
        right[query].add(claim)
    asked = [q for q in queries if right[q["id"]] and split in (None, q.get("split"))]
    with transaction.atomic(), connection.cursor() as cursor:
        keep(cursor, claims)
        begun = perf_counter()
        found = [(ask(cursor, query["text"]), right[query["id"]]) for query in asked]
        seconds = perf_counter() - begun
        cursor.execute(END)
    return measures(found) | {"ms a query": 1000 * seconds / max(len(asked), 1)}


def keep(cursor, claims):
    cursor.execute(TABLES)
    with cursor.copy("COPY given (id, statement, summary, language) FROM STDIN") as copy:
        for claim in claims:
            row = (claim["id"], claim["text"], claim.get("title", ""), claim.get("language", "en"))
            copy.write_row(row)
    cursor.execute(FILL)
    if meaning.is_served():
        meaning.fill(cursor, "evaluated_vector", "SELECT claim, statement, language FROM given")


def ask(cursor, text):
    """Return the ids of the claims found for a text, the best first."""
    best = list(found(text, DEPTH, "evaluated"))
    cursor.execute("SELECT claim, id FROM given WHERE claim = ANY(%s)", [best])
    ids = dict(cursor.fetchall())
    return [ids[claim] for claim in best]


def measures(found):
    """Return MAP@5, Hit@1 and R@20 of pairs: the ids found, best first, and the set of right ones.

    As the labs' scorer has them: precision counts at each right one, over as many as could be.
    """
    return {
        "queries": len(found),
        "MAP@5": mean(precision(ids[:5], right) for ids, right in found),
        "Hit@1": mean(bool(right.intersection(ids[:1])) for ids, right in found),
        "R@20": mean(len(right.intersection(ids[:DEPTH])) / len(right) for ids, right in found),
    }


def precision(ids, right):
    places = [place for place, claim in enumerate(ids, 1) if claim in right]
    return sum(n / place for n, place in enumerate(places, 1)) / min(len(right), 5)


def mean(values):
    values = list(values)
    return sum(values) / len(values) if values else 0.0
