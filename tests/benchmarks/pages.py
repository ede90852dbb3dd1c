"""The pages that people read, each beside the API's newest list, measured in turn with it."""

import statistics
import time
from contextlib import closing
from http.client import HTTPConnection

import psycopg
from django.core.management import call_command

from . import api
from .questions import QUESTIONS, column

NEWEST = "/api/v1/claims/"
TURNS = 3  # of the newest list and a page: what else goes on meets both
GOAL, ANEW = 0.8, 0.2  # of the newest list's requests a second; seconds of a page made anew
# What has a page, and the rows of it with most claims first: those that cost most.
MOST = (
    "SELECT key FROM record_tally WHERE kind = '{}' AND verdict = '' ORDER BY claims DESC LIMIT "
    f"{QUESTIONS}"
)
ANY = f"SELECT public_id FROM record_{{}} ORDER BY public_id LIMIT {QUESTIONS}"


def pages(database):
    """Return {name: paths}."""
    with psycopg.connect(database) as db:
        found = {kind: column(db, MOST.format(kind)) for kind in ("speaker", "topic", "publisher")}
        found |= {kind: column(db, ANY.format(kind)) for kind in ("claim", "article")}
    things = {kind: [f"/{kind}s/{key}/" for key in keys] for kind, keys in found.items()}
    always = ("corrections", "statistics", "method", "exports", "speakers", "quotes")
    fixed = {"front": ["/"], "search": ["/?verdict=false"], "sitemap": ["/sitemaps/claim-1.xml"]}
    return {**fixed, **things, **{name: [f"/{name}/"] for name in always}}


def measure(database, seconds, say):
    """Say the slowest answer made anew of each page, and then the requests a second as served."""
    call_command("collectstatic", interactive=False, verbosity=0)  # pages name their style sheets
    every = {name: paths for name, paths in pages(database).items() if paths}
    with psycopg.connect(database, autocommit=True) as db:
        with api.ours(database, RESPONSE_CACHE_MB="0"):
            slow = {name: slowest(paths[:20]) for name, paths in every.items()}
        with api.ours(database) as served:
            for name, paths in every.items():
                turns = [
                    [
                        api.once(api.OURS, path, seconds / TURNS, served, db)
                        for path in ([NEWEST], paths[:1])
                    ]
                    for _ in range(TURNS)
                ]
                newest, mine = map(api.middle, zip(*turns, strict=True))
                part = statistics.median(page[0] / one[0] for one, page in turns)
                missed = part < GOAL or slow[name] > ANEW
                say(
                    f"{name:12} {mine[0]:7.0f}/s  {part:5.2f} of the newest list  CPU "
                    f"{mine[1] + mine[2]:5.2f} and {newest[1] + newest[2]:5.2f} ms  "
                    f"anew {slow[name] * 1000:5.0f} ms{'  missed' if missed else ''}"
                )


def slowest(paths):
    """Return the seconds of the slowest answer, once each connection has planned."""
    return max(min(taken(path) for _ in range(3)) for path in paths)


def taken(path):
    with closing(HTTPConnection("127.0.0.1", api.OURS)) as connection:
        begin = time.perf_counter()
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        assert response.status == 200, (path, response.status)
        return time.perf_counter() - begin
