"""What RFC 4287 says an Atom feed must be, of what our feeds have; each fault is a sentence."""

import re
from itertools import chain

ATOM = "{http://www.w3.org/2005/Atom}"
# RFC 3339 as RFC 4287 narrows it (3.3): a T and a Z in capitals.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.IGNORECASE)
ONE = ("id", "title", "updated")  # of each feed and entry (4.1.1, 4.1.2)
MOST = {
    "feed": ("generator", "icon", "logo", "rights", "subtitle"),
    "entry": ("content", "published", "rights", "source", "summary"),
}
TEXTS = ("title", "subtitle", "summary", "rights")
KNOWN = {*ONE, *chain(*MOST.values()), "author", "category", "contributor", "link", "entry"}


def faults(feed):
    """Yield a sentence for each rule that a feed, an Element, breaks."""
    if feed.tag != f"{ATOM}feed":
        yield f"The root is {feed.tag}."
    entries = feed.findall(f"{ATOM}entry")
    for element in (feed, *entries):
        yield from (f"{where(element)}: {fault}" for fault in faults_of(element))
    if not feed.findall(f"{ATOM}author") and not all(e.findall(f"{ATOM}author") for e in entries):
        yield "Neither the feed nor each entry has an author (4.1.1)."
    versions = [(e.findtext(f"{ATOM}id"), e.findtext(f"{ATOM}updated")) for e in entries]
    if len(set(versions)) < len(versions):
        yield "Two entries have one id and one time (4.1.1)."


def where(element):
    return f"{element.tag.removeprefix(ATOM)} {element.findtext(f'{ATOM}id')}"


def faults_of(element):
    """Yield the faults of a feed or an entry in itself."""
    kind = element.tag.removeprefix(ATOM)
    named = {}
    for child in element:
        named.setdefault(child.tag.removeprefix(ATOM), []).append(child)
    yield from (f"there are {len(named.get(n, []))} {n}" for n in ONE if len(named.get(n, [])) != 1)
    yield from (f"there are several {n}" for n in MOST[kind] if len(named.get(n, [])) > 1)
    yield from (f"Atom has no {n} (6)" for n in named if n not in KNOWN)
    for child in chain(named.get("id", []), named.get("icon", []), named.get("logo", [])):
        if not IRI.fullmatch(child.text or ""):
            yield f"“{child.text}” is no absolute IRI (4.2.6)"
    for child in chain(named.get("updated", []), named.get("published", [])):
        if not MOMENT.fullmatch(child.text or ""):
            yield f"“{child.text}” is no time (3.3)"
    for name in TEXTS:
        yield from (fault for child in named.get(name, []) for fault in faults_of_text(child))
    for child in chain(named.get("author", []), named.get("contributor", [])):
        if len(child.findall(f"{ATOM}name")) != 1:
            yield "a person has not one name (3.2)"
    yield from (
        "a category has no term (4.2.2)" for c in named.get("category", []) if not c.get("term")
    )
    yield from faults_of_links(named.get("link", []), kind, "content" in named)


def faults_of_text(element):
    if element.get("type", "text") not in ("text", "html", "xhtml"):
        yield f"a text of the type {element.get('type')} (3.1.1)"
    if element.get("type") != "xhtml" and len(element):
        yield "a text has elements inside (3.1.1)"


def faults_of_links(links, kind, has_content):
    if not all(IRI.fullmatch(link.get("href") or "") for link in links):
        yield "a link has no address (4.2.7)"
    ways = [
        (link.get("type"), link.get("hreflang"))
        for link in links
        if link.get("rel", "alternate") == "alternate"
    ]
    if len(set(ways)) < len(ways):
        yield "two links lead to the same (4.1.1)"
    if kind == "entry" and not has_content and not ways:
        yield "an entry has neither content nor a link (4.1.2)"
