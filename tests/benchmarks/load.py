"""Requests at many connections, and what they cost: one thread, in nobody's way."""

import os
import selectors
import socket
import time

TICK = os.sysconf("SC_CLK_TCK")
CONNECTIONS = 16
READ = 1 << 18
LAST_CHUNK = b"\r\n0\r\n\r\n"


def cpu(pids):
    """Seconds of CPU that these processes have used so far; ended ones count nothing."""
    total = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/stat") as stat:
                fields = stat.read().rpartition(")")[2].split()
        except FileNotFoundError:
            continue
        total += (int(fields[11]) + int(fields[12])) / TICK
    return total


class Client:
    """One connection that asks for every CONNECTIONS-th of `requests`, over and over."""

    def __init__(self, port, requests, number):
        self.requests, self.turn, self.done = requests, number, 0
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.ask()

    def ask(self):
        self.answer, self.body = b"", None
        self.socket.sendall(self.requests[self.turn % len(self.requests)])

    def read(self):
        """Take what has come, and ask the next question once the answer is whole."""
        self.answer += self.socket.recv(READ)
        if self.body is None and (head := self.answer.find(b"\r\n\r\n")) > 0:
            self.body, self.length = head + 4, length(self.answer[:head])
        if self.body is not None and self.whole():
            self.done += 1
            self.turn += CONNECTIONS
            self.ask()

    def whole(self):
        if self.length is None:
            return self.answer.endswith(LAST_CHUNK)
        return len(self.answer) >= self.body + self.length


def length(head):
    """
    The length of the body that these headers announce; None if it comes in chunks.

    Raises on any answer but 200 and 304.
    """
    head = head.lower()
    assert head[9:12] in (b"200", b"304"), head.decode()
    if b"transfer-encoding: chunked" in head:
        return None
    _, found, rest = head.partition(b"content-length:")
    return int(rest.partition(b"\r\n")[0]) if found else 0


def run(port, paths, seconds, headers=(), least=0):
    """
    Ask for `paths` in turn, at CONNECTIONS connections, for `seconds` and at least `least` times.

    Returns (requests, seconds). Raises AssertionError on any answer but 200 and 304.
    """
    more = "".join(f"{name}: {value}\r\n" for name, value in headers)
    requests = [
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{more}\r\n".encode() for path in paths
    ]
    begin = time.monotonic()
    with selectors.DefaultSelector() as waiting:
        clients = [Client(port, requests, number) for number in range(CONNECTIONS)]
        for client in clients:
            waiting.register(client.socket, selectors.EVENT_READ, client)
        while time.monotonic() < begin + seconds or sum(c.done for c in clients) < least:
            for key, _ in waiting.select(1):
                key.data.read()
    for client in clients:
        client.socket.close()
    return sum(client.done for client in clients), time.monotonic() - begin
