"""Facets: how many of the claims found are of each verdict, speaker, month and so on."""

import json
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connections

from .paging import first_by_default

RECORD = "record"
PAGE_SIZE, MAX_PAGE_SIZE = 20, 200  # values of each facet
MAX_CLAIMS = 10_000  # counting a million takes seconds


class Facet(NamedTuple):
    """
    What claims are counted by: `value` is SQL over a `column` of theirs.

    Where `is_list`, a claim has several. `label` is SQL of a row of `table`, found by its `key`.
    """

    column: str
    value: str
    is_list: bool = False
    table: str = ""
    key: str = ""
    label: str = ""


def month(column):
    return Facet(column, f"to_char({column}, 'YYYY-MM')")


def named(column, table):
    return Facet(column, f"unnest({column})", True, table, "public_id", "name")


VERDICT = ("record_verdict", "name", "document ->> 'label'")
FACETS = {
    "verdict": Facet("verdict", "verdict", False, *VERDICT),
    "was_verdict": Facet("former_verdicts", "unnest(former_verdicts)", True, *VERDICT),
    "speaker": named("speakers", "record_speaker"),
    "repeated_by": named("repeaters", "record_speaker"),
    "publisher": named("publishers", "record_publisher"),
    "topic": named("topics", "record_topic"),
    "role": Facet("titles", "unnest(titles)", True),
    "organisation": Facet("organisations", "unnest(organisations)", True),
    "claimant_kind": Facet("claimant_kind", "claimant_kind"),
    "evidence_domain": Facet("evidence_domains", "unnest(evidence_domains)", True),
    "stance": Facet("stances", "unnest(stances)", True),
    "language": Facet("language", "language"),
    "year": Facet("claimed_on", "extract(year FROM claimed_on)::text"),
    "said_month": month("claimed_on"),
    "month": Facet("verified_at", "to_char(verified_at AT TIME ZONE 'UTC', 'YYYY-MM')"),
    "week": Facet("verified_at", "to_char(verified_at AT TIME ZONE 'UTC', 'IYYY-\"W\"IW')"),
    "day": Facet("verified_at", "to_char(verified_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')"),
}
NAMES = list(FACETS)
HELP = (
    "verdict, was_verdict (one since corrected), speaker, repeated_by (who said it after the "
    "verdict), publisher, topic, role (title), organisation, claimant_kind, evidence_domain, "
    "stance (of evidence), language, year and said_month (of saying it), month, week (as ISO 8601 "
    "counts them) and day (of the verdict)"
)


def counts(rows, names, size=PAGE_SIZE, first=0):
    """
    Return (JSON text, number of claims counted).

    The JSON has for each of `names` a list of {"value", "label", "count"}, the most frequent
    first: `size` of them, without the `first` ones. Of very many claims the newest MAX_CLAIMS are
    counted.
    """
    columns = sorted({FACETS[name].column for name in names})
    try:
        newest, params = first_by_default(rows, columns, MAX_CLAIMS + 1)
    except EmptyResultSet:
        return json.dumps({name: [] for name in names}), 0
    facets = ", ".join(f"'{name}', ({values(FACETS[name], size, first)})" for name in names)
    with connections[RECORD].cursor() as cursor:
        cursor.execute(
            f"WITH newest AS MATERIALIZED ({newest}), found AS "
            f"(SELECT {', '.join(columns)} FROM newest LIMIT {MAX_CLAIMS}) "
            f"SELECT json_build_object({facets})::text, count(*) FROM newest",
            params,
        )
        return cursor.fetchone()


def values(facet, size, first):
    """Return the SQL of one facet's values: a JSON list."""
    top = (
        f"SELECT value, count(*) AS count FROM (SELECT {facet.value} AS value FROM found) each "
        f"WHERE value IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {size:d} OFFSET {first:d}"
    )
    return (
        f"SELECT COALESCE(json_agg(json_build_object('value', value, 'label', {label(facet)}, "
        f"'count', count) ORDER BY count DESC, value), '[]') FROM ({top}) top"
    )


def label(facet, value="value"):
    """Return the SQL of a value's label: of the record it names, or itself."""
    if not facet.table:
        return value
    return f"(SELECT {facet.label} FROM {facet.table} named WHERE named.{facet.key} = top.{value})"
