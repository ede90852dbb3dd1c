"""Read the addresses of the articles that a feed lists, RSS or Atom."""

from lxml import etree

from .document import Unreadable

MAX_ENTRIES = 500
ENTRIES = {"item", "entry"}
NO_FEED = "This XML is no RSS or Atom feed: no entry with an address is found in it."


def parse_feed(raw):
    """Return the addresses of a feed's entries, in its order, each once. Raises Unreadable."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError:
        root = None
    entries = [] if root is None else (e for e in root.iter("{*}*") if _name(e) in ENTRIES)
    found = list(dict.fromkeys(filter(None, map(_address, entries))))
    if not found:
        raise Unreadable(NO_FEED)
    return found[:MAX_ENTRIES]


def _address(entry):
    """Return the address in an entry's link: its text in RSS, its href in Atom."""
    for link in entry.iterchildren("{*}*"):  # elements, and no comments
        if _name(link) == "link" and link.get("rel", "alternate") == "alternate":
            return (link.get("href") or link.text or "").strip()
    return ""


def _name(element):
    return etree.QName(element).localname
