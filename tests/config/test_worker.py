"""The server's patience ends with every kind of client that keeps it waiting, and with no other."""

import signal
import socket
import subprocess
import sys
import time
from contextlib import closing

import pytest

from config.environment import ROOT

ASK = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
# A site that answers at once, or without end; its server is ours, in a hurry.
SITE = """
import gc, sys
from config import worker
from gunicorn.app.base import Application

worker.IDLE = worker.BODY = worker.STALLED = 2
worker.ANSWER = int(sys.argv[2])

async def site(scope, receive, send):
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    while scope["path"] == "/endless":
        await send({"type": "http.response.body", "body": b"x" * 65536, "more_body": True})
    frozen = str(gc.get_freeze_count()).encode()
    body = frozen if scope["path"] == "/frozen" else b"whole"
    await send({"type": "http.response.body", "body": body})

class Server(Application):
    def load_config(self):
        self.load_config_from_file("gunicorn.conf.py")
        self.cfg.set("bind", sys.argv[1])
        self.cfg.set("workers", 1)
        self.cfg.set("worker_connections", 5)

    def load(self):
        return site

Server().run()
"""


@pytest.fixture
def served(request, tmp_path):
    """The path of the socket of a running site."""
    at, answer = str(tmp_path / "socket"), str(getattr(request, "param", 900))
    command = [sys.executable, "-c", SITE, f"unix:{at}", answer]
    with subprocess.Popen(command, cwd=ROOT) as process:
        deadline = time.monotonic() + 60
        while not listens(at):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield at
        process.send_signal(signal.SIGTERM)


def listens(at):
    """Return whether a server takes connections there; its socket's file is a moment older."""
    with closing(socket.socket(socket.AF_UNIX)) as client:
        return client.connect_ex(at) == 0


@pytest.fixture
def client(served):
    clients = []

    def connect(said):
        client = socket.socket(socket.AF_UNIX)
        clients.append(client)
        client.settimeout(60)
        client.connect(served)
        client.sendall(said)
        return client

    yield connect
    for client in clients:
        client.close()


def is_ended(client):
    """Read what there is, to the end that a server makes; it raises where that is too far."""
    deadline = time.monotonic() + 60
    try:
        while client.recv(65536):
            assert time.monotonic() < deadline
    except ConnectionResetError:
        pass
    return True


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"GET / HTTP/1.1\r\nX: half",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf",
        ASK,
    ],
    ids=["nothing", "half a head", "half a body", "nothing more"],
)
def test_who_does_not_ask_to_the_end_is_cut_off(client, said):
    assert is_ended(client(said))


def test_what_is_loaded_before_a_worker_is_left_alone_by_its_garbage_collector(client):
    assert int(chunk(client(ASK.replace(b"/", b"/frozen", 1)))) > 10_000


def test_who_does_not_read_is_cut_off(client):
    stalled = client(ASK.replace(b"/", b"/endless", 1))
    stalled.setblocking(True)
    deadline = time.monotonic() + 60
    while stalled.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0:
        if wrote_to_nobody(stalled):
            break
        assert time.monotonic() < deadline
        time.sleep(0.1)


def wrote_to_nobody(client):
    """Return whether the other side of a connection is gone, without reading from it."""
    try:
        client.send(b"x")
    except (BrokenPipeError, ConnectionResetError):
        return True


@pytest.mark.parametrize("served", [2], indirect=True)
def test_who_reads_is_cut_off_too_where_an_answer_takes_too_long(client):
    assert is_ended(client(ASK.replace(b"/", b"/endless", 1)))


def chunk(client):
    """Read an answer to its end, and return its one chunk."""
    answer = b""
    while not answer.endswith(b"\r\n0\r\n\r\n"):
        assert (more := client.recv(1000))
        answer += more
    return answer.split(b"\r\n")[-4]


def test_who_goes_on_asking_is_not_cut_off(client):
    busy = client(b"")
    for _ in range(5):
        busy.sendall(ASK)
        assert chunk(busy) == b"whole"
        time.sleep(0.7)


def test_a_further_client_takes_the_place_of_who_has_asked_nothing_for_longest(client):
    crowd = [client(b"") for _ in range(6)]
    assert is_ended(crowd[0])
    with closing(client(ASK)) as another:
        assert another.recv(1000).startswith(b"HTTP/1.1 200")
