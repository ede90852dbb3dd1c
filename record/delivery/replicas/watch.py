"""
How far each server of RECORD_DATABASE_URL is behind the primary.

A thread of each process asks the primary once a second how much it has written, and each server how
much of that it has read. No clock of another machine counts so, and a server that has lost its
primary without noticing falls behind like any other. Where the primary itself does not answer,
nothing newer can be known, and the servers stay as they are.
"""

import os
import threading
import time
from collections import deque
from itertools import count
from math import inf

import psycopg
from django.conf import settings
from django.db import connections
from django.db.utils import OperationalError

MAX_LAG = 5  # seconds that a server may be behind, and still be read from
EVERY = 1  # second
WRITTEN = "SELECT pg_current_wal_lsn() - '0/0', 0"
# What it has read; and by its own clock, how long ago what it has got and not read was written.
READ = """
SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END
    - '0/0',
    CASE WHEN pg_is_in_recovery() AND pg_last_wal_receive_lsn() > pg_last_wal_replay_lsn()
    THEN extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) ELSE 0 END
"""
NONE_LEFT = "Every server that the record is read from is away, or more than 5 seconds behind."


class Watch:
    """The servers as (host, port), and how many seconds each is behind; inf if it is away."""

    def __init__(self):
        self.lock, self.thread = threading.Lock(), None
        self.lags, self.written, self.asking = {}, deque(maxlen=60), {}
        self.turns = count()

    def begin(self):
        """Look once, and go on in a thread of this process, unless that runs."""
        with self.lock:
            if not (self.thread and self.thread.is_alive()):
                self.asking = {}  # those of the process that this one was forked from are not ours
                self.turns = count(os.getpid())  # processes begin at different servers
                self.look()
                self.thread = threading.Thread(target=self.go_on, name="replicas", daemon=True)
                self.thread.start()

    def go_on(self):
        while True:
            time.sleep(EVERY)
            self.look()

    def look(self):
        now = time.monotonic()
        if primary := self.asked("default", {}, WRITTEN):
            self.written.append((now, primary[0]))
        self.lags = {server: self.lag(server) for server in servers()}

    def lag(self, server):
        answer = self.asked("record", dict(zip(("host", "port"), server, strict=True)), READ)
        return max(float(answer[1] or 0), self.behind(answer[0])) if answer else inf

    def behind(self, read):
        """Return how many seconds before the newest look was the last one that is read whole."""
        if not self.written or read >= self.written[-1][1]:
            return 0
        whole = [at for at, written in self.written if written <= read]
        return self.written[-1][0] - (whole[-1] if whole else self.written[0][0])

    def asked(self, alias, where, question):
        """Return the row that answers a question, on a connection kept for it; None if it fails."""
        key = (alias, *where.values())
        try:
            if key not in self.asking:
                params = connections.create_connection(alias).get_connection_params()
                params |= {**where, "autocommit": True, "connect_timeout": 2}
                self.asking[key] = psycopg.connect(**params)
            return self.asking[key].execute(question).fetchone()
        except psycopg.Error:
            self.asking.pop(key, None)

    def good(self):
        """
        Return the servers to read from, each in its turn the first of them.

        Raises OperationalError if none is left.
        """
        self.begin()
        found = [server for server, lag in self.lags.items() if lag <= MAX_LAG]
        if not found:
            raise OperationalError(NONE_LEFT)
        first = next(self.turns) % len(found)
        return found[first:] + found[:first]


def servers():
    """Return the servers of RECORD_DATABASE_URL as (host, port)."""
    record = settings.DATABASES["record"]
    hosts, ports = record["HOST"].split(","), str(record["PORT"] or 5432).split(",")
    return list(zip(hosts, ports, strict=True))


def are_there():
    """Return whether the record is read elsewhere than it is written."""
    return settings.DATABASES["record"]["ENGINE"] == __package__


WATCH = Watch()
