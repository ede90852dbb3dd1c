"""The embedded PostgreSQL is killed under a running site, which starts it again and goes on."""

import os
import signal
import subprocess
import sys
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.checkouts import with_environment
from tests.clusters import free_port, until
from tests.config.test_postgres import postmaster
from tests.config.test_start import OFF

ANEW = "/api/v1/claims/?q=never-asked-before-{}"


class EmbeddedSite:
    """A running `manage.py start` of a checkout that nobody has told of a database."""

    def __init__(self, checkout):
        self.port, self.home, self.asked = free_port(), checkout / "var" / "postgres", 0
        command = [sys.executable, "manage.py", "start", "--no-seeds", "--port", str(self.port)]
        env = {name: value for name, value in os.environ.items() if "DATABASE" not in name} | OFF
        with open(checkout / "said", "w") as said:
            self.process = subprocess.Popen(command, cwd=checkout, env=env, stdout=said)

    def status(self):
        """Of an answer that no process has in its cache; None where nobody listens yet."""
        self.asked += 1
        try:
            with urlopen(
                f"http://127.0.0.1:{self.port}{ANEW.format(self.asked)}", timeout=30
            ) as one:
                return one.status
        except HTTPError as refused:
            return refused.code
        except OSError:
            return None


@pytest.fixture
def site(checkout):
    site = EmbeddedSite(with_environment(checkout))
    yield site
    site.process.send_signal(signal.SIGTERM)
    site.process.wait(60)


def test_a_site_starts_its_postgresql_again_and_says_503_meanwhile(site):
    until(lambda: site.status() == 200, seconds=180)
    killed, seen = postmaster(site.home), []
    os.kill(killed, signal.SIGKILL)
    until(lambda: seen.append(site.status()) or seen[-1] == 200 and postmaster(site.home) != killed)
    assert set(seen) <= {200, 503}
