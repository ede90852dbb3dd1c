"""Copies of this checkout, for tests that change its files or run it from another place."""

import shutil
import subprocess
from pathlib import Path

from config.environment import ROOT

LISTED = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]


def copied(place):
    """Copy the files that belong to this checkout, as they are now, into a directory."""
    names = subprocess.run(LISTED, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout.decode()
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, place / name)
    return place


def with_environment(place):
    """The same, to be run with the packages of this checkout: nothing is installed for it."""
    copied(place)
    Path(place / ".venv").symlink_to(ROOT / ".venv")
    return place
