"""
`/healthz` (this process lives) and `/readyz` (it can serve), for whoever watches the site.

They are answered ahead of the site, whatever the Host and without a redirect to https.
"""

import asyncio
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from math import inf

from django.conf import settings
from django.db import DatabaseError, connections
from django.http import JsonResponse

from record.sql import all_applied

from .handler import send_whole
from .replicas import watch as replicas
from .replicas.watch import MAX_LAG

LIVES, READY = "/healthz", "/readyz"
KNOWN_FOR = 2  # seconds, so that nobody keeps the databases busy by asking
MIN_FREE = 0.05  # of the disk
LAG = """
SELECT CASE WHEN pg_is_in_recovery() AND pg_last_wal_receive_lsn() <> pg_last_wal_replay_lsn()
    THEN extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) ELSE 0 END
"""


class Health:
    """ASGI middleware around the whole site."""

    def __init__(self, site):
        self.site = site
        self.thread = ThreadPoolExecutor(1, "health")
        self.wrong, self.asked_at = None, 0

    async def __call__(self, scope, receive, send):
        path = scope.get("path")
        if scope["type"] != "http" or path not in (LIVES, READY):
            await self.site(scope, receive, send)
        elif path == LIVES:
            await send_whole(answer(200, {"alive": True}), send)
        else:
            wrong = await asyncio.get_running_loop().run_in_executor(self.thread, self.whats_wrong)
            said = {"ready": not wrong, "wrong": wrong} | lags()
            await send_whole(answer(503 if wrong else 200, said), send)

    def whats_wrong(self):
        """Return a sentence for each thing that keeps us from serving, as of KNOWN_FOR ago."""
        if self.wrong is None or time.monotonic() - self.asked_at > KNOWN_FOR:
            self.wrong, self.asked_at = list(problems()), time.monotonic()
        return self.wrong


def lags():
    """Return the seconds that each server of the record is behind, if they are replicas."""
    if not replicas.are_there():
        return {}
    known = [replicas.WATCH.lags.get(server) for server in replicas.servers()]
    return {"replicas_behind": [lag if lag is None or lag < inf else None for lag in known]}


def problems():
    for alias in ("default", "record"):
        try:
            yield from of_database(alias)
        except DatabaseError:
            connections[alias].close()
            yield f"The database {alias} does not answer."
    disk = shutil.disk_usage(settings.BASE_DIR)
    if disk.free < MIN_FREE * disk.total:
        yield f"The disk has {disk.free / 1e9:.1f} GB left."


def of_database(alias):
    connection = connections[alias]
    with connection.cursor() as cursor:
        cursor.execute(LAG)
        lag = cursor.fetchone()[0] or 0  # of a replica that has replayed nothing since it began
    if lag > MAX_LAG:
        yield f"The database {alias} is {lag:.0f} s behind its primary."
    if alias == "default" and not all_applied():
        yield "Migrations are waiting: run python3 manage.py migrate."


def answer(status, said):
    return JsonResponse(said, status=status, headers={"Cache-Control": "no-store"})
