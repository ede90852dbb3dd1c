"""
Gunicorn's ASGI worker, whose patience with a client ends.

Gunicorn waits for ever for the rest of a request, and for a client to take its answer. Here the
worker looks at its connections once a second, so that no request pays for a timer of its own.
"""

import asyncio
import fcntl
import os
from array import array
from contextlib import suppress
from termios import TIOCOUTQ

from gunicorn.asgi.protocol import ASGIProtocol
from gunicorn.workers.gasgi import ASGIWorker

# Seconds, after which a connection is closed.
IDLE = 20  # for the head of a request, the first or a further one
BODY = 20  # for the body, and one more for each BODY_RATE bytes of it that came
BODY_RATE = 2_000
STALLED = 30  # while the client takes no byte of its answer
ANSWER = 15 * 60  # for an answer in all


class PatientProtocol(ASGIProtocol):
    """A connection that knows what it waits for, and how long its client has."""

    phase = moved = None
    began = moved_at = received = 0

    def connection_made(self, transport):
        self.worker.make_room()
        self.worker.connections.add(self)
        super().connection_made(transport)
        self.look(self.worker.loop.time())

    def connection_lost(self, exc):
        self.worker.connections.discard(self)
        super().connection_lost(exc)

    def data_received(self, data):
        self.received += len(data)
        super().data_received(data)

    def look(self, now):
        """Note what has moved since the last look, and close the connection if it is overdue."""
        phase, unsent = (self.awaits(), self.req_count), self.unsent()
        if phase != self.phase:
            self.phase, self.began, self.received = phase, now, 0
        if (phase, unsent) != self.moved:
            self.moved, self.moved_at = (phase, unsent), now
        if self.is_overdue(now, unsent):
            self.transport.abort()  # close() would wait for a client that does not read

    def awaits(self):
        """Return what comes next: the head of a request, the rest of its body, or our answer."""
        if self._current_request is None:
            return "head"
        return "answer" if self._body_receiver._complete else "body"

    def unsent(self):
        """Return how many bytes of answers the client's machine has not taken yet."""
        queued = array("i", [0])
        with suppress(OSError, ValueError):  # not every system tells
            fcntl.ioctl(self.transport.get_extra_info("socket").fileno(), TIOCOUTQ, queued)
        return self.transport.get_write_buffer_size() + queued[0]

    def is_overdue(self, now, unsent):
        waited = now - self.began
        if unsent:
            return now - self.moved_at > STALLED or waited > ANSWER
        match self.phase[0]:
            case "head":
                return waited > IDLE
            case "body":
                return waited > BODY + self.received / BODY_RATE
        return waited > ANSWER

    def waits_for_its_client(self):
        return self.phase[0] != "answer" or self.moved[1] > 0


class PatientWorker(ASGIWorker):
    """A worker that closes connections whose clients keep it waiting."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.connections = set()

    async def _serve(self):
        for listener in self.sockets:
            server = await self.loop.create_server(
                lambda: PatientProtocol(self), sock=listener.sock
            )
            self.servers.append(server)
        while self.alive and self.ppid == os.getppid():
            self.notify()
            now = self.loop.time()
            for connection in list(self.connections):
                connection.look(now)
            await asyncio.sleep(1)
        await self._shutdown()

    async def _shutdown(self):
        """End in order; a connection that asks nothing just now does not hold us up."""
        for server in self.servers:
            server.close()
        for connection in list(self.connections):
            connection.look(self.loop.time())
            if connection.phase[0] == "head" and not connection.received:
                connection.transport.close()
        await super()._shutdown()

    def make_room(self):
        """Abort the connection idle for longest where there are as many as may be."""
        if len(self.connections) >= self.worker_connections:
            idle = [one for one in self.connections if one.waits_for_its_client()]
            if idle:
                min(idle, key=lambda one: one.began).transport.abort()
