"""Parse a page, and take away what is no text of an article: what is hidden, struck out or junk."""

import re
from itertools import dropwhile

from lxml import etree

from .initials import is_unheard, is_unseen, show_initials

NEVER_TEXT = {
    *("script", "style", "noscript", "template", "iframe", "object", "svg", "math", "canvas"),
    *("nav", "form", "select", "input", "textarea", "audio", "video", "menu", "del", "s", "strike"),
    *("amp-ad", "amp-embed", "amp-analytics", "amp-sidebar", "dialog", "head"),
}
ALWAYS = ("script", "style", "noscript", "template", "head", "svg")
OF_HEAD = {"title", "meta", "link", "base", "style", "script", "noscript", "template", "object"}
HIDDEN_STYLE = re.compile(r"(?:display:none|visibility:hidden)(?:;|!|$)")
# The names that style sheets in wide use give to what is not shown, and to where it is after all.
HIDDEN_CLASS = re.compile(r"hidden|d-none|is-hidden|u-hidden|hide", re.IGNORECASE)
SHOWN_CLASS = re.compile(r"\b(?:sm|md|lg|xl|print)[:-]|\bd-\w+-", re.IGNORECASE)
# A class or id that, as a whole, names something beside the article. Parts of names do not count:
# a "shareable-quote" or an "article-comments-quote" is the article's. Each word is written without
# its plural's s, which KIND adds: with two ways to read a word, a long name would take for ever.
KIND = r"(?:[-_]?(?:bar|box|block|button|container|form|icon|item|link|list|module|section|{})s?)*"
JUNK = re.compile(
    "|".join(
        (
            r"(?:newsletter|subscribe|subscription|donate|donation|signup|sign-up)"
            + KIND.format("signup|sign-up|promo|widget|cta"),
            r"(?:cookie|consent|gdpr|onetrust)[-_\w]*",
            r"(?:(?:post|article|user|reader|fb|facebook)[-_]?)?comments?"
            + KIND.format("area|thread"),
            r"(?:(?:leser[-_]?)?kommentare|commentaires|comentarios|komentarze)"
            + KIND.format("liste"),
            r"(?:anzeigen?|werbung|publicit[eé]|publicidad|pubblicit[aà]|reklam[ay]?)"
            + KIND.format("banner|wrapper"),
            r"(?:autor(?:en)?|auteur)[-_]?(?:box|info|profil|kasten|bio)",
            r"(?:disqus|respond|discussion|viafoura|coral)" + KIND.format("thread"),
            r"(?:(?:article|post|social)[-_]?)?(?:share|sharing|social)"
            + KIND.format("tool|media|nav|widget|this|share"),
            r"addtoany[-_\w]*|addthis[-_\w]*|sharedaddy",
            r"(?:about[-_]?(?:the[-_]?)?)?authors?[-_]?(?:bio|box|info|card|profile|description)s?",
            r"about[-_]?(?:the[-_]?)?authors?",
            r"(?:ads?|advert|advertisement|advertising|adsense|sponsor|sponsored)"
            + KIND.format("slot|unit|banner|wrapper|label|content|post|story"),
            r"(?:div-)?(?:gpt|google)[-_]?ads?[-_\w]*",
            r"audio-?player|read(?:ing)?-?time|tooltip|modal|popup|pop-up|breadcrumbs?|skip-link|print-only|no-print",
        )
    ),
    re.IGNORECASE,
)
LINKS = re.compile(
    r"(?:related|recommended|recommendations?|read-?more|more-?(?:on|from)|see-?also|also-?read|"
    r"trending|most-?(?:read|popular)|popular|recirc(?:ulation)?|tags?|topics?|outbrain|taboola)"
    + KIND.format("stories|story|article|post|content|news|widget|teaser"),
    re.IGNORECASE,
)
# A word on which an explanation opens, and the box in it that holds the explanation.
TIPPED = re.compile(r"tooltip|pop-?up", re.IGNORECASE)
TIP = re.compile(
    r"(?:tool-?tip|tip|pop-?up|popover)[-_]*(?:text|content|inner|body|box|bubble)?", re.IGNORECASE
)
RAISED = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
NOTE = re.compile(r"foot-?note|note-?ref", re.IGNORECASE)
MOSTLY = 0.5  # share of a page's words from which a part is the page, whatever its class says


def parse(text):
    """Return the tree of a page (a str), or None where there is no element in it."""
    parser = etree.HTMLParser(encoding="utf-8", remove_pis=True)  # lxml.html's is a sixth slower
    try:
        tree = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        return None
    if tree is not None and tree.find("head") is not None:
        _begin_body(tree, tree.find("head"), tree.find("body"))
    return tree


def _begin_body(tree, head, body):
    """Let the body begin where it does without a tag: libxml2 leaves <main> in the head then."""
    shown = list(dropwhile(lambda child: child.tag in OF_HEAD, head.iterchildren(etree.Element)))
    if shown and body is None:
        body = etree.SubElement(tree, "body")
    for place, element in enumerate(shown):
        body.insert(place, element)


def without_junk(tree):
    """Take out of `tree` what is no text of an article, and return it.

    What surrounds the article (menus, share buttons, newsletters, comments, advertisements), what
    is hidden from readers, words for screen readers, what is struck out, numbers of footnotes.
    A part with most of the page's words stays, whatever it is called.
    """
    body = tree.find(".//body")
    body = tree if body is None else body
    for comment in list(body.iter(etree.Comment)):
        _remove(comment)
    show_initials(body)
    whole = max(1, _length(body))
    has_article = next(body.iter("article", "main"), None) is not None
    gone = set()
    for element in list(body.iter(etree.Element)):
        if element is body or element in gone or not _is_junk(element):
            continue
        if element.tag in ALWAYS or not _holds_article(element, has_article, whole):
            gone.update(element.iter())
            _remove(element)
    for sup in body.iter("sup"):
        _raise(sup)
    return tree


def _holds_article(element, has_article, whole):
    """Return whether the article may be in this element, whatever the element is called."""
    if has_article:
        if next(element.iter("article", "main"), None) is not None:
            return True
        if next(element.iterancestors("article", "main"), None) is None:
            return False
    return _length(element) >= MOSTLY * whole


def link_density(element):
    """Return the share of an element's letters that stand in links."""
    linked = sum(_length(link) for link in element.iter("a"))
    return linked / max(1, _length(element))


def names(element):
    """Return the classes, the id and the label of an element, without numbers at their ends."""
    found = [*element.get("class", "").split(), *element.get("id", "").split()]
    if label := element.get("aria-label"):
        found.append("-".join(label.split()))
    return [name.rstrip("-_0123456789") if name[-1:].isdigit() else name for name in found]


def _is_junk(element):
    if element.tag in NEVER_TEXT:
        return True
    if element.tag == "sup" or (element.tag in ("a", "span") and _is_note(element)):
        return _is_note_number(element)
    return _is_hidden(element) or _is_beside(element)


def _is_hidden(element):
    classes = element.get("class", "")
    if is_unseen(element):
        return True
    if is_unheard(element) and element.tag in ("span", "i", "p", "a", "button"):
        return True
    style = re.sub(r"\s", "", element.get("style") or "").lower()
    hidden = HIDDEN_STYLE.search(style) or element.get("hidden") is not None
    named = any(map(HIDDEN_CLASS.fullmatch, classes.split())) and not SHOWN_CLASS.search(classes)
    if not (hidden or named):
        return False
    opened = _is_opened_by_button(element)
    if opened:
        element.attrib.pop("style", None)  # by which the judge would pass over it
    return not opened


def _is_opened_by_button(element):
    """Return whether a reader opens this part: a button or summary stands just before it."""
    before = element.getprevious()
    return before is not None and (before.tag == "button" or before.find(".//button") is not None)


def _is_beside(element):
    if _is_tip(element) and (
        element.get("role") == "tooltip" or _is_explained(element.getparent())
    ):
        return True
    if _is_explained(element):
        return False
    if element.tag in ("body", "html", "main", "article", "p", "span", "a", "blockquote"):
        return element.tag in ("p", "span", "a") and any(map(JUNK.fullmatch, names(element)))
    found = names(element)
    if element.get("role") in ("dialog", "alertdialog", "navigation", "search", "complementary"):
        return element.get("role") != "complementary" or link_density(element) > MOSTLY
    return any(map(JUNK.fullmatch, found)) or (
        any(map(LINKS.fullmatch, found)) and link_density(element) > MOSTLY
    )


def _is_explained(element):
    """Return whether what is called a tooltip is a word of the text, and not its explanation."""
    found = names(element)
    others = [name for name in found if not TIPPED.fullmatch(name)]
    if element.tag not in ("a", "abbr", "dfn", "span") or len(others) == len(found):
        return False
    if any(map(JUNK.fullmatch, others)):
        return False
    return element.tag != "span" or "title" in element.attrib or any(map(_is_tip, element))


def _is_tip(element):
    return element.get("role") == "tooltip" or any(map(TIP.fullmatch, names(element)))


def _is_note(element):
    """Return whether a link or span is called a footnote, or leads to one on the page."""
    called = " ".join((element.get("class", ""), element.get("role", "")))
    return bool(NOTE.search(called)) or element.get("href", "").startswith("#")


def _is_note_number(element):
    """Return whether what is set apart is a footnote's number; "m²" and "10³" are none."""
    text = "".join(element.itertext()).strip(" []()")
    links = (*element.iter("a"), element.getparent()) if element.tag == "sup" else ()
    if any("#" in link.get("href", "") for link in links):
        return True
    before = element.getprevious()
    before = (before.tail if before is not None else element.getparent().text) or ""
    follows_word = re.search(r"(?:\w{4}|[.,;:!?”’»\"])$", before)
    return bool(re.fullmatch(r"\d{1,3}|[*†‡]+", text) and follows_word)


def _raise(sup):
    """
    Write a power in the letters that Unicode has for it: 10<sup>6</sup> is not 106.

    What is above the line of a fraction is no power.
    """
    is_number = re.fullmatch(r"[+−–-]?[0-9]+", "".join(sup.itertext()).strip())
    if is_number and not (sup.tail or "").startswith(("/", "⁄")):
        for node in sup.iter():
            node.text = (node.text or "").translate(RAISED)
            if node is not sup:
                node.tail = (node.tail or "").translate(RAISED)


def _length(element):
    return sum(len(text.strip()) for text in element.itertext())


def _remove(element):
    """Take an element out of its tree; the text after it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail:
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    element.tail = None
    parent.remove(element)
