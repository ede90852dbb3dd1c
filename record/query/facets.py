"""Facets: how many of the claims found are of each verdict, speaker, publisher, topic and year."""

from django.db import connections

RECORD = "record"
MAX_VALUES = 20  # of each facet; the others are few or rare
MAX_CLAIMS = 10_000  # counting a million takes seconds

# name: SQL of the value; table, key and column of its label
FACETS = {
    "verdict": ("verdict", "record_verdict", "name", "document ->> 'label'"),
    "speaker": ("unnest(speakers)", "record_speaker", "public_id", "name"),
    "publisher": ("unnest(publishers)", "record_publisher", "public_id", "name"),
    "topic": ("unnest(topics)", "record_topic", "public_id", "name"),
    "year": ("extract(year FROM claimed_on)::text", None, None, None),
}
NAMES = list(FACETS)
COLUMNS = ("verdict", "speakers", "publishers", "topics", "claimed_on")


def counts(rows, names):
    """
    Return (JSON text, number of claims counted).

    The JSON has for each of `names` a list of {"value", "label", "count"}, the most frequent
    first. Of very many claims the newest MAX_CLAIMS are counted.
    """
    newest = rows.in_order().values(*COLUMNS)[: MAX_CLAIMS + 1]
    found, params = newest.query.get_compiler(RECORD).as_sql()
    facets = ", ".join(f"'{name}', ({facet(*FACETS[name])})" for name in names)
    with connections[RECORD].cursor() as cursor:
        cursor.execute(
            f"WITH newest AS MATERIALIZED ({found}), found AS "
            f"(SELECT {', '.join(COLUMNS)} FROM newest LIMIT {MAX_CLAIMS}) "
            f"SELECT json_build_object({facets})::text, count(*) FROM newest",
            params,
        )
        return cursor.fetchone()


def facet(value, table, key, label):
    """Return the SQL of one facet: a JSON list."""
    top = (
        f"SELECT {value} AS value, count(*) AS count FROM found "
        f"GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MAX_VALUES}"
    )
    label = f"(SELECT {label} FROM {table} WHERE {key} = top.value)" if table else "top.value"
    return (
        f"SELECT COALESCE(json_agg(json_build_object('value', value, 'label', {label}, "
        f"'count', count) ORDER BY count DESC, value), '[]') FROM ({top}) top "
        "WHERE value IS NOT NULL"
    )
