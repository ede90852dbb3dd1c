"""How long a new head and the proofs of claims take behind a million entries."""

import json
import statistics
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.conf import settings

from config.owner import as_owner
from record.ledger import begin, keep
from tests.databases import database as temporary

from .api import OURS, ours
from .database import use

ENTRIES, FRESH, PROOFS = 1_000_000, 20, 200
HEAD, PROOF = 5, 0.05  # the goals in seconds: a head over FRESH entries; 95 of 100 proofs
# The changes that there are, each in an entry of its own among a million.
SPREAD = """
TRUNCATE record_entry;
UPDATE record_commitment k SET entry = (place * %(entries)s / number)::bigint
FROM (SELECT change, row_number() OVER (ORDER BY change) - 1 AS place, count(*) OVER () AS number
    FROM record_commitment) placed WHERE placed.change = k.change;
INSERT INTO record_entry (number, step, entry)
SELECT n, 'changed', record_canonical(jsonb_build_object('number', n, 'step', 'changed',
    'changes', 1, 'root', encode(sha256('\\x00'::bytea || digest), 'hex')))
FROM generate_series(0, %(entries)s - 1) n LEFT JOIN record_commitment ON entry = n;
"""
APPEND = "SELECT record_ledger_append('changed', '{}') FROM generate_series(1, %s)"


def measure(database, say):
    with (
        tempfile.TemporaryDirectory() as place,
        temporary("verbatim_benchmark_ledger", urlsplit(database).path[1:]) as url,
    ):
        with psycopg.connect(url) as db:
            db.execute(SPREAD.replace("%(entries)s", str(ENTRIES)))
        with psycopg.connect(url, autocommit=True) as db:
            db.execute("VACUUM ANALYZE record_entry, record_commitment")
        use(url)
        settings.LEDGER_DIR = Path(place)
        with as_owner():
            say(f"The first head over {ENTRIES:,} entries: {timed(begin):.1f} s")
            with psycopg.connect(url) as db:
                db.execute(APPEND, [FRESH])
            took = timed(keep)
            say(f"A head over {FRESH} more: {took:.2f} s{'  missed' if took > HEAD else ''}")
        with ours(url, LEDGER_DIR=place, RESPONSE_CACHE_MB="0"):
            say(told([proved(one) for one in claims()]))


def timed(work):
    began = time.monotonic()
    work()
    return time.monotonic() - began


def claims():
    """The public ids of the newest claims."""
    connection = HTTPConnection("127.0.0.1", OURS)
    connection.request("GET", f"/api/v1/claims/?fields=id&page_size={PROOFS}")
    return [one["id"] for one in json.load(connection.getresponse())["results"]]


def proved(public_id):
    """Seconds until a claim's proof is there."""
    connection = HTTPConnection("127.0.0.1", OURS)
    began = time.monotonic()
    connection.request("GET", f"/ledger/claim/{public_id}")
    response = connection.getresponse()
    assert response.status == 200, response.read()
    assert len(json.load(response)["proof"]) >= 19
    return time.monotonic() - began


def told(took):
    *_, most = statistics.quantiles(took, n=20)
    return (
        f"{len(took)} proofs: {statistics.median(took) * 1000:.0f} ms in the median, "
        f"{most * 1000:.0f} at the 95th percentile{'  missed' if most > PROOF else ''}"
    )
