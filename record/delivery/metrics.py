"""
`/metrics` in Prometheus' form, for whoever has METRICS_TOKEN: requests, cache, database, queues.

Each process counts into files of its own (`gunicorn.conf.py` says where), and whichever is asked
adds them up. What PostgreSQL knows is asked when somebody looks.
"""

import asyncio
import hmac
import os
import time
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.db import DatabaseError, connections
from django.http import HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from .addresses import API, DESK, EXPORTS, GOOGLE
from .counters import REQUESTS, SECONDS
from .handler import send_whole

METRICS = "/metrics"
KINDS = {f"/{API}": "api", f"/{GOOGLE}": "api", f"/{EXPORTS}": "exports", DESK: "desk"}
KINDS |= {"/static/": "static"}
METHODS = ("GET", "HEAD", "POST", "OPTIONS")

# Name, what it is, and the statement that says it.
ASKED = [
    (
        "verifications_submitted",
        "Verifications that wait for a reviewer.",
        "SELECT count(*) FROM claims_verification WHERE stage = 'submitted'",
    ),
    (
        "verifications_submitted_oldest_seconds",
        "Age of the oldest verification that waits for a reviewer.",
        "SELECT extract(epoch FROM clock_timestamp() - min(submitted_at)) "
        "FROM claims_verification WHERE stage = 'submitted'",
    ),
    (
        "verifications_overdue_seconds",
        "Since when the longest overdue publication for a set time waits.",
        "SELECT extract(epoch FROM clock_timestamp() - min(publish_at)) FROM claims_verification "
        "WHERE stage = 'submitted' AND publish_at < clock_timestamp()",
    ),
    (
        "documents_waiting",
        "Batches of public documents that wait to be made anew.",
        "SELECT count(*) FROM record_renewal",
    ),
    (
        "changes",
        "Number of the newest change of the public record.",
        "SELECT max(number) FROM record_change",
    ),
    (
        "database_bytes",
        "Size of the database.",
        "SELECT pg_database_size(current_database())",
    ),
    (
        "database_connections",
        "Connections to the database.",
        "SELECT numbackends FROM pg_stat_database WHERE datname = current_database()",
    ),
    (
        "database_connections_limit",
        "Connections that the server takes.",
        "SELECT current_setting('max_connections')::integer",
    ),
    (
        "database_deadlocks",
        "Deadlocks since the server's statistics began.",
        "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()",
    ),
]


class Metrics:
    """ASGI middleware around the whole site: counts what is answered, and tells."""

    def __init__(self, site):
        self.site = site
        self.thread = ThreadPoolExecutor(1, "metrics")

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self.site(scope, receive, send)
        elif scope["path"] == METRICS and settings.METRICS_TOKEN:
            await send_whole(await self.told(dict(scope["headers"])), send)
        else:
            await self.counted(scope, receive, send)

    async def told(self, headers):
        """Return the metrics; 401 to who does not have the token."""
        given = headers.get(b"authorization", b"").removeprefix(b"Bearer ")
        if not hmac.compare_digest(given, settings.METRICS_TOKEN.encode()):
            return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
        loop = asyncio.get_running_loop()
        text = await loop.run_in_executor(self.thread, everything)
        headers = {"Cache-Control": "no-store"}
        return HttpResponse(text, content_type=CONTENT_TYPE_LATEST, headers=headers)

    async def counted(self, scope, receive, send):
        began, status = time.monotonic(), "none"  # of who left before an answer

        async def noting(message):
            nonlocal status
            status = str(message.get("status", status))
            await send(message)

        try:
            await self.site(scope, receive, noting)
        finally:
            kind, method = kind_of(scope["path"]), scope["method"]
            REQUESTS.labels(kind, method if method in METHODS else "other", status).inc()
            SECONDS.labels(kind).observe(time.monotonic() - began)


def kind_of(path):
    """Return which part of the site an address belongs to: a few words, whatever is asked."""
    return next((kind for prefix, kind in KINDS.items() if path.startswith(prefix)), "pages")


def everything():
    """Return what all processes have counted, and what the database says."""
    counted, asked = REGISTRY, CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(counted := CollectorRegistry())
    asked.register(Database())
    return generate_latest(counted) + generate_latest(asked)


class Database:
    """What PostgreSQL says; where it does not answer, that alone."""

    def collect(self):
        try:
            found = list(answers())
        except DatabaseError:
            connections["default"].close()
            found = []
        yield gauge("database_up", "1 where the database answers.", bool(found))
        yield from found


def answers():
    with connections["default"].cursor() as cursor:
        for name, words, question in ASKED:
            cursor.execute(question)
            yield gauge(name, words, cursor.fetchone()[0] or 0)


def gauge(name, words, value):
    return GaugeMetricFamily(f"verbatim_{name}", words, value=float(value))
