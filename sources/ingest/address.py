"""One address for one article, without what points into a page or follows its readers."""

import re
from urllib.parse import SplitResult, urlsplit

from .document import Unreadable

MOST = 2048  # characters, as the column has
TRACKER = re.compile(
    r"(?:utm_[a-z_]+|fbclid|gclid|dclid|msclkid|yclid|twclid|igshid|mc_cid|mc_eid|_ga|_gl)(?:=|$)",
    re.IGNORECASE,
)
PORTS = {"http": 80, "https": 443}


def normalised(url):
    """
    The address `url` (a str) as it is kept: host in small letters, no fragment, no trackers.

    Path and query are not touched otherwise, since only their server knows which of two spellings
    are the same page. Raises Unreadable, in a sentence, for what is no address of an article.
    """
    url = url.strip()
    if url.lower().startswith("urn:"):
        return _checked(url, url)
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise Unreadable(f"{_shown(url)} is no address.") from None
    if parts.scheme not in PORTS or not host or "\\" in url:
        raise Unreadable(f"{_shown(url)} is no address of an article: write https://… or http://….")
    if "@" in parts.netloc:
        raise Unreadable("The address holds a user name or password, which would be made public.")
    host = f"[{host}]" if ":" in host else host
    netloc = host if port in (None, PORTS[parts.scheme]) else f"{host}:{port}"
    query = "&".join(p for p in parts.query.split("&") if not TRACKER.match(p))
    return _checked(SplitResult(parts.scheme, netloc, parts.path or "/", query, "").geturl(), url)


def host(url):
    """The domain of a normalised address, without www; empty for a urn."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _checked(address, url):
    if len(address) > MOST:
        raise Unreadable(f"The address has {len(address):,} characters; {MOST:,} is the most.")
    if re.search(r"\s", address):
        raise Unreadable(f"{_shown(url)} has blanks in it, which an address has not.")
    return address


def _shown(url):
    return repr(url if len(url) <= 80 else f"{url[:79]}…")
