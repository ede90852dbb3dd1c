"""Three processes read from two replicas: spread, five seconds behind at most, whoever falls."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from config.environment import ROOT
from tests.clusters import free_port, place, until
from tests.config.test_start import run

REPLICA = ROOT / "deploy" / "replica"
READS, AT_ONCE = 60, 12
WITHDRAW = """
UPDATE claims_verification v SET stage = 'withdrawn', reason = 'It was wrong.'
FROM claims_claim c WHERE c.id = v.claim_id
    AND v.id = (SELECT min(id) FROM claims_verification WHERE stage = 'published')
RETURNING c.public_id::text
"""


class Site:
    """Three processes that read from replicas, and what they answer."""

    def __init__(self, primary, replicas, port):
        self.primary, self.replicas, self.port = primary, replicas, port
        hosts = ",".join(f"127.0.0.1:{replica.port}" for replica in replicas)
        self.environment = {
            "DATABASE_URL": primary.url("facts"),
            "RECORD_DATABASE_URL": f"postgresql://owner@{hosts}/facts",
            "RATE_LIMIT_PER_MINUTE": "0",
            "RESPONSE_CACHE_MB": "0",
            "PUBLIC_URL": "",
        }

    def __enter__(self):
        command = [sys.executable, "-m", "gunicorn", "config.asgi", "--workers", "3"]
        self.process = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{self.port}"],
            cwd=ROOT,
            env=os.environ | self.environment,
        )
        until(lambda: self.asked("/healthz")[0] == 200, 60)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def asked(self, path):
        """(status, headers, body); status None of who does not answer at all."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as got:
                return got.status, got.headers, got.read()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.headers, refused.read()
        except OSError:
            return None, {}, b""

    def read(self):
        """Statuses and lags of many reads, so many at once that a process connects twice."""
        with ThreadPoolExecutor(AT_ONCE) as readers:
            found = list(readers.map(self.asked, ["/api/v1/claims/"] * READS))
        lags = [float(headers.get("X-Replica-Lag", -1)) for _, headers, _ in found]
        return {status for status, _, _ in found}, lags

    def readers(self, replica):
        """How many connections of the record a replica has, but for those that watch."""
        [(number,)] = replica.ask(
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%record_%' "
            "AND pid <> pg_backend_pid()"
        )
        return number


@pytest.fixture(scope="module")
def servers(postgresql_15):
    """A primary with the seed, and two replicas made as docs/scale.md says."""
    with place(postgresql_15) as here:
        primary = here.server("primary", "wal_level = replica\nmax_slot_wal_keep_size = 1GB\n")
        primary.ask("CREATE DATABASE facts")
        url = primary.url("facts")
        done = run("migrate", "-v0", DATABASE_URL=url, RECORD_DATABASE_URL="")
        assert done.returncode == 0, done.stderr
        assert run("seed", DATABASE_URL=url, RECORD_DATABASE_URL="").returncode == 0
        replicas = [a_replica(here, primary, name) for name in ("first", "second")]
        yield primary, replicas


def a_replica(here, primary, name):
    replica = type(primary)(here, here.directory / name, free_port())
    here.run("sh", REPLICA, replica.data, replica.port, primary.url())
    return replica


@pytest.fixture
def site(servers):
    primary, replicas = servers
    with Site(primary, replicas, free_port()) as running:
        yield running


def withdrawn(primary):
    """The public id of a claim that was withdrawn just now."""
    with psycopg.connect(primary.url("facts")) as db:
        db.execute("SELECT set_config('verbatim.who', 'reviewer', true)")
        return db.execute(WITHDRAW).fetchone()[0]


def test_reads_are_spread_and_say_how_far_behind_they_are(site):
    until(lambda: all(site.readers(replica) for replica in site.replicas) or not site.read())
    statuses, lags = site.read()
    assert statuses == {200}
    assert all(0 <= lag <= 5 for lag in lags)
    assert site.readers(site.primary) == 0
    ready = json.loads(site.asked("/readyz")[2])
    assert len(ready["replicas_behind"]) == 2


def test_what_is_withdrawn_is_gone_everywhere_though_a_replica_stands_still(site):
    still, _ = site.replicas
    site.read()
    still.ask("SELECT pg_wal_replay_pause()")
    try:
        claim = withdrawn(site.primary)
        address = f"/api/v1/claims/{claim}/"
        since = time.monotonic()
        until(lambda: {site.asked(address)[0] for _ in range(READS)} == {410})
        assert time.monotonic() - since < 20
        assert {site.asked(address)[0] for _ in range(READS)} == {410}
        behind = json.loads(site.asked("/readyz")[2])["replicas_behind"]
        assert sum(lag is not None and lag > 5 for lag in behind) == 1
    finally:
        still.ask("SELECT pg_wal_replay_resume()")


def test_no_read_fails_when_a_replica_falls(site):
    fallen, _ = site.replicas
    site.read()
    fallen.stop()
    try:
        assert site.read()[0] == {200}
    finally:
        fallen.start()


def test_the_world_reads_on_while_the_primary_is_away(site):
    site.read()
    site.primary.stop()
    try:
        assert site.read()[0] == {200}
        assert site.asked("/readyz")[0] == 503
    finally:
        site.primary.start()
    until(lambda: site.asked("/readyz")[0] == 200)
