"""What a page declares of itself: its meta elements, its links, and the JSON-LD of its article."""

import json
import re
from collections import deque
from dataclasses import dataclass, field

from .json_ld import plain_json

ARTICLE_TYPES = re.compile(r"(?:\w*Article|\w*Posting|Report|Review|HowTo|Recipe)")
PAGE_TYPES = ("WebPage", "ItemPage")
ASIDE = ("aside", "footer", "nav", "li")  # where other stories stand
BYLINE = re.compile(r"byline|author", re.IGNORECASE)  # a list of who wrote it is none of stories
MAX_NODES = 2_000  # objects of JSON-LD that are looked at


@dataclass(slots=True)
class Declared:
    """Meta elements (name to contents, in lower case), the links of a rel, article and page."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    base: str = ""
    oembed: str = ""  # where a card of the page is, with its address
    title: str = ""
    article: dict = field(default_factory=dict)
    page: dict = field(default_factory=dict)
    nodes: dict = field(default_factory=dict)  # by @id

    def first(self, *names):
        """Return the first content that is not blank of the meta elements of these names."""
        return next((said for name in names for said in self.meta.get(name, ())), "")

    def every(self, *names):
        """Return all contents of the first of these meta elements that has any."""
        return next((self.meta[name] for name in names if name in self.meta), [])

    def resolved(self, value):
        """Return the JSON-LD values in `value` as a list, references (@id) followed once."""
        values = value if isinstance(value, list) else [value]
        return [
            {**self.nodes.get(v.get("@id"), {}), **v} if isinstance(v, dict) else v
            for v in values
            if v not in (None, "")
        ]


def read_declared(tree):
    """Return what the tree (an lxml element, before anything is taken out) declares."""
    declared = Declared()
    for element in tree.iter("meta"):
        names = (element.get(key) for key in ("property", "name", "itemprop", "http-equiv"))
        content = " ".join((element.get("content") or "").split())
        for name in filter(None, names):
            if content:
                declared.meta.setdefault(name.strip().lower(), []).append(content)
    _read_microdata(tree, declared)
    for element in tree.iter("link"):
        for rel in (element.get("rel") or "").lower().split():
            if element.get("href") and not element.get("hreflang"):
                declared.links.setdefault(rel, []).append(element.get("href").strip())
    cards = tree.iterfind(".//link[@type='application/json+oembed']")
    declared.oembed = next((card.get("href", "") for card in cards), "")
    base = tree.find(".//base[@href]")
    declared.base = base.get("href").strip() if base is not None else ""
    declared.title = " ".join((tree.findtext(".//title") or "").split())
    _read_json_ld(tree, declared)
    return declared


def is_aside(element):
    """Return whether an element stands where a page lists other stories, or in its footer."""
    return any(
        place.tag in ASIDE and not BYLINE.search(place.get("class", ""))
        for place in (element, *element.iterancestors())
    )


def _read_microdata(tree, declared):
    """Read when it was published where an element of the article says so."""
    for element in tree.iterfind(".//*[@itemprop]"):
        written = element.get("content") or element.get("datetime")
        if element.get("itemprop").lower() != "datepublished" or element.tag == "meta":
            continue
        if written and not is_aside(element):
            declared.meta.setdefault("datepublished", []).append(written)


def _read_json_ld(tree, declared):
    nodes = list(_nodes(tree))
    for node in nodes:
        if isinstance(node.get("@id"), str):
            declared.nodes.setdefault(node["@id"], node)
    articles = [node for node in nodes if _is_a(node, ARTICLE_TYPES.fullmatch)]
    declared.article = _this_article(articles, declared)
    declared.page = next((n for n in nodes if _is_a(n, PAGE_TYPES.__contains__)), {})


def _this_article(articles, declared):
    """Return the article that the page is about: the one of its address or title, or the first."""
    own = {
        _bare(url) for url in declared.links.get("canonical", []) + declared.meta.get("og:url", [])
    }
    titles = [_letters(declared.title), *map(_letters, declared.meta.get("og:title", []))]
    for node in articles:
        main = node.get("mainEntityOfPage")
        places = [
            node.get("url"),
            node.get("@id"),
            main,
            isinstance(main, dict) and main.get("@id"),
        ]
        if own & {_bare(place) for place in places if isinstance(place, str)}:
            return node
    for node in articles:
        headline = _letters(node.get("headline"))
        if headline and any(headline in title for title in titles):
            return node
    return articles[0] if articles else {}


def _bare(url):
    return re.sub(r"^https?://(?:www\.)?|[#?].*$", "", url.lower()).rstrip("/")


def _letters(text):
    return "".join(re.findall(r"\w", text.lower())) if isinstance(text, str) else ""


def _is_a(node, test):
    types = node.get("@type")
    return any(
        isinstance(t, str) and test(t) for t in (types if isinstance(types, list) else [types])
    )


def _nodes(tree):
    """Yield the objects at the top of a page's JSON-LD; no lists of other stories."""
    waiting = deque()
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            waiting.append(_json(script.text or ""))
    seen = 0
    while waiting and seen < MAX_NODES:
        value = waiting.popleft()
        seen += 1
        if isinstance(value, list):
            waiting.extendleft(reversed(value))
        elif isinstance(value, dict):
            yield value
            waiting.extendleft(value[key] for key in ("mainEntity", "@graph") if key in value)


def _json(text):
    """Return the JSON in a script, None where it is none."""
    try:
        return json.loads(plain_json(text), strict=False)
    except (ValueError, RecursionError):
        return None
