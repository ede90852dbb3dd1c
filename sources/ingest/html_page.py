"""Extract the article and its metadata from an HTML page."""

import re
from itertools import islice

from .article_url import domain_of, without_logins
from .decoding import declared_encoding, decode_page, encoding_named
from .document import Unreadable
from .page.address import own_address
from .page.blocks import blocks_of, letters_of
from .page.dates import published
from .page.declared import is_aside, read_declared
from .page.language import language_of, recognised
from .page.names import authors, byline, is_byline
from .page.selection import read_article, words
from .page.spans import joined
from .page.titles import (
    MAX_NAME,
    fitting,
    headline,
    name_in_title,
    publisher,
    site_name,
    site_of_title,
)
from .page.tree import parse, without_junk

TAG = re.compile(rb"<[A-Za-z]")
MAX_TAGS = 50_000  # ten times those of a long page; a tree of them still fits in memory
NEEDS_BROWSER = (
    "This page shows its article only in a browser that runs its scripts. Open it there, and save "
    "it or copy its text."
)
NO_ARTICLE = "No article is found in this page."
AROUND_HEADLINE = 24  # lines after it, at most, in which date and author stand
WHOLE = ("body", "html")
MUCH_LONGER = 2  # times the text of the lines, from which the page's data hold the whole
SHORTEST = 3  # words of a text; where scripts make the page, fewer are "Please wait"
LONG = 140  # characters of a line from which it is a paragraph


def parse_article_page(raw, charset=None, url=""):
    """
    Return the fields of a Document that the page `raw` (bytes) holds, as a dict.

    `charset` is the encoding that its server named, where browsers know it, and `url` the address
    that it is known to be from, if any. Raises Unreadable where the page cannot be decoded or
    parsed, or holds no article.
    """
    if sum(1 for _ in TAG.finditer(raw)) > MAX_TAGS:
        raise Unreadable(f"This page has more than {MAX_TAGS:,} tags, the most that one may have.")
    served = charset if charset and encoding_named(charset) else None
    text, notes = decode_page(raw, served or declared_encoding(raw))
    try:
        return _Page(text, url, notes).fields() | {"raw": without_logins(raw)}
    except Unreadable:
        raise
    except Exception as error:  # whatever a page does to a parser, the next page is read
        raise Unreadable(f"This page cannot be read: {error}.") from error


class _Page:
    """A page on its way from text to the fields of a Document, with the notes made on the way."""

    def __init__(self, text, url, notes):
        self.html, self.known = text, url
        self.tree = parse(text)
        if self.tree is None:
            raise Unreadable(NO_ARTICLE)
        self.declared = read_declared(self.tree)
        self.notes = list(notes)

    def fields(self):
        """Return the fields of the Document, but for the bytes."""
        tree = without_junk(self.tree)
        lines = blocks_of(tree, self.tree.get("lang") or "")
        of_title = site_of_title(self.declared, tree)
        site = publisher(self.declared) or of_title
        names = {site, of_title} - {""}
        url, origin = self.told(own_address(self.declared, self.html, self.known, names))
        site = site or name_in_title(self.declared.title, domain_of(url))
        title = self.told(headline(self.declared, tree, site))
        site = site_name(self.declared, site, domain_of(url))
        chosen = self.told(read_article(lines, tree))
        top = _around_headline(lines, chosen, title)
        chosen = [block for block in chosen if not _is_headline(block, title)] or chosen
        chosen = _without_byline(chosen) or chosen
        text, spans = self.text_of(chosen)
        writers = authors(self.declared, tree, top, site, chosen)
        return {
            "text": text,
            "spans": spans,
            "headline": title,
            "url": url,
            "origin": origin,
            "byline": self.told(byline(writers)),
            "publisher": self.told(fitting(site, MAX_NAME, "publisher's name")),
            **self.language_and_date(chosen, text, top, url),
            "notes": tuple(self.notes),
        }

    def language_and_date(self, chosen, text, top, url):
        language = self.told(language_of(self.declared, self.tree, chosen, text))
        region = _region(language or recognised(text), self.declared)
        when = self.told(published(self.declared, top, region, url))
        return {
            "language": language,
            "published_at": when and when.at,
            "published_day": bool(when and when.is_day),
        }

    def told(self, answer):
        """Return the value of an answer (value, notes), and keep its notes."""
        value, notes = answer
        self.notes += notes
        return value

    def text_of(self, chosen):
        """Return (text, spans) of the lines, or the text in the page's JSON-LD if it is longer."""
        text, spans = joined(chosen)
        body = _text_of(self.declared.article.get("articleBody"))
        if len(body) > MUCH_LONGER * len(text):
            self.notes.append("The page shows a part of the article; the whole is from its data.")
            return body, []
        if len(words(text)) < SHORTEST and _needs_browser(self.html):
            raise Unreadable(NEEDS_BROWSER)
        if not text.strip():
            raise Unreadable(NO_ARTICLE)
        return text, spans


def _text_of(body):
    """Return the text of an articleBody in JSON-LD, which may be in HTML."""
    if not isinstance(body, str):
        return ""
    if TAG.search(body.encode()) and (tree := parse(f"<body>{body}</body>")) is not None:
        return joined(blocks_of(without_junk(tree)))[0]
    lines = (" ".join(line.split()) for line in body.split("\n"))
    return "\n".join(line for line in lines if line)


def _around_headline(lines, chosen, title):
    """Return the lines around the headline, down to the second paragraph: dates and names."""
    first = next((n for n, line in enumerate(lines) if chosen and line is chosen[0]), 0)
    top = next((n for n, line in enumerate(lines) if _is_headline(line, title)), first)
    end = max(first, top) + AROUND_HEADLINE
    paragraphs = [n for n in range(top + 1, min(end, len(lines))) if len(lines[n].text) > LONG]
    around = lines[top : paragraphs[1] if len(paragraphs) > 1 else end]
    above = [line for line in lines[max(0, top - 3) : top] if _is_beside(line, lines[top])]
    return [line for line in above + around if not is_aside(line.element)]


def _is_beside(line, headline):
    """Return whether a line above the headline is of one box with it, and not of the page's top."""
    boxes = [box for box in islice(headline.element.iterancestors(), 3) if box.tag not in WHOLE]
    return any(box in boxes for box in line.element.iterancestors())


def _is_headline(block, title):
    """Return whether a line is the headline, which may have been cut, or has its colon."""
    shown, said = letters_of(block.text), letters_of(title)
    return bool(said) and (shown == said or block.element.tag == "h1" and shown.startswith(said))


def _without_byline(chosen):
    """Return the lines without those above the first paragraph that only name the authors."""
    first = next((n for n, line in enumerate(chosen) if len(line.text) > LONG), 0)
    return [line for line in chosen[:first] if not is_byline(line)] + chosen[first:]


def _region(tag, declared):
    """Return the language with the region that the page names, by which dates are read."""
    locale = declared.first("og:locale").replace("_", "-")
    return locale if "-" not in tag and locale.lower().startswith(tag.lower() + "-") else tag


def _needs_browser(html):
    return html.count("<script") >= 1 and html.count("<p") < 3
