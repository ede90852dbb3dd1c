"""Place an article's quotes in a further text of it: see `sources.anchoring` for the method."""

from sources.anchoring import ORPHANED, Text, anchor
from sources.models import Placement, Quote

from .suggestions import read_quotations


def place_quotes(snapshot, extracted=None):
    """
    Record where the accepted quotes of the article's other texts stand in a Snapshot.

    Those whose place in it is known stay. `extracted` is what the extractor finds in the snapshot,
    where that is known already. Returns the new Placements; none where no text is held.
    """
    quotes = list(Quote.objects.unplaced(snapshot).select_related("speaker", "snapshot"))
    if not quotes or not snapshot.text:
        return []
    language = snapshot.article.language
    now, texts = text_of(snapshot, language, extracted), {}
    for quote in quotes:
        if quote.snapshot_id not in texts:
            texts[quote.snapshot_id] = text_of(quote.snapshot, language)
    found = [_placement(quote, snapshot, texts[quote.snapshot_id], now) for quote in quotes]
    return Placement.objects.bulk_create(found)


def text_of(snapshot, language, extracted=None):
    """Return a Snapshot's Text, with who the extractor reads as saying what."""
    if extracted is None:
        extracted = read_quotations(snapshot, language)
    said = [(quotation.start, quotation.end, quotation.speaker) for quotation in extracted]
    return Text(snapshot.text, said, [span for span in snapshot.spans if span.get("repeats")])


def _placement(quote, snapshot, was, now):
    names = {quote.speaker.name, *quote.speaker.aliases}
    found = anchor(quote.text, quote.start, names, was, now)
    return Placement(
        quote=quote,
        snapshot=snapshot,
        status=found.status,
        start=found.start,
        end=None if found.status == ORPHANED else found.start + len(quote.text),
        reason=found.reason,
    )
