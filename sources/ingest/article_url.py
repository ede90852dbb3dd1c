"""Normalise article URLs, so that one article has one: no fragment, no tracking parameters."""

import re
from urllib.parse import SplitResult, urlsplit

from .document import Unreadable

MAX_URL_LENGTH = 2048  # characters, as the column has
TRACKING_PARAMETER = re.compile(
    r"(?:utm_[a-z_]+|fbclid|gclid|dclid|msclkid|yclid|twclid|igshid|mc_cid|mc_eid|_ga|_gl)(?:=|$)",
    re.IGNORECASE,
)
DEFAULT_PORTS = {"http": 80, "https": 443}


def normalise_url(url):
    """
    Return `url` as it is stored: host in lower case, no default port, fragment or trackers.

    Path and query are not touched otherwise, since only their server knows which of two spellings
    are the same page. A urn stays as it is. Raises Unreadable where `url` is no http(s) address,
    is longer than MAX_URL_LENGTH, or holds a user name or white space.
    """
    url = url.strip()
    if url.lower().startswith("urn:"):
        return _checked(url, url)
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise Unreadable(f"{_abridged(url)} is no address.") from None
    if parts.scheme not in DEFAULT_PORTS or not host or "\\" in url:
        raise Unreadable(
            f"{_abridged(url)} is no address of an article: write https://… or http://…."
        )
    if "@" in parts.netloc:
        raise Unreadable("The address holds a user name or password, which would be made public.")
    host = f"[{host}]" if ":" in host else host
    netloc = host if port in (None, DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"
    query = "&".join(p for p in parts.query.split("&") if not TRACKING_PARAMETER.match(p))
    return _checked(SplitResult(parts.scheme, netloc, parts.path or "/", query, "").geturl(), url)


def domain_of(url):
    """Return the domain of a normalised URL, without www; empty for a urn."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _checked(address, url):
    if len(address) > MAX_URL_LENGTH:
        raise Unreadable(
            f"The address has {len(address):,} characters; {MAX_URL_LENGTH:,} is the most."
        )
    if re.search(r"\s", address):
        raise Unreadable(f"{_abridged(url)} has blanks in it, which an address has not.")
    return address


def _abridged(url):
    return repr(url if len(url) <= 80 else f"{url[:79]}…")
