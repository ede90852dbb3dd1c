"""A disk that is full, for real: what the desk and the world are told, and that it passes."""

import json
import os
import subprocess
import sys
from contextlib import suppress

import psycopg
import pytest

from config.environment import ROOT
from tests import clusters
from tests.config.test_start import OFF, run

SMALL = "120m"
MOUNTED = """
mount -t tmpfs -o size=$1,mode=700,uid=$2,gid=$3 small "$4" || exit 77
user=$2 group=$3; shift 4
exec setpriv --reuid="$user" --regid="$group" --clear-groups "$@"
"""
NO_MOUNT = "only root mounts a small disk, and not in every container"


@pytest.fixture
def small(postgresql_15):
    """A PostgreSQL whose tablespace `small` is a disk that is soon full."""
    if os.geteuid():
        pytest.skip(NO_MOUNT)
    with clusters.place(postgresql_15) as place:
        server, disk = place.server("full", "autovacuum = off\n"), place.directory / "small"
        server.stop()
        disk.mkdir()
        owner = (str(place.account["user"]), str(place.account["group"]))
        start = [postgresql_15 / "pg_ctl", "-D", server.data, "-l", server.data / "log", "start"]
        mounted = ["unshare", "--mount", "sh", "-c", MOUNTED, "sh", SMALL, *owner, disk, *start]
        done = subprocess.run(mounted, cwd=place.directory, stdout=subprocess.DEVNULL)
        if done.returncode:
            pytest.skip(NO_MOUNT)
        clusters.until(lambda: answers(server))
        server.ask(f"CREATE TABLESPACE small LOCATION '{disk}'")
        server.ask("CREATE DATABASE facts TABLESPACE small")
        yield server


def answers(server):
    with suppress(psycopg.OperationalError):
        return server.ask("SELECT true")


@pytest.fixture
def asked(small):
    """Keeps a draft and reads; returns what was answered."""
    environment = OFF | {"DATABASE_URL": small.url("facts"), "RECORD_DATABASE_URL": ""}
    assert run("migrate", "-v0", **environment).returncode == 0
    command = [sys.executable, "-m", "tests.config.full_disk"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, **pipes) as process:

        def ask():
            process.stdin.write("\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        yield ask
        process.stdin.close()


def fill(server):
    """Leave no page: what a statement took is not given back when it fails."""
    server.ask("CREATE TABLE filler (word uuid)", database="facts")
    for rows in (10**6,) * 10 + (1000,):
        with suppress(psycopg.errors.DiskFull):
            # From a subquery: as a table, the series would be a temporary file on this disk.
            words = f"SELECT gen_random_uuid() FROM (SELECT generate_series(1, {rows})) s"
            server.ask(f"INSERT INTO filler {words}", database="facts")


def test_on_a_full_disk_nothing_is_saved_reading_goes_on_and_it_passes(small, asked):
    kept = {"kept": 302, "again": None, "said": False, "read": 200}
    assert asked() == kept
    fill(small)
    assert asked() == {"kept": 503, "again": "10", "said": True, "read": 200}
    small.ask("DROP TABLE filler", database="facts")
    assert asked() == kept
