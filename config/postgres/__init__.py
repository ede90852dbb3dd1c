"""
PostgreSQL for a checkout: the one `DATABASE_URL` names, else the embedded one, run from `var/`.

The embedded server is shared by every process of the checkout and lives as long as one of them
does. Each holds a shared lock on a file, which the kernel takes back even after a `kill -9`; who
leaves and finds nobody else there stops the server.
"""

import contextlib
import fcntl
import os
import signal
import sys

from config.environment import VAR, VENV, locked
from config.postgres.account import prepared_home, require_own
from config.postgres.server import Server, Unavailable

__all__ = ["Unavailable", "check_answer", "embedded", "provided", "revive"]

OLDEST = 15
HOME = VAR / "postgres"


@contextlib.contextmanager
def provided(home=HOME):
    """Let `DATABASE_URL` name a PostgreSQL that answers inside: the embedded one, if need be."""
    if os.environ.get("DATABASE_URL"):
        check_answer()
        yield
        return
    require_own(VENV)
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]  # meant for another server
    for ending in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(ending) is not signal.SIG_IGN:
            signal.signal(ending, lambda number, _: sys.exit(128 + number))
    with embedded(home) as url:
        os.environ["DATABASE_URL"] = url
        yield


def check_answer(oldest=OLDEST):
    """Raise Unavailable unless the database of the settings is PostgreSQL 15 or newer."""
    from django.db import DatabaseError, NotSupportedError, connection

    from config.owner import as_owner

    os.environ.setdefault("PGCONNECT_TIMEOUT", "10")
    with as_owner():  # the desk's role may still have to be made
        try:
            connection.ensure_connection()
        except NotSupportedError:
            pass  # Django's own limit, which lies below ours
        except DatabaseError as error:
            reason = str(error).partition("\n")[0]
            raise Unavailable(f"The database of DATABASE_URL does not answer: {reason}.") from error
        version = connection.pg_version // 10000
        connection.close()  # Django asks a connection that is open before its apps are there
    if version < oldest:
        raise Unavailable(f"DATABASE_URL names PostgreSQL {version}; it must be {oldest} or newer.")


@contextlib.contextmanager
def embedded(home):
    """
    Yield the URL of a running server that keeps data, socket and log in the directory `home`.

    Any number of processes may be inside at once. Raises Unavailable.
    """
    lock, users = home.with_suffix(".lock"), home.with_suffix(".users")
    with locked(lock):
        server = Server(prepared_home(home))
    with open(users, "w") as present:
        fcntl.flock(present, fcntl.LOCK_SH)
        try:
            with locked(lock):
                server.start()
            yield server.url
        finally:
            with locked(lock):
                present.close()
                if _unused(users):
                    server.stop()


def revive(home=HOME):
    """Start the embedded server again where it has died, if DATABASE_URL is its."""
    if not home.exists():
        return
    server = Server(home.resolve())
    if os.environ.get("DATABASE_URL") == server.url:
        with locked(home.with_suffix(".lock")):
            server.start()


def _unused(users):
    """Return whether no process holds a shared lock on the file any more."""
    with open(users, "w") as file, contextlib.suppress(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
