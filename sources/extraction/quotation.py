"""A quotation as the extractor offers it."""

from typing import NamedTuple


class Quotation(NamedTuple):
    """
    A stretch of an article that somebody is taken to have said. Offsets are code points.

    start, end    the words between the marks, trailing comma included: text == article[start:end]
    kind          "direct" (its own sentence), "partial" (in the reporter's), "indirect" (reported
                  without marks), "none" (in marks, but no quotation: `reason` says why)
    speaker       the full name if the article gives it, the phrase of an unnamed source, or None
    alternative   who else may have said it, where two readings are near
    others        who else said these words, by name: "Ida Lund and Tom Berg said"
    speaker_kind  "person", "organisation", "unnamed", or None
    title, organisation    of the speaker, as printed
    cue           offsets of the attribution phrase, or None
    occasion      "in a press conference"
    inner         (start, end) of the stretches in marks within these words, in text order
    utterance     pieces of one utterance have the same number
    confidence    how often such suggestions are right, 0 to 1
    rule          the name of the rule that decided (`attribution` lists them)
    """

    start: int
    end: int
    text: str
    kind: str
    speaker: str | None
    speaker_kind: str | None
    title: str
    organisation: str
    cue: tuple[int, int] | None
    occasion: str
    utterance: int
    confidence: float
    rule: str
    reason: str
    alternative: str | None = None
    others: tuple[str, ...] = ()
    inner: tuple[tuple[int, int], ...] = ()
