"""Export rows as they stand at the desk, drafts too, each with its whole audit history."""

from django.db import connection

ROWS_AT_ONCE = 500
ROWS_WITH_HISTORY = """
SELECT jsonb_build_object('row', to_jsonb(t), 'history', (
    SELECT coalesce(jsonb_agg(to_jsonb(c) ORDER BY c.id), '[]') FROM sources_change c
    WHERE c.record = %(table)s AND c.record_id = t.id
        OR c.part_of = %(table)s AND c.part_of_id = t.id))::text
FROM {table} t WHERE t.id = ANY(%(ids)s) ORDER BY t.id"""


def export_with_history(model, ids):
    """
    Yield, as bytes, JSON lines of the rows of a model's table that have one of the `ids`.

    Each is an object of `row`, the columns as they are now, and `history`, the changes of the row
    and of its parts, the oldest first.
    """
    table = model._meta.db_table
    for first in range(0, len(ids), ROWS_AT_ONCE):
        with connection.cursor() as cursor:
            block = {"table": table, "ids": ids[first : first + ROWS_AT_ONCE]}
            cursor.execute(ROWS_WITH_HISTORY.format(table=connection.ops.quote_name(table)), block)
            yield "".join(f"{line}\n" for (line,) in cursor).encode()
