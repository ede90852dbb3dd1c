"""Capture articles anew from their addresses: a further snapshot where the text has changed."""

from time import monotonic, sleep
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from sources.models import Article, Recapture

from .article_url import asked_url
from .articles import word_sequences
from .capture import Outcome, capture_error_message, capture_text
from .document import Document, Fault, Unreadable
from .fetch import Fetcher, Gone
from .loaders import is_address, read_fetched

PAUSE = 2  # seconds between two requests of one server; longer where its robots.txt asks for that
NO_ADDRESS = "It has no address on the web."
NO_ARTICLE = "At its address is a feed now, and no article."
SOMETHING_ELSE = (
    "The page answered with something else: it has no line of the article, as a page that asks for "
    "consent or a log-in. If that is the article now, paste its text."
)
MUCH_LESS = (
    "The page shows less than half of the article, as where the rest is for subscribers. If that "
    "is the article now, paste its text."
)


def recapture(articles):
    """Yield (article, Outcome) of each Article fetched anew, or (article, a sentence why not)."""
    fetcher, asked = Fetcher(), {}
    for article in articles:
        host = urlsplit(article.url).hostname
        if host in asked:
            pause = max(PAUSE, fetcher.pause(article.url))
            sleep(max(0, asked[host] + pause - monotonic()))
        yield article, _recaptured(article, lambda article=article: _fetched(article, fetcher))
        asked[host] = monotonic()


def recapture_documents(documents):
    """Yield (article or None, Outcome or a sentence) of each Document or Fault, as from a file."""
    for document in documents:
        url = getattr(document, "url", "")
        article = Article.objects.at(asked_url(url)).first() if url else None
        if isinstance(document, Fault):
            yield None, str(document)
        elif not article:
            yield None, f"There is no article here at “{url[:200]}”: import it first."
        else:
            yield article, _recaptured(article, lambda document=document: document)


def _recaptured(article, read):
    """Capture the Document that `read` returns, and note what came of it."""
    answer = gone = None
    try:
        outcome = _captured(article, read())
    except (Unreadable, ValidationError, IntegrityError) as error:
        outcome = answer = capture_error_message(error)
        gone = isinstance(error, Gone)
    _note(article, answer or "", gone)
    return outcome


def _fetched(article, fetcher):
    """Return the Document at an article's address, None where it is what it was last time."""
    if not is_address(article.url):
        raise Unreadable(NO_ADDRESS)
    newest = article.snapshot
    fetched = fetcher.fetch(article.url, known=newest and newest.response)
    if fetched.status == 304:
        return None
    found = list(read_fetched(fetched))
    if len(found) != 1 or not isinstance(found[0], Document):
        raise Unreadable(NO_ARTICLE)
    return found[0]


def _captured(article, document):
    if document is None:
        return Outcome.KNOWN
    before = article.snapshot
    require_the_same_article(before, document.text)
    told = {name: getattr(document, name) for name in ("raw", "response", "spans")}
    with transaction.atomic():
        notes = list(document.notes)
        snapshot, is_new = capture_text(article, document.text, notes=notes, **told)
    return Outcome.CHANGED if is_new or snapshot != before else Outcome.KNOWN


def require_the_same_article(snapshot, text):
    """Raise Unreadable where a text has nothing, or too little, of an article's Snapshot."""
    former = word_sequences(snapshot.text) if snapshot else set()
    if not former:
        return
    new = word_sequences(text)
    if not former & new:
        raise Unreadable(SOMETHING_ELSE)
    if len(new) * 2 < len(former):
        raise Unreadable(MUCH_LESS)


def _note(article, answer, gone):
    now = timezone.now()
    known = Recapture.objects.filter(article=article).first()
    since = (known and known.gone_since or now) if gone else None
    values = {"asked_at": now, "answer": answer[:500], "gone_since": since}
    Recapture.objects.update_or_create(article=article, defaults=values)
