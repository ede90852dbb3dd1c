"""The API's workloads, each beside the limit that answers the same question."""

import os
import statistics
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from urllib.parse import urlencode

import psycopg

from record.api.cursor import Cursor
from record.models import Claim

from .load import cpu, run

OURS, LIMIT = 18011, 18012  # ports
# As `start` serves; and the limit with the quickest parts there are for Python.
GUNICORN = ["-m", "gunicorn", "--workers", "2", "-k", "asgi", "--log-level", "warning"]
UVICORN = ["-m", "uvicorn", "--workers", "2", "--log-level", "warning", "--no-access-log"]
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
    "frequent": 1.0,
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
        frequent = column(
            db,
            "SELECT word FROM ts_stat('SELECT search FROM record_claim LIMIT 20000') "
            "ORDER BY ndoc DESC LIMIT 10",
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
        "frequent": asked(
            [{"q": q} for q in frequent], {"ordering": "relevance", "count": "true"}, "frequent"
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
def server(command, port, database, **environment):
    """The pids of a running server's workers."""
    urls = {"DATABASE_URL": database, "RECORD_DATABASE_URL": database}
    # The limits are on, and count; only nobody reaches them.
    many = {"READS_PER_MINUTE": "1000000000"}
    process = subprocess.Popen(
        [sys.executable, *command], env={**os.environ, **urls, **many, **environment}
    )
    try:
        wait(port)
        with open(f"/proc/{process.pid}/task/{process.pid}/children") as children:
            yield [int(pid) for pid in children.read().split()]
    finally:
        process.terminate()
        process.wait()


def ours(database, **environment):
    command = [*GUNICORN, "--bind", f"127.0.0.1:{OURS}", "config.asgi"]
    return server(command, OURS, database, **environment)


def limit(database):
    command = [*UVICORN, "--port", str(LIMIT), "record.benchmark.limit:application"]
    return server(command, LIMIT, database)


def wait(port, seconds=20):
    deadline = time.monotonic() + seconds
    while True:
        try:
            with closing(HTTPConnection("127.0.0.1", port)) as connection:
                connection.request("GET", "/newest" if port == LIMIT else "/api/v1/verdicts/")
                connection.getresponse().read()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def measure(database, seconds, say):
    """
    Run every workload in ROUNDS rounds in turn: ours making every answer anew, ours as it is
    served, and the limit. Say the medians.
    """
    every = questions(database)
    with (
        ours(database, KEPT_ANSWERS="0") as anew,
        limit(database) as theirs,
        psycopg.connect(database, autocommit=True) as db,
    ):
        compare("every answer made anew", every, anew, theirs, seconds, db, say)
        say(f"Memory of its own, each worker: {', '.join(f'{own(pid):.0f} MB' for pid in anew)}")
    with (
        ours(database) as served,
        limit(database) as theirs,
        psycopg.connect(database, autocommit=True) as db,
    ):
        compare("as it is served, with what it keeps", every, served, theirs, seconds, db, say)
        etag = [("If-None-Match", etag_of("/api/v1/claims/"))]
        once(OURS, ["/api/v1/claims/"], 0.3, served, db, etag)
        say(alone("304", once(OURS, ["/api/v1/claims/"], seconds, served, db, etag)))
        say(f"Memory of its own, each worker: {', '.join(f'{own(pid):.0f} MB' for pid in served)}")


def compare(title, every, our_pids, their_pids, seconds, db, say):
    say(f"\n{title}\n{HEAD}")
    first = None
    for name, (our_paths, limit_paths) in every.items():
        rounds = []
        for _ in range(ROUNDS):
            mine = once(OURS, our_paths, seconds, our_pids, db)
            rounds.append((mine, once(LIMIT, limit_paths, seconds, their_pids, db)))
        mine, theirs = map(middle, zip(*rounds, strict=True))
        first = first or mine
        say(row(name, mine, first if name == "deep" else theirs))


def once(port, paths, seconds, pids, db, headers=()):
    """(requests a second, milliseconds of CPU for each: of the server, and of PostgreSQL)."""
    run(port, paths, seconds / 10, headers)  # so that each connection has planned
    backends = [
        pid
        for (pid,) in db.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
        )
    ]
    before = cpu(pids), cpu(backends)
    requests, took = run(port, paths, seconds, headers)
    spent = (cpu(pids) - before[0], cpu(backends) - before[1])
    return requests / took, *(each * 1000 / max(requests, 1) for each in spent)


def middle(rounds):
    return tuple(statistics.median(values) for values in zip(*rounds, strict=True))


HEAD = "workload        ours/s   limit/s   ratio    goal    CPU ms: ours + PG    limit + PG"


def row(name, ours, limit):
    """The thousandth page is held against our own first."""
    ratio = ours[0] / limit[0]
    reached = "" if ratio >= GOALS[name] else "  missed"
    return (
        f"{name:12} {ours[0]:9.0f} {limit[0]:9.0f} {ratio:7.2f} {GOALS[name]:7.2f}"
        f" {ours[1]:13.2f} {ours[2]:5.2f} {limit[1]:9.2f} {limit[2]:5.2f}{reached}"
    )


def alone(name, ours):
    return f"{name:12} {ours[0]:9.0f} {ours[1]:39.2f} {ours[2]:5.2f}"


def etag_of(path):
    connection = HTTPConnection("127.0.0.1", OURS)
    connection.request("GET", path)
    return connection.getresponse().headers["ETag"]


def own(pid):
    """Megabytes that belong to this process alone."""
    with open(f"/proc/{pid}/smaps_rollup") as rollup:
        kilobytes = (int(line.split()[1]) for line in rollup if line.startswith("Private_"))
        return sum(kilobytes) / 1024
