"""Capture a document: store its article and snapshot, and suggest the quotes in it."""

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sources.extraction import extract
from sources.fields import normalise_newlines, validate_storable
from sources.models import Article, Publisher, Snapshot
from sources.rules import violation_message

from .article_url import domain_of, normalise_url
from .suggestions import suggest


class Outcome(StrEnum):
    """What came of a document; the database decides it, so concurrent imports agree."""

    ADDED = "added"
    KNOWN = "known"
    CHANGED = "changed"


@dataclass(frozen=True)
class Captured:
    """The snapshot that holds the document's text, and whether anything was new."""

    snapshot: Snapshot
    outcome: Outcome


@transaction.atomic
def capture_article(document, extractor=extract):
    """
    Store a Document and return Captured. Idempotent: the same URL and text change nothing.

    A new text at a known URL is a further snapshot; what is recorded of the article stays as
    editors have it. The quotes that `extractor` finds in a new snapshot are suggested. Raises
    Unreadable, ValidationError or IntegrityError (`capture_error_message` makes a sentence of
    each) and then stores nothing.
    """
    text = normalise_newlines(validate_storable(document.text))
    article, added = _article(document, text)
    snapshot, is_new = capture_text(article, text, document.raw, extractor, document.response)
    outcome = Outcome.ADDED if added else Outcome.CHANGED if is_new else Outcome.KNOWN
    return Captured(snapshot, outcome)


@transaction.atomic
def capture_text(article, text, raw=None, extractor=extract, response=None):
    """Capture `text` as the article's newest snapshot and suggest its quotes if it is new.

    Returns (snapshot, is_new), as Article.capture does.
    """
    snapshot, is_new = article.capture(text, raw, response)
    if is_new:
        suggest(snapshot, article.language, extractor)
    return snapshot, is_new


def capture_error_message(error):
    """Return the sentence for an editor in an error that `capture_article` raised."""
    if isinstance(error, ValidationError):
        named = getattr(error, "error_dict", {"": [error]})
        return " ".join(
            f"{name}: {message}" if name else message
            for name, errors in named.items()
            for message in ValidationError(errors).messages
        )
    return violation_message(error) if isinstance(error, IntegrityError) else str(error)


def _article(document, text):
    """Return (the Article at the document's URL, whether it is new)."""
    url = normalise_url(document.url) if document.url else f"urn:sha256:{_sha256(text)}"
    fields = {
        "headline": document.headline or _first_line(text),
        "byline": document.byline,
        "published_at": document.published_at,
        "language": document.assumed_language,
    }
    Article(url=url, **fields).clean_fields()
    publisher = partial(_publisher, document.publisher, domain_of(url))  # made if the article is
    return Article.objects.at(url).get_or_create(
        url=url, defaults={**fields, "publisher": publisher}
    )


def _publisher(name, domain):
    if not name:
        return None
    publisher = Publisher(name=name, domain=domain)
    publisher.clean_fields()
    return Publisher.objects.get_or_create(name=name, domain=domain)[0]


def _first_line(text):
    """Return the first line that is not blank, cut to a headline's length."""
    line = next((line.strip() for line in text.split("\n") if line.strip()), "")
    most = Article._meta.get_field("headline").max_length
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _sha256(text):
    return sha256(text.encode()).hexdigest()
