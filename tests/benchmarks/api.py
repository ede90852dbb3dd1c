"""The API's workloads, each beside the limit that answers the same question."""

import os
import statistics
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection

import psycopg

from . import datasette
from .load import cpu, run
from .questions import questions

# Ports, others in each process of the tests.
OURS = 18011 + 10 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
LIMIT = OURS + 1
# As gunicorn.conf.py says; and the limit with the quickest parts there are for Python.
GUNICORN = ["-m", "gunicorn"]
UVICORN = ["-m", "uvicorn", "--workers", "2", "--log-level", "warning", "--no-access-log"]
ROUNDS = 3

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
PEERS = 2  # times Datasette's requests a second


@contextmanager
def server(command, processes, port, database, **environment):
    """The pids of a running server's workers, once it has so many child processes."""
    urls = {"DATABASE_URL": database, "RECORD_DATABASE_URL": database}
    # The limits are on, and count; only nobody reaches them.
    many = {"RATE_LIMIT_PER_MINUTE": "1000000000"}
    process = subprocess.Popen(
        [sys.executable, *command], env={**os.environ, **urls, **many, **environment}
    )
    try:
        wait(port, "/newest" if port == LIMIT else "/api/v1/verdicts/")
        yield children(process.pid, processes)
    finally:
        process.terminate()
        process.wait()


def ours(database, **environment):
    command = [*GUNICORN, "--bind", f"127.0.0.1:{OURS}", "config.asgi"]
    return server(command, 2, OURS, database, **environment)


def limit(database):
    command = [*UVICORN, "--port", str(LIMIT), "tests.benchmarks.limit:application"]
    return server(command, 3, LIMIT, database)  # one of which tracks what the workers share


def children(parent, processes, seconds=20):
    """The pids of a process's children, once there are so many: the first serves alone at times."""
    deadline = time.monotonic() + seconds
    while True:
        with open(f"/proc/{parent}/task/{parent}/children") as listed:
            pids = [int(pid) for pid in listed.read().split()]
        if len(pids) >= processes:
            return pids
        if time.monotonic() > deadline:
            raise TimeoutError(f"The server has {len(pids)} processes instead of {processes}.")
        time.sleep(0.1)


def wait(port, path, seconds=20):
    deadline = time.monotonic() + seconds
    while True:
        try:
            with closing(HTTPConnection("127.0.0.1", port)) as connection:
                connection.request("GET", path)
                connection.getresponse().read()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def measure(database, seconds, say):
    """
    Run every workload in ROUNDS rounds in turn, ours and the limit: first with every answer made
    anew, then as it is served, beside Datasette where it is installed. Say the medians.
    """
    every = questions(database)
    with limit(database) as theirs, psycopg.connect(database, autocommit=True) as db:
        with ours(database, RESPONSE_CACHE_MB="0") as anew:
            servers = [(OURS, anew), (LIMIT, theirs)]
            compare("every answer made anew", every, servers, seconds, db, say)
            memory(anew, say)
        with ours(database) as served, datasette.server(database, wait) as peers:
            servers = [(OURS, served), (LIMIT, theirs), *([(datasette.PORT, peers)] * bool(peers))]
            compare("as it is served, with what it keeps", every, servers, seconds, db, say)
            etag = [("If-None-Match", etag_of("/api/v1/claims/"))]
            run(OURS, ["/api/v1/claims/"], 0.3)  # who has the newest answer has asked for it
            say(alone("304", once(OURS, ["/api/v1/claims/"], seconds, served, db, etag)))
            memory(served, say)


def compare(title, every, servers, seconds, db, say):
    """Each workload of `every` at each of `servers` (port, pids), in turn."""
    say(f"\n{title}\n{HEAD}")
    first = None
    for name, each in every.items():
        rounds = [
            [
                once(port, paths, seconds, pids, db)
                for (port, pids), paths in zip(servers, each, strict=False)
            ]
            for _ in range(ROUNDS)
        ]
        mine, theirs, *peer = map(middle, zip(*rounds, strict=True))
        first = first or mine
        say(row(name, mine, first if name == "deep" else theirs, *peer))


def memory(pids, say):
    say(f"Memory of its own, each worker: {', '.join(f'{own(pid):.0f} MB' for pid in pids)}")


def once(port, paths, seconds, pids, db, headers=()):
    """(requests a second, milliseconds of CPU for each: of the server, and of PostgreSQL)."""
    # So that each connection has planned, and each worker has met each question.
    run(port, paths, seconds / 10, headers, least=3 * len(paths) if port == OURS else 0)
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


HEAD = (
    "workload        ours/s   limit/s   ratio    goal    CPU ms: ours + PG    limit + PG"
    "   Datasette/s   times"
)


def row(name, ours, limit, peer=None):
    """The thousandth page is held against our own first."""
    ratio = ours[0] / limit[0]
    beside = f" {peer[0]:13.1f} {ours[0] / max(peer[0], 0.1):7.1f}" if peer else ""
    missed = ratio < GOALS[name] or (peer and ours[0] < PEERS * peer[0])
    return (
        f"{name:12} {ours[0]:9.0f} {limit[0]:9.0f} {ratio:7.2f} {GOALS[name]:7.2f}"
        f" {ours[1]:13.2f} {ours[2]:5.2f} {limit[1]:9.2f} {limit[2]:5.2f}{beside}"
        f"{'  missed' if missed else ''}"
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
