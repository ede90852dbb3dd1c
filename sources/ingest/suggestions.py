"""What the extractor reads in a snapshot waits as suggested quotes for an editor."""

from collections import Counter

from django.db import transaction

from sources.extraction import extract
from sources.models import Quote, Speaker

# Editors read suggestions one by one, and read no book that way: a text is read this far (in
# characters), and so many of its quotations are kept.
READ = 1_000_000
MOST = 1000
KINDS = {"direct": Quote.Kind.DIRECT, "partial": Quote.Kind.PARTIAL, "none": Quote.Kind.PARTIAL}
KEPT = (
    "speaker",
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
COMPARED = ("kind", "speaker_id", "occasion", "reason", "suggestion")


def suggest(snapshot, language, read=extract):
    """
    Suggest the quotes that `read` finds in a new Snapshot, in two queries however many there are.

    A speaker is linked where exactly one known is called so, or of several exactly one has held the
    title printed; else the editor decides. Stretches taken for no quotation keep the reason, and
    come last. What is a quote already stays as it is.
    """
    Quote.objects.bulk_create(_quotes(snapshot, language, read), ignore_conflicts=True)


@transaction.atomic
def suggest_again(snapshot, language):
    """
    Put what the extractor reads now in the place of suggestions that nobody has touched.

    Returns a Counter of the suggestions added, changed, removed and unchanged. What an editor
    accepted, rejected, corrected or marked by hand stays, and no suggestion comes to lie on it.
    """
    untouched = {_span(quote): quote for quote in snapshot.quotes.untouched().select_for_update()}
    decided = set(snapshot.quotes.values_list("start", "end")) - untouched.keys()
    read = {_span(q): q for q in _quotes(snapshot, language, extract) if _span(q) not in decided}
    both = read.keys() & untouched.keys()
    changed = {span for span in both if _says(read[span]) != _says(untouched[span])}
    gone = untouched.keys() - read.keys()
    Quote.objects.filter(pk__in=[untouched[span].pk for span in gone | changed]).delete()
    Quote.objects.bulk_create(read[s] for s in read if s in changed or s not in untouched)
    return Counter(
        added=len(read.keys() - untouched.keys()),
        changed=len(changed),
        removed=len(gone),
        unchanged=len(both) - len(changed),
    )


def _quotes(snapshot, language, read):
    """Unsaved Quotes, in the order in which editors are offered them."""
    found = [q for q in read(snapshot.text[:READ], language) if q.kind in KINDS][:MOST]
    found.sort(key=lambda quotation: quotation.kind == "none")
    known = Speaker.objects.named({q.speaker: q.title for q in found if q.speaker})
    return [_quote(quotation, snapshot, known.get(quotation.speaker)) for quotation in found]


def _quote(quotation, snapshot, speaker_id):
    suggestion = {name: _as_json(getattr(quotation, name)) for name in KEPT}
    return Quote(
        snapshot=snapshot,
        start=quotation.start,
        end=quotation.end,
        text=quotation.text,
        kind=KINDS[quotation.kind],
        speaker_id=speaker_id,
        occasion=quotation.occasion[:300],
        reason=quotation.reason[:500],
        suggestion=suggestion,
    )


def _as_json(value):
    """As it comes back from the database, so that what is read again can be compared."""
    return [_as_json(item) for item in value] if isinstance(value, tuple) else value


def _span(quote):
    return quote.start, quote.end


def _says(quote):
    return [getattr(quote, name) for name in COMPARED]
