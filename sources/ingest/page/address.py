"""The address of a page's article: the page's own word, resolved and never rewritten."""

import re
from operator import itemgetter
from unicodedata import normalize
from urllib.parse import parse_qs, urljoin, urlsplit

from sources.ingest.article_url import domain_of, is_front_page, live_url, normalise_url
from sources.ingest.document import Unreadable

SAVED = re.compile(
    r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->|Page saved with SingleFile\s+url:\s*(\S+)", re.I
)


def own_address(declared, text, known="", names=()):
    """
    Return ((address, where it says it comes from), notes) of the page `text` (a str).

    The address is `known` (where it was fetched), else its canonical link, og:url, the one in its
    JSON-LD or oEmbed link, or the address it was saved from, whichever is that of a page and not of
    a site. An address on another site than the page's own names the source of a copy; `names` are
    those of its site, where they stand in the page. Each is "" where there is none.
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
    if not at or is_front_page(at):
        at = _of_own_site(usable, text.lower(), names)
    own = next((url for url in usable if at and _same_site(url, at)), at)
    origin = usable[0] if usable and not _same_site(usable[0], own) else ""
    return (own, origin), [] if own else notes[:1]


def _of_own_site(urls, text, names):
    """
    Return which of the declared addresses is on the page's own site, "" if none is.

    A page names its own site most, in links, pictures and scripts. A site that it names nowhere
    else and that its name is unlike is another.
    """
    if not urls:
        return ""
    named = [text.count(domain_of(url)) for url in urls]
    own, times = max(zip(urls, named, strict=True), key=itemgetter(1))
    alike = not names or any(is_like(name, domain_of(own)) for name in names)
    return own if alike or times > len(urls) else ""


def is_like(name, domain):
    """Return whether a name shares three letters, or its initials, with a domain.

    So it is where they cannot be compared, since one of them is in other letters than Latin ones.
    """
    letters = "".join(letter for letter in normalize("NFD", name.lower()) if letter.isalnum())
    initials = "".join(word[0] for word in re.findall(r"\w+", name.lower()))
    bare = re.sub(r"\W", "", domain)
    shared = any(letters[n : n + 3] in bare for n in range(len(letters) - 2))
    other_letters = not letters.isascii() or "xn--" in domain
    return shared or (len(initials) > 1 and initials in bare) or other_letters


def is_name_of(name, domain):
    """Return whether a name is what a domain spells: Ostholm Post of ostholm-post.example."""
    letters = re.sub(r"\W", "", name.lower())
    bare = re.sub(r"[^\w.]", "", domain).split(".")
    return len(letters) > 2 and (letters in bare or letters == "".join(bare))


def _same_site(one, other):
    """Return whether two addresses are of one site or its parts: example.org, m.example.org."""
    one, other = f".{domain_of(one)}", f".{domain_of(other)}"
    return one.endswith(other) or other.endswith(one)


def _declared(declared):
    yield from declared.links.get("canonical", ())[:1]
    yield from declared.meta.get("og:url", ())[:1]
    main = declared.article.get("mainEntityOfPage")
    for place in (declared.article.get("url"), main, isinstance(main, dict) and main.get("@id")):
        if isinstance(place, str) and place:
            yield place
    yield from parse_qs(urlsplit(declared.oembed).query).get("url", ())


def _resolved(written, base, known):
    """Return an address as it is stored, resolved against <base> or the known one; "" if none."""
    try:
        place = urljoin(known, base) if base else known
        return _valid(urljoin(place or "https:", written))  # of //host/path
    except ValueError:
        return ""


def _valid(url):
    try:
        url = normalise_url(url) if url else ""
    except Unreadable:
        return ""
    host = urlsplit(url).hostname or ""
    return "" if host == "localhost" or "." not in host else url
