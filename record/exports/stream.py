"""The rows of a table as PostgreSQL sends them: one COPY, one moment, one order, little memory."""

import os
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.db import connections, transaction

RECORD = "record"
BLOCK = 64 * 1024  # bytes; PostgreSQL sends row by row, a network wants more at a time
# Rows leave in the order of the index, one by one: a sort would first gather them all.
IN_PEACE = "SET LOCAL statement_timeout = '15min'; SET LOCAL enable_sort = off"


def columns(table):
    """The table's columns, as texts: {name: SQL}."""
    return {column.name: f"({column.sql})::text" for column in table.columns}


def lines(table, rows, columns, options, leaving):
    """Yield blocks (bytes) of whole lines of COPY, with `options`, over record rows."""
    block = bytearray()
    with copying(table, rows, columns, options, leaving) as copy:
        for row in copy:
            block += row
            if len(block) >= BLOCK:
                yield bytes(block)
                block.clear()
    yield bytes(block)


def tuples(table, rows):
    """Yield the rows as tuples of str, None where there is nothing."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    with copying(table, rows, columns(table), "FORMAT text", names) as copy:
        yield from copy.rows()


@contextmanager
def copying(table, rows, columns, options, leaving):
    """The running COPY of `leaving` (SQL over the names of `columns`) of the rows, oldest first."""
    rows = rows.in_order(table.order).values("public_id", "document", "place")
    inner, params = rows.query.get_compiler(RECORD).as_sql()
    each, last = "", ""
    if table.each:
        each = f"CROSS JOIN LATERAL jsonb_array_elements({table.each}) WITH ORDINALITY part (e, n)"
        last = ", n"
    cells = ", ".join(f'{sql} AS "{name}"' for name, sql in columns.items())
    sql = (
        f"COPY (SELECT {leaving} FROM (SELECT {cells}, place, public_id{last} FROM ({inner}) r "
        "CROSS JOIN LATERAL (SELECT r.document::jsonb AS d, %s AS site OFFSET 0) once "
        f"{each} OFFSET 0) cells ORDER BY place, public_id{last}) TO STDOUT ({options})"
    )
    with transaction.atomic(using=RECORD), connections[RECORD].cursor() as cursor:
        cursor.execute(IN_PEACE)
        # Of psycopg's own cursor: with DEBUG, the one around it takes no parameters for COPY.
        with cursor.cursor.copy(sql, [*params, settings.PUBLIC_URL]) as copy:
            yield copy


def write(chunks, path):
    """Write chunks of bytes to `path`, which gets its name only when the file is whole."""
    path = Path(path)
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise
