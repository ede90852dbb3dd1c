"""Requests on an event loop: a kept answer leaves at once, all others are made in threads."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.base import BaseHandler
from django.http import FileResponse
from django.urls import set_script_prefix

from record.delivery.fast_path import Front

THREADS = 4  # requests that a process works on at a time, each with its own database connections


class Gone(Exception):
    """The client has closed the connection."""


class Site(ASGIHandler):
    """
    Django's synchronous site on an event loop.

    Django's own handler hands a request to threads and back several times, and reads a stream to
    its end before it sends any of it. Here one thread makes the whole answer. And the loop itself
    gives a kept answer again, for a twentieth of what a thread and the middleware cost.
    """

    def __init__(self):
        BaseHandler.__init__(self)
        self.load_middleware()
        self.threads = ThreadPoolExecutor(THREADS, "request")
        self.front = Front()

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await send({"type": f"{scope['type']}.close"})
            return
        request, wrong = self.create_request(scope, BytesIO())
        if response := wrong or await self.front.at_once(request):
            await self.send_response(response, send)
        else:
            await self.handle(request, receive, send)

    async def handle(self, request, receive, send):
        try:
            request._stream = await self.read_body(receive)
        except RequestAborted:
            return
        loop = asyncio.get_running_loop()
        gone = loop.create_task(receive())  # it says nothing more until the client is gone

        async def sent(message):
            sending = loop.create_task(send(message))
            await asyncio.wait({sending, gone}, return_when=asyncio.FIRST_COMPLETED)
            if sending.done():
                return sending.result()
            sending.cancel()  # a server may wait for ever for room that no client makes

        def stream(message):
            """Called in a thread; returns when the client has room for more."""
            asyncio.run_coroutine_threadsafe(sent(message), loop).result()
            if gone.done():
                raise Gone

        try:
            response = await loop.run_in_executor(self.threads, self.answer, request, stream)
        finally:
            gone.cancel()
        if response:
            await self.send_response(response, send)

    def answer(self, request, stream):
        """
        The response to `request`, or None when it was a stream and `stream` has had all of it.

        Nothing of a stream leaves this thread: what it holds open has to be closed in here.
        """
        set_script_prefix("/")
        signals.request_started.send(sender=self.__class__, scope=request.scope)
        response = self.get_response(request)
        try:
            if request.method == "HEAD":
                setattr(response, "streaming_content" if response.streaming else "content", b"")
            if response.streaming:
                self.parts(response, stream)
        except Gone:
            pass
        finally:
            response.close()
        return None if response.streaming else response

    def parts(self, response, stream):
        if isinstance(response, FileResponse):
            response.block_size = self.chunk_size
        stream(head(response))
        for part in response:
            stream(body(part, more_body=True))
        stream(body(b""))

    async def send_response(self, response, send):
        await send(head(response))
        await send(body(response.content))


def head(response):
    cookies = [("Set-Cookie", cookie.OutputString()) for cookie in response.cookies.values()]
    headers = [(n.encode("ascii"), v.encode("latin1")) for n, v in (*response.items(), *cookies)]
    return {"type": "http.response.start", "status": response.status_code, "headers": headers}


def body(content, **more):
    return {"type": "http.response.body", "body": content, **more}
