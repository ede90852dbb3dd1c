"""
Processes that are killed in the middle of their work: what was acknowledged is there, and whole.

A short set runs with all tests; `python3 manage.py test --faults` runs these alone, many times.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import psycopg
import pytest

from config import postgres
from config.environment import ROOT
from config.postgres.server import NAME, Server
from tests.conftest import needs

# How often each is killed, and for how many seconds at most it works before.
SHORT = {"worker": 6, "postgresql": 2, "cut": 3, "clock": 1, "command": 2, "seconds": 0.3}
LONG = {"worker": 480, "postgresql": 25, "cut": 100, "clock": 20, "command": 20, "seconds": 2}
# Of each published claim: how often it is in the record, the history, the feed and the ledger.
WHOLE = """
SELECT c.public_id::text,
    (SELECT count(*) FROM record_claim r WHERE r.public_id = c.public_id),
    (SELECT count(*) FROM sources_change h WHERE h.record = 'claims_verification'
        AND h.record_id = v.id AND h.became ->> 'stage' = 'published'),
    (SELECT count(*) FROM record_change f WHERE f.public_id = c.public_id),
    (SELECT count(*) FROM record_entry e WHERE e.step = 'published'
        AND e.entry::jsonb -> 'claims' ? c.public_id::text)
FROM claims_claim c JOIN claims_verification v ON v.claim_id = c.id WHERE v.stage = 'published'
"""
# All connections but our own.
CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
"""
SAVED = """
SELECT c.public_id::text, (SELECT count(*) FROM sources_change h
    WHERE h.record = 'claims_claim' AND h.record_id = c.id AND h.was IS NULL)
FROM claims_claim c
"""


@pytest.fixture(scope="module")
def rounds(request):
    return LONG if request.config.getoption("--faults") else SHORT


class Place:
    """A server of PostgreSQL, a migrated database on it and a ledger, of the tests' own."""

    def __init__(self, home, ledger):
        self.server = Server(home)
        self.environment = os.environ | {
            "DATABASE_URL": self.server.url,
            "LEDGER_DIR": str(ledger),
        }

    def manage(self, *arguments):
        command = [sys.executable, "manage.py", *map(str, arguments)]
        options = {"cwd": ROOT, "env": self.environment, "text": True}
        return subprocess.run(command, capture_output=True, timeout=300, **options)

    def begun(self, *arguments):
        """A command that runs on, in a session of its own."""
        command = [sys.executable, "manage.py", *map(str, arguments)]
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def rows(self, question):
        with psycopg.connect(self.server.url) as database:
            return database.execute(question).fetchall()

    def holds(self):
        """Sign what there is; everything agrees with everything."""
        for command in ("keep_ledger", "verify_ledger"):
            done = self.manage(command)
            assert done.returncode == 0, done.stderr

    def kill(self):
        """End every process of PostgreSQL at once, and start it again."""
        while processes := self.server._processes():
            for process in processes:
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
            time.sleep(0.01)
        self.server.start()


@pytest.fixture(scope="module")
def place():
    top = Path(tempfile.mkdtemp(prefix="faults-"))
    top.chmod(0o755)
    with postgres.embedded(top / "postgres"):
        made = Place((top / "postgres").resolve(), top / "ledger")
        for command in (["migrate", "-v0"], ["ledger_key"]):
            assert made.manage(*command).returncode == 0
        made.manage("shell", "-c", PEOPLE)
        yield made
    shutil.rmtree(top)


PEOPLE = """
from tests.factories import a_user
a_user("annotator", username="author"), a_user("reviewer", username="reviewer")
"""


@contextmanager
def working(place):
    """The process that begins work, and forgets it."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.faults.work"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "bufsize": 1}
    with subprocess.Popen(command, cwd=ROOT, env=place.environment, **pipes) as process:
        yield process
        process.stdin.close()


def until_killed(process, what, seconds, kill):
    """Begin work, have it killed so long after its first result; what it acknowledged."""
    print(what, file=process.stdin, flush=True)
    worker = int(process.stdout.readline())
    acknowledged = [process.stdout.readline().strip()]
    time.sleep(seconds)
    kill(worker)
    with suppress(ProcessLookupError):
        os.kill(worker, signal.SIGKILL)
    print("save", file=process.stdin, flush=True)  # its first line ends what the killed one said
    while not (line := process.stdout.readline().strip()).isdigit():
        acknowledged.append(line)
    os.kill(int(line), signal.SIGKILL)
    return [one for one in acknowledged if len(one) == 36]


def kill_worker(place, worker):
    os.kill(worker, signal.SIGKILL)


def kill_postgresql(place, worker):
    place.kill()


def cut_connections(place, worker):
    place.rows(CUT)


@pytest.mark.parametrize("what", ["save", "publish"])
@pytest.mark.parametrize(
    ("killed", "kill"),
    [("worker", kill_worker), ("postgresql", kill_postgresql), ("cut", cut_connections)],
    ids=["worker", "postgresql", "connections"],
)
def test_what_is_killed_loses_doubles_and_tears_nothing(place, rounds, what, killed, kill):
    require_all(place, what, done_until_killed(place, rounds, what, killed, kill))


def done_until_killed(place, rounds, what, killed, kill=kill_worker):
    """Begin work and have it killed, so many times; all that was acknowledged."""
    chance, acknowledged = random.Random(what), []
    with working(place) as process:
        for _ in range(rounds[killed]):
            seconds = chance.random() * rounds["seconds"]
            acknowledged += until_killed(process, what, seconds, partial(kill, place))
    return acknowledged


@pytest.fixture
def clock(place, monkeypatch):
    """A file that says by how much the clock of PostgreSQL is wrong."""
    found = [*Path("/usr/lib").glob("*/faketime/libfaketime.so.1")]
    library = needs(found and str(found[0]), "libfaketime", "faketime")
    file = place.server.home / "clock"
    file.write_text("+0")
    with monkeypatch.context() as environment:
        environment.setenv("LD_PRELOAD", library)
        environment.setenv("FAKETIME_TIMESTAMP_FILE", str(file))
        environment.setenv("FAKETIME_NO_CACHE", "1")
        environment.setenv("FAKETIME_DONT_FAKE_MONOTONIC", "1")
        place.kill()
    yield file
    place.kill()


@pytest.mark.parametrize("wrong", ["-1d", "+1d"])
def test_a_clock_that_jumps_loses_doubles_and_tears_nothing(place, rounds, clock, wrong):
    acknowledged = []
    for hands in ("+0", wrong, "+0"):
        clock.write_text(hands)
        [(shown,)] = place.rows("SELECT clock_timestamp()")
        assert (abs(shown - datetime.now(UTC)) > timedelta(hours=23)) == (hands == wrong)
        acknowledged += done_until_killed(place, rounds, "publish", "clock")
    require_all(place, "publish", acknowledged)


def require_all(place, what, acknowledged):
    """All that was acknowledged is there, with its history; and of the rest nothing by halves."""
    print(f"{len(acknowledged):,} acknowledged ({what})")
    saved = dict(place.rows(SAVED))
    assert len(acknowledged) == len(set(acknowledged)) and set(acknowledged) <= saved.keys()
    assert set(saved.values()) == {1}
    published = {row[0]: row[1:] for row in place.rows(WHOLE)}
    if what == "publish":
        assert set(acknowledged) <= published.keys()
    assert set(published.values()) <= {(1, 1, 1, 1)}
    place.holds()


def leftovers(session):
    """The processes of a session that are still alive."""
    found = subprocess.run(
        ["ps", "-o", "pid=,stat=", "-s", str(session)], capture_output=True, text=True
    )
    return [line for line in found.stdout.splitlines() if "Z" not in line]


def test_an_import_that_is_killed_leaves_no_process_and_goes_on(place, rounds, tmp_path):
    number, chance = 60, random.Random(1)
    for n in range(number):
        words = f"“We will plant {n} trees,” said Ana Ilic. Nobody answered her that day."
        (tmp_path / f"{n}.txt").write_text(f"Trees {n}\n\n{words}\n" * 3)
    for _ in range(rounds["command"]):
        importing = place.begun("import_articles", tmp_path)
        time.sleep(2 + chance.random() * 3)
        importing.kill()
        importing.wait()
        deadline = time.monotonic() + 60
        while leftovers(importing.pid) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert leftovers(importing.pid) == []
    done = place.manage("import_articles", tmp_path)
    assert done.returncode == 0, done.stderr
    headlines = "SELECT count(*), count(DISTINCT headline) FROM sources_article"
    articles = place.rows(f"{headlines} WHERE headline LIKE 'Trees %'")
    assert articles == [(number, number)]
    place.holds()


def test_an_export_that_is_killed_is_whole_or_has_no_name(place, rounds, tmp_path):
    chance, file = random.Random(2), tmp_path / "claims.jsonl"
    [(claims,)] = place.rows("SELECT count(*) FROM record_claim")
    for _ in range(rounds["command"]):
        file.unlink(missing_ok=True)
        exporting = place.begun("export", "claims", "--format", "jsonl", "--output", file)
        time.sleep(0.5 + chance.random() * 3)
        exporting.kill()
        exporting.wait()
        assert not file.exists() or len(file.read_text().splitlines()) == claims
        assert leftovers(exporting.pid) == []


def test_in_the_end_postgresql_finds_no_damage(place):
    check = place.server.programs / "pg_amcheck"
    at = ["-h", place.server.socket, "-p", "5432", "-U", NAME]
    done = subprocess.run([check, "--install-missing", *at, NAME], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
