"""
Start Debian's Firefox for Playwright, and stand between the two.

Playwright drives a Firefox that nobody has patched over WebDriver BiDi, if it is called
"moz-firefox". Two things are in the way of Debian's, and mended here: it has no command for the
colour scheme, which Playwright sets in any case; and it counts clicks within one command alone,
where Playwright sends each press and each release as one of its own, so that no click is a double.
"""

import asyncio
import json
import re
import sys
from contextlib import suppress
from functools import partial

from websockets.asyncio.client import connect
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

UNKNOWN = "emulation.setMediaFeaturesOverride"
PRESSES = (["pointerDown"], ["pointerUp"])
PAUSE = 0.05  # seconds: a press after that is no further click


def is_press(command):
    """Whether a command presses or releases a button of the mouse, and does nothing else."""
    if command["method"] != "input.performActions":
        return False
    sources = command["params"]["actions"]
    return [action["type"] for source in sources for action in source["actions"]] in PRESSES


def together(presses):
    """Return one command that does what several do."""
    first = presses[0]
    actions = [press["params"]["actions"][0]["actions"][0] for press in presses]
    source = {**first["params"]["actions"][0], "actions": actions}
    return {**first, "params": {**first["params"], "actions": [source]}}


class Relay:
    """One connection of Playwright's, and what goes through it."""

    def __init__(self, playwright, firefox):
        self.playwright, self.firefox = playwright, firefox
        self.presses, self.pressed = [], {}

    async def run(self):
        answers = asyncio.create_task(self.pass_answers())
        with suppress(ConnectionClosed):
            await self.pass_commands()
        answers.cancel()

    async def pass_commands(self):
        while True:
            message = await self.next_message()
            command = json.loads(message)
            if command["method"] == UNKNOWN:
                await self.succeed(command)
            elif is_press(command):
                self.presses.append(command)
                await self.succeed(command)
            else:
                await self.press()
                await self.firefox.send(message)

    async def next_message(self):
        if self.presses:
            try:
                return await asyncio.wait_for(self.playwright.recv(), PAUSE)
            except TimeoutError:
                await self.press()
        return await self.playwright.recv()

    async def succeed(self, command):
        answer = {"type": "success", "id": command["id"], "result": {}}
        await self.playwright.send(json.dumps(answer))

    async def press(self):
        """Send the presses so far, and wait until Firefox has done them."""
        if not self.presses:
            return
        command = together(self.presses)
        self.presses = []
        self.pressed[command["id"]] = done = asyncio.get_running_loop().create_future()
        await self.firefox.send(json.dumps(command))
        await done

    async def pass_answers(self):
        async for message in self.firefox:
            done = self.pressed.pop(json.loads(message).get("id"), None)
            if done:
                done.set_result(None)
            else:
                await self.playwright.send(message)
        await self.playwright.close()


async def relay(address, playwright):
    path = playwright.request.path
    async with connect(address + path, max_size=None, compression=None) as firefox:
        await Relay(playwright, firefox).run()


async def main(arguments):
    firefox = await asyncio.create_subprocess_exec(
        "firefox-esr", *arguments, stderr=asyncio.subprocess.PIPE
    )
    listening = None
    while not listening:
        line = await firefox.stderr.readline()
        if not line:
            sys.exit("Firefox ended before it listened.")
        listening = re.search(r"listening on (ws://\S+)", line.decode())
    async with serve(partial(relay, listening[1]), "127.0.0.1", 0, max_size=None) as server:
        port = server.sockets[0].getsockname()[1]
        print(f"WebDriver BiDi listening on ws://127.0.0.1:{port}", file=sys.stderr, flush=True)
        await firefox.communicate()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
