"""Indirect speech: who is reported without marks, and the words that report it.

`Tusk said that the bridge was safe` gives the words behind the verb, `The bridge was safe, Tusk
said` those before, `According to Tusk, the bridge was safe` those behind the comma.
"""

from dataclasses import dataclass

from .cues import Cue, cues, source_of
from .phrases import Source
from .reading import Reading

FEWEST = 4
ADDRESSEE = 8
ADVERBS = 3
ENDS = frozenset(".?!…")


@dataclass(frozen=True, slots=True)
class Report:
    """The source, the cue, and tokens[first:last], the reported words (none: first == last)."""

    source: Source
    cue: Cue
    first: int = 0
    last: int = 0


def report(reading: Reading) -> Report | None:
    """The first report of the sentence whose words are plain; else the first one; or None."""
    first = None
    for cue in cues(reading):
        reports = cue.strong and cue.shape in ("subject", "after")
        if not reports or not (source := source_of(reading, cue)):
            continue
        start, end = _words(reading, cue, source)
        if end - start >= FEWEST and not _denied(reading, cue):
            return Report(source, cue, start, end)
        first = first or Report(source, cue)
    return first


def announced(reading: Reading) -> Source | None:
    """Whose words a colon announces: `Tusk made this statement:`, `a statement by Tusk:`."""
    language, last = reading.language, len(reading.tokens) - 1
    if reading.low(last) != ":":
        return None
    nouns = [n for n in range(last) if reading.low(n) in language.said_nouns]
    by = next((n + 1 for n in nouns if reading.low(n + 1) in language.by), None)
    if by:
        return reading.subject_after(by)
    return reading.main_subject(last) if nouns else None


def _denied(reading: Reading, cue: Cue) -> bool:
    """`has not confirmed` reports nothing."""
    before = range(max(0, cue.first - ADVERBS), cue.first)
    return any(reading.low(n) in reading.language.negations for n in before)


def _words(reading: Reading, cue: Cue, source: Source) -> tuple[int, int]:
    if cue.shape == "after" or source.last > cue.first:
        return _around(reading, cue.first, source.last)
    ends = cue.last >= _end(reading) - ADVERBS
    if ends and source.first > FEWEST and reading.low(source.first - 1) == ",":
        return 0, source.first - 1
    return _behind(reading, cue)


def _around(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """The words before `…, according to Tusk` or behind `According to Tusk, …`."""
    if first > 1 and reading.low(first - 1) == ",":
        return 0, first - 1
    if first == 0 and reading.low(last) == ",":
        return last + 1, _end(reading)
    return 0, 0


def _behind(reading: Reading, cue: Cue) -> tuple[int, int]:
    """The words behind `Tusk said (that)` or `Tusk told reporters that`."""
    language, end = reading.language, _end(reading)
    near = range(cue.last, min(end, cue.last + ADDRESSEE))
    that = next((n for n in near if reading.low(n) in language.that), None)
    if that is not None and not any(reading.low(n) == "," for n in range(cue.last, that)):
        return that + 1, end
    addressed = language.verbs[reading.low(cue.first)].lemma in language.told
    return (0, 0) if addressed or not _is_clause(reading, cue.last, end) else (cue.last, end)


def _is_clause(reading: Reading, first: int, end: int) -> bool:
    """A subject and its verb before the first comma: "the bridge was safe", not "the deal"."""
    low, language = reading.low(first), reading.language
    if first in reading.inside or low in language.determiners or low in language.pronouns:
        comma = next((n for n in range(first, end) if reading.low(n) == ","), end)
        return reading.has_verb(first + 1, comma)
    return False


def _end(reading: Reading) -> int:
    last = len(reading.tokens)
    return last - (reading.low(last - 1)[:1] in ENDS)
