"""The same answers with FAST_DELIVERY on and off, from real servers."""

import signal
import urllib.error
import urllib.request

import pytest

from tests.config.test_start import first, free_port, start  # noqa: F401 (fixtures)

PATHS = [
    "/",
    "/?q=drones",
    "/nothing/",
    "/feeds/verdicts.atom",
    "/exports/claims.csv",
    "/exports/claims.jsonl",
    "/exports/package.zip?nothing=1",
    "/api/v1/claims/",
    "/api/v1/claims/?page_size=1",
    "/api/v1/claims/?verdict=nonsense",
    "/api/v1/quotes/?count=true",
    "/api/v1/claims.jsonld",
    "/api/v1/changes/?page_size=2",
    "/api/v1/schema/",
    "/v1alpha1/claims:search?query=drones",
]
HEADERS = [
    *("Content-Type", "Content-Encoding", "ETag", "Vary", "Cache-Control", "Link"),
    *("Access-Control-Allow-Origin", "Content-Security-Policy", "Content-Disposition"),
    *("RateLimit-Policy", "X-Content-Type-Options", "Set-Cookie"),
]


def fetch(address, **headers):
    """(status, main headers, body)"""
    request = urllib.request.Request(address, headers=headers)
    try:
        response = urllib.request.urlopen(request, timeout=20)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        headers = {name: response.headers[name] for name in HEADERS}
        policy = headers["Content-Security-Policy"] or ""
        headers["Content-Security-Policy"] = sorted(policy.split("; "))  # in any order
        return response.status, headers, response.read()


def answers(address):
    """Each path as it is, from the cache, compressed, and to a client that has it already."""
    for path in PATHS:
        plain = fetch(address + path)
        yield path, plain
        yield path, fetch(address + path)
        yield path, fetch(address + path, **{"Accept-Encoding": "gzip"})
        if etag := plain[1]["ETag"]:
            status, headers, body = fetch(address + path, **{"If-None-Match": etag})
            assert (status, headers["ETag"], body) == (304, etag, b"")


@pytest.fixture
def answers_of(first, start, monkeypatch):  # noqa: F811
    """All answers of a server of the seeded database, on the same port each time."""
    port = free_port()

    def run(fast_delivery):
        monkeypatch.setenv("FAST_DELIVERY", fast_delivery)
        site = start(first[0], port)
        site.output()
        found = list(answers(site.address))
        assert site.end(signal.SIGINT) == 0
        return found

    return run


def test_the_switch_changes_no_answer(answers_of):
    on, off = answers_of("on"), answers_of("off")
    assert {status for _, (status, _, _) in on} == {200, 400, 404}
    for (path, *one), (_, *other) in zip(on, off, strict=True):
        assert one == other, path
