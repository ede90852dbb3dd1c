"""How well claims are found, on marked data in the common format of the CheckThat! labs."""

import json
from collections import defaultdict
from pathlib import Path
from random import Random
from time import perf_counter

from django.db import connection, transaction

from claims import meaning

from .calibration import TWIN, expected_error, points, sure
from .ranking import found

DEPTH = 20
MOST = 50  # found for each query: without its right claims and their like, some are left
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


def evaluate(directory, split=None, many=None):
    """
    Return ({measure: value}, points of calibration) of marked queries in a directory.

    There are claims.jsonl, queries.jsonl and qrels.tsv: a claim has `id` and `text`, and perhaps
    `title` and `language`; a query `id` and `text`, and perhaps its `split`. Raises OSError,
    ValueError or KeyError where they are not there. `many`: of so many of the claims alone, chosen
    by chance, half of them right ones. Runs as the owner, in tables of its own, gone in the end.
    """
    claims, queries, right = read(Path(directory))
    asked = [q for q in queries if right[q["id"]] and split in (None, q.get("split"))]
    answers, seconds = [], 0.0
    for among, some in parts(claims, asked, right, many):
        with transaction.atomic(), connection.cursor() as cursor:
            keep(cursor, among)
            begun = perf_counter()
            found = [ask(cursor, query["text"]) for query in some]
            seconds += perf_counter() - begun
            for probabilities, query in zip(found, some, strict=True):
                its = right[query["id"]]
                answers.append((probabilities, its, twins(cursor, its)))
            cursor.execute(END)
    spent = {"ms a query": 1000 * seconds / max(len(asked), 1)}
    said = [*points(answers)]
    holds = {"expected error": expected_error(said), "yes at 98 %": sure(said, len(asked))}
    return measures([([*found], its) for found, its, _ in answers]) | spent | holds, said


def read(directory):
    """Return the claims and queries (lists of dicts), and {query's id: ids of its claims}."""
    claims, queries = (
        [json.loads(line) for line in (directory / name).read_text("utf-8").splitlines()]
        for name in ("claims.jsonl", "queries.jsonl")
    )
    right = defaultdict(set)
    for line in (directory / "qrels.tsv").read_text("utf-8").splitlines():
        query, claim, *_ = line.split("\t")
        right[query].add(claim)
    return claims, queries, right


def parts(claims, queries, right, many):
    """Yield (claims, the queries asked of them): all, or as often as it takes `many` of them."""
    if many is None:
        yield claims, queries
        return
    chance = Random(many)  # noqa: S311 (the same choice each time)
    queries = chance.sample(queries, len(queries))
    for first in range(0, len(queries), max(many // 2, 1)):
        some = queries[first : first + max(many // 2, 1)]
        wanted = set().union(*(right[query["id"]] for query in some))
        others = [claim for claim in claims if claim["id"] not in wanted]
        others = chance.sample(others, min(len(others), max(many - len(wanted), 0)))
        yield [claim for claim in claims if claim["id"] in wanted] + others, some


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
    """Return {id: probability} of the claims found for a text, the best first."""
    best = found(text, MOST, "evaluated")
    cursor.execute("SELECT claim, id FROM given WHERE claim = ANY(%s)", [[*best]])
    ids = dict(cursor.fetchall())
    return {ids[claim]: likeness.probability for claim, likeness in best.items()}


def twins(cursor, claims):
    """Return the ids of the claims that mean nearly what some do; none where no model is served."""
    if not meaning.is_served():
        return set()
    cursor.execute("SELECT claim FROM given WHERE id = ANY(%s)", [[*claims]])
    near = meaning.near(cursor, "evaluated_vector", [claim for (claim,) in cursor], TWIN)
    cursor.execute("SELECT id FROM given WHERE claim = ANY(%s)", [near])
    return {claim for (claim,) in cursor} - claims


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
