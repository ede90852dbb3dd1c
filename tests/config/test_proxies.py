"""nginx and Caddy really in front, with the files of deploy/: what comes through to the site."""

import contextlib
import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys

import pytest
from playwright.sync_api import expect, sync_playwright

from config.environment import ROOT
from tests.clusters import free_port, until
from tests.config.test_start import SERVER, made, removed, run
from tests.conftest import needs

NAME = "facts.example"
ACCOUNT = {"username": "ada", "email": "ada@example.org", "password": "warm-tide-42-lamps"}
NGINX = """
{user}
daemon off;
pid {place}/pid;
error_log {place}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {place}/body;
    proxy_temp_path {place}/proxy;
    fastcgi_temp_path {place}/fastcgi;
    uwsgi_temp_path {place}/uwsgi;
    scgi_temp_path {place}/scgi;
    include {place}/site.conf;
}}
"""
CADDY = """
{{
    admin off
    default_sni {name}
    storage file_system {place}
    http_port {http}
    https_port {https}
}}
{name} {{
    tls {place}/fullchain.pem {place}/privkey.pem
"""


@pytest.fixture(scope="module")
def database():
    url = made(SERVER, "verbatim_nginx")
    assert run("migrate", "-v0", DATABASE_URL=url).returncode == 0
    assert run("seed", DATABASE_URL=url).returncode == 0
    run("collectstatic", "--no-input", "-v0", DATABASE_URL=url)
    account = {f"DJANGO_SUPERUSER_{name.upper()}": value for name, value in ACCOUNT.items()}
    run("createsuperuser", "--no-input", DATABASE_URL=url, **account)
    yield url
    removed(SERVER, "verbatim_nginx")


class Front:
    """A proxy, and the site behind it."""

    def __init__(self, place, database):
        self.place, self.http, self.https = place, free_port(), free_port()
        self.environment = os.environ | {
            "DATABASE_URL": database,
            "PUBLIC_URL": f"https://{NAME}:{self.https}",
            "BEHIND_PROXY": "on",
            "DEBUG": "off",
        }

    def certificate(self):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
            + ["-subj", f"/CN={NAME}", "-keyout", "privkey.pem", "-out", "fullchain.pem"],
            cwd=self.place,
            check=True,
            capture_output=True,
        )

    def file(self, name, changes):
        """The text of a file of deploy/, with what is of this machine in it."""
        text = (ROOT / "deploy" / name).read_text()
        for ours, here in ({"/run/verbatim/socket": f"{self.place}/socket"} | changes).items():
            assert ours in text, ours
            text = text.replace(ours, here)
        return text

    @contextlib.contextmanager
    def running(self, program):
        self.certificate()
        gunicorn = [sys.executable, "-m", "gunicorn", "config.asgi"]
        with (
            ended(gunicorn + ["--bind", f"unix:{self.place}/socket"], self.environment),
            ended(self.command(program), os.environ | {"HOME": str(self.place)}),
        ):
            until(self.is_ready, 60)
            yield self

    def is_ready(self):
        with contextlib.suppress(OSError):
            return self.asked("/healthz")[0] == 200

    def asked(self, path, method="GET", body=None, **headers):
        """(status, headers, body)"""
        connection = http.client.HTTPConnection("127.0.0.1", self.https, timeout=30)
        connection.connect()
        connection.sock = self.encrypted(connection.sock)
        host = {"Host": f"{NAME}:{self.https}"}
        return answered(connection, method, path, body, host | headers)

    def encrypted(self, connection, name=NAME):
        """The connection under TLS, by a client that asks for the name, or for none."""
        unverified = ssl.create_default_context()
        unverified.check_hostname, unverified.verify_mode = False, ssl.CERT_NONE
        return unverified.wrap_socket(connection, server_hostname=name)

    def asked_in_clear(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.http, timeout=30)
        return answered(connection, "GET", path, None, {"Host": NAME})


def answered(connection, *request):
    with contextlib.closing(connection):
        connection.request(*request)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


class Nginx(Front):
    def command(self, program):
        changes = {
            "/etc/nginx/verbatim_proxy.conf": str(ROOT / "deploy" / "nginx_proxy.conf"),
            f"/etc/letsencrypt/live/{NAME}": str(self.place),
            "/var/log/verbatim": str(self.place),
            "listen 80;": f"listen 127.0.0.1:{self.http};",
            "listen 443 ssl": f"listen 127.0.0.1:{self.https} ssl",
            "    listen [::]:80;\n": "",
            "    listen [::]:443 ssl;\n": "",
            "    listen [::]:443 ssl default_server;\n": "",
            "root /var/www/html;": f"root {self.place};",
        }
        (self.place / "site.conf").write_text(self.file("nginx.conf", changes))
        user = "" if os.geteuid() else "user root;"  # who alone may enter a test's directory
        (self.place / "nginx.conf").write_text(NGINX.format(place=self.place, user=user))
        return [program, "-c", f"{self.place}/nginx.conf"]


class Caddy(Front):
    def command(self, program):
        first = CADDY.format(place=self.place, http=self.http, https=self.https, name=NAME)
        (self.place / "Caddyfile").write_text(self.file("Caddyfile", {f"{NAME} {{": first}))
        return [program, "run", "--config", f"{self.place}/Caddyfile"]


@contextlib.contextmanager
def ended(command, environment):
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


NGINX_LIGHT, CADDY_ITSELF = (Nginx, "nginx", "nginx-light"), (Caddy, "caddy", "caddy")


@pytest.fixture(scope="module", params=[NGINX_LIGHT, CADDY_ITSELF], ids=["nginx", "caddy"])
def front(request, database, tmp_path_factory):
    kind, name, package = request.param
    program = needs(shutil.which(name, path="/usr/sbin:/usr/bin"), name, package)
    place = tmp_path_factory.mktemp(name)
    place.chmod(0o755)
    with kind(place, database).running(program) as running:
        yield running


def test_pages_and_the_api_come_through_with_the_name_and_port_that_were_asked(front):
    status, headers, body = front.asked("/api/v1/claims/")
    assert status == 200 and "Strict-Transport-Security" in headers
    assert front.asked("/")[0] == 200
    status, headers, _ = front.asked("/admin/")
    assert (status, headers["Location"]) == (302, "/admin/login/?next=/admin/")
    assert f"https://{NAME}:{front.https}/" in front.asked("/feeds/verdicts.atom")[2].decode()


def test_http_leads_to_https(front):
    status, headers, _ = front.asked_in_clear("/claims/")
    assert status in (301, 308)
    assert headers["Location"].replace(f":{front.https}", "") == f"https://{NAME}/claims/"


@pytest.mark.parametrize("front", [NGINX_LIGHT], indirect=True, ids=["nginx"])
def test_certbot_is_heard_where_nginx_stands(front):
    written = front.place / ".well-known/acme-challenge"
    written.mkdir(parents=True)
    (written / "token").write_text("of an authority")
    status, _, body = front.asked_in_clear("/.well-known/acme-challenge/token")
    assert (status, body) == (200, b"of an authority")


@pytest.mark.parametrize("name", ["stranger.example", None])
@pytest.mark.parametrize("front", [NGINX_LIGHT], indirect=True, ids=["nginx"])
def test_who_asks_for_another_name_gets_no_further_than_nginx(front, name):
    refused = pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME")
    with socket.create_connection(("127.0.0.1", front.https), 30) as connection, refused:
        front.encrypted(connection, name)
    with pytest.raises(http.client.RemoteDisconnected):
        front.asked("/", Host=name or "127.0.0.1")


def test_each_answer_names_its_request(front):
    given = {"X-Request-ID": "chosen-by-a-stranger"}
    ids = {front.asked("/nothing/", **given)[1]["X-Request-ID"] for _ in range(3)}
    assert len(ids) == 3 and "chosen-by-a-stranger" not in ids


def test_who_claims_another_address_is_counted_by_their_own(front):
    left = []
    for n in range(3):
        forged = {"X-Forwarded-For": f"192.0.2.{n}"}
        limit = front.asked("/api/v1/verdicts/?page_size=5", **forged)[1]["RateLimit"]
        left.append(int(limit.split("r=")[1].split(";")[0]))
    assert left == sorted(left, reverse=True) and len(set(left)) == 3


def test_a_body_is_as_long_as_the_site_takes(front):
    assert front.asked("/admin/login/", "POST", b"x" * 3_900_000)[0] == 403  # no token in it
    assert front.asked("/admin/login/", "POST", b"x" * 4_300_000)[0] == 413
    for more in ({}, {"Expect": "100-continue"}):  # as curl sends with a long body
        assert front.asked("/claims/", "POST", b"x" * 12_000_000, **more)[0] == 413
    assert front.asked("/admin/sources/article/import/", "POST", b"x" * 5_000_000)[0] != 413


@pytest.fixture
def desk(front, chromium):
    """The desk's first page in a real browser, logged in: cookies have other names under https."""
    arguments = [f"--host-resolver-rules=MAP {NAME} 127.0.0.1", "--no-sandbox"]
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium, args=arguments) as browser,
        browser.new_context(ignore_https_errors=True) as context,
    ):
        page = context.new_page()
        page.goto(f"https://{NAME}:{front.https}/admin/")
        log_in(page)
        yield page


def log_in(page):
    page.fill("[name=username]", ACCOUNT["username"])
    page.fill("[name=password]", ACCOUNT["password"])
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")


def test_a_script_of_the_desk_sends_what_the_site_takes(desk):
    words = "“We left,” said Ida Lund.".encode()
    desk.goto(f"{desk.url}sources/article/import/")
    for again in (False, True):
        if again:  # a log-in in another tab: its token is not the one of this page
            desk.context.clear_cookies(name="__Host-sessionid")
            other = desk.context.new_page()
            other.goto(desk.url.partition("sources")[0])
            log_in(other)
        desk.set_input_files("[name=files]", {"name": "a.txt", "mimeType": "", "buffer": words})
        desk.click("#import [type=submit]")
        expect(desk.locator("#brought")).to_contain_text("1 quote to read")
        expect(desk.locator("#progress")).to_contain_text("1 of 1 done")


def test_a_file_comes_through_whole(front):
    status, _, body = front.asked("/exports/claims.jsonl")
    assert status == 200 and [json.loads(line)["id"] for line in body.splitlines()]
