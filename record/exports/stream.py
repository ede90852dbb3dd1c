"""The rows of a table as PostgreSQL sends them: one COPY, one moment, one order, little memory."""

from contextlib import contextmanager
from functools import partial

from django.db import connections, transaction

from record.models import KINDS
from sources.whole_file import whole_file

from .rows import RECORD, statement

ONE_MOMENT = (
    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; "
    # An upgrade that swaps a table waits: in the new one, this moment would find no row.
    f"LOCK TABLE {', '.join(kind._meta.db_table for kind in KINDS)} IN ACCESS SHARE MODE"
)
BLOCK = 256 * 1024  # bytes; PostgreSQL sends row by row, a network wants more at a time
# Rows leave in the order of the index, one by one: a sort would first gather them all.
IN_PEACE = "SET LOCAL statement_timeout = '15min'; SET LOCAL enable_sort = off"


class NotPossible(Exception):
    """Why there is no such file, in a sentence."""


def columns(table):
    """Return the table's columns, as texts: {name: SQL}."""
    return {column.name: f"({column.sql})::text" for column in table.columns}


def copy_lines(table, rows, columns, options, leaving):
    """
    Yield blocks (bytes) of whole lines of COPY, with `options`, over record rows.

    Returns the number of lines: the protocol promises a message for each.
    """
    number, block, room = 0, [], BLOCK
    with copying(table, rows, columns, options, leaving) as copy:
        for row in copy:
            number += 1
            block.append(row)
            room -= len(row)
            if room <= 0:
                yield b"".join(block)
                block, room = [], BLOCK
    yield b"".join(block)
    return number


def tuples(table, rows):
    """Yield the rows as tuples of str, None where there is nothing."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    with copying(table, rows, columns(table), "FORMAT text", names) as copy:
        yield from copy.rows()


@contextmanager
def copying(table, rows, columns, options, leaving):
    """Yield the running COPY of what statement() selects."""
    sql, params = statement(table, rows, columns, leaving)
    with transaction.atomic(using=RECORD), connections[RECORD].cursor() as cursor:
        cursor.execute(IN_PEACE)
        # Of psycopg's own cursor: with DEBUG, the one around it takes no parameters for COPY.
        with cursor.cursor.copy(f"COPY ({sql}) TO STDOUT ({options})", params) as copy:
            yield copy


@contextmanager
def one_moment():
    """Read everything inside as it stood at one moment (of a transaction, if one is open)."""
    begins = not connections[RECORD].in_atomic_block
    with transaction.atomic(using=RECORD), connections[RECORD].cursor() as cursor:
        if begins:
            cursor.execute(ONE_MOMENT)
        yield


def blocks(file):
    """Yield what a file holds, from its start."""
    file.seek(0)
    yield from iter(partial(file.read, BLOCK), b"")


def write(chunks, path):
    """Write chunks of bytes to `path`, which gets its name only when the file is whole."""
    with whole_file(path) as file:
        file.writelines(chunks)
