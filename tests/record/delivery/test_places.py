"""Who takes files slowly stands in nobody else's way."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from record.delivery import places
from record.delivery.handler import LONG_FOR_EACH, LONG_THREADS
from record.delivery.places import NoPlace, Places
from tests.record.delivery.test_fast_path import CLAIMS, ask, scope, site  # noqa: F401 (a fixture)

EXPORT = "/exports/claims.csv"


async def held(places, *clients):
    """Let clients take places that they keep; return how many got one."""
    stack, got = AsyncExitStack(), 0
    for client in clients:
        try:
            await stack.enter_async_context(places.place(client))
            got += 1
        except NoPlace:
            pass
    return stack, got


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(places, "PATIENCE", 0.2)


def test_a_client_gets_so_many_places_and_others_the_rest():
    async def story():
        taken = Places(4, each=2)
        stack, got = await held(taken, "a", "a", "a", "b", "b", "c")
        assert got == 4
        await stack.aclose()
        _, got = await held(taken, "c")
        return got, +taken.taken

    assert asyncio.run(story()) == (1, {"c": 1})


def test_who_waits_gets_the_place_that_becomes_free(monkeypatch):
    monkeypatch.setattr(places, "PATIENCE", 30)

    async def story():
        taken = Places(1, each=1)
        stack, _ = await held(taken, "a")
        waiting = asyncio.ensure_future(held(taken, "b"))
        await asyncio.sleep(0)
        assert not waiting.done()
        await stack.aclose()
        return (await waiting)[1]

    assert asyncio.run(story()) == 1


@pytest.mark.django_db(databases=["default", "record"], transaction=True, serialized_rollback=True)
def test_stalled_exports_take_no_thread_of_others_and_not_all_places(site):  # noqa: F811
    """As many exports begin as may be, of clients that read nothing."""
    ended = asyncio.Event()

    async def stall(client):
        async def receive():
            await ended.wait()
            return {"type": "http.disconnect"}

        async def send(message):
            begun.append(message["type"])
            await ended.wait()

        await site(scope(EXPORT) | {"client": (client, 9)}, once_then(receive), send)

    def once_then(receive):
        first = [{"type": "http.request"}]

        async def received():
            return first.pop() if first else await receive()

        return received

    async def story():
        crowd = [asyncio.ensure_future(stall("192.0.2.1")) for _ in range(LONG_FOR_EACH)]
        while len(begun) < LONG_FOR_EACH:
            await asyncio.sleep(0.01)
        refused = await ask(site, EXPORT, client="192.0.2.1")
        another = await ask(site, EXPORT, client="192.0.2.2")
        asked = await asyncio.gather(*(ask(site, f"{CLAIMS}?page_size={n}") for n in range(1, 9)))
        ended.set()
        await asyncio.gather(*crowd)
        return refused, another[0], {status for status, _, _ in asked}

    begun = []
    refused, another, asked = asyncio.run(asyncio.wait_for(story(), 60))
    assert (refused[0], refused[1]["Retry-After"]) == (503, "30")
    assert (another, asked) == (200, {200})
    assert LONG_FOR_EACH < LONG_THREADS
