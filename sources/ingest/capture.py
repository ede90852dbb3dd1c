"""A document becomes an article, its text a snapshot, and what is said in it suggested quotes."""

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sources.extraction import extract
from sources.fields import in_lines, storable
from sources.models import Article, Publisher, Snapshot
from sources.rules import sentence

from .address import host, normalised
from .suggestions import suggest


class Outcome(StrEnum):
    """What came of a document; the database decides which, so that two imports agree."""

    ADDED = "added"
    KNOWN = "known"
    CHANGED = "changed"


@dataclass(frozen=True)
class Captured:
    snapshot: Snapshot
    outcome: Outcome


@transaction.atomic
def capture_article(document, read=extract):
    """
    Keep what a Document says, once: the same address and text again change nothing.

    A new text at a known address is a further snapshot; what is recorded of the article stays as
    editors have it. The quotes that `read` finds in a new snapshot are suggested. Returns Captured.
    Raises Unreadable, ValidationError or IntegrityError (`refusal` makes a sentence of each) and
    then keeps nothing.
    """
    text = in_lines(storable(document.text))
    article, added = _article(document, text)
    snapshot, is_new = capture_text(article, text, document.raw, read)
    outcome = Outcome.ADDED if added else Outcome.CHANGED if is_new else Outcome.KNOWN
    return Captured(snapshot, outcome)


@transaction.atomic
def capture_text(article, text, raw=None, read=extract):
    """Article.capture, with quotes suggested in a new snapshot; returns (snapshot, is_new)."""
    snapshot, is_new = article.capture(text, raw)
    if is_new:
        suggest(snapshot, article.language, read)
    return snapshot, is_new


def refusal(error):
    """The sentence for an editor in an error of `capture_article`."""
    if isinstance(error, ValidationError):
        named = getattr(error, "error_dict", {"": [error]})
        return " ".join(
            f"{name}: {message}" if name else message
            for name, errors in named.items()
            for message in ValidationError(errors).messages
        )
    return sentence(error) if isinstance(error, IntegrityError) else str(error)


def _article(document, text):
    """(the Article at the document's address, whether it is new)."""
    url = normalised(document.url) if document.url else f"urn:sha256:{_hash(text)}"
    fields = {
        "headline": document.headline or _first_line(text),
        "byline": document.byline,
        "published_at": document.published_at,
        "language": document.read_in,
    }
    Article(url=url, **fields).clean_fields()
    publisher = partial(_publisher, document.publisher, host(url))  # made if the article is
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
    """The first line that says something, cut to what a headline holds."""
    line = next((line.strip() for line in text.split("\n") if line.strip()), "")
    most = Article._meta.get_field("headline").max_length
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _hash(text):
    return sha256(text.encode()).hexdigest()
