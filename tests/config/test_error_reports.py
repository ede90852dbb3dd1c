"""An error arrives where SENTRY_DSN says, and none of the words or names that it was about."""

import gzip
import json
import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from threading import Thread

import brotli
import pytest

from config.environment import ROOT
from config.error_reports import INSTALL

WORDS = (
    "The mayor never said a word of it",
    "words+searched+for",
    "kept-in-a-cookie",
    "what+was+typed",
)
ENVIRONMENT = {"DEBUG": "off", "PUBLIC_URL": "http://site.example", "LOG_JSON": "on"}


class Sentry(ThreadingHTTPServer):
    """Keeps the events that it is sent, as they came and as JSON."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Store)
        self.got = []

    @property
    def events(self):
        lines = [line for sent in self.got for line in sent.splitlines() if line.startswith("{")]
        return [event for event in map(json.loads, lines) if "exception" in event]


class Store(BaseHTTPRequestHandler):
    def do_POST(self):
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        unpacked = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
        sent = unpacked[self.headers["Content-Encoding"]](sent)
        self.server.got.append(sent.decode())
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def sentry():
    """What a Sentry was sent by a site of which one page fails."""
    if not find_spec("sentry_sdk"):
        pytest.skip(f"sentry-sdk is not installed: `{INSTALL}` and run again")
    with Sentry() as sentry:
        Thread(target=sentry.serve_forever, daemon=True).start()
        dsn = "http://key@{}:{}/1".format(*sentry.server_address)
        failing(SENTRY_DSN=dsn)
        yield sentry
        sentry.shutdown()


def failing(**environment):
    command = [sys.executable, "-m", "tests.config.failing", *WORDS]
    env = os.environ | ENVIRONMENT | environment
    return subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False
    )


def test_an_error_arrives_with_its_type_and_its_place(sentry):
    kinds = {found["type"] for event in sentry.events for found in event["exception"]["values"]}
    assert kinds == {"ValueError"}
    [event] = sentry.events
    assert event["request"] == {"url": "http://site.example/failing/"}
    frames = event["exception"]["values"][-1]["stacktrace"]["frames"]
    assert frames[-1]["function"] == "failing"


@pytest.mark.parametrize("words", [*WORDS, os.environ["SECRET_KEY"]])
def test_no_words_and_no_secrets_arrive(sentry, words):
    assert sentry.events and words not in "".join(sentry.got)


def test_without_an_address_nobody_is_told():
    done = failing(SENTRY_DSN="")
    assert done.stdout == "500\n", done.stderr


def test_what_is_no_address_is_refused_in_a_sentence(sentry):
    assert "SENTRY_DSN is not understood" in failing(SENTRY_DSN="sentry.example").stderr
