"""Single-field tamperings by a superuser of the database, who stops all triggers meanwhile."""

from contextlib import contextmanager, suppress

from django.db import DataError, IntegrityError, connection, transaction

from record.models import KINDS as DOCUMENTS

READY = [kind._meta.db_table for kind in DOCUMENTS]
TABLES = {
    "documents": READY,
    "past": [f"{table}_past" for table in READY],
    "change feed": ["record_change"],
    "history": ["sources_change"],
    "ledger": ["record_entry", "record_commitment", "record_history"],
    "edition": ["record_edition"],
    "desk": ["claims_claim", "claims_verification", "sources_quote", "sources_speaker"],
}
# Of the past these alone are told to the world by a change; the others are what it is found by.
COLUMNS = {
    "past": {"public_id", "document", "since", "until"},
    "edition": {"day", "moment", "sha256", "size", "made_at"},
}
KINDS = [*TABLES, "order", "cut tail", "lost row"]
TYPES = """
SELECT attname, format_type(atttypid, NULL) FROM pg_attribute
WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
    AND attgenerated = '' AND attidentity <> 'a'
"""
# A value of each type that is another than the one there, close to it where that is possible.
OTHER = {
    "boolean": "NOT {0}",
    "bytea": "set_byte({0}, 0, 255 - get_byte({0}, 0))",
    "uuid": "gen_random_uuid()",
    "json": "replace({0}::text, 'a', 'b')::json",
    "jsonb": "{0} || '{{\"forged\": 1}}'",
    "date": "{0} + 1",
    "timestamp with time zone": "{0} + interval '1 s'",
    "tsvector": "{0} || 'forged:1'",
    "smallint": "{0} + 1",
    "integer": "{0} + 1",
    "bigint": "{0} + 1000000",
}
TEXT = "overlay({0} placing '~' from 1 for 1)"


class Undone(Exception):
    """The tampering is rolled back."""


@contextmanager
def tampered(kind, chance):
    """Inside, one thing was changed; yields what, in words."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE NONE")
            cursor.execute("SET LOCAL session_replication_role = replica")
            what = WAYS.get(kind, change_field)(cursor, kind, chance)
            cursor.execute("SET LOCAL session_replication_role = origin")
            yield what
            raise Undone
    except Undone:
        pass


def change_field(cursor, kind, chance):
    """Change one field of one row; again elsewhere, where the same value comes out."""
    while True:
        table = chance.choice(TABLES[kind])
        cursor.execute(TYPES, [table])
        columns = [row for row in cursor.fetchall() if row[0] in COLUMNS.get(kind, {row[0]})]
        column, of = chance.choice(columns)
        row = a_row(cursor, table, chance, f'"{column}" IS NOT NULL AND {checked(table)}')
        if row is None:
            continue
        name = f'"{column}"'
        other = OTHER.get(of, TEXT).format(name)
        if of.endswith("[]"):
            other = f"{name} || {name} || NULL"
        statement = f"UPDATE {table} SET {name} = {other} WHERE ctid = %s"
        with suppress(IntegrityError, DataError), transaction.atomic():
            cursor.execute(f"{statement} AND ({other})::text <> {name}::text", [row])
            if cursor.rowcount:
                return f"{table}.{column} of {row}"


def checked(table):
    """The rows that hold something: what was erased has nothing to be compared with any more."""
    if table == "record_change":
        return "number IN (SELECT change FROM record_commitment WHERE salt IS NOT NULL)"
    if table == "sources_change":
        return "id <= (SELECT max(last) FROM record_history)"
    return "true"


def a_row(cursor, table, chance, condition="true"):
    cursor.execute(f"SELECT ctid::text FROM {table} WHERE {condition} ORDER BY ctid")
    found = cursor.fetchall()
    return chance.choice(found)[0] if found else None


def swap_entries(cursor, kind, chance):
    cursor.execute("SELECT max(number) FROM record_entry")
    number = chance.randrange(cursor.fetchone()[0])
    cursor.execute(
        "UPDATE record_entry e SET (step, entry) = (SELECT step, entry FROM record_entry o "
        "WHERE o.number = %s - e.number) WHERE number IN (%s, %s)",
        [2 * number + 1, number, number + 1],
    )
    return f"entries {number} and {number + 1} stand the other way round"


def cut_tail(cursor, kind, chance):
    """Take the last entries away, and all that they commit to."""
    cursor.execute("SELECT max(number) FROM record_entry")
    number = chance.randrange(1, cursor.fetchone()[0] + 1)
    cursor.execute("DELETE FROM record_entry WHERE number >= %s", [number])
    cursor.execute(
        "WITH cut AS (DELETE FROM record_commitment WHERE entry >= %s RETURNING change) "
        "DELETE FROM record_change WHERE number IN (SELECT change FROM cut)",
        [number],
    )
    cursor.execute("DELETE FROM record_history WHERE entry >= %s", [number])
    return f"cut at {number}"


def lose_row(cursor, kind, chance):
    while True:
        table = chance.choice([name for names in TABLES.values() for name in names])
        if row := a_row(cursor, table, chance, checked(table)):
            cursor.execute(f"DELETE FROM {table} WHERE ctid = %s", [row])
            return f"{table} {row} is gone"


WAYS = {"order": swap_entries, "cut tail": cut_tail, "lost row": lose_row}
