"""Copies of a database that go on differently never repeat an ETag; a replica gives the same."""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from config.environment import ROOT
from config.postgres.account import account
from tests.config.test_start import SERVER, made, removed, run, server_15  # noqa: F401 (fixture)

VERSION = """
import django
django.setup()
from record.delivery.etag import read_version
print(read_version())
"""
# The same number at the same time: only the database itself tells the copies apart.
CHANGE = """
INSERT INTO record_change (number, kind, public_id, at, document)
VALUES (1000, 'topic', gen_random_uuid(), '2026-03-01', NULL)
"""


def version(url):
    """The ETag that a server of this database would give."""
    env = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}
    env.pop("RECORD_DATABASE_URL", None)
    command = [sys.executable, "-c", VERSION]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.strip() != "None", done.stderr
    return done.stdout.strip()


def sql(url, statement):
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        connection.execute(statement)


def changed(url):
    """The version after one more change."""
    sql(url, CHANGE)
    return version(url)


def migrated(server, name):
    url = made(server, name)
    assert run("migrate", DATABASE_URL=url).returncode == 0
    return url


def test_a_copy_on_the_same_server_repeats_no_etag():
    url = migrated(SERVER, "verbatim_original")
    copy = url.replace("verbatim_original", "verbatim_copy")
    try:
        sql(SERVER, "CREATE DATABASE verbatim_copy TEMPLATE verbatim_original")
        before = version(url)
        after = changed(url)
        assert version(url) == after != before
        assert changed(copy) != after
        assert changed_again(url) != changed_again(copy)
    finally:
        removed(SERVER, "verbatim_original")
        removed(SERVER, "verbatim_copy")


def changed_again(url):
    sql(url, CHANGE.replace("1000", "1001"))
    return version(url)


def test_a_restored_dump_that_goes_on_differently_repeats_no_etag(
    server_15,  # noqa: F811
    postgresql_15,
    tmp_path,
):
    url, restored = migrated(server_15, "dumped"), made(server_15, "restored")
    dump = tmp_path / "dump"
    pg = {"check": True, "capture_output": True}
    subprocess.run([postgresql_15 / "pg_dump", "-Fc", "-f", dump, url], **pg)
    subprocess.run([postgresql_15 / "pg_restore", "-d", restored, dump], **pg)
    assert changed(url) != changed(restored)


@pytest.fixture
def replica(server_15, postgresql_15):  # noqa: F811
    """(URL of a streaming replica's server, a function that promotes it)"""
    home = Path(tempfile.mkdtemp())
    owner = account(home)
    if owner:
        shutil.chown(home, owner["user"], owner["group"])
    base = [postgresql_15 / "pg_basebackup", "-D", home / "data", "-R", "-c", "fast"]
    subprocess.run([*base, "-d", server_15], cwd=home, check=True, **owner)
    control = [postgresql_15 / "pg_ctl", "-D", home / "data", "-l", home / "log", "-w"]
    options = f"-c listen_addresses='' -c unix_socket_directories={home}"
    subprocess.run([*control, "-o", options, "start"], cwd=home, check=True, **owner)
    yield (
        f"postgresql://verbatim@{quote(str(home), safe='')}:5432",
        lambda: subprocess.run([*control, "promote"], cwd=home, check=True, **owner),
    )
    subprocess.run([*control, "-m", "immediate", "stop"], cwd=home, check=True, **owner)
    shutil.rmtree(home)


@pytest.fixture
def replicated(server_15):  # noqa: F811
    return migrated(server_15, "replicated")


def test_a_replica_gives_the_etags_of_its_primary_until_it_is_one(replicated, replica):
    server, promote = replica
    copy = f"{server}/replicated"
    assert version(copy) == version(replicated)
    promote()
    sql(copy, "CHECKPOINT")
    assert changed(copy) != changed(replicated)
