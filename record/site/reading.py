"""What a page shows, read in one statement: each part of the page is a list of rows."""

from django.db import connections

RECORD = "record"
SHOWN = 20  # of a list that goes on elsewhere
# A path names a record by a range of public ids: see PublicIdConverter.
NAMED = "public_id BETWEEN %(first)s AND %(last)s"
# Those of the speaker, topic or publisher with the id %(id)s.
CLAIMS = (
    "SELECT c.document, c.topics FROM record_claim c WHERE c.{} @> ARRAY[%(id)s::uuid] "
    f"ORDER BY c.verified_at DESC, c.public_id DESC LIMIT {SHOWN + 1}"
)
QUOTES = (
    "SELECT q.document, q.publisher FROM record_quote q WHERE q.{} = %(id)s::uuid "
    f"ORDER BY COALESCE(q.said_on, '0001-01-01') DESC, q.public_id DESC LIMIT {SHOWN + 1}"
)


def read(parameters, found="SELECT 1", **parts):
    """
    Return {name: rows as dicts} of {name: SQL}, all of one moment; `found` is a table for them all.

    Documents inside the rows are dicts, times are ISO 8601.
    """
    lists = ", ".join(
        f"(SELECT COALESCE(json_agg(part), '[]') FROM ({sql}) part)" for sql in parts.values()
    )
    with connections[RECORD].cursor() as cursor:
        cursor.execute(f"WITH found AS MATERIALIZED ({found}) SELECT {lists}", parameters)
        return dict(zip(parts, cursor.fetchone(), strict=True))


def found_by(table, otherwise=""):
    """Return the SQL of the row of `table` that a path names; `otherwise` is one condition more."""
    return f"SELECT * FROM {table} WHERE {NAMED} {otherwise} ORDER BY public_id LIMIT 1"


def named(public_id):
    """Return the parameters of NAMED, for the value of a path."""
    return dict(zip(("first", "last"), public_id, strict=True))


def claim_of(row):
    """Return a claim's document with its topics as {"id", "name"}: both lists are in one order."""
    claim = row["document"]
    names = zip(row["topics"], claim["topics"], strict=True)
    return claim | {"topics": [{"id": key, "name": name} for key, name in names]}


def claims_of(rows):
    return [claim_of(row) for row in rows[:SHOWN]]


def quotes_of(rows):
    """Return quotes' documents, each with its publisher as {"id", "name"}, or None."""
    return [quote_of(row["document"], row["publisher"]) for row in rows[:SHOWN]]


def quote_of(quote, publisher):
    name = quote["article"]["publisher"]
    return quote | {"publisher": {"id": publisher, "name": name} if publisher else None}
