"""The article inside an HTML page, and what the page says about itself."""

from datetime import UTC, datetime

from .address import normalised
from .decoding import declared, decode
from .document import Unreadable

TAGS = 50_000  # ten times those of a long page; a tree of them still fits in memory


def article(raw):
    """
    The fields of a Document that the page `raw` (bytes) holds, as a dict.

    The text is what trafilatura takes for the article (Barbaresi 2021, with recall favoured: an
    editor sees what is too much, but not what is missing). The date is the one the page declares.
    """
    import trafilatura  # here, because it takes half a second to load

    if raw.count(b"<") > TAGS:
        raise Unreadable(f"This page has more than {TAGS:,} tags, the most that one may have.")
    text = decode(raw, declared(raw))
    try:
        tree = trafilatura.load_html(text)
        found = tree is not None and trafilatura.bare_extraction(
            tree,
            favor_recall=True,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as error:  # whatever a page does to a parser, the next page is read
        raise Unreadable(f"This page cannot be read: {error}.") from error
    if not found or not (found.text or "").strip():
        raise Unreadable("No article is found in this page.")
    return {
        "text": found.text,
        "headline": found.title or "",
        "url": _address(found.url),
        "byline": found.author or "",
        "publisher": found.sitename or "",
        "published_at": found.date and datetime.fromisoformat(found.date).replace(tzinfo=UTC),
        "language": tree.get("lang") or "",
        "raw": raw,
    }


def _address(url):
    """A page that names itself wrongly has no address, rather than none of its words."""
    try:
        return normalised(url) if url else ""
    except Unreadable:
        return ""
