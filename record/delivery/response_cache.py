"""
A per-process response cache, keyed on the request and on the record's version (see etag.py).

Two ways lead to it: a middleware, and the fast path, which answers on the event loop. Without
FAST_DELIVERY neither is used.
"""

import asyncio
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import zstandard
from django.conf import settings
from django.http import HttpResponse

from .counters import CACHED
from .etag import conditional, current_version, read_version
from .rate_limit import count_locally

# All of a request that an answer depends on; who asks is not among it.
KEY = ("HTTP_HOST", "PATH_INFO", "QUERY_STRING", "HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING")
ZSTD_LEVEL = -5  # a tenth of a millisecond for a page, which becomes half as long
OVERHEAD = 2000  # bytes that an entry costs beside its content and its key, at most


def cache_key(request):
    return request.method, request.scheme, *map(request.META.get, KEY)


class Entry(NamedTuple):
    """A response as it left, compressed, and the record's version that it was made of."""

    version: str
    content: bytes
    headers: dict
    size: int

    @classmethod
    def of(cls, response, key):
        content = response.content
        if not response.has_header("Content-Encoding"):
            # Copied, as what the compressor returns keeps all the room that it might have needed.
            content = bytes(memoryview(zstandard.compress(content, level=ZSTD_LEVEL)))
        size = OVERHEAD + len(content) + sum(map(sys.getsizeof, key))
        return cls(response.cache_version, content, dict(response.headers), size)

    @property
    def decompressed(self):
        """The content as it left: plain, or still compressed for a client that asked for that."""
        sent_compressed = "Content-Encoding" in self.headers
        return self.content if sent_compressed else zstandard.decompress(self.content)

    def response(self, request):
        """Return the cached response, or 304 if the client has it already."""
        CACHED.inc()
        response = HttpResponse(self.decompressed, headers=self.headers)
        return conditional(request, self.version, response)


class ResponseCache:
    """Responses of one version of the record, within RESPONSE_CACHE_MB; the oldest are evicted."""

    def __init__(self):
        self.lock = threading.Lock()
        self.clear(None)

    def clear(self, version):
        self.version, self.entries = version, {}
        self.free = settings.RESPONSE_CACHE_MB * 2**20

    def get(self, request):
        return self.entries.get(cache_key(request))

    def store(self, request, response):
        """Store under the response's own version: another thread may have begun the next one."""
        if not settings.RESPONSE_CACHE_MB:
            return
        key = cache_key(request)
        entry = Entry.of(response, key)
        with self.lock:
            if entry.version != self.version:
                self.clear(entry.version)
            self.evict(key)
            while self.entries and self.free < entry.size:
                self.evict(next(iter(self.entries)))
            if self.free >= entry.size:
                self.free -= entry.size
                self.entries[key] = entry

    def evict(self, key):
        if key in self.entries:
            self.free += self.entries.pop(key).size


CACHE = ResponseCache()


def response_cache(get_response):
    """Return middleware that answers from the cache while the record's version stays the same."""

    def middleware(request):
        entry = CACHE.get(request)
        if entry:
            request.record_version = current_version(request)
            if entry.version == request.record_version:
                return entry.response(request)
        response = get_response(request)
        if getattr(response, "cache_version", None):
            CACHE.store(request, response)
        return response

    return middleware


class FastPath:
    """
    Serve cached responses on the event loop, ahead of the middleware, within the rate limit.

    One for each process.
    """

    def __init__(self):
        self.thread = ThreadPoolExecutor(1, "version")
        self.lock = asyncio.Lock()
        self.next_version = None

    async def response(self, request):
        """
        Return the cached response, or None where the middleware and a view have to answer.

        Those ask for the version once more, on their own connection: ours may lead to a replica
        that is ahead of theirs, and an ETag must not be newer than its answer.
        """
        entry = request.method == "GET" and CACHE.get(request)
        if entry and entry.version == await self.version():
            return count_locally(request, entry.response(request))

    async def version(self):
        """
        Return the record's version, read after this call.

        All requests that arrive while PostgreSQL is being asked share the next query.
        """
        self.next_version = self.next_version or asyncio.ensure_future(self.read())
        return await asyncio.shield(self.next_version)

    async def read(self):
        async with self.lock:
            self.next_version = None
            return await asyncio.get_running_loop().run_in_executor(self.thread, read_version)
