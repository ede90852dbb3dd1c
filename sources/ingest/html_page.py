"""Extract the article and its metadata from an HTML page."""

from datetime import UTC, datetime

from .article_url import normalise_url
from .decoding import declared_encoding, decode
from .document import Unreadable

MAX_TAGS = 50_000  # ten times those of a long page; a tree of them still fits in memory


def parse_article_page(raw, charset=None):
    """
    Return the fields of a Document that the page `raw` (bytes) holds, as a dict.

    `charset` is the encoding that its server named, which goes before what the page says.

    The text is what trafilatura takes for the article (Barbaresi 2021, with recall favoured: an
    editor sees what is too much, but not what is missing). The date is the one the page declares.
    Raises Unreadable where the page cannot be decoded or parsed, or holds no article.
    """
    import trafilatura  # here, because it takes half a second to load

    if raw.count(b"<") > MAX_TAGS:
        raise Unreadable(f"This page has more than {MAX_TAGS:,} tags, the most that one may have.")
    text = decode(raw, charset or declared_encoding(raw))
    try:
        tree = trafilatura.load_html(text)
        extracted = tree is not None and trafilatura.bare_extraction(
            tree,
            favor_recall=True,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as error:  # whatever a page does to a parser, the next page is read
        raise Unreadable(f"This page cannot be read: {error}.") from error
    if not extracted or not (extracted.text or "").strip():
        raise Unreadable("No article is found in this page.")
    return {
        "text": extracted.text,
        "headline": extracted.title or "",
        "url": _valid_url(extracted.url),
        "byline": extracted.author or "",
        "publisher": extracted.sitename or "",
        "published_at": extracted.date
        and datetime.fromisoformat(extracted.date).replace(tzinfo=UTC),
        "language": tree.get("lang") or "",
        "raw": raw,
    }


def _valid_url(url):
    """Return the normalised URL, or "" where it is none: the page's text is still worth having."""
    try:
        return normalise_url(url) if url else ""
    except Unreadable:
        return ""
