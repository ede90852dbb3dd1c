"""Fetch pages by their address: politely, from the public web alone, and never without end.

Every redirect is a request like the first, with all its checks; see `network` for the connection.
"""

import zlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import quote, urljoin, urlsplit

import httpcore
from django.conf import settings
from protego import Protego

from .article_url import without_logins
from .document import Unreadable
from .network import PORTS, Deadline, PublicNetwork

SECONDS = 15  # in all: names, robots.txt, redirects and the page
MAX_BYTES = 10_000_000  # of a page, unpacked
MAX_ROBOTS_BYTES = 500_000  # RFC 9309, 2.5
UNPACKED_AT_ONCE = 65_536  # bytes
MAX_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
MAX_PAUSE = 60  # seconds that we wait for a server's sake
FOR_PERSONS = {401, 402, 403, 405, 406, 429, 451}
ROBOT = "Verbatim"
ACCEPT = "text/html,application/xhtml+xml,application/pdf,application/xml;q=0.9,*/*;q=0.8"
SENT_AS_WRITTEN = "/%:@!$&'()*+,;=~"  # of path and query; all else is percent-encoded
SAVE_IT = "Open it in a browser, save it, and upload the file."
SECRET_HEADERS = {"set-cookie", "set-cookie2", "authentication-info"}


@dataclass(frozen=True)
class Fetched:
    """What a server answered: the bytes, unpacked, and where and how they came."""

    url: str
    status: int
    headers: list  # of [name, value]
    raw: bytes
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def header(self, name):
        return next((value for key, value in self.headers if key == name), "")

    def response(self):
        """Return all but the bytes, as it is kept beside a snapshot."""
        at = self.at.isoformat(timespec="seconds")
        kept = without_secrets(self.headers)
        return {"url": self.url, "status": self.status, "headers": kept, "at": at}


def without_secrets(headers):
    """Return the headers without what lets somebody in: cookies, passwords in addresses."""
    return [
        [name, without_logins(value.encode()).decode()]
        for name, value in headers
        if name not in SECRET_HEADERS
    ]


class Fetcher:
    """Fetches pages, and remembers what each server's robots.txt allows."""

    def __init__(self):
        self.robots = {}

    def fetch(self, url, known=None):
        """
        Return what is Fetched from an address. Raises Unreadable with a sentence.

        `known` is the response of an earlier time: where the page is still that one, the status is
        304 and there are no bytes.
        """
        deadline, conditions = Deadline(SECONDS), _conditions(known)
        fetched = _followed(
            url, deadline, lambda hop: self._check_robots(hop, deadline), conditions
        )
        return fetched if conditions and fetched.status == 304 else _good(fetched)

    def pause(self, url):
        """Return how many seconds the server wants between two requests, as far as it is known."""
        rules = self.robots.get(urljoin(url, "/"))
        return min(rules.crawl_delay(ROBOT) or 0, MAX_PAUSE) if rules else 0

    def _check_robots(self, url, deadline):
        """Raise Unreadable where the server wants no program to read the address."""
        origin = urljoin(url, "/")
        if origin not in self.robots:
            self.robots[origin] = _robots(origin, deadline)
        if not self.robots[origin].can_fetch(url, ROBOT):
            raise Unreadable(f"The site's robots.txt asks programs not to read this. {SAVE_IT}")


class Gone(Unreadable):
    """Raised where the server says that there is no such page, or no longer."""


def _conditions(known):
    """Return the headers that ask for a page only if it is no longer as in a `known` response."""
    headers = dict((known or {}).get("headers", ()))
    asked = {
        "If-None-Match": headers.get("etag"),
        "If-Modified-Since": headers.get("last-modified"),
    }
    return {name: value.encode() for name, value in asked.items() if value}


def checked_address(url, base=""):
    """Return an address as it is sent, in ASCII and without fragment. Raises Unreadable."""
    try:
        parts = urlsplit(urljoin(base, url.strip()))
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except (ValueError, UnicodeError):
        raise Unreadable("This is no address of a page.") from None
    if parts.scheme not in PORTS or not host or "\\" in url:
        raise Unreadable("Only addresses that begin with https:// or http:// are fetched.")
    if "@" in parts.netloc:
        raise Unreadable("The address holds a user name or password; nothing is fetched with one.")
    port = port or PORTS[parts.scheme]
    if port != PORTS[parts.scheme] and (host, port) not in settings.FETCH_ALSO:
        raise Unreadable(f"Pages are fetched from the web's own ports; this names port {port}.")
    named = f"[{host}]" if ":" in host else host
    named += f":{port}" if port != PORTS[parts.scheme] else ""
    path = quote(parts.path or "/", safe=SENT_AS_WRITTEN)
    query = "?" + quote(parts.query, safe=SENT_AS_WRITTEN + "?") if parts.query else ""
    return f"{parts.scheme}://{named}{path}{query}"


def _followed(url, deadline, check=lambda hop: None, conditions=None):
    """Return what is Fetched at the end of the redirects; `check` is called before each request."""
    url = checked_address(url)
    for _ in range(MAX_REDIRECTS + 1):
        check(url)
        fetched = _get(url, deadline, conditions)
        there = fetched.header("location")
        if fetched.status not in REDIRECTS or not there:
            return fetched
        url = checked_address(there, url)
    raise Unreadable(
        f"The server sends on from address to address, {MAX_REDIRECTS} times and more."
    )


def _good(fetched):
    """Return what is Fetched, if it is the page. Raises Unreadable where it is a refusal."""
    if fetched.status in FOR_PERSONS:
        said = "it gives this page to no program, or not to everybody"
        raise Unreadable(f"The server answers {fetched.status}: {said}. {SAVE_IT}")
    if fetched.status in (404, 410):
        raise Gone(f"The server answers {fetched.status}: the page is not there, or no longer.")
    if fetched.status != 200:
        raise Unreadable(f"The server answers {fetched.status} and not with the page.")
    return fetched


def _robots(origin, deadline):
    """Return the rules of a server; where it has none, everything is allowed (RFC 9309, 2.3.1)."""
    fetched = _followed(f"{origin}robots.txt", deadline)
    if fetched.status >= 500:
        raise Unreadable("The site cannot say now what programs may read there. Try again later.")
    rules = fetched.raw[:MAX_ROBOTS_BYTES] if fetched.status == 200 else b""
    return Protego.parse(rules.decode("utf-8", "replace"))


def _get(url, deadline, conditions=None):
    """Return what one request brings, whatever the status. Raises Unreadable."""
    headers = {"User-Agent": agent(), "Accept": ACCEPT, "Accept-Encoding": "gzip"}
    headers |= conditions or {}
    try:
        with (
            httpcore.ConnectionPool(network_backend=PublicNetwork(deadline)) as pool,
            pool.stream("GET", url, headers=headers) as answer,
        ):
            return _read(url, answer)
    except httpcore.TimeoutException:
        raise deadline.over() from None
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise Unreadable(
            f"The server's answer cannot be read: {error or 'it broke off'}."
        ) from None


def _read(url, answer):
    """Return what is Fetched in an answer of httpcore's, with the bytes where they are the page."""
    headers = [[_text(name).lower(), _text(value)] for name, value in answer.headers]
    fetched = Fetched(url, answer.status, headers, b"")
    if answer.status != 200:
        return fetched
    chunks = _unpacked(answer.iter_stream(), fetched.header("content-encoding").lower())
    return replace(fetched, raw=_limited(chunks))


def _text(header):
    """Return a header as text: its bytes are UTF-8, or else Latin-1, which any bytes are."""
    try:
        return header.decode()
    except UnicodeDecodeError:
        return header.decode("latin-1")


def _unpacked(chunks, encoding):
    """Yield the bytes unpacked, a little at a time, however much a little packs."""
    if encoding in ("", "identity"):
        yield from chunks
        return
    if encoding not in ("gzip", "x-gzip"):
        raise Unreadable("The server packs the page in a way that was not asked for.")
    decoder = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for chunk in chunks:
            while chunk:
                yield decoder.decompress(chunk, UNPACKED_AT_ONCE)
                chunk = decoder.unconsumed_tail
    except zlib.error:
        raise Unreadable("The server's answer is packed wrongly.") from None


def _limited(chunks):
    """Return the bytes together. Raises Unreadable where they are more than MAX_BYTES."""
    whole = bytearray()
    for chunk in chunks:
        whole += chunk
        if len(whole) > MAX_BYTES:
            raise Unreadable(
                f"The page is longer than {MAX_BYTES // 1_000_000} MB, the most there is."
            )
    return bytes(whole)


def agent():
    """Return the name that we fetch under, with the address at which we are to be found."""
    return f"{ROBOT}/1 (+{settings.PUBLIC_URL}/)"
