"""
The one process that holds the models, and how the others ask it: over a socket of this machine.

A question is a line of JSON, [model, text]; the answer is the vector, a byte for each number, or
nothing. Whoever asks goes on without, where nobody answers soon.
"""

import fcntl
import json
import os
import socket
import socketserver
from array import array
from contextlib import suppress

from django.conf import settings

DIMENSIONS = 384
PATIENCE = 0.5  # seconds
MAX_ASKED = 100_000  # bytes


def place():
    """Return the path of the socket."""
    return settings.MODELS / "socket"


def is_served():
    return place().exists()


def ask(model, text, patience=PATIENCE):
    """Return the vector of a text as a list of whole numbers, or None where nobody answers soon."""
    with suppress(OSError), socket.socket(socket.AF_UNIX) as asked:
        asked.settimeout(patience)
        asked.connect(str(place()))
        asked.sendall(json.dumps([model, text]).encode() + b"\n")
        with asked.makefile("rb") as answer:
            vector = array("b", answer.read(DIMENSIONS))
        return vector.tolist() if len(vector) == DIMENSIONS else None


class Handler(socketserver.StreamRequestHandler):
    timeout = 5  # seconds for a question to come

    def handle(self):
        with suppress(OSError, ValueError, KeyError, TypeError):
            model, text = json.loads(self.rfile.readline(MAX_ASKED))
            self.wfile.write(self.server.encoders[model](str(text)).tobytes())


def alone():
    """Return the file whose lock says that we serve. Raises BlockingIOError if another does."""
    file = open(place().with_name("lock"), "w")  # noqa: SIM115 (locked for as long as it is open)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise
    return file


class ModelServer(socketserver.ThreadingUnixStreamServer):
    """
    Answers with `encoders` ({model: a function from a text to its vector}), alone in its place.

    Raises BlockingIOError where another one does already.
    """

    daemon_threads = True

    def __init__(self, encoders):
        self.encoders = encoders
        self.lock = alone()
        place().unlink(missing_ok=True)  # of one that was killed
        before = os.umask(0o177)  # nobody else may ask
        try:
            super().__init__(str(place()), Handler)
        finally:
            os.umask(before)

    def server_close(self):
        super().server_close()
        place().unlink(missing_ok=True)
        self.lock.close()
