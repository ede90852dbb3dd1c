"""While claims are read for their words, others publish; in the end each claim has been read."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import SimpleNamespace

import psycopg
import pytest
from django.db import connection, connections, transaction

from claims.matching import words
from claims.models import Verification
from config.owner import as_owner
from tests.factories import a_claim, a_published_claim, a_user, a_verification
from tests.refusals import rows, sql

pytestmark = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "record"]
)
PATIENCE = 20  # seconds
PUBLISHING = """
SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock'
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
AND objid::bigint = hashtext('record.turn')::bigint & 4294967295"""


@pytest.fixture
def unread():
    """Three published claims whose words an upgrade has emptied."""
    for name in ("Storks", "Herons", "Cranes"):
        a_published_claim(statement=f"{name} are back.")
    with as_owner():
        sql("TRUNCATE record_posting, record_word")


def read_some():
    """As `migrate` does, again and again: how many claims it read."""
    with connection.cursor() as cursor:
        return words._next_batch(cursor, "record")


def everything_is_read():
    unread = "SELECT id FROM record_claim EXCEPT SELECT claim FROM record_posting WHERE word = ''"
    counted = "SELECT word, count(*) FROM record_posting GROUP BY word ORDER BY word"
    return not rows(unread) and rows("SELECT * FROM record_word ORDER BY word") == rows(counted)


def publish(verification, reviewer):
    try:
        Verification.objects.get(pk=verification.pk).publish(by=reviewer)
    finally:
        connections.close_all()


def next_batch():
    """Read when it is our turn; a commit gives back the turn before its other locks."""
    deadline = time.monotonic() + PATIENCE
    while (found := read_some()) is None:
        assert time.monotonic() < deadline
    assert found == 1


def until_somebody_publishes():
    deadline = time.monotonic() + PATIENCE
    while rows(PUBLISHING) == [(0,)]:
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_who_publishes_comes_before_the_next_batch(unread, monkeypatch):
    monkeypatch.setattr(words, "AT_ONCE", 1)
    verification = a_verification("submitted", claim=a_claim(statement="Swifts are back."))
    reviewer = a_user("reviewer")
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            assert read_some() == 1
            published = pool.submit(publish, verification, reviewer)
            until_somebody_publishes()
        next_batch()
        verification.refresh_from_db()
        assert verification.stage == "published"
        published.result(PATIENCE)
    words.index(room="record")
    assert everything_is_read()


@contextmanager
def a_writer():
    """Somebody who writes the record, without having asked for the turn, as an edit does."""
    params = connection.get_connection_params()
    kept = ("dbname", "user", "host", "port", "password")
    with psycopg.connect(**{k: v for k, v in params.items() if k in kept}) as other:
        other.execute("SELECT pg_advisory_xact_lock(hashtext('record'))")
        yield other


def test_while_others_write_the_record_reading_is_tried_again(unread, monkeypatch):
    with a_writer() as other:
        paused = []

        def sleep(seconds):
            paused.append(seconds)
            other.rollback()

        monkeypatch.setattr(words, "time", SimpleNamespace(sleep=sleep))
        sql("SET lock_timeout = '5s'")  # instead of waiting for ever
        try:
            assert words.index(room="record") == 3
        finally:
            sql("RESET lock_timeout")
    assert paused == [words.PAUSE] and everything_is_read()
