"""How many requests fail while the server restarts again and again behind a socket that stays."""

import os
import socket
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection, HTTPException

from config.bootstrap import collect_static

from .api import OURS, wait

RESTARTS = int(os.environ.get("RESTARTS", "20"))
REQUESTS = int(os.environ.get("REQUESTS", "100000"))  # in all
READERS = 4
PATHS = ["/api/v1/claims/", "/", "/api/v1/verdicts/"]


def measure(database, say):
    """As systemd does with deploy/systemd: the listening socket outlives each server."""
    collect_static(say)
    with socket.create_server(("127.0.0.1", OURS), backlog=2048) as listening:
        server, ended = started(listening, database), threading.Event()
        counts = [{"asked": 0, "failed": 0, "slowest": 0.0} for _ in range(READERS)]
        readers = [threading.Thread(target=read, args=[count, ended]) for count in counts]
        for reader in readers:
            reader.start()
        for number in range(1, RESTARTS + 1):
            wait(OURS, "/healthz", seconds=60)
            while sum(count["asked"] for count in counts) < REQUESTS * number / RESTARTS:
                time.sleep(0.1)
            server.terminate()
            server.wait()
            server = started(listening, database)
        wait(OURS, "/healthz", seconds=60)
        ended.set()
        for reader in readers:
            reader.join()
        server.terminate()
        server.wait()
    asked, failed = (sum(count[name] for count in counts) for name in ("asked", "failed"))
    slowest = max(count["slowest"] for count in counts)
    told = f"{RESTARTS} restarts: {asked:,} requests, {failed} failed"
    say(f"{told}, the slowest took {slowest:.1f} s")


def started(listening, database):
    """A server that takes its socket from its parent, as fd 3."""
    urls = {"DATABASE_URL": database, "RECORD_DATABASE_URL": database}
    environment = {**os.environ, **urls, "RATE_LIMIT_PER_MINUTE": "0"}

    def hand_over():
        os.dup2(listening.fileno(), 3)

    program = (
        "import os, sys; os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS='1');"
        "os.execv(sys.executable, [sys.executable, '-m', 'gunicorn', 'config.asgi'])"
    )
    return subprocess.Popen(
        [sys.executable, "-c", program], env=environment, preexec_fn=hand_over, pass_fds=[3]
    )


def read(count, ended):
    """Ask on a connection that is kept; one that was closed before an answer is opened anew."""
    connection = HTTPConnection("127.0.0.1", OURS, timeout=60)
    while not ended.is_set():
        began = time.monotonic()
        path = PATHS[count["asked"] % len(PATHS)]
        count["failed"] += not any(asked(connection, path) for _ in range(2))
        count["slowest"] = max(count["slowest"], time.monotonic() - began)
        count["asked"] += 1


def asked_once(path):
    """Return whether a request on a connection of its own is answered well."""
    connection = HTTPConnection("127.0.0.1", OURS, timeout=60)
    found = asked(connection, path)
    connection.close()
    return found


def asked(connection, path):
    """Return whether the answer is whole and good. As nginx, ask a second time if none begins."""
    try:
        connection.request("GET", path)
        with connection.getresponse() as response:
            response.read()
            return response.status == 200
    except (OSError, HTTPException):
        connection.close()
        return False
