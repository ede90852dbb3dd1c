"""Who reads claims is killed while it writes: nothing is half written, and it goes on there."""

import os
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager

import pytest
from django.db import connection, transaction

from claims.matching import words
from config.environment import ROOT
from config.owner import as_owner
from tests.databases import at
from tests.factories import a_claim
from tests.refusals import rows

MANY = 13
PATIENCE = 120  # seconds: others begin meanwhile, on a machine that has much to do
# Each prints a line once it has done two claims, or one, and goes on once it is told to.
BEGIN = """
import django, sys
django.setup()
def step(said):
    print(said, flush=True)
    sys.stdin.readline()
"""
WORDS = """
from claims.matching import words
words.AT_ONCE = 2
words.index(step)
"""
VECTORS = """
from array import array
from claims.meaning import vectors
def embed(text):
    step(text)
    return array("b", [1, len(text), *[0] * 382])
while vectors.make_some("e5-1", embed):
    pass
"""
BOTH = [
    pytest.param("claims_posting", WORDS, id="words"),
    pytest.param("claims_vector", VECTORS, id="vectors"),
]
WAITS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0"""
TWO_PROCESSES = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "record"]
)


@contextmanager
def begun(program):
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    ours = at(os.environ["DATABASE_URL"], connection.settings_dict["NAME"])
    command = [sys.executable, "-c", BEGIN + program]
    env = os.environ | {"DATABASE_URL": ours}
    with subprocess.Popen(command, cwd=ROOT, env=env, **pipes) as process:
        try:
            yield process
        finally:
            process.kill()


def until_it_waits():
    deadline = time.monotonic() + PATIENCE
    while rows(WAITS) == [(0,)]:
        assert time.monotonic() < deadline
        rows("SELECT pg_stat_clear_snapshot()")  # else a transaction sees what it saw first
        time.sleep(0.01)


def killed_while_it_writes(program, table, steps):
    """Let it take so many steps, and kill it in the midst of what it writes after the last."""
    with begun(program) as process:
        for _ in range(steps - 1):
            process.stdout.readline()
            process.stdin.write("\n")
            process.stdin.flush()
        said = process.stdout.readline()
        with as_owner(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN SHARE MODE")
            process.stdin.write("\n")
            process.stdin.flush()
            until_it_waits()
            process.kill()
            process.wait()
    return said.strip()


def to_its_end(process):
    said, _ = process.communicate("\n" * MANY, timeout=PATIENCE)
    assert process.returncode == 0
    return said.splitlines()


def some_claims():
    for n in range(MANY):
        a_claim(statement=f"{'Storks ' * n}are back.")


def kept(table):
    return rows(f"SELECT t::text FROM {table} t ORDER BY 1")


@pytest.mark.parametrize(("table", "program"), BOTH)
@TWO_PROCESSES
def test_who_is_killed_goes_on_and_ends_the_same(table, program):
    some_claims()
    empty = f"TRUNCATE {table}"
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(empty)
        with begun(program) as process:
            whole = to_its_end(process)
        once = kept(table)
        cursor.execute(empty)
    assert killed_while_it_writes(program, table, 2) == whole[1]
    with begun(program) as process:
        last = to_its_end(process)
    assert last == whole[-len(last) :] and 0 < len(last) < len(whole)
    assert kept(table) == once


@TWO_PROCESSES
def test_two_who_read_claims_do_not_read_the_same_at_once():
    some_claims()
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE claims_posting")
    with ExitStack() as processes:
        with transaction.atomic(), connection.cursor() as cursor:
            words._next_batch(cursor, "claims")
            other = processes.enter_context(begun(WORDS))
            until_it_waits()
        assert to_its_end(other) == []
