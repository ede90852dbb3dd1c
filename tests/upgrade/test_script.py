"""deploy/upgrade is run, to a version with one more public field, while somebody reads."""

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import zipfile
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from config.environment import ROOT
from tests.benchmarks.restarts import asked
from tests.checkouts import copied
from tests.clusters import until
from tests.conftest import needs
from tests.databases import database
from tests.upgrade import loading
from tests.upgrade.test_public_field import checkout  # noqa: F401 (fixture)

DEPLOY = ROOT / "deploy"
SYSTEMD = "/etc/systemd/system"
PLACES = ("/srv/verbatim", "/etc/verbatim", "/run/verbatim", "/var/lib/verbatim", SYSTEMD)
READ = ("/api/v1/quotes/", "/", "/api/v1/claims/")
SETTINGS = {"SECRET_KEY": "of-a-test", "PUBLIC_URL": "http://site", "RATE_LIMIT_PER_MINUTE": "0"}
UNITS = {unit.name for unit in (DEPLOY / "systemd").iterdir()}
STAYING = {name for name in UNITS if "Restart=always" in (DEPLOY / "systemd" / name).read_text()}
# What the script asks of systemd: to run a command with an environment, and things of our units.
SYSTEMD_RUN = """#!/bin/sh -e
for word do case "$word" in
    --property=EnvironmentFile=*) file="${word#*EnvironmentFile=}"; file="TOP${file#-}"
        set -a; [ ! -e "$file" ] || . "$file"; set +a; shift ;;
    --property=WorkingDirectory=*) cd "TOP${word#*WorkingDirectory=}"; shift ;;
    --*) shift ;;
    *) exec "$@" ;;
esac; done
"""
SYSTEMCTL = """#!/bin/sh -e
case "$*" in
"start verbatim-backup.service") cd /srv/verbatim
    set -a; . /etc/verbatim/environment; exec BACKUP ;;
"restart verbatim.service") touch TOP/restart; while [ -e TOP/restart ]; do sleep 0.1; done ;;
"daemon-reload") ;;
"try-restart "*) echo "$*" > TOP/restarted_besides ;;
*) echo "systemctl $*" >&2; exit 1 ;;
esac
"""


class Machine:
    """A directory that stands for a machine's root, with the site in it, served on its socket."""

    def __init__(self, top, url):
        self.top = top
        for place in (*PLACES, "/var/lib/verbatim/backups", "/bin"):
            (top / place[1:]).mkdir(parents=True, exist_ok=True)
        self.site, self.server = top / "srv/verbatim", None
        settings = SETTINGS | {"DATABASE_URL": url, "RECORD_DATABASE_URL": url, "DEBUG": "off"}
        lines = (f"{name}={shlex.quote(value)}\n" for name, value in settings.items())
        (top / "etc/verbatim/environment").write_text("".join(lines))
        self.environment = os.environ | settings | {"PATH": f"{top}/bin:{os.environ['PATH']}"}
        (top / "bin/python3").symlink_to(sys.executable)
        self.program("systemd-run", SYSTEMD_RUN)
        self.program("systemctl", SYSTEMCTL.replace("BACKUP", self.begins("verbatim-backup")))
        self.program("upgrade", (DEPLOY / "upgrade").read_text())

    def here(self, text):
        """A text in which each place is below our directory."""
        return re.sub("|".join(PLACES), lambda place: f"{self.top}{place[0]}", text)

    def begins(self, unit):
        """The command of a unit."""
        text = (DEPLOY / f"systemd/{unit}.service").read_text()
        return re.search("^ExecStart=(.*)$", text, re.MULTILINE)[1].replace("%%", "%")

    def program(self, name, text):
        (self.top / "bin" / name).write_text(self.here(text).replace("TOP", str(self.top)))
        (self.top / "bin" / name).chmod(0o755)

    def origin(self, fill, *git):
        """Publish a version, with the files that `fill` puts into a directory."""
        fill(self.top / "origin")
        named = ("-c", "user.name=Ann", "-c", "user.email=ann@paper.example")
        for command in (*git, ("add", "--all"), (*named, "commit", "-qm", "A version.")):
            subprocess.run(["git", *command], cwd=self.top / "origin", check=True)

    def install(self):
        self.origin(copied, ("init", "-q"))
        subprocess.run(["git", "clone", "-q", self.top / "origin", self.site], check=True)
        (self.site / ".venv").symlink_to(ROOT / ".venv")
        collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"]
        subprocess.run(collect, cwd=self.site, env=self.environment, check=True)
        self.listening = socket.socket(socket.AF_UNIX)
        self.listening.bind(str(self.top / "run/verbatim/socket"))
        self.listening.listen(2048)

    def serve(self):
        """Run the service as systemd does: its socket is the third file, and outlives it."""
        self.stop()
        command = f"export LISTEN_PID=$$ LISTEN_FDS=1; exec {self.here(self.begins('verbatim'))}"
        self.server = subprocess.Popen(
            ["/bin/sh", "-c", command],
            cwd=self.site,
            env=self.environment,
            pass_fds=[3],
            preexec_fn=lambda: os.dup2(self.listening.fileno(), 3),
        )

    def stop(self):
        if self.server:
            self.server.terminate()
            self.server.wait(60)

    def remove(self):
        self.stop()
        self.listening.close()
        shutil.rmtree(self.top)

    def upgrade(self):
        """Run the script, and be systemd where it restarts the service."""
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        script = subprocess.Popen([self.top / "bin/upgrade"], env=self.environment, **pipes)
        until(lambda: script.poll() is not None or (self.top / "restart").exists(), seconds=240)
        if script.poll() is None:
            self.serve()
            (self.top / "restart").unlink()
        said, wrong = script.communicate(timeout=120)
        return script.returncode, said, wrong

    def asks(self, path):
        with closing(Local(self.top / "run/verbatim/socket")) as connection:
            connection.request("GET", path)
            return connection.getresponse().read()


class Local(HTTPConnection):
    """A client of a socket in the file system, as nginx is."""

    def __init__(self, path):
        super().__init__("site", timeout=60)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self.path))


@contextmanager
def readers(socket_path, count=4):
    """Inside, the site is read all the time; (good or not) of each request is in the list."""
    ended, answers = threading.Event(), []

    def read(number):
        with closing(Local(socket_path)) as connection:
            while not ended.wait(0.05):
                path = READ[(number + len(answers)) % len(READ)]
                answers.append(any(asked(connection, path) for _ in range(2)))  # nginx asks twice

    threads = [threading.Thread(target=read, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        ended.set()
        for thread in threads:
            thread.join()


@pytest.fixture
def machine():
    """A machine with the present version, a database from before, and a running site."""
    needs(shutil.which("curl"), "curl", "curl")
    top = Path(tempfile.mkdtemp(prefix="machine-"))
    with database("verbatim_script") as url:
        loading.load_dump(url)
        loading.manage(url, "migrate", "--verbosity", "0")
        machine = Machine(top, url)
        machine.install()
        machine.serve()
        yield machine
        machine.remove()


def test_the_upgrade_leaves_a_backup_and_the_new_version_and_no_reader_notices(machine, checkout):  # noqa: F811
    def newer(origin):
        ignored = shutil.ignore_patterns("var", ".*_cache", "__pycache__")
        shutil.copytree(checkout, origin, dirs_exist_ok=True, ignore=ignored)

    machine.origin(newer)
    until(lambda: b"quotes" in machine.asks("/api/v1/"), seconds=60)
    [before, *_] = json.loads(machine.asks("/api/v1/quotes/"))["results"]
    with readers(machine.top / "run/verbatim/socket") as answers:
        status, said, wrong = machine.upgrade()
    assert status == 0, wrong
    assert json.loads(said.splitlines()[-1])["ready"]
    [after, *_] = json.loads(machine.asks("/api/v1/quotes/"))["results"]
    assert "context" not in before and "context" in after
    assert answers.count(False) == 0 and len(answers) > 100
    named = (machine.top / "restarted_besides").read_text().split()[1:]
    assert set(named) == {name for name in STAYING if name != "verbatim.service"}
    assert {unit.name for unit in (machine.top / SYSTEMD[1:]).iterdir()} == UNITS
    [backup] = (machine.top / "var/lib/verbatim/backups").iterdir()
    assert zipfile.ZipFile(backup).testzip() is None


def test_a_site_that_does_not_become_ready_is_said_to_be_so():
    """The end of the script, where nothing listens."""
    ending = (DEPLOY / "upgrade").read_text().partition("restart verbatim.service\n")[2]
    done = subprocess.run(
        ["/bin/sh", "-c", f"sleep() {{ :; }}; {ending}"], capture_output=True, text=True
    )
    assert done.returncode == 1 and "journalctl -u verbatim says why" in done.stderr
