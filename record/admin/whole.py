"""The rows of a list as they stand at the desk, drafts too, each with all its changes."""

from django.db import connection

BLOCK = 500
WHOLE = """
SELECT jsonb_build_object('row', to_jsonb(t), 'history', (
    SELECT coalesce(jsonb_agg(to_jsonb(c) ORDER BY c.id), '[]') FROM sources_change c
    WHERE c.record = %(table)s AND c.record_id = t.id
        OR c.part_of = %(table)s AND c.part_of_id = t.id))::text
FROM {table} t WHERE t.id = ANY(%(ids)s) ORDER BY t.id"""


def whole(model, ids):
    """
    Yield, as bytes, a JSON line for each row of a model's table that has one of the `ids`.

    An object of `row`, the columns as they are now, and `history`, its changes and its parts',
    the oldest first.
    """
    table = model._meta.db_table
    for first in range(0, len(ids), BLOCK):
        with connection.cursor() as cursor:
            block = {"table": table, "ids": ids[first : first + BLOCK]}
            cursor.execute(WHOLE.format(table=connection.ops.quote_name(table)), block)
            yield "".join(f"{line}\n" for (line,) in cursor).encode()
