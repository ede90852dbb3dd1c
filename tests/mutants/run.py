"""One guard removed: in a copy of the checkout, with a test database of its own."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from config.environment import ROOT, VENV

DIED, SURVIVED, ERROR = "died", "SURVIVED", "error"
PATIENCE = 300  # seconds: a test that hangs instead of failing has not noticed anything
PYTEST = [sys.executable, "-m", "pytest", "-q", "--tb=short", "--no-header", "-rfE"]
PYTEST += ["--create-db", "--show-capture=no", "-p", "no:cacheprovider"]
PYTEST += ["-p", "tests.mutants.database"]
SUMMARY = re.compile(r"^(FAILED|ERROR) (tests/.+?)(?: - .*)?$", re.MULTILINE)


@dataclass(frozen=True)
class Result:
    """What came of removing a guard; `noticed` is the test that failed, or what went wrong."""

    name: str
    outcome: str
    seconds: float
    noticed: str = ""

    def __str__(self):
        return f"{self.outcome:8} {self.seconds:4.0f} s  {self.name:45} {self.noticed}".rstrip()


def remove(guard, place):
    """Remove the guard in a copy under `place`, and run its tests there. Returns a Result."""
    begun = time.monotonic()
    with copied(place) as copy:
        guard.remove_from(copy)
        try:
            outcome, noticed = judged(*pytest(copy, guard.tests, guard.sql, "-x"))
        except subprocess.TimeoutExpired:
            outcome, noticed = ERROR, f"The tests had not ended after {PATIENCE} seconds."
    return Result(guard.name, outcome, time.monotonic() - begun, noticed)


def check_unchanged(guards, place):
    """Run the tests of all guards with nothing removed; what failed, or None."""
    with copied(place) as copy:
        tests = dict.fromkeys(test for guard in guards for test in guard.tests)
        status, output = pytest(copy, tests, "")
        return output if status or " skipped" in output.splitlines()[-1] else None


@contextlib.contextmanager
def copied(place):
    """A copy of the checkout as it is now, but for what git ignores."""
    with tempfile.TemporaryDirectory(prefix="checkout-", dir=place) as directory:
        copy = Path(directory)
        listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True)
        for name in filter(None, listed.stdout.split("\0")):
            if (ROOT / name).is_file():  # not deleted, and no link to a directory
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, copy / name)
        (copy / ".venv").symlink_to(VENV.resolve())
        yield copy


def pytest(copy, tests, sql, *options):
    """Run tests in the copy, in a test database named after it: (exit status, output)."""
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    environment = os.environ | {
        "DATABASE_URL": f"{server}/{copy.name}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONDONTWRITEBYTECODE": "1",  # two files of one second and size share their bytecode
        "SECRET_KEY": "a key for tests that break the code on purpose",
        "VERBATIM_MUTANT_SQL": sql,
    }
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    command = [*PYTEST, *options, *tests]
    own = {"cwd": copy, "env": environment, "start_new_session": True}
    process = subprocess.Popen(command, text=True, **own, **pipes)
    try:
        output, _ = process.communicate(timeout=PATIENCE)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # browsers and servers go with their test
    return process.returncode, output


def judged(status, output):
    """(outcome, the test that noticed, or what went wrong) of a run of pytest."""
    if status == 0:
        return SURVIVED, ""
    kind, test = next(iter(SUMMARY.findall(output)), (ERROR, ""))
    if status == 1 and kind == "FAILED":
        return DIED, test
    return ERROR, f"pytest ended with {status}:\n{output[-2000:]}"
