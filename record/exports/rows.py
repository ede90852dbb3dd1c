"""The SQL of an export: one statement for a table's rows, their parts, or what changed since."""

from django.conf import settings
from django.db.models import Exists, OuterRef

from record.models import Change, Withdrawn

RECORD = "record"
GONE = ("public_id", "withdrawn_at", "reason")
# Of a withdrawn claim it says when and why, to the microsecond: so it can be restored.
TOMBSTONE = """jsonb_strip_nulls(jsonb_build_object('id', public_id, 'deleted', true,
    'withdrawn_at', to_char(withdrawn_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'reason', NULLIF(reason, '')))::text"""


def statement(table, rows, columns, leaving):
    """
    Return SQL of `leaving` (SQL over names of `columns`) of the rows, oldest first; its parameters.

    A table's tombstones, which have no place, come first.
    """
    source = changed if table.since else kept if table.withdrawn_after else ready
    inner, params = source(table, rows)
    cells = ", ".join(f'{sql} AS "{name}"' for name, sql in columns.items())
    each = f"CROSS JOIN LATERAL ({parts_sql(table)}) part (e, n)" if table.each else ""
    number = ", n" if table.each else ""
    order = f"ORDER BY place{' NULLS FIRST' if table.has_tombstones else ''}, public_id{number}"
    sql = (
        f"SELECT {leaving} FROM (SELECT {cells}, place, public_id{number} FROM ({inner}) r "
        "CROSS JOIN LATERAL (SELECT r.document::jsonb AS d, %s AS site OFFSET 0) once "
        f"{each} {order} OFFSET 0) cells {order}"  # at both levels: it is the index's, no sort is
    )
    return sql, [*params, settings.PUBLIC_URL]


def ready(table, rows):
    """Return SQL of the rows as (public_id, document, place), and its parameters."""
    return compiled(rows.in_order(table.order).values("public_id", "document", "place"))


def changed(table, rows):
    """
    Return, as ready() does, the rows changed since, and a tombstone of every other record that was.

    Of a table of parts every changed document has a tombstone: all its parts are exported again.
    """
    gone = changes = Change.objects.of(table.model, table.since)
    if not table.each:
        gone = changes.filter(~Exists(rows.filter(public_id=OuterRef("public_id"))))
    kept, params = ready(table, rows.filter(public_id__in=changes.values("public_id")))
    gone, more = compiled(gone.with_withdrawal().values(*GONE).distinct())
    return with_tombstones(kept, gone), params + more


def kept(table, rows):
    """Return, as ready() does, an edition's rows and tombstones of claims that stood there once."""
    stood = Change.objects.filter(kind="claim", at__lte=table.withdrawn_after)
    gone = Withdrawn.objects.filter(
        withdrawn_at__gt=table.withdrawn_after, public_id__in=stood.values("public_id")
    )
    kept, params = ready(table, rows)
    gone, more = compiled(gone.values(*GONE))
    return with_tombstones(kept, gone), params + more


def with_tombstones(kept, gone):
    return f"({kept}) UNION ALL SELECT public_id, {TOMBSTONE}, NULL FROM ({gone}) g"


def compiled(rows):
    return rows.query.get_compiler(RECORD).as_sql()


def parts_sql(table):
    """Return SQL of a document `d`'s parts and their numbers; a tombstone is one of nothing."""
    sql = f"SELECT e, n FROM jsonb_array_elements({table.each}) WITH ORDINALITY list (e, n)"
    return f"{sql} UNION ALL SELECT NULL, NULL WHERE d ? 'deleted'" if table.since else sql
