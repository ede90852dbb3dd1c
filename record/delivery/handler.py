"""
The ASGI handler of FAST_DELIVERY: cached responses at once, all others each in one thread.

What takes long has threads of its own, of which one client gets half, so that who takes a file
slowly stands in nobody else's way; and so have passwords, of which one is hashed at a time.
"""

import asyncio
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from io import BytesIO

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.base import BaseHandler
from django.http import FileResponse
from django.urls import set_script_prefix

from .addresses import DESK, LOGIN, LONG, LONG_FORMS
from .places import NoPlace, Places
from .problems import rejection
from .rate_limit import client_address
from .response_cache import FastPath

# Requests that a process works on at a time, each with its own database connections.
THREADS = 4
LONG_THREADS = 4
LONG_FOR_EACH = 2
ALL_TAKEN = "Others are being sent as many files as can be sent at a time. Try again in a moment."


class ClientDisconnected(Exception):
    """The client has closed the connection."""


class ThreadedASGIHandler(ASGIHandler):
    """
    Django's synchronous site on an event loop.

    Django's own handler hands a request to threads and back several times, and reads a stream to
    its end before it sends any of it. Here one thread makes the whole answer. And the loop itself
    sends a cached response, for a twentieth of what a thread and the middleware cost.
    """

    def __init__(self):
        BaseHandler.__init__(self)
        self.load_middleware()
        self.threads = ThreadPoolExecutor(THREADS, "request")
        self.long_threads = ThreadPoolExecutor(LONG_THREADS, "long")
        self.login_thread = ThreadPoolExecutor(1, "login", stand_back)
        self.places = Places(LONG_THREADS, LONG_FOR_EACH)
        self.fast_path = FastPath()

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await send({"type": f"{scope['type']}.close"})
            return
        request, error = self.create_request(scope, BytesIO())
        if response := error or await self.fast_path.response(request):
            await send_whole(response, send)
        else:
            await self.handle(request, receive, send)

    async def handle(self, request, receive, send):
        """Answer in a thread, of those for what takes long where it does."""
        if not takes_long(request):
            tries = request.method == "POST" and request.path_info == LOGIN
            threads = self.login_thread if tries else self.threads
            return await self.answer(request, receive, send, threads)
        try:
            async with self.places.place(client_address(request)):
                await self.answer(request, receive, send, self.long_threads)
        except NoPlace:
            await send_whole(
                rejection(request.path_info, 503, ALL_TAKEN, {"Retry-After": "30"}), send
            )

    async def answer(self, request, receive, send, threads):
        """Answer in a thread; stop a stream when the client disconnects."""
        try:
            request._stream = await self.read_body(receive)
        except RequestAborted:
            return
        loop, disconnected = asyncio.get_running_loop(), None

        async def send_or_disconnect(message):
            nonlocal disconnected
            disconnected = disconnected or loop.create_task(receive())  # until the client is gone
            sending = loop.create_task(send(message))
            await asyncio.wait({sending, disconnected}, return_when=asyncio.FIRST_COMPLETED)
            if sending.done():
                return sending.result()
            sending.cancel()  # a server may wait for ever for room that no client makes

        def stream(message):
            """Send from a thread; return when the client has room for more."""
            asyncio.run_coroutine_threadsafe(send_or_disconnect(message), loop).result()
            if disconnected.done():
                raise ClientDisconnected

        try:
            alone = copy_context().run  # the request's id is no later request's of the thread
            response = await loop.run_in_executor(threads, alone, self.respond, request, stream)
        finally:
            if disconnected:
                disconnected.cancel()
        if isinstance(response, FileResponse):
            await self.send_file(response, send)
        elif response:
            await send_whole(response, send)

    def respond(self, request, stream):
        """
        Return the response, or None when it was a stream and `stream` has sent all of it.

        Nothing of a stream leaves this thread: what it holds open has to be closed in here. A
        file of the disk is none: it needs a thread only while a block of it is read.
        """
        set_script_prefix("/")
        signals.request_started.send(sender=self.__class__, scope=request.scope)
        response = self.get_response(request)
        if request.method == "HEAD":
            setattr(response, "streaming_content" if response.streaming else "content", b"")
        if isinstance(response, FileResponse):
            response.block_size = self.chunk_size
            return response
        try:
            if response.streaming:
                self.send_stream(response, stream)
        except ClientDisconnected:
            pass
        finally:
            response.close()
        return None if response.streaming else response

    def send_stream(self, response, stream):
        stream(start_message(response))
        for chunk in response:
            stream(body_message(chunk, more_body=True))
        stream(body_message(b""))

    async def send_file(self, response, send):
        loop, chunks = asyncio.get_running_loop(), iter(response)
        try:
            await send(start_message(response))
            while chunk := await loop.run_in_executor(self.threads, next, chunks, b""):
                await send(body_message(chunk, more_body=True))
            await send(body_message(b""))
        finally:
            response.close()


def stand_back():
    """Let this thread have what processor time the others leave: Linux takes niceness by thread."""
    if sys.platform == "linux":
        os.nice(10)


def takes_long(request):
    """Return whether the answer may take minutes."""
    if request.method == "POST" and request.path_info.startswith(DESK):
        return request.path_info.endswith(LONG_FORMS)
    return request.path_info.startswith(LONG)


async def send_whole(response, send):
    """Send a response that is no stream, also from middleware around the site."""
    await send(start_message(response))
    await send(body_message(response.content))


def start_message(response):
    cookies = [("Set-Cookie", cookie.OutputString()) for cookie in response.cookies.values()]
    headers = [(n.encode("ascii"), v.encode("latin1")) for n, v in (*response.items(), *cookies)]
    return {"type": "http.response.start", "status": response.status_code, "headers": headers}


def body_message(content, **more):
    return {"type": "http.response.body", "body": content, **more}
