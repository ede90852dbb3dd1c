"""The Article that a Document is of: found by its address, made, or completed by what is new."""

import re
from hashlib import sha256

from django.db import IntegrityError, transaction

from sources.models import Article, Change, Publisher
from sources.rules import violation_message

from .article_url import domain_of, hides_address, is_front_page, live_url, normalise_url
from .document import Unreadable
from .page.language import UNKNOWN

MAX_ALIASES = 100
MIN_COMPARED = 500  # characters of a text from which sharing no words with another says something
MAX_COMPARED = 100_000
EMPTY = ("", None, UNKNOWN)
SITE = "This is the address of a whole site, and of no article in it. Give the article's own."
LEFT_OUT = "What this copy tells of the article is left out. {}"
ANOTHER = (
    "Another article is here at this address: “{}”. The two texts share no sentence. Check the "
    "address."
)


def article_of(document, text):
    """
    Return (the Article at the document's address, whether it is new, notes of what did not fit).

    An article that is here gets what it never had; what an editor wrote or emptied stays. Raises
    Unreadable where the address is a site's, or another article's.
    """
    written = normalise_url(document.url) if document.url else address_of_text(text)
    url = article_address(written)
    fields, notes = _fields(document, text)
    Article(url=url, **fields).clean_fields()
    if article := Article.objects.at(url).first() or _copied(url, text):
        notes += _complete(article, document, fields)
        _add_alias(article, written)
        return article, False, notes
    aliases = [written] if written != url else []
    if article := _made(document, {**fields, "url": url, "aliases": aliases}):
        return article, True, notes
    return Article.objects.at(url).first(), False, notes  # another import was quicker


def _copied(url, text):
    """Return the one Article with the text of a copy in an archive that hides its address."""
    if not hides_address(url):
        return None
    digest = sha256(text.encode()).hexdigest()
    found = Article.objects.filter(snapshots__sha256=digest).exclude(url__startswith="urn:")[:2]
    return found[0] if len(found) == 1 else None


def article_address(url):
    """Return the address as an article's is stored; of a copy in an archive, that of which it is.

    Raises Unreadable where it is none, or a whole site's.
    """
    url = live_url(normalise_url(url))
    if is_front_page(url):
        raise Unreadable(SITE)
    return url


def publisher_of(name, domain):
    """Return the Publisher of a domain, whatever it calls itself this time; made, or None."""
    known = Publisher.objects.filter(domain=domain).order_by("id").first() if domain else None
    if known or not name:
        return known
    name = name[: Publisher._meta.get_field("name").max_length]
    publisher = Publisher(name=name, domain=domain)
    publisher.clean_fields()
    return Publisher.objects.get_or_create(name=name, domain=domain)[0]


def _fields(document, text):
    """Return (the columns that the document tells, notes): what does not fit is cut or left out."""
    notes = []
    at = document.published_at
    fields = {
        "headline": document.headline or first_line(text),
        "byline": document.byline,
        "published_at": at,
        "published_day": bool(at and document.published_day),
        "published_offset": None if at is None or document.published_day else _offset(at),
        "language": document.assumed_language,
        "origin": _origin(document.origin),
    }
    for name in ("headline", "byline"):
        most = Article._meta.get_field(name).max_length
        if len(fields[name]) > most:
            notes.append(f"The {name} has {len(fields[name]):,} characters and was cut.")
            fields[name] = f"{fields[name][: most - 1]}…"
    return fields, notes


def _made(document, fields):
    """Return the new Article, or None where one of its address has just been made."""
    try:
        with transaction.atomic():
            publisher = publisher_of(document.publisher, domain_of(fields["url"]))
            return Article.objects.create(publisher=publisher, **fields)
    except IntegrityError:
        if Article.objects.at(fields["url"]).exists():
            return None
        raise


def _complete(article, document, fields):
    """Fill what the article never had; return a note where a published claim holds it still."""
    names = ("byline", "published_at", "language", "origin")
    new = {name for name in names if getattr(article, name) in EMPTY} - {
        name for name in names if fields[name] in EMPTY
    }
    if article.publisher_id is None and document.publisher:
        new.add("publisher_id")
    if new:
        new -= _ever_changed(article)
    values = {name: fields[name] for name in new if name in fields}
    if "published_at" in new:
        values |= {name: fields[name] for name in ("published_day", "published_offset")}
    if "publisher_id" in new:
        values["publisher"] = publisher_of(document.publisher, domain_of(article.url))
    try:
        with transaction.atomic():
            _save(article, values)
    except IntegrityError as error:
        article.refresh_from_db()
        return [LEFT_OUT.format(violation_message(error))]
    return []


def _add_alias(article, written):
    known = [article.url, *article.aliases]
    if written not in known and len(known) <= MAX_ALIASES:
        _save(article, {"aliases": [*article.aliases, written]})


def _save(article, new):
    for name, value in new.items():
        setattr(article, name, value)
    if new:
        article.save(update_fields=list(new))


def _ever_changed(article):
    """Return the columns that were changed since the article came in."""
    changes = Change.objects.of(article, []).filter(was__isnull=False)
    return {name for was in changes.values_list("was", flat=True) for name in was}


def refuse_another_article(snapshot, document):
    """Raise Unreadable where the document of a new snapshot is plainly another article.

    Neither its text nor its headline has anything in common with the article's former ones.
    """
    article = snapshot.article
    before = article.snapshots.filter(number=snapshot.number - 1).values_list("text", flat=True)
    former = before.first() or ""
    if min(len(former), len(document.text)) < MIN_COMPARED:
        return
    if _words(article.headline) & _words(document.headline):
        return
    if not word_sequences(former[:MAX_COMPARED]) & word_sequences(document.text[:MAX_COMPARED]):
        raise Unreadable(ANOTHER.format(article.headline[:100]))


def word_sequences(text):
    """Return the sequences of eight words of a text."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[n : n + 8]) for n in range(len(words) - 7)}


def _words(text):
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 3}


def _origin(url):
    try:
        return normalise_url(url) if url else ""
    except Unreadable:
        return ""


def _offset(at):
    return int(at.utcoffset().total_seconds() // 60) if at.tzinfo else None


def first_line(text):
    """Return the first line that is not blank, cut to a headline's length."""
    line = next((line.strip() for line in text.split("\n") if line.strip()), "")
    most = Article._meta.get_field("headline").max_length
    return line if len(line) <= most else f"{line[: most - 1]}…"


def address_of_text(text):
    """Return what stands for the address of a text that has none."""
    return f"urn:sha256:{sha256(text.encode()).hexdigest()}"
