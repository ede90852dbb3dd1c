"""How long a backup takes, and its way back into an empty database."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.databases import database as temporary

GOAL = 300  # seconds


def measure(database, say):
    with tempfile.TemporaryDirectory() as place, temporary("verbatim_benchmark_restored") as empty:
        file = Path(place, "site.zip")
        took = timed(database, "backup", file)
        say(f"A backup took {took:.0f} s and {file.stat().st_size / 1e6:,.0f} MB")
        took = timed(empty, "restore_backup", file)
        say(f"Restored and compared in {took:.0f} s{'  missed' if took > GOAL else ''}")


def timed(database, *command):
    """Return how many seconds a command of `manage.py` takes on a database."""
    environment = {**os.environ, "DATABASE_URL": database, "RECORD_DATABASE_URL": database}
    began = time.monotonic()
    subprocess.run([sys.executable, "-m", "django", *command], env=environment, check=True)
    return time.monotonic() - began
