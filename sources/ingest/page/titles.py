"""Under which headline a page's article stands, and who published it."""

import re
from itertools import chain

from .address import is_like, is_name_of
from .blocks import letters_of, line_of

MAX_HEADLINE = 1_000
MAX_NAME = 300
BESIDE = re.compile(r"(\S.{0,40}?)(?:\s*[|–—·]|:| -)\s*")
BEHIND = re.compile(r"\s*[|–—·-]\s*(.+)")
SEPARATOR = re.compile(r"\s+[|·•»›–—-]+\s+|\s*[|·•»›]\s*|:\s+(?=[^:]*$)")
NO_SITE = re.compile(r"https?:|www\.|@|\.(?:com|org|net|de|pl|uk)\b|^\W*$|^\d+$", re.IGNORECASE)


def headline(declared, tree, site):
    """Return (the headline, notes): the heading that is declared, an <h1> like it, or the declared.

    An <h1> may hold a kicker before the headline, or be the site's own name.
    """
    ld = declared.article.get("headline")
    declarations = [
        without_site(" ".join(said.split()), site)
        for said in (
            ld if isinstance(ld, str) else "",
            declared.first("og:title"),
            declared.first("twitter:title"),
            declared.title,
        )
    ]
    declarations = [said for said in declarations if said]
    shown = [line_of(h1) for h1 in tree.iter("h1") if h1.find(".//a[@href='/']") is None]
    shown = [h1 for h1 in shown if h1 and not _ends(declared.title, h1) and h1 != site]
    found = _declared_heading(tree, declarations[0]) if declarations else ""
    found = found or next((h1 for h1 in shown if any(_alike(h1, d) for d in declarations)), "")
    if not found:
        found = declarations[0] if declarations else next(iter(shown), "")
    return fitting(found, MAX_HEADLINE, "headline")


def _declared_heading(tree, declared):
    """Return the heading, or the part of an <h1>, that is what is declared to the letter."""
    headings = list(tree.iter("h1"))
    parts = [part for h1 in headings for part in h1.iterdescendants("*")]
    for element in chain(headings, parts, tree.iter("h2", "h3")):
        own = " ".join(filter(None, [element.text, *(child.tail for child in element)]))
        for text in (line_of(element), " ".join(own.split())):
            if text and letters_of(text) == letters_of(declared):
                return declared if len(element) else text  # which may leave out a colon
    return ""


def publisher(declared):
    """Return the name of the site that published the page, "" if it does not say."""
    names = [declared.first("og:site_name")]
    for node in declared.resolved(declared.article.get("publisher")):
        names.append(node if isinstance(node, str) else node.get("name"))
    names.append(declared.first("dc.publisher", "dcterms.publisher", "publisher"))
    for name in names:
        if isinstance(name, str) and name.strip() and not NO_SITE.search(name):
            return " ".join(name.split())
    plain = next((n for n in names if isinstance(n, str) and n and "/" not in n), "")
    return plain.removeprefix("www.")


def site_of_title(declared, tree):
    """Return what stands beside the headline in the page's title, "" where nothing does."""
    for shown in filter(None, map(line_of, tree.iter("h1", "h2"))):
        before, found, behind = declared.title.partition(shown)
        if found and not (before and behind):
            beside = BESIDE.fullmatch(before) or BEHIND.fullmatch(behind)
            if beside and len(beside[1].split()) < max(3, len(shown.split())):
                return beside[1]
    return ""


def name_in_title(title, domain):
    """Return the part of a title that is the name of the site of a domain, "" if none is."""
    parts = [part.strip() for part in SEPARATOR.split(title)]
    return next((part for part in reversed(parts) if domain and is_name_of(part, domain)), "")


def site_name(declared, found, domain):
    """Return the site's name: the declared one, or that in the title if it is like the domain."""
    if publisher(declared):
        return found
    if named := name_in_title(declared.title, domain):
        return named
    last = SEPARATOR.split(found)[-1].strip()
    return last if not domain or is_like(last, domain) else ""


def without_site(title, site):
    """Return a title without the site's name at its end."""
    if re.match(r"[|·–—-]\s", title) or site and letters_of(title) == letters_of(site):
        return ""
    *head, tail = SEPARATOR.split(title)
    if (
        head
        and site
        and letters_of(tail)
        and letters_of(tail) in letters_of(site) + letters_of(site)
    ):
        return title[: title.rindex(tail)].rstrip(" |·•»›–—-:")
    first = re.match(r"(.+?)(?:\s+[|·–—-]|:)\s+(?=\S)", title)
    return title[first.end() :] if first and letters_of(first[1]) == letters_of(site) else title


def fitting(text, most, what):
    """Return (the text cut to `most` characters, notes)."""
    if len(text) <= most:
        return text, []
    return f"{text[: most - 1]}…", [f"The {what} has {len(text):,} characters and was cut."]


def _ends(title, name):
    """Return whether a title ends in a name, after a headline: that is the site's."""
    head = title.removesuffix(name)
    is_last = head != title and bool(re.search(r"\w\s*[|·–—-]\s*$", head))
    return is_last and len(name.split()) < len(re.findall(r"\w+", head))


def _alike(one, other):
    a, b = (set(re.findall(r"\w+", text.lower())) for text in (one, other))
    return bool(a and b) and len(a & b) >= 0.5 * min(len(a), len(b)) and (len(a) > 1 or a == b)
