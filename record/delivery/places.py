"""Places for what takes long: so many at a time in a process, and fewer for one client."""

import asyncio
from collections import Counter
from contextlib import asynccontextmanager

PATIENCE = 15  # seconds that a request waits for a place


class NoPlace(Exception):
    """All places are taken, and none became free in time."""


class Places:
    """`number` places, of which one client has at most `each`."""

    def __init__(self, number, each):
        self.number, self.each = number, each
        self.taken = Counter()
        self.changed = asyncio.Condition()

    @asynccontextmanager
    async def place(self, client):
        """Hold a place inside. Raises NoPlace after PATIENCE."""
        async with self.changed:
            try:
                await asyncio.wait_for(
                    self.changed.wait_for(lambda: self.is_free(client)), PATIENCE
                )
            except TimeoutError:
                raise NoPlace from None
            self.taken[client] += 1
        try:
            yield
        finally:
            await asyncio.shield(self.give_back(client))

    def is_free(self, client):
        return self.taken.total() < self.number and self.taken[client] < self.each

    async def give_back(self, client):
        async with self.changed:
            self.taken[client] -= 1
            self.taken += Counter()  # forgets who has none
            self.changed.notify_all()
