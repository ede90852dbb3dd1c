"""Pages are fetched from the public web alone, politely, and never without end."""

import gzip
import socket
from contextlib import ExitStack
from time import monotonic, sleep

import httpcore
import pytest
from django.core.checks import run_checks

from sources.ingest import Unreadable, fetch, network
from sources.ingest.fetch import MAX_BYTES, MAX_REDIRECTS, Fetcher
from tests.web import serving

HTML = {"Content-Type": "text/html", "Set-Cookie": "id=7"}
# Hosts that are this machine, its network, or no single machine, in every way of writing them.
PRIVATE = [
    *("127.0.0.1", "127.0.0.2", "localhost", "LOCALHOST", "0", "0.0.0.0", "127.1", "127.0.1"),
    *("2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "127.0.0.1."),
    *("①②⑦.⓪.⓪.①", "１２７.０.０.１", "127。0。0。1", "[::1]", "[::]", "[::7f00:1]"),
    *("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::1]"),
    *("[2001:0:7f00:1::1]", "[fe80::1]", "[fec0::1]", "[fd00:ec2::254]", "[ff02::1]"),
    *("[2001:db8::1]", "169.254.169.254", "10.0.0.1", "10.255.255.255", "172.16.0.1"),
    *("172.31.255.255", "192.168.0.1", "192.168.1.1", "100.64.0.1", "100.127.255.255"),
    *("198.18.0.1", "192.0.0.8", "192.0.2.1", "224.0.0.1", "239.1.1.1", "240.0.0.1"),
    *("255.255.255.255", "a@127.0.0.1", "a:b@127.0.0.1", "127.0.0.1#@paper.example"),
    *("127.0.0.1\\@paper.example", "127.0.0.1%2f@paper.example", "127.0.0.1?@paper.example"),
]
NAMES = {
    "127.0.0.1.numbers.example": ["127.0.0.1"],
    "alias-of-a-private.example": ["10.0.0.1"],
    "one-of-two.example": ["93.184.215.14", "127.0.0.1"],
    "metadata.example": ["169.254.169.254"],
    "six.example": ["::1"],
    "mapped.example": ["::ffff:127.0.0.1"],
}
OTHER_SCHEMES = [
    *("file:///etc/passwd", "gopher://127.0.0.1/", "ftp://127.0.0.1/", "ws://127.0.0.1/"),
    *("data:text/html,a", "unix:/tmp/a"),
]


@pytest.fixture
def names(monkeypatch):
    """The hosts that our name server was asked for; its second answer is another than its first."""
    real, asked = socket.getaddrinfo, []

    def getaddrinfo(host, port, *args, **kwargs):
        asked.append(host)
        found = NAMES.get(host, [host]) if asked.count(host) == 1 else ["127.0.0.1"]
        return [row for one in found for row in real(one, port, *args, **kwargs)]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


@pytest.fixture
def dialled(monkeypatch):
    """The addresses that connections were opened to; none is."""
    dialled = []

    def dial(address, port, seconds):
        dialled.append(address)
        raise httpcore.ConnectError

    monkeypatch.setattr(network, "dial", dial)
    return dialled


@pytest.fixture
def canary(monkeypatch):
    """A listener on two addresses of this machine, at the port that pages are fetched from."""
    with ExitStack() as stack:
        first = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        port = first.getsockname()[1]
        second = stack.enter_context(socket.create_server(("127.0.0.2", port)))
        ports = {"http": port, "https": port}
        monkeypatch.setattr(fetch, "PORTS", ports)
        yield [first, second]


def connections(listeners):
    """How many connections have come to the listeners."""
    found = 0
    for listener in listeners:
        listener.settimeout(0.05)
        try:
            listener.accept()[0].close()
            found += 1
        except TimeoutError:
            pass
    return found


@pytest.fixture
def allowed(settings):
    """Serve pages at an address that the setting lets through."""
    with ExitStack() as stack:

        def serve(pages):
            server = stack.enter_context(serving(pages))
            settings.FETCH_ALSO = {server.place}
            return server

        yield serve


def refused(url, fetcher=None):
    """Return the sentence with which an address is refused."""
    with pytest.raises(Unreadable) as error:
        (fetcher or Fetcher()).fetch(url)
    assert str(error.value).endswith(".")
    return str(error.value)


def test_the_canary_notices_a_connection(canary):
    with socket.create_connection(canary[0].getsockname()):
        assert connections(canary) == 1


def test_nothing_that_is_not_public_gets_a_connection(canary, names):
    urls = [f"{scheme}://{host}/" for host in [*PRIVATE, *NAMES] for scheme in ("http", "https")]
    urls += OTHER_SCHEMES
    assert len(urls) > 100
    for url in urls:
        refused(url)
    assert connections(canary) == 0


def test_no_redirect_leads_to_what_is_not_public(canary, names, allowed):
    urls = [f"http://{host}/" for host in [*PRIVATE, *NAMES]]
    urls += OTHER_SCHEMES
    ways = {f"/{n}": (302, {"Location": in_latin_1(url)}, b"") for n, url in enumerate(urls)}
    server = allowed(ways)
    fetcher = Fetcher()
    for way in ways:
        refused(server.address + way, fetcher)
    assert set(ways) <= set(server.asked)
    assert connections(canary) == 0


def in_latin_1(url):
    """An address whose bytes are its UTF-8 once a server has sent it as Latin-1."""
    return url.encode().decode("latin-1")


def test_what_was_checked_is_dialled_and_not_what_a_second_answer_says(names, dialled, monkeypatch):
    monkeypatch.setitem(NAMES, "rebinding.example", ["93.184.215.14"])
    refused("http://rebinding.example/")
    assert dialled == ["93.184.215.14"] and names == ["rebinding.example"]


@pytest.mark.parametrize("port", [22, 5432, 8000, 443])
def test_only_the_ports_of_the_web_are_asked(dialled, port):
    assert f"this names port {port}" in refused(f"http://93.184.215.14:{port}/")
    assert dialled == []


def test_another_port_of_a_server_let_through_is_not(canary, allowed):
    server = allowed({"/": (200, HTML, b"a")})
    Fetcher().fetch(server.address)
    refused(f"http://{server.host}/")
    assert connections(canary) == 0


def test_a_page_comes_with_its_headers_and_without_what_lets_somebody_in(allowed):
    packed = gzip.compress(b"<p>Trees.")
    server = allowed(
        {
            "/old?a=1": (301, {"Location": "/n%C3%A9w"}, b""),
            "/n%C3%A9w": (200, {**HTML, "Content-Encoding": "gzip"}, packed),
        }
    )
    page = Fetcher().fetch(f"{server.address}/old?a=1#part")
    assert (page.url, page.raw) == (f"{server.address}/n%C3%A9w", b"<p>Trees.")
    kept = page.response()
    assert kept["url"] == page.url and kept["status"] == 200
    assert ["content-type", "text/html"] in kept["headers"]
    assert "id=7" not in str(kept)


def test_it_says_who_it_is_and_where_it_is_found(allowed, settings):
    settings.PUBLIC_URL = "https://facts.example"
    server = allowed({"/": (200, HTML, b"a")})
    Fetcher().fetch(server.address)
    assert server.agents == {"Verbatim/1 (+https://facts.example/)"}


def test_what_robots_txt_asks_for_is_done(allowed):
    rules = b"User-agent: *\nDisallow: /private\nDisallow: /*.pdf$\nAllow: /private/open"
    pages = dict.fromkeys(("/a", "/private/open", "/private/b", "/c.pdf"), (200, HTML, b"a"))
    server = allowed({"/robots.txt": (200, {}, rules), **pages})
    fetcher = Fetcher()
    for path in ("/a", "/private/open"):
        fetcher.fetch(server.address + path)
    for path in ("/private/b", "/c.pdf"):
        assert "robots.txt asks programs not to" in refused(server.address + path, fetcher)
    assert server.asked == ["/robots.txt", "/a", "/private/open"]


def test_where_robots_txt_cannot_be_read_nothing_is(allowed):
    server = allowed({"/robots.txt": (503, {}, b""), "/": (200, HTML, b"a")})
    assert "cannot say now what programs may read" in refused(server.address)
    assert server.asked == ["/robots.txt"]


@pytest.mark.parametrize(
    ("status", "said"),
    [(403, "save it, and upload"), (429, "save it, and upload"), (404, "404"), (500, "500")],
)
def test_a_refusal_is_said(allowed, status, said):
    assert said in refused(allowed({"/": (status, HTML, b"no")}).address)


def test_a_ring_of_redirects_ends(allowed):
    server = allowed({"/a": (302, {"Location": "/b"}, b""), "/b": (302, {"Location": "/a"}, b"")})
    assert "from address to address" in refused(f"{server.address}/a")
    assert len(server.asked) == MAX_REDIRECTS + 2  # with robots.txt


def test_a_page_without_end_is_left(allowed):
    sent = []

    def endless(file):
        file.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            sent.append(file.write(b"x" * 1_000_000))

    assert "longer than 10 MB" in refused(allowed({"/": endless}).address)
    assert sum(sent) < 5 * MAX_BYTES


def test_a_bomb_is_not_unpacked(allowed):
    bomb = gzip.compress(bytes(20 * MAX_BYTES))
    server = allowed({"/": (200, {"Content-Encoding": "gzip"}, bomb)})
    assert "longer than 10 MB" in refused(server.address)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 100_000, "cannot be read"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nabc", "not asked for"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nabc", "packed wrongly"),
        (b"SSH-2.0-OpenSSH_9\r\n", "cannot be read"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", "cannot be read"),
        (b"", "cannot be read"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://[/\r\n\r\n", "no address"),
    ],
)
def test_an_answer_that_is_none_is_said(allowed, head, said):
    assert said in refused(allowed({"/": lambda file: file.write(head)}).address)


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_byte_now_and_then_does_not_hold_it_up(allowed, monkeypatch, head):
    monkeypatch.setattr(fetch, "SECONDS", 1)
    begin = monotonic()

    def slow(file):
        file.write(head)
        while monotonic() < begin + 60:
            file.write(b"x")
            file.flush()
            sleep(0.01)

    assert "after 1 seconds" in refused(allowed({"/": slow}).address)


def test_a_deployment_is_warned_of_what_else_is_fetched(settings):
    def warned():
        return "config.W002" in [
            w.id for w in run_checks(tags=["security"], include_deployment_checks=True)
        ]

    settings.FETCH_ALSO = set()
    assert not warned()
    settings.FETCH_ALSO = {("intranet.example", 80)}
    assert warned()
