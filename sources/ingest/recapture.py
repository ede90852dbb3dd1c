"""Capture articles anew from their addresses: a further snapshot where the text has changed."""

from time import sleep

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from .articles import hold_another_article
from .capture import Outcome, capture_error_message, capture_text
from .document import Fault, Unreadable
from .loaders import is_address, load_documents

PAUSE = 1  # seconds between two pages: nobody's server is hurried


def recapture(articles):
    """Yield (article, Outcome) of each Article fetched anew, or (article, a sentence why not)."""
    for number, article in enumerate(articles):
        if number:
            sleep(PAUSE)
        yield article, _recaptured(article)


def _recaptured(article):
    if not is_address(article.url):
        return "It has no address on the web."
    found = list(load_documents([article.url]))
    if len(found) != 1:
        return "At its address is a feed now, and no article."
    [document] = found
    if isinstance(document, Fault):
        return document.reason
    told = {name: getattr(document, name) for name in ("raw", "response", "spans")}
    try:
        with transaction.atomic():
            notes = list(document.notes)
            snapshot, is_new = capture_text(article, document.text, notes=notes, **told)
            if is_new:
                hold_another_article(snapshot, document)
    except (Unreadable, ValidationError, IntegrityError) as error:
        return capture_error_message(error)
    return Outcome.CHANGED if is_new else Outcome.KNOWN
