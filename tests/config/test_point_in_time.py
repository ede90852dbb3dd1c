"""Back to any moment with PostgreSQL's own tools, as docs/operating.md says."""

import os
import re
from random import Random

import pytest
from psycopg import OperationalError

from config.environment import ROOT
from tests.clusters import Server, free_port, place, until
from tests.config.test_start import rows, run

MOMENTS = int(os.environ.get("MOMENTS", "3"))  # by hand: 20
WRITES = 4 * MOMENTS
OPERATING = (ROOT / "docs" / "operating.md").read_text()


def documented(setting):
    """A setting of PostgreSQL's as the page has it."""
    return re.search(rf"{setting} = '(.*?)'[`\n]", OPERATING)[1]


@pytest.fixture(scope="module")
def archived(postgresql_15):
    """(place, moments): a server's base and its WAL, and what stood in it at some moments."""
    with place(postgresql_15) as here:
        here.run("mkdir", "wal")
        command = documented("archive_command").replace("/srv/wal", str(here.directory / "wal"))
        server = here.server("primary", f"archive_mode = on\narchive_command = '{command}'\n")
        server.ask("CREATE DATABASE facts")
        url = server.url("facts")
        for words in (["migrate", "-v0"], ["seed"]):
            done = run(*words, DATABASE_URL=url, RECORD_DATABASE_URL="")
            assert done.returncode == 0, done.stderr
        base = here.directory / "base"
        here.run("pg_basebackup", "-D", base, "-X", "none", "-c", "fast", "-d", server.url())
        # Recovery to a time ends at the first commit after it, so the last one is nobody's target.
        *moments, _ = [a_moment(server, n) for n in range(WRITES + 1)]
        server.ask("SELECT pg_switch_wal()")
        server.place.run(
            "pg_ctl", "-D", server.data, "-w", "-m", "fast", "stop"
        )  # archives the rest
        yield here, moments


def a_moment(server, number):
    """Write something, and return a time after it with every row there is then."""
    server.ask("INSERT INTO claims_topic (name) VALUES (%s)", f"Topic {number}", database="facts")
    server.ask("UPDATE claims_claim SET note = %s", f"Note {number}", database="facts")
    found = rows(server.url("facts"))
    [(when,)] = server.ask("SELECT clock_timestamp()::text")
    return when, found


def recovered(here, when):
    """A server as the archived one was at a moment."""
    data, port = here.directory / "back", free_port()
    here.run("rm", "-rf", data)
    here.run("cp", "-a", here.directory / "base", data)
    command = documented("restore_command").replace("/srv/wal", str(here.directory / "wal"))
    (data / "postgresql.auto.conf").write_text(
        f"port = {port}\nrestore_command = '{command}'\nrecovery_target_time = '{when}'\n"
        "recovery_target_action = promote\narchive_mode = off\n"
    )
    here.run("touch", data / "recovery.signal")
    server = Server(here, data, port)
    server.start()
    until(lambda: recovery_ended(server))
    return server


def recovery_ended(server):
    try:
        return server.ask("SELECT pg_is_in_recovery()") == [(False,)]
    except OperationalError:  # who asks while it opens for writing may be cut off
        return False


def test_every_moment_comes_back_as_it_was(archived):
    here, moments = archived
    *earlier, last = moments
    for when, found in [*Random().sample(earlier, MOMENTS - 1), last]:
        server = recovered(here, when)
        assert rows(server.url("facts")) == found, when
        server.stop()
