"""
Exports as processes: killed, cut off or made while editors work, none of them lies.

KILLS and SECONDS in the environment say how often one is killed and how long editors work.
"""

import csv
import io
import json
import os
import random
import re
import subprocess
import sys
import threading
import time
import zipfile
from contextlib import closing, contextmanager
from http.client import HTTPConnection, IncompleteRead

import psycopg
import pytest

from tests.benchmarks import database
from tests.benchmarks.api import OURS, ours

KILLS = int(os.environ.get("KILLS", 5))
SECONDS = float(os.environ.get("SECONDS", 3))
LONGEST = 120  # seconds until there were two exports, on a machine that has much to do
CLAIMS = 6500  # no other test has this database, whose connections are cut here
EDITS = 50  # a second, of two articles each, where the machine is quick enough
COPYING = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND query LIKE 'COPY%%'"
# Two quoted articles whose headlines change in one transaction, always to the same number.
PAIR = (
    "SELECT a.id FROM record_claim c CROSS JOIN json_array_elements(c.document -> 'quotes') q "
    "JOIN record_article a ON a.public_id::text = q #>> '{article,id}' "
    "GROUP BY 1 ORDER BY count(*), 1 LIMIT 2"
)
EDIT = "UPDATE sources_article SET headline = 'Number ' || %s WHERE id = ANY(%s)"


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """The URL of a database of its own, full enough that exports take a moment."""
    with django_db_blocker.unblock():
        yield database.made(CLAIMS, print)


@pytest.fixture
def server(site):
    with ours(site):
        yield


def command(site, path):
    """A process that exports to `path`."""
    made = [sys.executable, "-m", "django", "export", "claims", "--format=jsonl"]
    environment = os.environ | {"DATABASE_URL": site, "RECORD_DATABASE_URL": site}
    return subprocess.Popen([*made, f"--output={path}"], env=environment, stderr=subprocess.DEVNULL)


def written_into(folder):
    """The size of what is in it, whatever its name."""
    return sum(file.stat().st_size for file in folder.iterdir())


def test_an_export_that_is_killed_leaves_no_short_file(site, tmp_path):
    assert command(site, tmp_path / "whole").wait() == 0
    whole = (tmp_path / "whole").read_bytes()
    draw, cut = random.Random(42), 0
    for number in range(KILLS):
        folder = tmp_path / str(number)
        folder.mkdir()
        process = command(site, folder / "claims.jsonl")
        until = draw.uniform(0, len(whole))
        while process.poll() is None and written_into(folder) < until:
            time.sleep(0.001)
        process.kill()
        process.wait()
        if (folder / "claims.jsonl").exists():
            assert (folder / "claims.jsonl").read_bytes() == whole
        else:
            cut += 1
    assert cut, "no export was cut short: this has shown nothing"


@contextmanager
def download(address):
    with closing(HTTPConnection("127.0.0.1", OURS, timeout=30)) as connection:
        connection.request("GET", address)
        yield connection.getresponse()


def downloaded(address):
    with download(address) as response:
        assert response.status == 200
        return response.read()


def test_a_download_that_breaks_is_no_short_success(site, server):
    with download("/exports/claims.jsonl") as response:
        assert response.status == 200 and response.read(1)
        with psycopg.connect(site, autocommit=True) as db:
            (pid,) = db.execute(COPYING, [db.info.dbname]).fetchone()
            db.execute("SELECT pg_terminate_backend(%s)", [pid])
        with pytest.raises(IncompleteRead):
            response.read()


class Editors(threading.Thread):
    """
    They give two articles one new headline, EDITS times a second, until `stop()`.

    The lock on what published claims show is off in this database: nobody amends so fast.
    """

    def __init__(self, site):
        super().__init__()
        self.ended, self.edits = threading.Event(), 0
        self.db = psycopg.connect(site, autocommit=True)
        self.db.execute(
            "ALTER TABLE sources_article DISABLE TRIGGER article_of_a_published_claim_stays"
        )
        self.pair = [pk for (pk,) in self.db.execute(PAIR).fetchall()]
        self.edit()

    def edit(self):
        self.db.execute(EDIT, [self.edits, self.pair])
        self.edits += 1

    def run(self):
        with self.db:
            begun = time.monotonic()
            while not self.ended.wait(max(0, begun + self.edits / EDITS - time.monotonic())):
                self.edit()

    def stop(self):
        self.ended.set()
        self.join()


def numbers_in_tables(content):
    """The numbers in the headlines of the package's tables."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in ("appearances", "quotes"):
            text = package.read(f"{name}.csv").decode("utf-8-sig")
            for row in csv.DictReader(io.StringIO(text, newline="")):
                if row["headline"].startswith("Number "):
                    yield row["headline"]


def numbers_in_lines(content):
    return re.findall(rb'"headline" : "(Number \d+)"', content)


@pytest.mark.parametrize(
    "address, numbers",
    [("/exports/package.zip", numbers_in_tables), ("/exports/claims.jsonl", numbers_in_lines)],
)
def test_an_export_among_fifty_edits_a_second_is_of_one_moment(site, server, address, numbers):
    editors, begun, seen = Editors(site), time.monotonic(), set()
    editors.start()
    try:
        while time.monotonic() < begun + (SECONDS if len(seen) > 1 else LONGEST):
            moments = set(numbers(downloaded(address)))
            assert len(moments) == 1
            seen |= moments
            time.sleep(0.1)  # or the exports would leave the editors no time
    finally:
        editors.stop()
    assert len(seen) > 1
    print(f"{len(seen)} exports, {editors.edits} edits")


def test_what_is_downloaded_whole_is_what_the_command_writes(site, server, tmp_path):
    assert command(site, tmp_path / "file").wait() == 0
    content = downloaded("/exports/claims.jsonl")
    assert len(content.splitlines()) == len(list(map(json.loads, content.splitlines())))
    assert content == (tmp_path / "file").read_bytes()
