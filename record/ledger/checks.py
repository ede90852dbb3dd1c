"""
Compare the record with the change feed and with the desk, and the desk with its history.

The ledger commits to the change feed; what these find is what was changed around it.
"""

from django.db import connection

from record.sql.definition import kinds

# What the record says of a document, beside the last that the feed told of it.
READY = """
SELECT COALESCE(r.public_id, c.public_id) FROM (
    SELECT DISTINCT ON (public_id) public_id, at, document FROM record_change WHERE kind = '{name}'
    ORDER BY public_id, number DESC) c
FULL JOIN record_{name} r ON r.public_id = c.public_id
WHERE r.document::text IS DISTINCT FROM c.document::text OR r.since <> c.at LIMIT 1
"""
# What the desk makes of it. Documents that wait to be made anew are as they were.
VIEWED = """
SELECT COALESCE(r.public_id, p.public_id) FROM record_{name} r
FULL JOIN public_{name} p ON p.id = r.id
WHERE ({ready}) IS DISTINCT FROM ({viewed}) AND NOT EXISTS (
    SELECT FROM record_renewal w WHERE w.kind = '{name}' AND COALESCE(r.id, p.id) = ANY(w.ids))
LIMIT 1
"""
# The past, beside what the feed told then and next.
PAST = """
SELECT COALESCE(p.public_id, c.public_id) FROM (
    SELECT public_id, at, document, lead(at) OVER (PARTITION BY public_id ORDER BY number) AS next
    FROM record_change WHERE kind = '{name}') c
FULL JOIN record_{name}_past p ON p.public_id = c.public_id AND p.since = c.at
WHERE CASE WHEN p.public_id IS NULL THEN c.document IS NOT NULL AND c.next IS NOT NULL
    ELSE c.document::text IS DISTINCT FROM p.document::text OR c.next IS DISTINCT FROM p.until END
LIMIT 1
"""
WITHDRAWN = """
SELECT COALESCE(r.public_id, p.public_id) FROM (SELECT * FROM record_withdrawn WHERE id > 0) r
FULL JOIN public_withdrawn p ON p.id = r.id
WHERE (r.public_id, r.withdrawn_at) IS DISTINCT FROM (p.public_id, p.withdrawn_at)
    OR r.reason NOT IN (p.reason, '') LIMIT 1
"""
# Each table whose history is kept, and the columns that are not: an argument of its trigger.
KEPT = """
SELECT tgrelid::regclass::text, (string_to_array(encode(tgargs, 'escape'), '\\000'))[3]
FROM pg_trigger WHERE tgfoid = 'sources_keep_change'::regproc ORDER BY 1
"""
# A row as its history makes it, from nothing, beside the row there is. Columns that the history
# does not have, because they are newer or left out, count for nothing.
FOLDED = """
SELECT COALESCE(t.id, f.id) FROM {table} t FULL JOIN (
    SELECT last.id, folded FROM (
        SELECT DISTINCT ON (record_id) record_id AS id, became FROM sources_change
        WHERE record = '{table}' ORDER BY record_id, id DESC) last
    JOIN (SELECT record_id AS id, jsonb_object_agg(key, value) AS folded FROM (
            SELECT DISTINCT ON (record_id, key) record_id, key, value
            FROM sources_change c, jsonb_each(c.became) WHERE record = '{table}'
            ORDER BY record_id, key, c.id DESC) newest
        GROUP BY record_id) every USING (id)
    WHERE became IS NOT NULL) f ON f.id = t.id
WHERE f.id IS NULL AND EXISTS (
        SELECT FROM sources_change WHERE record = '{table}' AND record_id = t.id)
    OR t.id IS NULL OR jsonb_populate_record(t, f.folded - string_to_array('{without}', ' '))
        IS DISTINCT FROM t LIMIT 1
"""


# Columns that PostgreSQL computes of others, and once computed otherwise.
COMPUTED = "identity"


def first(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
        return row and row[0]


def record():
    """Yield where the record differs from the feed, or from what the desk makes of it."""
    for kind in kinds():
        name = kind.name
        if found := first(READY.format(name=name)):
            yield f"The {name} {found} reads otherwise than the change feed told it last."
        if found := first(VIEWED.format(name=name, **columns(kind))):
            yield f"The {name} {found} reads otherwise than the desk's rows make it."
        if found := first(PAST.format(name=name)):
            yield f"The past of the {name} {found} is not what the change feed told."
    if found := first(WITHDRAWN):
        yield f"The withdrawal of the claim {found} reads otherwise than at the desk."


def columns(kind):
    compared = [f"{c}::text" if c == "document" else c for c in kind.columns]
    return {
        "ready": ", ".join(f"r.{c}" for c in compared),
        "viewed": ", ".join(f"p.{c}" for c in compared),
    }


def fold():
    """Yield where a table of the desk is not what its history makes of nothing."""
    with connection.cursor() as cursor:
        cursor.execute(KEPT)
        tables = cursor.fetchall()
    for table, without in tables:
        if (
            found := first(FOLDED.format(table=table, without=f"{without} {COMPUTED}"))
        ) is not None:
            yield f"Row {found} of {table} is not what its history makes it."
