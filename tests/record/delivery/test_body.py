"""A body is refused where none is expected, and elsewhere where it becomes too long."""

import asyncio
import json
from collections import namedtuple

import pytest

from record.delivery import body as limits
from record.delivery.body import BodyLimit

LINGER = 1_000
# The status, the detail, how many bytes were read and how many of them before the answer was under
# way, and whether its head says how long the answer is.
Answer = namedtuple("Answer", "status detail read read_before length_known")
CHUNKED = (b"transfer-encoding", b"chunked")


@pytest.fixture(autouse=True)
def few(monkeypatch):
    monkeypatch.setattr(limits, "BODIES", {"/admin/": 10})
    monkeypatch.setattr(limits, "UPLOADS", {"/import/": 100})
    monkeypatch.setattr(limits, "LINGER", LINGER)


def sent(method, path, *headers, body=b"", piece=5):
    """What came of a request to a site that reads the whole body where it may."""
    pieces = [body[at : at + piece] for at in range(0, len(body), piece)] or [b""]
    answer, read = [], 0
    read_before = []

    async def receive():
        nonlocal read
        came = pieces.pop(0)
        read += len(came)
        return {"type": "http.request", "body": came, "more_body": bool(pieces)}

    async def send(message):
        answer.append(message)
        read_before.append(read)

    async def site(scope, receive, send):
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b'{"detail": "taken"}'})

    scope = {"type": "http", "method": method, "path": path, "headers": headers}
    asyncio.run(BodyLimit(site)(scope, receive, send))
    start, body = answer[0], answer[1]["body"]
    said = json.loads(body)["detail"]
    announced = int(dict(start.get("headers", [])).get(b"Content-Length", 0)) == len(body)
    return Answer(start["status"], said, read, read_before[1], announced)


def length(number):
    return b"content-length", str(number).encode()


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize("path", ["/", "/api/v1/claims/", "/exports/claims.csv", "/static/x.js"])
@pytest.mark.parametrize("announced", [length(3), CHUNKED])
def test_nothing_is_taken_where_the_world_reads(method, path, announced):
    answer = sent(method, path, announced, body=b"abc")
    assert (answer.status, answer.detail[:33]) == (413, "Nothing can be sent to this addre")


@pytest.mark.parametrize("headers", [[], [length(0)]])
def test_a_request_without_a_body_passes(headers):
    assert sent("POST", "/api/v1/claims/", *headers).status == 200


def test_a_page_of_the_desk_takes_no_body_when_it_is_only_read():
    assert sent("GET", "/admin/", length(3), body=b"abc").status == 413


@pytest.mark.parametrize(
    "path, most", [("/admin/x/", 10), ("/admin/x/import/", 100)], ids=["form", "upload"]
)
def test_the_desk_takes_what_it_may_and_not_a_byte_more(path, most):
    assert sent("POST", path, length(most), body=b"x" * most).status == 200
    assert sent("POST", path, CHUNKED, body=b"x" * most).status == 200
    assert sent("POST", path, length(most + 1), body=b"x" * (most + 1)).status == 413
    assert sent("POST", path, CHUNKED, body=b"x" * (most + 1)).status == 413


def test_of_a_refused_body_only_so_much_is_read():
    answer = sent("POST", "/", CHUNKED, body=b"x" * 3 * LINGER, piece=LINGER // 2)
    assert answer.status == 413 and LINGER <= answer.read <= 2 * LINGER


def test_of_a_body_that_was_announced_as_too_long_no_more_is_read_than_of_any_other(monkeypatch):
    monkeypatch.setattr(limits, "BODIES", {"/admin/": 10 * LINGER})
    body = b"x" * 12 * LINGER
    answer = sent("POST", "/admin/", length(len(body)), body=body, piece=LINGER // 2)
    assert answer.status == 413 and LINGER <= answer.read <= 2 * LINGER


@pytest.mark.parametrize("more", [[], [(b"expect", b"100-continue")]])
def test_what_is_refused_is_read_before_it_is_answered_or_after(more):
    """
    A proxy that is answered, or left, while it sends tells its reader of a fault of ours.

    Some pass on the header of who waits for leave to send, and send at once.
    """
    few = sent("POST", "/", length(LINGER), *more, body=b"x" * LINGER)
    assert (few.status, few.read, few.read_before) == (413, LINGER, LINGER)
    many = sent("POST", "/", length(LINGER + 9), *more, body=b"x" * (LINGER + 9))
    assert (many.status, many.read_before) == (413, 0) and many.read >= LINGER


def test_who_stops_sending_knows_where_the_answer_ends():
    """Else it waits for the end of our answer, and we for the rest of its body."""
    assert sent("POST", "/", CHUNKED, body=b"abc").length_known
