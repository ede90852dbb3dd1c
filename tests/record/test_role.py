"""The role that serves the world may read the ready rows and nothing else."""

import pytest
from django.db import ProgrammingError, connection, connections, transaction

from record.models import KINDS, Change, Commitment, Edition, Entry, Identity, Withdrawn
from tests.refusals import rows

RECORDS = {kind._meta.db_table for kind in (*KINDS, Change, Withdrawn)}
WORDS = {"record_posting": "word", "record_word": "word"}  # what claims are found by
WORDS |= {"record_vector": "model"}
LEDGER = {Entry._meta.db_table, Commitment._meta.db_table}
OTHERS = {Identity._meta.db_table, Edition._meta.db_table, "record_tally"}
# What acts as its owner, and is called by the desk.
CALLED = {
    "claims_count_review_words()",
    "claims_count_words()",
    "claims_index(bigint[])",
    "claims_index_reviews(bigint[])",
    "claims_index_some(integer)",
    "claims_review_index_some(integer)",
    "record_hold(bigint[])",
    "record_index_some(integer)",
    "record_ledger_history()",
    "record_work_off()",
}
GRANTED = """
SELECT p.oid::regprocedure::text,
    CASE grantee WHEN 0 THEN 'everybody' ELSE grantee::regrole::text END
FROM pg_proc p, aclexplode(COALESCE(proacl, acldefault('f', proowner)))
WHERE prosecdef AND grantee <> proowner"""
PUBLIC = RECORDS | {*WORDS} | LEDGER | OTHERS


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


@pytest.mark.parametrize("table", sorted(RECORDS))
def test_reader_writes_nothing(table):
    assert not as_reader(f"DELETE FROM {table}")
    assert not as_reader(f"UPDATE {table} SET public_id = NULL")
    assert not as_reader(f"INSERT INTO {table} SELECT * FROM {table}")


@pytest.mark.parametrize("table", sorted(WORDS))
def test_reader_writes_no_words(table):
    assert not as_reader(f"DELETE FROM {table}")
    assert not as_reader(f"UPDATE {table} SET {WORDS[table]} = ''")
    assert not as_reader(f"INSERT INTO {table} SELECT * FROM {table}")


@pytest.mark.parametrize("table", sorted(LEDGER))
def test_reader_writes_no_ledger(table):
    assert not as_reader(f"DELETE FROM {table}")
    assert not as_reader(f"UPDATE {table} SET step = ''")
    assert not as_reader(f"INSERT INTO {table} SELECT * FROM {table}")


def test_reader_does_not_change_which_database_this_is():
    assert not as_reader("DELETE FROM record_identity")
    assert not as_reader("UPDATE record_identity SET value = gen_random_uuid()")
    assert not as_reader("INSERT INTO record_identity VALUES (1, gen_random_uuid())")


def settings_of_the_record_s_connection(*names):
    """What a new connection, as the serving process makes it, says of itself."""
    connection = connections.create_connection("record")
    try:
        with connection.cursor() as cursor:
            shown = [f"current_setting('{name}')" for name in names]
            cursor.execute(f"SELECT current_user, {', '.join(shown)}")
            return cursor.fetchone()
    finally:
        connection.close()


def test_the_record_is_read_by_its_role_read_only_and_for_three_seconds_at_most():
    names = ("default_transaction_read_only", "statement_timeout")
    assert settings_of_the_record_s_connection(*names) == ("verbatim_reader", "on", "3s")


def test_reader_cannot_rebuild_or_renew():
    assert not as_reader("SELECT record_rebuild('claim')")
    assert not as_reader("SELECT record_renew('claim', '{1}')")


def test_what_acts_as_its_owner_is_called_by_the_desk_or_by_nobody():
    """In whichever schema; a trigger's function, too, of which others could make a trigger."""
    assert {*rows(GRANTED)} == {(function, "verbatim_desk") for function in CALLED}


@pytest.mark.parametrize("function", sorted(CALLED))
def test_reader_calls_nothing_that_acts_as_the_owner(function):
    name, _, argument = function.rstrip(")").partition("(")
    assert not as_reader(f"SELECT {name}({argument and f'NULL::{argument}'})")
