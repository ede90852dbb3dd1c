"""Match predicted stretches to marked ones, without outer marks, by their overlap (IoU)."""

import re
from dataclasses import dataclass, replace

MIN_OVERLAP = 0.8  # intersection over union, from which a stretch counts as found
OUTER_SIGNS = " \t\r\n\u00a0\u202f\u200b.,;:!?…-–—'\"“”‘’„«»()[]{}<>*_`"


@dataclass(frozen=True, slots=True)
class Span:
    """A predicted stretch; offsets are code points."""

    start: int
    end: int
    speaker: str | None = None
    confidence: float = 0.0


def comparable_spans(text, spans, ignored):
    """
    Return the predicted Spans as they are compared: cut at line breaks, trimmed, each once.

    Those that lie by half or more in an `ignored` stretch count neither way.
    """
    found = {}
    for span in (line for whole in spans for line in _trimmed_lines(text, whole)):
        if any(2 * _shared(span, i) >= span.end - span.start for i in ignored):
            continue
        known = found.get((span.start, span.end))
        if not known or (span.speaker and not known.speaker):
            found[span.start, span.end] = span
    return sorted(found.values(), key=lambda span: (span.start, span.end))


def match_spans(marked, predicted, least):
    """Return {index in marked: index in predicted}, matched greedily, best overlap first.

    `least` is the intersection over union (0 to 1) that a match must reach.
    """
    candidates = sorted(
        (-value, i, j)
        for i, quote in enumerate(marked)
        for j, span in enumerate(predicted)
        if (value := overlap(quote, span)) >= least
    )
    found, taken = {}, set()
    for _, i, j in candidates:
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


def overlap(quote, span):
    """Return the intersection over union, 0 to 1, of a marked stretch (a dict) and a Span."""
    shared = _shared(span, quote)
    union = max(quote["end"], span.end) - min(quote["start"], span.start)
    return shared / union if shared > 0 else 0.0


def _shared(span, stretch):
    """Return how many characters both have; negative where they lie apart."""
    return min(span.end, stretch["end"]) - max(span.start, stretch["start"])


def _trimmed_lines(text, span):
    """Yield the span line by line, without signs and white space at the ends."""
    for line in re.finditer(r"[^\n]+", text[span.start : span.end]):
        words = line[0].strip(OUTER_SIGNS)
        if words:
            start = span.start + line.start() + line[0].index(words)
            yield replace(span, start=start, end=start + len(words))
