"""Requests at many connections, and what they cost: a small load generator in threads."""

import os
import threading
import time
from http.client import HTTPConnection

TICK = os.sysconf("SC_CLK_TCK")
CONNECTIONS = 16


def cpu(pids):
    """Seconds of CPU that these processes have used so far; ended ones count nothing."""
    total = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/stat") as stat:
                fields = stat.read().rpartition(")")[2].split()
        except FileNotFoundError:
            continue
        total += (int(fields[11]) + int(fields[12])) / TICK
    return total


def run(port, paths, seconds, headers=()):
    """
    Ask for `paths` in turn, at CONNECTIONS connections, for `seconds`.

    Returns (requests, seconds). Raises AssertionError on any answer but 200 and 304.
    """
    deadline = time.monotonic() + seconds
    done, bad = [0] * CONNECTIONS, []

    def client(number):
        connection = HTTPConnection("127.0.0.1", port)
        turn = number
        while time.monotonic() < deadline and not bad:
            connection.request("GET", paths[turn % len(paths)], headers=dict(headers))
            response = connection.getresponse()
            body = response.read()
            if response.status not in (200, 304):
                bad.append(f"{paths[turn % len(paths)]}: {response.status} {body[:300]}")
            done[number] += 1
            turn += CONNECTIONS

    begin = time.monotonic()
    threads = [threading.Thread(target=client, args=[n]) for n in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not bad, bad[0]
    return sum(done), time.monotonic() - begin
