"""How long others wait while very many clients ask and do not read, or never ask to the end."""

import asyncio
import contextlib
import socket
import time

from config.bootstrap import collect_static

from .api import OURS, ours

CLIENTS, SECONDS, GOAL = 500, 60, 1.0
HEAD = b"Host: 127.0.0.1\r\n\r\n"
# What each kind of client sends at once, and then, a byte a second, for as long as it may.
KINDS = {
    "says nothing": (b"", b""),
    "half a head": (b"GET / HTTP/1.1\r\nX: ", b""),
    "a slow head": (b"GET / HTTP/1.1\r\nX: ", b"x" * 1000),
    "a slow body": (b"POST /admin/login/ HTTP/1.1\r\nContent-Length: 9999\r\n" + HEAD, b"x" * 1000),
    "an export, not read": (b"GET /exports/claims.csv HTTP/1.1\r\n" + HEAD, b""),
    "a package, not read": (b"GET /exports/package.zip HTTP/1.1\r\n" + HEAD, b""),
    "lists, not read": (b"GET /api/v1/claims/?page_size=100 HTTP/1.1\r\n" + HEAD, b""),
    "the schema, not read": (b"GET /api/v1/schema/ HTTP/1.1\r\n" + HEAD, b""),
}
OTHERS = [
    *("/", "/api/v1/claims/?q=water", "/api/v1/claims/?page_size=7", "/admin/login/"),
    *("/api/v1/claims/?facets=verdict", "/feeds/verdicts.atom", "/exports/speakers.csv?q=nobody"),
]


def measure(database, say):
    collect_static(say)
    with ours(database):
        asyncio.run(attacked(say))


async def attacked(say):
    alone = await others(SECONDS / 4)
    say(told("alone", alone))
    ends = asyncio.get_running_loop().time() + SECONDS
    kinds = list(KINDS.values())
    crowd = [asyncio.create_task(stall(*kinds[n % len(kinds)], ends)) for n in range(CLIENTS)]
    await asyncio.sleep(2)
    beside = await others(SECONDS - 5)
    say(told(f"beside {CLIENTS} stalled", beside))
    for client in crowd:
        client.cancel()
    await asyncio.gather(*crowd, return_exceptions=True)


async def stall(first, rest, ends):
    """Be one client that stalls; connect anew whenever it is thrown out."""
    loop = asyncio.get_running_loop()
    while loop.time() < ends:
        with socket.socket() as ours, contextlib.suppress(OSError):
            ours.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            ours.setblocking(False)
            await loop.sock_connect(ours, ("127.0.0.1", OURS))
            await loop.sock_sendall(ours, first)
            for byte in rest:
                await asyncio.sleep(1)
                await loop.sock_sendall(ours, bytes([byte]))
            await gone(ours)


async def gone(ours):
    """Return when the server has thrown us out, without reading what it sends."""
    while True:
        await asyncio.sleep(1)
        if ours.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            return
        state = ours.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0]
        if state != 1:  # TCP_ESTABLISHED
            return


async def others(seconds):
    """Ask all the while from another address; return (how long it took, path), None if failed."""
    took, ends = [], time.monotonic() + seconds
    while time.monotonic() < ends:
        for path in OTHERS:
            took.append((await once(path), path))
            await asyncio.sleep(0.02)
    return took


async def once(path):
    began = time.monotonic()
    try:
        async with asyncio.timeout(30):
            reader, writer = await asyncio.open_connection(
                "127.0.0.1", OURS, local_addr=("127.0.0.2", 0)
            )
            writer.write(b"GET %s HTTP/1.1\r\nConnection: close\r\n" % path.encode() + HEAD)
            answer = await reader.read(-1)
            writer.close()
    except (OSError, TimeoutError):
        return None
    return time.monotonic() - began if answer[9:12] == b"200" else None


def told(when, asked):
    times = sorted(one for one in asked if one[0] is not None)
    slow = sum(took > GOAL for took, _ in times)
    return (
        f"{when}: {len(asked)} requests of others, {len(asked) - len(times)} failed, "
        f"{slow} over {GOAL:.0f} s; median {times[len(times) // 2][0]:.3f} s, "
        f"slowest {times[-1][0]:.3f} s ({times[-1][1]})"
    )
