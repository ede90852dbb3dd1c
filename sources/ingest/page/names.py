"""Who wrote a page's article, as it names them."""

import re
from itertools import chain

from .blocks import letters_of
from .declared import BYLINE

MAX_AUTHORS_LENGTH = 500  # characters, as the column of the byline has
AUTHOR_META = (
    *(
        "author",
        "parsely-author",
        "sailthru.author",
        "article:author",
        "article:author_name",
        "byl",
    ),
    *("dc.creator", "dcterms.creator", "dc:creator", "citation_author", "cxenseparse:author"),
    *("article.author", "og:article:author", "vr:author"),
)
BY = re.compile(
    r"^(?:(?:written |reported |posted |published |story )?by|(?:veröffentlicht |geschrieben )?von"
    r"|par|por|di|autore?n?|autora|auteurs?"
    r"|text(?:e|o)?s?(?:\s*(?:und|and|et|y|e|[/&+])\s*(?:photo|foto|bild)\w*)?"
    r"|opracowanie|oprac|автор)(?:\s*:\s*|\s+)(?=\w)",
    re.IGNORECASE,
)
VISIBLE_BY = re.compile(r"(?:By|Von|Par|Por|Autore?n?|Autora|Автор):? [^\W\d_a-zà-ÿ][^\d]+$")
AUTHOR_PAGE = re.compile(r"/(?:authors?|autor(?:en|in|es)?|auteurs?|autore|yazar)/\w")
ACCOUNT = re.compile(r"/author/(?:admin|administrator|webmaster|root)/?$")
MAX_BYLINE = 200  # characters
MAX_BEGUN = 80
AND = re.compile(
    r"\s*/\s*|\s+(?:and|und|et|i|en|og|och|и|та|и|&|\+|with|mit)\s+(?=[^\Wa-zà-ÿа-яґіїє\d])"
)
AND_OR_SURNAME = re.compile(r"\s+[ye]\s+(?=[^\Wa-zà-ÿ\d])")  # Ortega y Gasset is one person
ROLE = re.compile(
    r"\b(?:editor|correspondent|reporter|writer|journalist|columnist|producer|contributor|staff"
    r"|analyst|chief|desk|bureau|redakt\w*|korrespondent\w*|journaliste?|reporter\w*|author|PhD|MD"
    r"|korespondent\w*|dziennikar\w*|periodista|corresponsal|grand reporter|envoyée? spéciale?)\b",
    re.IGNORECASE,
)
# Who took the picture is not who wrote the text.
CREDIT = re.compile(
    r"(?:(?:photo|foto)s?$"
    r"|(?:photo|foto|фото|picture|image|illustrat|video|graphic|bild|zdjęci)[\w-]*\s*:"
    r"|(?:photo(?:graph(?:ed|s|y)?)?|foto|picture|image|illustration|video|graphic|bild|bilder)s?\s+"
    r"(?:credits?|by|von|par|por|de|di|door|av)\b)",
    re.IGNORECASE,
)
AGENCIES = {"agencias", "agências", "lusa"}  # and all that are written in capitals
NO_NAME = re.compile(
    rf"^(?:{CREDIT.pattern}|(?:edited|illustrated|translated) by\b)"
    r"|https?:|\d\d[:.]\d\d|www\.|@|\.(?:com|org|net|de|pl|uk)\b|^\W*$|^\d+$",
    re.IGNORECASE,
)
DATED = re.compile(r"\b(?:19|20)\d\d\b|^[^\W\d]+ \d{1,2}$")
NOBODY = {"admin", "administrator", "webmaster", "null", "undefined", "none", "author", "guest"}
NOBODY |= {"news", "nachrichten", "noticias", "notícias", "actualités", "notizie", "wiadomości"}
NOBODY |= {"новини", "новости", "haberler"}  # a section


def authors(declared, tree, blocks, site="", text=()):
    """
    Return the names of an article's authors as they are written, roles taken apart.

    `blocks` are the lines around the headline, `text` those of the article, of which the last or
    the first may be a signature: that of the author where only the site is named, or its account.
    """
    the_site, accounts = [], _accounts(declared, tree)
    for said in (
        _of_json_ld(declared),
        _of_meta(declared),
        chain(_marked(tree), _classed(blocks)),
        _linked(blocks),
        _begun(blocks),
    ):
        names = _distinct(name for text in said for name in persons(text))
        persons_alone = [n for n in names if not _is_site(n, site) and n not in accounts]
        if persons_alone:
            return persons_alone
        the_site = the_site or names
    return _signature(text) if the_site and _signature(text) else the_site


def _is_site(name, site):
    """Return whether a name is the site's, or a part of it."""
    return bool(name) and letters_of(name) in letters_of(site)


def _accounts(declared, tree):
    """Return the names under which the site's own account writes, which is nobody's."""
    links = ((link.get("href"), " ".join(link.itertext())) for link in tree.iter("a"))
    nodes = filter(_is_object, declared.resolved(declared.article.get("author")))
    named = ((node.get(key), node.get("name")) for node in nodes for key in ("url", "@id"))
    return {
        " ".join(name.split())
        for address, name in chain(links, named)
        if isinstance(address, str) and isinstance(name, str) and ACCOUNT.search(address)
    }


def _is_object(node):
    return isinstance(node, dict)


def _signature(text):
    """Return [the name] in the last or the first line of an article, where it is one, set apart."""
    lines = [text[-1], text[0]] if text else []
    if lines and _are_words(text[0].text.split(), text):
        lines.pop()
    for block in lines:
        is_name = block.kind != "heading" and _are_names(block.text.split())
        if is_name and _is_set_apart(block):
            return [block.text]
    return []


def _are_names(said):
    return len(said) in (2, 3, 4) and all(word[0].isupper() and word[-1].isalpha() for word in said)


def _are_words(said, text):
    """Return whether the article has one of these words in small letters, too, as no name is."""
    small = {word for block in text for word in re.findall(r"\w+", block.text)}
    return any(word.lower() in small for word in said)


def _is_set_apart(block):
    """Return whether all of a line is bold or slanted, or stands to the right."""
    style = re.sub(r"\s", "", block.element.get("style", "")).lower()
    inner = [part for part in block.element if part.tag in ("b", "strong", "em", "i")]
    whole = len(inner) == 1 and letters_of("".join(inner[0].itertext())) == letters_of(block.text)
    return whole or "text-align:right" in style


def persons(written):
    """Yield the names in what is written as author: "By A B, Political Editor, and C D"."""
    for group in re.split(r"\s*[;|]\s*", " ".join(written.split()).strip(" ,;|")):
        yield from _persons_of(BY.sub("", group))


def _persons_of(written):
    """Yield the names in one of the parts that semicolons make."""
    parts = [part.strip() for part in re.split(r",(?!\s*(?:[JS]r\b|I{2,3}\b))", written)]
    if len(parts) == 2 and all(len(part.split()) == 1 for part in parts):
        parts = [written]  # Doe, Jane
    credited = False
    for part in parts:
        if re.match(r"https?:|www\.", part):
            continue
        for name in _split(re.sub(r"^(?:and|und|et|y)\s+", "", part)):
            credited = bool(CREDIT.match(name) or credited and not BY.match(name))
            if credited:
                continue
            name = re.sub(r"\s*\([^()]{1,12}\)$", "", name)  # their initials
            name = re.sub(r"(?<!\b[JS]r)(?<![ .])[ .]+$", "", BY.sub("", name).strip(" ,;"))
            name = re.sub(r"\s+(?:in|aus|à|en) [A-ZÀ-Ý]\w+$", "", name)
            name = re.sub(r"\s+(?:for|für|pour|para|dla) (?:the )?[A-ZÀ-Ý].*", "", name)
            if _is_name(name, part is parts[0]):
                yield name


def _split(part):
    """
    Yield the names that "and" joins.

    "y" joins two where each is a whole one, of two words, or an agency.
    """
    for name in AND.split(part):
        names = AND_OR_SURNAME.split(name)
        yield from names if all(map(_is_whole, names)) else [name]


def _is_whole(name):
    return " " in name.strip() or name.isupper() or name.lower() in AGENCIES


def _is_name(name, is_first):
    if not name or len(name) > 100 or name.lower() in NOBODY:
        return False
    if NO_NAME.search(name) or DATED.search(name):
        return False
    return is_first or not (ROLE.search(name) or name[:1].islower() or len(name.split()) > 5)


def is_byline(block):
    """Return whether a line is there to name the authors."""
    classed = BYLINE.search(block.element.get("class", "")) and not block.kind
    return len(block.text) < MAX_BEGUN and bool(classed or VISIBLE_BY.match(block.text))


def byline(names):
    """Return (the names as one line, notes): those that fit, and a word where some do not."""
    fitting = list(names)
    while len("; ".join(fitting)) > MAX_AUTHORS_LENGTH:
        fitting.pop()
    notes = []
    if len(fitting) < len(names):
        notes = [f"The page names {len(names)} authors; the first {len(fitting)} are kept."]
    return "; ".join(fitting), notes


def _of_json_ld(declared):
    for key in ("author", "creator"):
        for node in declared.resolved(declared.article.get(key)):
            name = _name(node)
            for one in name if isinstance(name, list) else [name]:
                if isinstance(one, str):
                    yield one
        if declared.article.get(key):
            return


def _name(node):
    """Return the name in a JSON-LD value: a text, or an object with a name or its two parts."""
    if not isinstance(node, dict):
        return node
    parts = (node.get("givenName"), node.get("familyName"))
    return node.get("name") or " ".join(part for part in parts if isinstance(part, str))


def _of_meta(declared):
    for name in AUTHOR_META:
        said = [text for text in declared.meta.get(name, ()) if any(persons(text))]
        if said:
            return said
    return []


def _marked(tree):
    """Yield the names of rel=author and microdata."""
    for element in tree.iter("a", "span", "address", "div", "p"):
        marked = (
            "author" in (element.get("rel") or "").split() or element.get("itemprop") == "author"
        )
        if marked:
            inner = element.find(".//*[@itemprop='name']")
            yield " ".join((element if inner is None else inner).itertext())


def _classed(blocks):
    """Yield the lines whose class says that they name the authors."""
    for block in blocks:
        if len(block.text) < MAX_BYLINE and BYLINE.search(block.element.get("class", "")):
            yield block.text


def _linked(blocks):
    """Yield the words of links to a page about an author."""
    for block in blocks:
        for link in block.element.iter("a"):
            if len(block.text) < MAX_BYLINE and AUTHOR_PAGE.search(link.get("href", "")):
                yield " ".join("".join(link.itertext()).split())


def _begun(blocks):
    """Yield the lines that begin "By A B", without the section after it."""
    for block in blocks:
        text = re.sub(r", (?:in|on) .*", "", block.text)
        if len(text) < MAX_BEGUN and VISIBLE_BY.match(text):
            yield text


def _distinct(names):
    seen = {}
    for name in names:
        seen.setdefault(name.casefold(), name)
    return list(seen.values())
