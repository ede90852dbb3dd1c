"""The address of a page's article: the page's own word, resolved and never rewritten."""

import re
from urllib.parse import urljoin, urlsplit

from sources.ingest.article_url import domain_of, is_front_page, live_url, normalise_url
from sources.ingest.document import Unreadable

SAVED = re.compile(
    r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->|Page saved with SingleFile\s+url:\s*(\S+)", re.I
)


def own_address(declared, text, known=""):
    """
    Return ((address, where it says it comes from), notes) of the page `text` (a str).

    The address is `known` (where it was fetched), else its canonical link, og:url, or the address
    it was saved from, whichever is that of a page and not of a site. A canonical link to another
    site than the known one names the source of a copy. Each is "" where there is none.
    """
    notes, usable = [], []
    saved = SAVED.search(text[:5_000])
    saved = next(filter(None, saved.groups()), "") if saved else ""
    base = known or saved
    for written in _declared(declared):
        if url := _resolved(written, declared.base, base):
            if is_front_page(url):
                notes.append(
                    "The page names its site's front page as its address, which it is not."
                )
            else:
                usable.append(url)
    at = live_url(_valid(known) or _valid(saved))
    if at and is_front_page(at):
        at = ""
    if at and usable and not _same_site(usable[0], at):
        return (at, usable[0]), notes
    url = usable[0] if usable else at
    return (url, ""), [] if url else notes[:1]


def _same_site(one, other):
    """Return whether two addresses are of one site or its parts: example.org, m.example.org."""
    one, other = f".{domain_of(one)}", f".{domain_of(other)}"
    return one.endswith(other) or other.endswith(one)


def _declared(declared):
    yield from declared.links.get("canonical", ())[:1]
    yield from declared.meta.get("og:url", ())[:1]
    if isinstance(declared.article.get("url"), str):
        yield declared.article["url"]


def _resolved(written, base, known):
    """Return an address as it is stored, resolved against <base> or the known one; "" if none."""
    try:
        place = urljoin(known, base) if base else known
        return _valid(urljoin(place, written))
    except ValueError:
        return ""


def _valid(url):
    try:
        url = normalise_url(url) if url else ""
    except Unreadable:
        return ""
    host = urlsplit(url).hostname or ""
    return "" if host == "localhost" or "." not in host else url
