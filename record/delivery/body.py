"""Refuse a body where none is expected, and one that is too long elsewhere: before it is kept."""

from contextlib import suppress

from .addresses import BODIES, UPLOADS
from .handler import body_message, send_whole, start_message
from .problems import rejection

NOT_HERE = "Nothing can be sent to this address: it is only read."
TOO_LONG = "This is longer than {} MB, the most that can be sent to this address."
LINGER = 16_000_000  # bytes read and thrown away, so that the client comes to read our answer


class TooLong(Exception):
    """More came than may."""


class BodyLimit:
    """ASGI middleware around the whole site."""

    def __init__(self, site):
        self.site = site

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http" or not (headers := framing(scope)):
            return await self.site(scope, receive, send)
        most = most_bytes(scope["method"], scope["path"])
        body, announced = Body(receive, most), int(headers.get(b"content-length", 0))
        try:
            if announced > most:
                raise TooLong
            await self.site(scope, body.receive, send)
        except TooLong:
            said = TOO_LONG.format(most // 1_000_000) if most else NOT_HERE
            response = rejection(scope["path"], 413, said)
            response.headers["Content-Length"] = str(len(response.content))
            if announced > LINGER:
                return await answer_first(response, body, send)
            await body.throw_away()
            await send_whole(response, send)


async def answer_first(response, body, send):
    """Refuse a body of which more is to come than is read, and read some of it afterwards."""
    response.headers["Connection"] = "close"
    await send(start_message(response))
    await send(body_message(response.content, more_body=True))
    await body.throw_away()
    await send(body_message(b""))


class Body:
    """The body of a request, of which at most so many bytes are received."""

    def __init__(self, receive, most):
        self._receive, self.most = receive, most
        self.bytes, self.more = 0, True

    async def receive(self):
        message = await self._receive()
        self.bytes += len(message.get("body", b""))
        self.more = message.get("more_body", False)
        if self.bytes > self.most:
            raise TooLong
        return message

    async def throw_away(self):
        """
        Read more, up to LINGER.

        A connection that is closed at once takes our answer along, and a proxy that is answered
        while it sends closes its own. Only where more is to come than that, the answer goes first.
        """
        self.most = self.bytes + LINGER
        with suppress(TooLong):
            while self.more:
                await self.receive()


def framing(scope):
    """Return the headers that announce a body; none of a request without one."""
    named = (b"content-length", b"transfer-encoding")
    return {name: value for name, value in scope["headers"] if name in named and value != b"0"}


def most_bytes(method, path):
    """Return how many bytes of a body an address takes; those that are only read take none."""
    if method in ("GET", "HEAD"):
        return 0
    for prefix, most in BODIES.items():
        if path.startswith(prefix):
            return next((more for end, more in UPLOADS.items() if path.endswith(end)), most)
    return 0
