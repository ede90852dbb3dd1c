"""The role that serves the world may read the ready rows and nothing else."""

import pytest
from django.db import ProgrammingError, connection, transaction

from record.models import KINDS, Change

PUBLIC = {kind._meta.db_table for kind in (*KINDS, Change)}


def relations():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'v', 'S', 'm') "
            "AND relnamespace = 'public'::regnamespace"
        )
        return {name for (name,) in cursor.fetchall()}


def as_reader(statement):
    """Whether the role may run the statement."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE verbatim_reader")
        try:
            with transaction.atomic():
                cursor.execute(statement)
            return True
        except ProgrammingError as error:
            assert "permission denied" in str(error)
            return False
        finally:
            cursor.execute("RESET ROLE")


def test_reader_selects_from_the_ready_rows_and_from_nothing_else():
    assert {name for name in relations() if as_reader(f'SELECT * FROM "{name}"')} == PUBLIC


@pytest.mark.parametrize("table", sorted(PUBLIC))
def test_reader_writes_nothing(table):
    assert not as_reader(f"DELETE FROM {table}")
    assert not as_reader(f"UPDATE {table} SET public_id = NULL")
    assert not as_reader(f"INSERT INTO {table} SELECT * FROM {table}")


def test_reader_cannot_rebuild_or_renew():
    assert not as_reader("SELECT record_rebuild('claim')")
    assert not as_reader("SELECT record_renew('claim', '{1}')")
