"""PostgreSQL for a checkout: the one `DATABASE_URL` names, else the embedded one, run from `var/`.

The embedded server is shared by every process of the checkout and lives as long as one of them
does. Each holds a shared lock on a file, which the kernel takes back even after a `kill -9`; who
leaves and finds nobody else there stops the server.
"""

import contextlib
import fcntl
import os
import signal
import sys

from config.environment import VAR, locked
from config.postgres.account import settled
from config.postgres.server import Server, Unavailable

__all__ = ["Unavailable", "check_answer", "embedded", "provided"]

OLDEST = 15
HOME = VAR / "postgres"


@contextlib.contextmanager
def provided(home=HOME):
    """For the life of this block `DATABASE_URL` names a PostgreSQL that answers."""
    if os.environ.get("DATABASE_URL"):
        check_answer()
        yield
        return
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]  # meant for another server
    for ending in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(ending) is not signal.SIG_IGN:
            signal.signal(ending, lambda number, _: sys.exit(128 + number))
    with embedded(home) as url:
        os.environ["DATABASE_URL"] = url
        yield


def check_answer(oldest=OLDEST):
    """Raises Unavailable unless the database of the settings is PostgreSQL 15 or newer."""
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
    if version < oldest:
        raise Unavailable(f"DATABASE_URL names PostgreSQL {version}; it must be {oldest} or newer.")


@contextlib.contextmanager
def embedded(home):
    """Yields the URL of a running server that keeps data, socket and log in the directory `home`.

    Any number of processes may be inside at once. Raises Unavailable.
    """
    turn, users = home.with_suffix(".lock"), home.with_suffix(".users")
    with locked(turn):
        server = Server(settled(home))
    with open(users, "w") as present:
        fcntl.flock(present, fcntl.LOCK_SH)
        try:
            with locked(turn):
                server.start()
            yield server.url
        finally:
            with locked(turn):
                present.close()
                if _empty(users):
                    server.stop()


def _empty(users):
    """Whether no process holds its shared lock on the file any more."""
    with open(users, "w") as file, contextlib.suppress(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
