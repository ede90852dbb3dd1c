"""Make a quote of words an editor selected, with the speaker and kind that the text suggests."""

from django.utils.html import format_html

from sources.extraction import extract
from sources.ingest.suggestions import SUGGESTION_KEYS
from sources.models import Quote, Speaker
from sources.rules import violation_message

MAX_OFFSET = 10**9  # more than any text has; a quote's length beyond it is still an integer
CONTEXT_BEFORE, CONTEXT_AFTER = 20_000, 2_000  # characters read, to find out who says the words


def select(snapshot, start, end, words):
    """
    Make a suggested Quote of `snapshot.text[start:end]`, which must be the selected `words`.

    Raises ValueError, in a sentence, if they are not, and IntegrityError as any new quote does.
    """
    if snapshot.text[start:end] != words:
        raise ValueError(
            "The text has changed since you opened it. Open the page again and select."
        )
    quotation, is_marked = find_quotation(snapshot, start, end)
    speaker = quotation and quotation.speaker
    return Quote.objects.create(
        snapshot=snapshot,
        start=start,
        end=end,
        text=words,
        kind=quote_kind(quotation, is_marked, start, end),
        speaker_id=speaker and Speaker.objects.ids_by_name({speaker: quotation.title}).get(speaker),
        suggestion=quotation and {name: getattr(quotation, name) for name in SUGGESTION_KEYS},
    )


def refused(error, snapshot, start, end, besides=None):
    """
    Return why the database refused a quote of a span, in a sentence, and the Quote that has it.

    If one has it, `besides` the quote with that id, the sentence is a link to its card (safe HTML).
    """
    sentence = violation_message(error)
    quotes = Quote.objects.in_text(snapshot).filter(at=start, until=end)
    taken = quotes.exclude(pk=besides).first()
    if not taken:
        return sentence, None
    return format_html('<a href="#quote-{}">{}</a>', taken.pk, sentence), taken


def find_quotation(snapshot, start, end):
    """
    Return (matching Quotation or None, True if the article itself has quotation marks there).

    Words without quotation marks are read as if they had some, so that their speaker is found too.
    """
    first, text = max(0, start - CONTEXT_BEFORE), snapshot.text
    around = text[first : end + CONTEXT_AFTER]
    language = snapshot.article.language
    for found in extract(around, language):
        if found.start < end - first and start - first < found.end:
            return found, True
    marked = f"{text[first:start]}“{text[start:end]}”{text[end : end + CONTEXT_AFTER]}"
    found = (q for q in extract(marked, language) if q.start == start - first + 1)
    return next(found, None), False


def quote_kind(quotation, is_marked, start, end):
    """Return direct or partial for words in quotation marks, and indirect for others."""
    if not is_marked:
        return Quote.Kind.INDIRECT
    is_complete = quotation.kind == "direct" and end - start >= quotation.end - quotation.start
    return Quote.Kind.DIRECT if is_complete else Quote.Kind.PARTIAL
