"""What needs no thread and none of the middleware: a kept answer, for who has not read enough."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from . import rate_limit as limits
from .response_cache import KEPT, again, version


class Front:
    """Answers at once what can be; one for each process, on its event loop."""

    def __init__(self):
        self.thread = ThreadPoolExecutor(1, "version")
        self.asking = asyncio.Lock()
        self.next = None

    async def at_once(self, request):
        """The response, or None where Django has to make it."""
        known = request.method == "GET" and KEPT.get(request)
        if known:
            request.record_version = await self.version()
            if known.etag == request.record_version:
                return limits.at_once(request, again(request, known))

    async def version(self):
        """
        The record's version, asked after this call: see freshness.version.

        All who come while PostgreSQL is being asked share the next question.
        """
        self.next = self.next or asyncio.ensure_future(self.ask())
        return await asyncio.shield(self.next)

    async def ask(self):
        async with self.asking:
            self.next = None
            return await asyncio.get_running_loop().run_in_executor(self.thread, version)
