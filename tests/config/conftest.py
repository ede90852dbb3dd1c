"""Real processes in a checkout of their own: a path with a space, open to be looked into."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from config.environment import ROOT

USE = """
import sys
from pathlib import Path
from config import postgres

try:
    with postgres.provided(Path(sys.argv[1])):
        import os
        print(os.environ["DATABASE_URL"], flush=True)
        sys.stdin.read()
except postgres.Unavailable as error:
    sys.exit(str(error))
"""


class User:
    """A process that uses the embedded server until it is told to leave."""

    def __init__(self, home, **environment):
        env = os.environ | environment
        env.pop("DATABASE_URL", None)
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        command = [sys.executable, "-W", "error", "-c", USE, str(home)]
        options = {"cwd": ROOT, "env": env, "text": True, "start_new_session": True}
        self.process = subprocess.Popen(command, **options, **pipes)

    def url(self):
        return self.process.stdout.readline().strip()

    def leave(self):
        """Exit status and error output."""
        _, errors = self.process.communicate()
        return self.process.returncode, errors

    def end(self, number):
        """As a terminal does: the signal is for every process of the group."""
        os.killpg(self.process.pid, number)
        return self.leave()


@pytest.fixture
def checkout():
    place = Path(tempfile.mkdtemp(prefix="a checkout "))
    place.chmod(0o755)
    yield place
    home = place / "var" / "postgres"
    if home.is_symlink():
        shutil.rmtree(home.resolve())
    shutil.rmtree(place)


@pytest.fixture(scope="session")
def template():
    """A data directory as initdb and the first start left it, to copy."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    user = User(place / "postgres")
    assert user.url()
    assert user.leave() == (0, "")
    yield place / "postgres"
    shutil.rmtree(place)


@pytest.fixture
def home(checkout, template):
    """`var/postgres` of a checkout that was started before."""
    (checkout / "var").mkdir()
    subprocess.run(["cp", "-a", template, checkout / "var" / "postgres"], check=True)
    return checkout / "var" / "postgres"


@pytest.fixture
def use():
    """Start users of an embedded server; none outlives the test."""
    users = []

    def begin(home, **environment):
        users.append(User(home, **environment))
        return users[-1]

    yield begin
    for user in users:
        if user.process.poll() is None:
            user.leave()
