"""Capture a document: store its article and snapshot, and suggest the quotes in it."""

from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sources.extraction import extract
from sources.fields import normalise_newlines, validate_storable
from sources.models import Snapshot
from sources.rules import violation_message

from .articles import article_of, refuse_another_article
from .copies import sentence_digest
from .placements import place_quotes
from .suggestions import read_quotations, suggest


class Outcome(StrEnum):
    """What came of a document; the database decides it, so concurrent imports agree."""

    ADDED = "added"
    KNOWN = "known"
    CHANGED = "changed"


@dataclass(frozen=True)
class Captured:
    """The snapshot that holds the document's text, whether anything was new, and what to look at.

    A language that is only recognised is a note at the desk, but nothing to look at.
    """

    snapshot: Snapshot
    outcome: Outcome
    notes: tuple = ()


@transaction.atomic
def capture_article(document, extractor=extract):
    """
    Store a Document and return Captured. Idempotent: the same URL and text change nothing.

    A new text at a known URL, however it is spelt, is a further snapshot. Of what is recorded of
    the article only what it never had is filled; the rest stays as editors have it. The quotes that
    `extractor` finds in a new snapshot are suggested. Raises Unreadable, ValidationError or
    IntegrityError (`capture_error_message` makes a sentence of each) and then stores nothing.
    """
    text = normalise_newlines(validate_storable(document.text))
    article, added, notes = article_of(document, text)
    notes = [*document.notes, *notes]
    kept = [*notes, document.language_note] if document.language_note else notes
    told = {"spans": document.spans, "notes": kept, "response": document.response}
    capture = article.capture_first if added else article.capture
    snapshot, is_new = _captured(article, capture, text, document.raw, extractor, told)
    if is_new and not added:
        refuse_another_article(snapshot, document)
    outcome = Outcome.ADDED if added else Outcome.CHANGED if is_new else Outcome.KNOWN
    return Captured(snapshot, outcome, tuple(notes))


@transaction.atomic
def capture_text(article, text, raw=None, extractor=extract, **told):
    """
    Capture `text` as the article's newest snapshot, and if it is new suggest its quotes.

    The quotes of the article's other texts are placed in it. `told` is what else its snapshot
    keeps. Returns (snapshot, is_new), as Article.capture does.
    """
    return _captured(article, article.capture, text, raw, extractor, told)


def _captured(article, capture, text, raw, extractor, told):
    """Capture a text in a transaction of the caller's; `capture` is a method of the article."""
    snapshot, is_new = capture(text, raw, longest_sentence=sentence_digest(text), **told)
    extracted = read_quotations(snapshot, article.language, extractor) if is_new else None
    is_only = snapshot.number == 1 and (is_new or snapshot.is_last)  # and there are none to place
    placements = [] if is_only else place_quotes(snapshot, extracted)
    if is_new:
        suggest(snapshot, extracted, placements)
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
