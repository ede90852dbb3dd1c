"""Ready tables made anew: filled beside the present ones, and put in their place."""

import time

from django.db import OperationalError, connection, transaction
from psycopg.errors import LockNotAvailable

AT_ONCE = 50_000  # rows of the desk whose documents are made by one statement
ATTEMPTS, PAUSE, PATIENCE = 600, 0.5, "100ms"  # to take a lock, so that nobody waits behind us
HELD = (
    "{}: others read or write these without a break, so nothing was changed. "
    "Run migrate again when exports and imports have ended."
)


def lock(cursor, tables, mode, say, and_also=""):
    """
    Take the locks, trying again and again rather than let others wait behind us.

    `and_also` are statements to run at once under them, or not at all.
    """
    for attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
                cursor.execute(f"LOCK TABLE {', '.join(tables)} IN {mode} MODE; {and_also}")
                cursor.execute("SET LOCAL lock_timeout = 0")
            return
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable):
                raise
        if not attempt:
            say(f"Waiting for others to let go of {', '.join(tables)} ...")
        time.sleep(PAUSE)
    raise OperationalError(HELD.format(", ".join(tables)))


def build(cursor, kind, moment, say):
    """Fill a table beside the present one from the kind's view, with its indexes."""
    made, indexes = kind.tables()
    if not exists(cursor, kind.table):  # a kind that this database has never known
        cursor.execute(made)
        past = f"{kind.table}_past (LIKE {kind.table}, until timestamptz NOT NULL)"
        cursor.execute(f"CREATE TABLE {past}")
    cursor.execute("CREATE SCHEMA IF NOT EXISTS record_next")
    beside(cursor, made)
    cursor.execute(f"SELECT min(id), max(id) FROM {kind.desk_table}")
    first, last = cursor.fetchone()
    for begin in range(first, last + 1, AT_ONCE) if first is not None else ():
        fill(cursor, kind, moment, begin, begin + AT_ONCE - 1)
        if last - first >= AT_ONCE:
            done, of = min(begin + AT_ONCE, last + 1) - first, last + 1 - first
            say(f"Making {kind.name} documents: {done:,} of {of:,} rows")
    for index in indexes:
        beside(cursor, index)
    cursor.execute(f"ANALYZE record_next.{kind.table}")


def beside(cursor, statement):
    """Run a statement that names its table without a schema, in the schema of the new tables."""
    cursor.execute("SHOW search_path")
    path = cursor.fetchone()[0]
    cursor.execute(f"SET LOCAL search_path = record_next, {path}")
    cursor.execute(statement)
    cursor.execute(f"SET LOCAL search_path = {path}")


def fill(cursor, kind, moment, first, last):
    """
    Fill the new table of a kind with its rows from the id `first` to `last`.

    A row whose document is what it was stands since it has stood; another since now.
    """
    new = ", ".join(f"n.{column}" for column in kind.columns)
    cursor.execute(
        f"INSERT INTO record_next.{kind.table} ({', '.join(kind.columns)}, since) "
        f"SELECT {new}, CASE WHEN o.document::text = n.document::text THEN o.since ELSE %s END "
        f"FROM public_{kind.name} n LEFT JOIN public.{kind.table} o ON o.id = n.id "
        "WHERE n.id BETWEEN %s AND %s ORDER BY n.id",
        [moment, first, last],
    )


def swap(cursor, kinds, emptied, say):
    """
    Put the new tables in the place of the present ones, and empty others.

    Who reads waits from the lock to the commit, so nothing here reads or writes their rows.
    """
    if tables := [*(kind.table for kind in kinds), *emptied]:
        lock(cursor, tables, "ACCESS EXCLUSIVE", say)
    for kind in kinds:
        table = kind.table
        cursor.execute(f"DROP VIEW IF EXISTS record_then.{table}")
        extend_past(cursor, kind)
        cursor.execute(f"DROP TABLE public.{table}")
        cursor.execute(f"ALTER TABLE record_next.{table} SET SCHEMA public")
        for index in kind.past_indexes():
            cursor.execute(index)
        cursor.execute("CREATE SCHEMA IF NOT EXISTS record_then")
        cursor.execute(kind.then)
    if emptied:
        cursor.execute(f"TRUNCATE {', '.join(emptied)}")
    cursor.execute("DROP SCHEMA IF EXISTS record_next")


def extend_past(cursor, kind):
    """
    Give the past the columns that it lacks, empty: nobody filtered by them then.

    One that the kind has no longer stays, and may be empty from now on.
    """
    past = f"{kind.table}_past"
    has = columns(cursor, past)
    for field in kind.model._meta.local_fields:
        if field.column not in has:
            cursor.execute(f"ALTER TABLE {past} ADD {field.column} {field.db_type(connection)}")
    for column in has - set(kind.columns) - {"since", "until"}:
        cursor.execute(f"ALTER TABLE {past} ALTER {column} DROP NOT NULL")


def tell_changes(cursor, kind, moment):
    """Write to the change feed what the new table says otherwise, and to the past what was said."""
    table, past = kind.table, f"{kind.table}_past"
    old = ", ".join(sorted(columns(cursor, table) & columns(cursor, past)))
    cursor.execute(
        f"INSERT INTO record_change (kind, public_id, at, document) "
        f"SELECT '{kind.name}', public_id, %s, document FROM ("
        f"SELECT id, public_id, document FROM record_next.{table} WHERE since = %s UNION ALL "
        f"SELECT id, public_id, NULL FROM public.{table} o WHERE NOT EXISTS "
        f"(SELECT FROM record_next.{table} n WHERE n.id = o.id)) changed ORDER BY id",
        [moment, moment],
    )
    cursor.execute(
        f"INSERT INTO {past} ({old}, until) SELECT {old}, %s FROM public.{table} o WHERE EXISTS "
        f"(SELECT FROM record_next.{table} n WHERE n.id = o.id AND n.since = %s)",
        [moment, moment],
    )
    # What is public no longer is taken away from the past as well.
    gone = f"NOT EXISTS (SELECT FROM record_next.{table} n WHERE n.public_id = t.public_id)"
    cursor.execute(f"DELETE FROM {past} t WHERE {gone}")
    cursor.execute(
        f"UPDATE record_change t SET document = NULL WHERE kind = '{kind.name}' "
        f"AND document IS NOT NULL AND {gone}"
    )


def columns(cursor, table):
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 "
        "AND NOT attisdropped",
        [f"public.{table}"],
    )
    return {name for (name,) in cursor.fetchall()}


def exists(cursor, table):
    cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"public.{table}"])
    return cursor.fetchone()[0]
