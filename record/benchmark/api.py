"""The API's workloads, each beside the limit that answers the same question."""

import os
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from urllib.parse import urlencode

import psycopg

from record.api.cursor import Cursor
from record.models import Claim

from .load import cpu, run

OURS, LIMIT = 18011, 18012  # ports
GUNICORN = ["-m", "gunicorn", "--workers", "2", "--threads", "8", "--log-level", "warning"]
QUESTIONS = 200  # different ones of each kind, so that no single row is what is measured
ROUNDS = 3
AFTER = "2020-01-01"
FACETS = "verdict,speaker,topic,year"

# Requests a second, ours against the limit's.
GOALS = {
    "newest": 2.0,
    "filtered": 1.0,
    "search": 1.0,
    "deep": 0.8,
    "one": 0.77,
    "facets": 1.0,
}


def questions(database):
    """{workload: ([our paths], [the limit's paths])}, drawn from what is there."""
    with psycopg.connect(database) as db:
        ids = column(db, f"SELECT public_id FROM record_claim ORDER BY public_id LIMIT {QUESTIONS}")
        speakers = column(db, f"SELECT public_id FROM record_speaker ORDER BY 1 LIMIT {QUESTIONS}")
        pairs = column(
            db,
            "SELECT word || ' ' || lead(word, 7) OVER (ORDER BY ndoc) FROM ts_stat("
            "'SELECT search FROM record_claim LIMIT 20000') WHERE ndoc BETWEEN 200 AND 900 "
            f"LIMIT {QUESTIONS}",
        )
        at, public_id = db.execute(
            "SELECT verified_at, public_id FROM record_claim ORDER BY verified_at DESC, public_id "
            "DESC OFFSET (SELECT least(50000, count(*) / 2) FROM record_claim) LIMIT 1"
        ).fetchone()
    words = [{"q": pair} for pair in pairs]
    filtered = [{"speaker": s, "verdict": "false"} for s in speakers]
    return {
        "newest": (["/api/v1/claims/"], ["/newest"]),
        "filtered": asked(filtered, {"verified_after": AFTER}, "filtered", {"after": AFTER}),
        "search": asked(
            [{"q": q} for q in pairs], {"ordering": "relevance", "count": "true"}, "search"
        ),
        "deep": (
            ["/api/v1/claims/?" + urlencode({"cursor": cursor(at, public_id)})],
            [f"/deep?{urlencode({'at': at.isoformat(), 'id': public_id})}"],
        ),
        "one": ([f"/api/v1/claims/{i}/" for i in ids], [f"/one?id={i}" for i in ids]),
        "facets": asked(words, {"facets": FACETS, "page_size": 1}, "facets"),
    }


def asked(each, ours, name, theirs=()):
    """The same questions as our paths and as the limit's."""
    return (
        [f"/api/v1/claims/?{urlencode({**question, **ours})}" for question in each],
        [f"/{name}?{urlencode({**question, **dict(theirs)})}" for question in each],
    )


def column(db, sql):
    return [value for (value,) in db.execute(sql).fetchall() if value]


def cursor(at, public_id):
    return Cursor(Claim, Claim.ordering).write(at.isoformat(), str(public_id))


@contextmanager
def server(application, port, database, **environment):
    """The pids of a running gunicorn's workers."""
    urls = {"DATABASE_URL": database, "RECORD_DATABASE_URL": database}
    command = [sys.executable, *GUNICORN, "--bind", f"127.0.0.1:{port}", application]
    process = subprocess.Popen(command, env={**os.environ, **urls, **environment})
    try:
        wait(port)
        with open(f"/proc/{process.pid}/task/{process.pid}/children") as children:
            yield [int(pid) for pid in children.read().split()]
    finally:
        process.terminate()
        process.wait()


def wait(port, seconds=20):
    deadline = time.monotonic() + seconds
    while True:
        try:
            connection = HTTPConnection("127.0.0.1", port)
            connection.request("GET", "/newest" if port == LIMIT else "/api/v1/verdicts/")
            connection.getresponse().read()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def measure(database, seconds, say):
    """
    Run every workload in ROUNDS rounds, ours and the limit in turn, and say the medians.

    Ours makes every answer anew; what it keeps is measured at the end.
    """
    limit = server("record.benchmark.limit", LIMIT, database)
    with server("config.wsgi", OURS, database, KEPT_ANSWERS="0") as ours, limit as theirs:
        say(HEAD)
        for name, (our_paths, limit_paths) in questions(database).items():
            rounds = [
                (once(OURS, our_paths, seconds, ours), once(LIMIT, limit_paths, seconds, theirs))
                for _ in range(ROUNDS)
            ]
            say(row(name, *map(middle, zip(*rounds, strict=True))))
        say(f"Memory of its own, each worker: {', '.join(f'{own(pid):.0f} MB' for pid in ours)}")
    with server("config.wsgi", OURS, database) as ours:
        say(alone("newest, kept", once(OURS, ["/api/v1/claims/"], seconds, ours)))
        etag = [("If-None-Match", etag_of("/api/v1/claims/"))]
        say(alone("newest, 304", once(OURS, ["/api/v1/claims/"], seconds, ours, etag)))


def once(port, paths, seconds, pids, headers=()):
    """(requests a second, milliseconds of the server's CPU for each)."""
    before = cpu(pids)
    requests, took = run(port, paths, seconds, headers)
    return requests / took, (cpu(pids) - before) * 1000 / requests


def middle(rounds):
    return tuple(statistics.median(values) for values in zip(*rounds, strict=True))


HEAD = "workload        ours/s   limit/s   ratio    goal    CPU ms: ours  limit"


def row(name, ours, limit):
    ratio = ours[0] / limit[0]
    reached = "" if ratio >= GOALS[name] else "  missed"
    return (
        f"{name:12} {ours[0]:9.0f} {limit[0]:9.0f} {ratio:7.2f} {GOALS[name]:7.2f}"
        f" {ours[1]:15.2f} {limit[1]:6.2f}{reached}"
    )


def alone(name, ours):
    return f"{name:12} {ours[0]:9.0f} {ours[1]:41.2f}"


def etag_of(path):
    connection = HTTPConnection("127.0.0.1", OURS)
    connection.request("GET", path)
    return connection.getresponse().headers["ETag"]


def own(pid):
    """Megabytes that belong to this process alone."""
    with open(f"/proc/{pid}/smaps_rollup") as rollup:
        kilobytes = (int(line.split()[1]) for line in rollup if line.startswith("Private_"))
        return sum(kilobytes) / 1024
