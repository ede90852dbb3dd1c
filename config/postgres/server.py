"""Start and stop one PostgreSQL server in one directory, whatever was left of the last one."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from config.postgres.account import Unavailable, account, acting_as, give, programs

NAME = "verbatim"  # of the database and of its owner
TIMEOUT = 300  # seconds: recovery after a crash replays up to a gigabyte of WAL
SOCKET = ".s.PGSQL.5432"
SOCKET_PATH_LIMIT = 107  # bytes: sockaddr_un.sun_path without its closing NUL


class Server:
    """One PostgreSQL server in one directory. Call start() and stop() while holding the lock."""

    def __init__(self, home):
        self.home, self.data, self.log = home, home / "data", home / "log"
        self.account = account(home)
        self.programs = programs(home)

    @property
    def socket(self):
        return (self.home / "socket").resolve()

    @property
    def url(self):
        return f"postgresql://{NAME}@{quote(os.fsencode(self.socket), safe='')}:5432/{NAME}"

    def start(self):
        """Return when the server answers and has our database, whatever was left of the last."""
        if not self._answers():
            if self._serves(self._postmaster()):
                self._wait(lambda: self._serves(self._postmaster()))
            else:
                self._launch()
        self._create_database()

    def stop(self):
        """Shut the server down; one that was killed is not waited for."""
        if self._serves(self._postmaster()) or self._answers():
            self._run("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-t", str(TIMEOUT))
        self._remove_socket()

    def _launch(self):
        self._end_orphans()
        self._prepare_data()
        self._make_socket()
        directory = str(self.socket).replace('"', '""')
        command = [self.programs / "postgres", "-D", self.data, "-k", f'"{directory}"']
        settings = ("listen_addresses=", "port=5432", "unix_socket_permissions=0700")
        if self.log.exists():
            self.log.replace(self.home / "log.before")
        with open(self.log, "w") as log:
            server = subprocess.Popen(
                [*command, *(word for setting in settings for word in ("-c", setting))],
                stdout=log,
                stderr=log,
                start_new_session=True,  # a Ctrl-C is meant for us, who stop it in order
                **self._environment(),
            )
        self._wait(lambda: server.poll() is None)
        server.returncode = 0  # it may outlive this process, of which Popen would warn

    def _wait(self, alive):
        deadline = time.monotonic() + TIMEOUT
        while not self._answers():
            if not alive() or time.monotonic() > deadline:
                reason = _reason(self.log.read_text(errors="replace"))
                raise Unavailable(f"PostgreSQL does not start: {reason}. Its log is {self.log}.")
            time.sleep(0.1)

    def _answers(self):
        import psycopg

        with contextlib.suppress(psycopg.OperationalError), self._connect():
            return True
        return False

    def _connect(self):
        import psycopg

        where = {"host": str(self.socket), "port": 5432, "connect_timeout": 10}
        return psycopg.connect(**where, user=NAME, dbname="postgres", autocommit=True)

    def _create_database(self):
        import psycopg

        try:
            with self._connect() as connection:
                known = connection.execute("SELECT datname FROM pg_database").fetchall()
                if (NAME,) not in known:
                    connection.execute(f"CREATE DATABASE {NAME}")
        except psycopg.Error as error:
            raise Unavailable(f"PostgreSQL cannot create its database: {error}") from error

    def _postmaster(self):
        """Return the pid in postmaster.pid, which may be gone, or another program's now."""
        with contextlib.suppress(OSError, ValueError, IndexError):
            return int((self.data / "postmaster.pid").read_text().split()[0])

    def _processes(self):
        """Return the live processes of this server; none where there is no /proc."""
        return {int(path.name) for path in Path("/proc").glob("[0-9]*") if self._serves(path.name)}

    def _serves(self, pid):
        """Return whether a process belongs to this server; a zombie or a reused pid does not."""
        with contextlib.suppress(OSError), acting_as(self.account):
            program, place = os.readlink(f"/proc/{pid}/exe"), os.readlink(f"/proc/{pid}/cwd")
            return os.path.basename(program).startswith("postgres") and place == str(self.data)
        return False

    def _end_orphans(self):
        """Kill backends that outlive a killed postmaster: they would block the next one."""
        while orphans := self._processes():
            for pid in orphans:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.05)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _prepare_data(self):
        if not self.data.exists():
            self._initdb()
        self.data.chmod(0o700)  # a copy or a backup comes back readable, which postgres refuses
        written_by = self.data / "PG_VERSION"
        ours = self._run("postgres", "--version").stdout.split()[-1].partition(".")[0]
        if written_by.exists() and (theirs := written_by.read_text().strip()) != ours:
            raise Unavailable(
                f"{self.data} was written by PostgreSQL {theirs} and this is {ours}: dump it with "
                f"the older one's pg_dump, move it away, start, and load the dump."
            )

    def _initdb(self):
        """Create the data in a directory beside it, so that `data` is complete or absent."""
        new = self.home / "data.new"
        shutil.rmtree(new, ignore_errors=True)
        locale = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-ctype=C.UTF-8")
        options = ("-U", NAME, "-A", "trust", "-E", "UTF8", *locale, "--lc-collate=C")
        done = self._run("initdb", "-D", new, *options)
        if done.returncode:
            raise Unavailable(f"PostgreSQL cannot make {self.data}: {_reason(done.stderr)}.")
        new.rename(self.data)

    def _make_socket(self):
        """
        Create a directory only the server may enter; elsewhere if the path is too long.

        One that is there is emptied and kept: who uses the server has its address.
        """
        if self.socket.is_dir():
            for file in self.socket.iterdir():
                file.unlink()
            return
        self._remove_socket()
        place = self.home / "socket"
        if len(os.fsencode(place / SOCKET)) > SOCKET_PATH_LIMIT:
            place.symlink_to(tempfile.mkdtemp(prefix="verbatim-", dir="/tmp"))
        else:
            place.mkdir(0o700)
        give(self.socket, self.account)

    def _remove_socket(self):
        shutil.rmtree(self.socket, ignore_errors=True)
        if (self.home / "socket").is_symlink():
            (self.home / "socket").unlink()

    def _run(self, program, *arguments):
        command = [self.programs / program, *arguments]
        return subprocess.run(command, capture_output=True, text=True, **self._environment())

    def _environment(self):
        foreign = ("PG", "LC_", "LANG")  # another server's settings, a locale not installed here
        env = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        return {"cwd": self.home, "env": env, "stdin": subprocess.DEVNULL, **self.account}


def _reason(output):
    """Return the line of PostgreSQL's output that says why, without its time stamp."""
    lines = output.splitlines() or ["it does not say why"]
    marks = ("FATAL:", "PANIC:", "error:")
    said = [line.partition(mark)[2] for line in lines for mark in marks if mark in line]
    said = [words for words in said if "starting up" not in words]  # our own waiting connections
    return (said or lines)[-1].strip()
