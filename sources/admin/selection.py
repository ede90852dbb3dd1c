"""Words an editor selected become a quote, with the speaker and the kind that the text suggests."""

from sources.extraction import extract
from sources.ingest.suggestions import KEPT
from sources.models import Quote, Speaker

BEFORE, AFTER = 20_000, 2_000  # characters read around the words, to find out who says them


def select(snapshot, start, end, words):
    """
    A suggested Quote of `snapshot.text[start:end]`, which must be the `words` that were selected.

    Raises ValueError, in a sentence, if they are not, and IntegrityError as any new quote does.
    """
    if snapshot.text[start:end] != words:
        raise ValueError("The text is not what you selected from: open the page again.")
    quotation, is_marked = read(snapshot, start, end)
    speaker = quotation and quotation.speaker
    return Quote.objects.create(
        snapshot=snapshot,
        start=start,
        end=end,
        text=words,
        kind=kind(quotation, is_marked, start, end),
        speaker_id=speaker and Speaker.objects.named({speaker: quotation.title}).get(speaker),
        suggestion=quotation and {name: getattr(quotation, name) for name in KEPT},
    )


def read(snapshot, start, end):
    """
    (the Quotation that the words are taken for, or None; whether the article itself marks them).

    Words without marks are read as if they stood in some: so they find their speaker the same way.
    """
    first, text = max(0, start - BEFORE), snapshot.text
    around = text[first : end + AFTER]
    language = snapshot.article.language
    for found in extract(around, language):
        if found.start < end - first and start - first < found.end:
            return found, True
    marked = f"{text[first:start]}“{text[start:end]}”{text[end : end + AFTER]}"
    found = (q for q in extract(marked, language) if q.start == start - first + 1)
    return next(found, None), False


def kind(quotation, is_marked, start, end):
    """Direct and partial words stand in marks; what stands in none is told indirectly."""
    if not is_marked:
        return Quote.Kind.INDIRECT
    whole = quotation.kind == "direct" and end - start >= quotation.end - quotation.start
    return Quote.Kind.DIRECT if whole else Quote.Kind.PARTIAL
