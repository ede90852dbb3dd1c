"""All tables as one SQLite database, which DuckDB reads, too: for whoever asks in SQL."""

import sqlite3
from contextlib import closing
from tempfile import NamedTemporaryFile

from django.conf import settings

from record.query.as_of import as_of

from .stream import blocks, one_moment, tuples
from .tables import TABLES

TYPES = {"integer": "INTEGER", "boolean": "BOOLEAN", "date": "DATE", "datetime": "DATETIME"}
VALUES = {"integer": int, "boolean": "true".__eq__}
FAST = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF"  # a file that breaks is never sent
DICTIONARY = 'CREATE TABLE "columns" ("table" TEXT, "column" TEXT, "type" TEXT, "meaning" TEXT)'


def sqlite(moment=None):
    """
    Yield chunks of the database: each table, and `columns` and `about`, which say what they hold.

    With `moment` (a datetime) the tables are as they stood then.
    """
    with NamedTemporaryFile(suffix=".sqlite") as file:
        with closing(sqlite3.connect(file.name)) as database, one_moment(), as_of(moment):
            database.executescript(FAST)
            for table in TABLES.values():
                add(database, table)
            describe(database)
            database.commit()
        with open(file.name, "rb") as written:
            yield from blocks(written)


def add(database, table):
    columns = [f'"{c.name}" {TYPES.get(c.type, "TEXT")}' for c in table.columns]
    keys = ", ".join(f'"{name}"' for name in table.key)
    refers = [
        f'FOREIGN KEY ("{name}") REFERENCES "{other}" ("id")'
        for name, other in table.refers.items()
    ]
    parts = ", ".join([*columns, f"PRIMARY KEY ({keys})", *refers])
    database.execute(f'CREATE TABLE "{table.name}" ({parts})')
    into = f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(columns))})'
    made = [VALUES.get(column.type, str) for column in table.columns]
    rows = tuples(table, table.model.objects.all())
    database.executemany(into, (valued(row, made) for row in rows))
    for name in table.refers:
        database.execute(f'CREATE INDEX "{table.name}_{name}" ON "{table.name}" ("{name}")')


def valued(row, made):
    return [None if value is None else make(value) for value, make in zip(row, made, strict=True)]


def describe(database):
    database.execute(DICTIONARY)
    rows = [
        (table.name, column.name, column.type, column.description)
        for table in TABLES.values()
        for column in table.columns
    ]
    database.executemany('INSERT INTO "columns" VALUES (?, ?, ?, ?)', rows)
    database.execute("CREATE TABLE about (what TEXT, value TEXT)")
    about = {"publisher": settings.PUBLIC_NAME, "licence": settings.LICENCE}
    about["homepage"] = f"{settings.PUBLIC_URL}/"
    database.executemany("INSERT INTO about VALUES (?, ?)", about.items())
