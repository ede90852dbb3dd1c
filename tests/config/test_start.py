"""`manage.py start` as an operator meets it: on a database of its own, in processes of its own."""

import atexit
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from contextlib import closing, suppress
from hashlib import sha256
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import psycopg
import pytest

from config.databases import ROLES
from config.environment import ROOT
from config.postgres.account import account
from tests.clusters import free_port

SERVER = os.environ["DATABASE_URL"]
OFF = {"DEBUG": "off", "PUBLIC_URL": "", "CI": ""}
LEDGERS = Path(tempfile.mkdtemp())  # each database here has a ledger of its own
atexit.register(shutil.rmtree, LEDGERS, ignore_errors=True)


def ledger_of(url):
    return {"LEDGER_DIR": str(LEDGERS / sha256(url.encode()).hexdigest())}


def run(*arguments, **environment):
    """A management command, to its end."""
    command = [sys.executable, "manage.py", *arguments]
    env = os.environ | environment
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300)


def not_under_nohup():
    """Where the tests run under nohup, what they start would ignore a closed terminal, too."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


class Site:
    """A running `manage.py start`."""

    def __init__(self, url, port, *arguments, **environment):
        self.address = f"http://127.0.0.1:{port}"
        command = [sys.executable, "manage.py", "start", "--port", str(port), *arguments]
        env = os.environ | OFF | {"DATABASE_URL": url} | ledger_of(url) | environment
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=not_under_nohup,
        )

    def output(self):
        """What it prints until it serves."""
        lines = []
        while not lines or (lines[-1] and "Ctrl-C" not in lines[-1]):
            lines.append(self.process.stdout.readline())
        return "".join(lines)

    def get(self, path):
        with urllib.request.urlopen(self.address + path, timeout=20) as response:
            return response.status, response.read().decode()

    def login(self, name, password):
        """The page that the admin shows after its login form."""
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        form = browser.open(self.address + "/admin/login/").read().decode()
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', form)[1]
        fields = {"username": name, "password": password, "csrfmiddlewaretoken": token}
        answer = browser.open(
            f"{self.address}/admin/login/?next=/admin/", urlencode(fields).encode()
        )
        return answer.read().decode()

    def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        self.process.communicate(timeout=60)
        return self.process.returncode


@pytest.fixture
def start():
    sites = []

    def begin(url, port, *arguments):
        sites.append(Site(url, port, *arguments))
        return sites[-1]

    yield begin
    for site in sites:
        if site.process.poll() is None:
            site.end()


def made(url, name):
    """The URL of a new database on the server of `url`."""
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def removed(url, name):
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def rows(url):
    """Every row of every table."""
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        tables = "SELECT relname FROM pg_stat_user_tables ORDER BY 1"
        names = [name for (name,) in connection.execute(tables)]
        return {n: sorted(connection.execute(f'SELECT t::text FROM "{n}" t')) for n in names}


@pytest.fixture(scope="module")
def first():
    """A first start: the URL of its database, and what it printed. It ended in order."""
    url = made(SERVER, "verbatim_start")
    site = Site(url, free_port())
    output = site.output()
    assert site.end(signal.SIGINT) == 0, output
    yield url, output
    removed(SERVER, "verbatim_start")


def test_the_first_start_prints_addresses_and_two_logins_that_work(first, start):
    url, output = first
    assert re.search(r"http://127.0.0.1:\d+/admin/\n.*/api/v1/\n", output)
    site = start(url, free_port())
    site.output()
    logins = dict(re.findall(r"Log in as (\w+) +password (\S+)", output))
    assert logins.keys() == {"editor", "reviewer"}
    for name, password in logins.items():
        assert 'action="/admin/logout/"' in site.login(name, password)


def test_a_second_start_serves_and_changes_nothing(first, start):
    url, _ = first
    before = rows(url)
    site = start(url, free_port())
    output = site.output()
    assert site.get("/admin/login/")[0] == 200
    assert "password" not in output and rows(url) == before


def test_static_files_are_served_and_errors_show_no_code(first, start):
    site = start(first[0], free_port())
    site.output()
    assert site.get("/static/admin/css/base.css")[0] == 200
    with pytest.raises(urllib.request.HTTPError) as missing:
        site.get("/nothing/here/")
    with missing.value as answer:
        assert answer.code == 404 and b"DEBUG" not in answer.read()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_in_order_and_gives_the_port_back(first, start, number):
    port = free_port()
    site = start(first[0], port)
    site.output()
    assert site.end(number) == 0
    socket.create_server(("127.0.0.1", port)).close()


def test_after_a_kill_the_next_start_serves_on_the_same_port(first, start):
    port = free_port()
    killed = start(first[0], port)
    killed.output()
    killed.end(signal.SIGKILL)
    following = start(first[0], port)
    assert "Ctrl-C" in following.output()
    assert following.get("/admin/login/")[0] == 200


def test_a_busy_port_is_refused_in_a_sentence(first):
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        port = listening.getsockname()[1]
        done = run("start", "--port", str(port), DATABASE_URL=first[0])
    assert done.returncode == 1
    assert done.stderr.startswith(f"CommandError: Cannot listen on 127.0.0.1 port {port} (Address")
    assert done.stderr.count("\n") == 1 and "--port" in done.stderr


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"DATABASE_URL": "postgresql://x@127.0.0.1:1/x"}, "DATABASE_URL does not answer"),
        ({"DATABASE_URL": "mysql://x@localhost/x"}, "must be PostgreSQL"),
        ({"DATABASE_URL": "postgresql://x:p#w@localhost/x"}, "percent-encoded"),
        ({"KEPT_ANSWERS": "16"}, "KEPT_ANSWERS is called RESPONSE_CACHE_MB now"),
        ({"FETCH_ALSO": "intranet.example"}, "write host:port, such as"),
        ({"READS_PER_MINUTE": "9"}, "READS_PER_MINUTE is called RATE_LIMIT_PER_MINUTE now"),
        ({"FAST_DELIVERY": "quick"}, "FAST_DELIVERY is 'quick'; write on or off"),
        ({"HSTS_PRELOAD": "On"}, "HSTS_PRELOAD is 'On'; write on or off"),
        ({"HSTS_SUBDOMAINS": "yes"}, "HSTS_SUBDOMAINS is 'yes'; write on or off"),
        ({"DEBUG": "perhaps"}, "DEBUG is 'perhaps'; write on or off"),
        ({"PUBLIC_URL": "facts.example"}, "write an address without a path"),
        ({"PUBLIC_URL": "https://[::1"}, "write an address without a path"),
        ({"PUBLIC_URL": "https://me:pw@facts.example"}, "write an address without a path"),
        ({"PUBLIC_URL": "https://facts.example?a=1"}, "write an address without a path"),
    ],
)
def test_a_wrong_setting_ends_in_one_sentence(environment, sentence):
    done = run("check", **environment)
    assert done.returncode == 1
    assert sentence in done.stderr and done.stderr.count("\n") == 1


def test_a_record_that_cannot_be_reached_ends_in_one_sentence():
    address = {"PUBLIC_URL": "http://localhost:8000"}  # without one, export has a word about it
    done = run("export", "claims", RECORD_DATABASE_URL="postgresql://x@127.0.0.1:1/x", **address)
    assert done.returncode == 1
    assert "is read from is away" in done.stderr and done.stderr.count("\n") == 1


def test_who_reads_only_the_head_of_an_output_sees_no_traceback():
    command = [sys.executable, "manage.py", "extract", *["seeds/000_41abc3eb6eb10c15.txt"] * 20]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as process:
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


@pytest.fixture(scope="module")
def server_15(postgresql_15):
    """The URL of Debian's PostgreSQL 15, run from a directory of its own."""
    home = Path(tempfile.mkdtemp())
    owner = account(home)
    if owner:
        shutil.chown(home, owner["user"], owner["group"])
    base = [postgresql_15 / "initdb", "-D", home / "data", "-U", "verbatim", "-A", "trust"]
    subprocess.run([*base, "-E", "UTF8", "--locale=C.UTF-8"], cwd=home, check=True, **owner)
    control = [postgresql_15 / "pg_ctl", "-D", home / "data", "-l", home / "log", "-w"]
    options = f"-c listen_addresses='' -c unix_socket_directories={home}"
    subprocess.run([*control, "-o", options, "start"], cwd=home, check=True, **owner)
    yield f"postgresql://verbatim@{quote(str(home), safe='')}:5432/postgres"
    subprocess.run([*control, "-m", "fast", "stop"], cwd=home, check=True, **owner)
    shutil.rmtree(home)


def test_a_database_that_nobody_migrated_ends_in_one_sentence(server_15):
    url = made(server_15, "empty")
    without_roles = run("publish_due", DATABASE_URL=url)
    with closing(psycopg.connect(server_15, autocommit=True)) as server:
        for role in ROLES.values():
            with suppress(psycopg.errors.DuplicateObject):
                server.execute(f"CREATE ROLE {role}")
    without_tables = run("publish_due", DATABASE_URL=url)
    for done in (without_roles, without_tables):
        assert done.returncode == 1 and done.stderr.count("\n") == 1
        assert "The database is not set up: run `python3 manage.py migrate`" in done.stderr


def test_it_serves_from_debians_postgresql_15(server_15, start):
    site = start(made(server_15, "facts"), free_port())
    assert site.output().count("password") == 2
    assert site.get("/admin/login/")[0] == 200


def test_an_older_postgresql_is_refused_in_a_sentence(server_15):
    asking = "from config import postgres; postgres.check_answer(oldest=16)"
    env = os.environ | {"DATABASE_URL": server_15, "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run([sys.executable, "-c", asking], env=env, capture_output=True, text=True)
    assert done.stderr.endswith("DATABASE_URL names PostgreSQL 15; it must be 16 or newer.\n")


def test_a_user_who_may_not_make_the_readers_role_is_told_what_to_ask_for(server_15):
    with closing(psycopg.connect(server_15, autocommit=True)) as server:
        server.execute("CREATE ROLE plain LOGIN")
        server.execute("CREATE DATABASE plain OWNER plain")
        url = server_15.replace("verbatim@", "plain@").replace("/postgres", "/plain")
        refused = run("migrate", DATABASE_URL=url)
        assert refused.returncode == 1 and "Traceback" not in refused.stderr
        command = re.search(r"run: (.*;)", refused.stderr)[1]
        server.execute(command)
    assert run("migrate", DATABASE_URL=url).returncode == 0


def test_a_login_that_owns_nothing_serves_what_the_owner_migrated(server_15, start):
    url = made(server_15, "owned")
    assert run("migrate", DATABASE_URL=url).returncode == 0
    with closing(psycopg.connect(url, autocommit=True)) as owner:
        owner.execute("CREATE ROLE site LOGIN IN ROLE verbatim_desk, verbatim_reader")
    url = url.replace("verbatim@", "site@")
    site = start(url, free_port())
    assert site.output().count("password") == 2
    assert site.get("/api/v1/claims/")[0] == 200
    with closing(psycopg.connect(url, autocommit=True)) as login:
        assert login.execute("SELECT count(*) FROM sources_change").fetchone() > (0,)
        for attempt in (
            "DELETE FROM sources_change",
            "TRUNCATE sources_change",
            "DROP TABLE auth_user",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                login.execute(attempt)
