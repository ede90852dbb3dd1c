"""PostgreSQL servers of a test's own, by Debian's programs, where they are not root's."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

SETTINGS = """
listen_addresses = '127.0.0.1'
fsync = off
max_connections = 60
"""


def free_port():
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        return listening.getsockname()[1]


@contextmanager
def place(programs):
    """A Place for servers in a directory of their own; those that still run are stopped."""
    directory = Path(tempfile.mkdtemp(prefix="verbatim-clusters-"))
    made = Place(directory, programs)
    if made.account:
        os.chown(directory, made.account["user"], made.account["group"])
    try:
        yield made
    finally:
        for data in directory.glob("*/postmaster.pid"):
            made.run("pg_ctl", "-D", data.parent, "stop", "-m", "immediate")
        shutil.rmtree(directory)


class Place:
    def __init__(self, directory, programs):
        self.directory, self.programs = directory, programs
        nobody = pwd.getpwnam("nobody")
        ours = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        self.account = {} if os.geteuid() else ours

    def run(self, program, *arguments):
        """What a program says, as the servers' account."""
        env = {"PATH": f"{self.programs}:/usr/bin:/bin", "LC_ALL": "C"}
        # A server that it starts keeps what it was given to write to: a pipe would never end.
        with tempfile.TemporaryFile() as said:
            done = subprocess.run(
                [program, *map(str, arguments)],
                cwd=self.directory,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                **self.account,
            )
            said.seek(0)
            assert done.returncode == 0, said.read().decode()

    def server(self, name, settings=""):
        """A new server, running."""
        data, port = self.directory / name, free_port()
        self.run("initdb", "-D", data, "-U", "owner", "-A", "trust", "-E", "UTF8", "--locale=C")
        with (data / "postgresql.conf").open("a") as file:
            file.write(f"{SETTINGS}unix_socket_directories = ''\nport = {port}\n{settings}")
        server = Server(self, data, port)
        server.start()
        return server


class Server:
    def __init__(self, place, data, port):
        self.place, self.data, self.port = place, data, port

    def url(self, database="postgres", user="owner"):
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def start(self):
        self.place.run("pg_ctl", "-D", self.data, "-l", self.data / "log", "-w", "start")

    def stop(self):
        self.place.run("pg_ctl", "-D", self.data, "-w", "-m", "immediate", "stop")

    def ask(self, question, *parameters, database="postgres"):
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.execute(question, parameters or None)
            return cursor.fetchall() if cursor.description else None


def until(true, seconds=30):
    """Wait until something is true, which then is returned; fail after a deadline."""
    deadline = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < deadline, f"It was not so within {seconds} s."
        time.sleep(0.2)
    return found
