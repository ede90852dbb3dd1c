"""Store what the extractor finds in a snapshot as suggested quotes, for an editor to decide."""

from collections import Counter

from django.db import transaction

from sources.extraction import extract, extract_speech
from sources.models import Quote, Speaker

# Editors read suggestions one by one, and read no book that way; an import must not hang on one.
MAX_CHARACTERS_READ = 1_000_000
MAX_SUGGESTIONS_PER_SNAPSHOT = 1000
QUOTE_KINDS = {
    "direct": Quote.Kind.DIRECT,
    "partial": Quote.Kind.PARTIAL,
    "none": Quote.Kind.PARTIAL,
}
SUGGESTION_KEYS = (
    "speaker",
    "alternative",
    "others",
    "speaker_kind",
    "title",
    "organisation",
    "cue",
    "inner",
    "utterance",
    "confidence",
    "rule",
)
COMPARED_FIELDS = ("kind", "speaker_id", "occasion", "reason", "suggestion")


def suggest(snapshot, extracted, placements=()):
    """
    Suggest the quotes that the extractor found in a new Snapshot, in a few queries for any number.

    A speaker is linked where exactly one known has that name, or of several exactly one has held
    the title printed; else the editor decides. Stretches classified as no quotation keep the
    reason, and come last. What is a quote already, of this text or by one of its `placements`,
    is not suggested.
    """
    Quote.objects.suggest(_unsaved_quotes(snapshot, extracted, placements))


@transaction.atomic
def renew_suggestions(snapshot, language):
    """
    Replace the suggestions that nobody has touched with what the extractor finds now.

    Returns a Counter of the suggestions added, changed, removed and unchanged. What an editor
    accepted, rejected, corrected or marked by hand stays, and no suggestion comes to lie on it.
    """
    untouched = {_span(quote): quote for quote in snapshot.quotes.untouched().select_for_update()}
    decided = set(snapshot.quotes.values_list("start", "end")) - untouched.keys()
    extracted = read_quotations(snapshot, language)
    found = _unsaved_quotes(snapshot, extracted, snapshot.placements.all())
    new = {_span(quote): quote for quote in found if _span(quote) not in decided}
    both = new.keys() & untouched.keys()
    changed = {s for s in both if _compared_values(new[s]) != _compared_values(untouched[s])}
    gone = untouched.keys() - new.keys()
    Quote.objects.filter(pk__in=[untouched[span].pk for span in gone | changed]).delete()
    Quote.objects.bulk_create(new[s] for s in new if s in changed or s not in untouched)
    return Counter(
        added=len(new.keys() - untouched.keys()),
        changed=len(changed),
        removed=len(gone),
        unchanged=len(both) - len(changed),
    )


def read_quotations(snapshot, language, extractor=extract):
    """Return the Quotations that `extractor` finds in a Snapshot, and speech without marks."""
    text = snapshot.text[:MAX_CHARACTERS_READ]
    spans = [span for span in snapshot.spans if span["end"] <= len(text)]
    return extract_speech(text, spans, language, extractor)


def _unsaved_quotes(snapshot, extracted, placements):
    """Return unsaved Quotes in the order in which editors are offered them."""
    # pull quotes: said in the text, too
    repeated = [(s["start"], s["end"]) for s in snapshot.spans if s.get("repeats")]
    taken = [(one.start, one.end) for one in placements if one.start is not None]
    offered = [
        quote
        for quote in extracted
        if quote.kind in QUOTE_KINDS
        and not any(start <= quote.start < end for start, end in repeated)
        and not any(start < quote.end and quote.start < end for start, end in taken)
    ][:MAX_SUGGESTIONS_PER_SNAPSHOT]
    offered.sort(key=lambda quotation: quotation.kind == "none")
    known = Speaker.objects.ids_by_name({q.speaker: q.title for q in offered if q.speaker})
    return [_unsaved_quote(quote, snapshot, known.get(quote.speaker)) for quote in offered]


def _unsaved_quote(quotation, snapshot, speaker_id):
    suggestion = {name: _as_json(getattr(quotation, name)) for name in SUGGESTION_KEYS}
    return Quote(
        snapshot=snapshot,
        start=quotation.start,
        end=quotation.end,
        text=quotation.text,
        kind=QUOTE_KINDS[quotation.kind],
        speaker_id=speaker_id,
        occasion=quotation.occasion[:300],
        reason=quotation.reason[:500],
        suggestion=suggestion,
    )


def _as_json(value):
    """Return the value as JSON gives it back (lists for tuples), so that the two compare equal."""
    return [_as_json(item) for item in value] if isinstance(value, tuple) else value


def _span(quote):
    return quote.start, quote.end


def _compared_values(quote):
    return [getattr(quote, name) for name in COMPARED_FIELDS]
