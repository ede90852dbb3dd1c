"""The fast path: cached responses leave without a thread, as fresh and as counted as all others."""

import asyncio
import io
import json
import logging
import threading
from urllib.parse import urlsplit

import pytest
from django.db import connections

from record.delivery import rate_limit, response_cache
from record.delivery.handler import LONG_THREADS, THREADS, ThreadedASGIHandler
from record.delivery.logs import REQUEST_ID, JSONFormatter
from record.delivery.response_cache import FastPath
from tests.factories import a_published_claim

CLAIMS = "/api/v1/claims/"

pytestmark = pytest.mark.django_db(
    databases=["default", "record"], transaction=True, serialized_rollback=True
)


@pytest.fixture
def site(monkeypatch):
    """The site as a server has it; its threads' connections end with the test."""
    monkeypatch.setattr(rate_limit, "READERS", rate_limit.Readers())
    site = ThreadedASGIHandler()
    yield site
    end(site.threads, THREADS)
    end(site.long_threads, LONG_THREADS)
    end(site.login_thread, 1)
    end(site.fast_path.thread, 1)


def end(threads, count):
    """Each of these threads closes its own connections, once all others have come to that, too."""
    all_here = threading.Barrier(count)
    for _ in range(count):
        threads.submit(lambda: (all_here.wait(), connections.close_all()))
    threads.shutdown()


def scope(address, method="GET", **headers):
    path, query = urlsplit(address).path, urlsplit(address).query
    named = {"host": "localhost", **headers}
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "query_string": query.encode("latin1"),
        "headers": [(n.replace("_", "-").encode(), v.encode()) for n, v in named.items()],
        "client": ("192.0.2.9", 9),
        "server": ("localhost", 80),
    }


async def ask(site, address, method="GET", client="192.0.2.9", **headers):
    """(status, headers, body) of one request; who asks stays until it is answered."""
    sent = []
    body = iter([{"type": "http.request"}])

    async def receive():
        return next(body, None) or await asyncio.sleep(60)

    async def send(message):
        sent.append(message)

    asked = scope(address, method, **headers) | {"client": (client, 9)}
    await site(asked, receive, send)
    sent_headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    sent_headers.pop("X-Request-ID", None)  # each has another, and a kept answer none
    return (
        sent[0]["status"],
        sent_headers,
        b"".join(message.get("body", b"") for message in sent[1:]),
    )


def without(name, headers):
    return {key: value for key, value in headers.items() if key != name}


@pytest.fixture
def known(site, monkeypatch):
    """A claim's address that the site has answered once; it has no threads any more."""
    address = f"{CLAIMS}{a_published_claim().public_id}/"
    first = asyncio.run(ask(site, address))

    async def handle(*request):
        raise AssertionError("A thread was asked.")

    monkeypatch.setattr(site, "handle", handle)
    return address, first


def test_a_kept_answer_leaves_whole_without_a_thread(site, known):
    address, first = known
    assert first[0] == 200
    assert asyncio.run(ask(site, address)) == first


def test_who_has_the_kept_answer_is_told_so_without_a_thread(site, known):
    address, (_, headers, _) = known
    status, sent_headers, body = asyncio.run(ask(site, address, if_none_match=headers["ETag"]))
    assert (status, sent_headers["ETag"], body) == (304, headers["ETag"], b"")


def test_a_cached_response_does_not_outlive_the_verification(site):
    claim = a_published_claim()
    address = f"{CLAIMS}{claim.public_id}/"
    assert [asyncio.run(ask(site, address))[0] for _ in range(2)] == [200, 200]
    claim.verifications.get().withdraw("The source was wrong.")
    assert asyncio.run(ask(site, address))[0] == 410


def test_kept_answers_are_counted_too(site, settings):
    settings.RATE_LIMIT_PER_MINUTE = 400  # two at a time are taken from PostgreSQL
    answers = [asyncio.run(ask(site, CLAIMS)) for _ in range(401)]
    assert [status for status, _, _ in answers] == [200] * 400 + [429]
    assert [
        int(sent_headers["RateLimit"].split(";")[1][2:]) for _, sent_headers, _ in answers[:3]
    ] == [
        399,
        398,
        397,
    ]


def test_a_token_is_not_taken_for_nobody(site, settings):
    assert asyncio.run(ask(site, CLAIMS))[0] == 200
    settings.RATE_LIMIT_PER_MINUTE = 400
    assert asyncio.run(ask(site, CLAIMS, authorization="Bearer made-up"))[0] == 401


def test_all_who_ask_at_a_time_share_one_question_of_freshness(site, known, monkeypatch):
    address, first = known
    asked = []
    monkeypatch.setattr(response_cache, "read_version", lambda: asked.append(1) or first[1]["ETag"])

    async def crowd():
        return await asyncio.gather(*(ask(site, address) for _ in range(50)))

    assert asyncio.run(crowd()) == [first] * 50
    assert len(asked) == 1


def test_who_comes_while_freshness_is_asked_waits_for_the_next_question(monkeypatch):
    answers, asked, go_on = iter(["old", "new"]), threading.Event(), threading.Event()

    def version():
        asked.set()
        go_on.wait()
        return next(answers)

    monkeypatch.setattr(response_cache, "read_version", version)

    async def two():
        path = FastPath()
        first = asyncio.ensure_future(path.version())
        await asyncio.to_thread(asked.wait)
        second = asyncio.ensure_future(path.version())
        await asyncio.sleep(0)
        go_on.set()
        return await asyncio.gather(first, second)

    assert asyncio.run(two()) == ["old", "new"]


def test_an_answer_has_the_version_of_the_server_that_it_is_read_from(site, monkeypatch):
    _, headers, _ = asyncio.run(ask(site, CLAIMS))
    monkeypatch.setattr(response_cache, "read_version", lambda: '"a replica that is ahead"')
    assert asyncio.run(ask(site, CLAIMS))[1]["ETag"] == headers["ETag"]


def test_a_stream_ends_in_its_thread_when_who_asked_for_it_has_gone(site):
    sent = []
    said = iter([{"type": "http.request"}, {"type": "http.disconnect"}])

    async def receive():
        said_now = next(said)
        while said_now["type"] == "http.disconnect" and not sent:
            await asyncio.sleep(0.01)
        return said_now

    async def send(message):
        sent.append(message["type"])
        await asyncio.sleep(60)  # there is no room, and nobody makes any

    asyncio.run(asyncio.wait_for(site(scope("/exports/claims.csv"), receive, send), 30))
    assert sent == ["http.response.start"]
    asked = [asyncio.run(ask(site, f"{CLAIMS}?page_size={size}")) for size in range(1, 9)]
    assert [status for status, _, _ in asked] == [200] * 8


@pytest.mark.parametrize("path", [CLAIMS, "/exports/claims.csv"])
def test_head_is_told_of_the_body_and_gets_none(site, path):
    _, full, content = asyncio.run(ask(site, path))
    status, sent_headers, body = asyncio.run(ask(site, path, method="HEAD"))
    assert (status, sent_headers, body) == (200, full, b"")
    assert content


def test_bytes_that_are_no_text_are_refused(site):
    assert asyncio.run(ask(site, f"{CLAIMS}?q=\xff"))[0] == 400


def test_who_wants_to_open_a_socket_is_refused(site):
    sent = []

    async def send(message):
        sent.append(message["type"])

    asyncio.run(site({"type": "websocket"}, None, send))
    assert sent == ["websocket.close"]


@pytest.fixture
def lines():
    """The lines of the log, as LOG_JSON writes them."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JSONFormatter())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


def test_what_is_logged_after_the_middleware_names_its_request_too(site, lines):
    """And nothing of a request stays with its thread."""
    for given in ("the-first-one", "the-second-one"):
        assert asyncio.run(ask(site, "/nothing/", x_request_id=given))[0] == 404
    said = {line["request_id"]: line["message"] for line in lines()}
    assert said == dict.fromkeys(["the-first-one", "the-second-one"], "Not Found: /nothing/")
    kept = {site.threads.submit(REQUEST_ID.get).result() for _ in range(THREADS)}
    assert kept == {None}
