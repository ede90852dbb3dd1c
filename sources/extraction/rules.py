"""The rules of attribution: each looks at a stretch in its sentence and finds (cue, source) or not.

`attribution` says what each rule is for; here is how it decides. Their order is the order of RULES.
"""

from dataclasses import dataclass

from .cues import Cue, source_of
from .grammar import DASHES
from .inside import incise, transcript
from .phrases import Source
from .reading import Reading

FAR = 60
NEAR = 14
CLOSE = 4


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch in its sentence, with the sentence's cues and the words in marks."""

    reading: Reading
    at: int
    cues: list[Cue]
    words: str

    @property
    def expects(self) -> bool:
        """A comma, question or exclamation mark inside the marks: an attribution may follow."""
        return self.words[-1:] in (",", "?", "!")

    @property
    def ended(self) -> bool:
        return self.words[-1:] == "." and self.reading.low(self.at + 1) != ","

    def parted(self, first: int, last: int) -> bool:
        return any(token.stretch for token in self.reading.tokens[first:last])

    def introduces_another(self, number: int) -> bool:
        """`“…,” Tusk said: “…”` gives Tusk what follows, if something earlier owns the first."""
        return self.reading.low(number) == ":" and self.reading.low(number + 1) == "“”"


def _signature(spot: Spot):
    reading, first = spot.reading, spot.at + 2
    name = reading.inside.get(first)
    if name and reading.low(first - 1) in DASHES and reading.pauses(name.last):
        return None, Source(first, name.last, name)
    return None


def _after(spot: Spot):
    if spot.ended:
        return None
    reading, number = spot.reading, spot.at + 1
    while _leads(reading, number):
        number += 1
    if reading.low(number) in reading.language.joins:
        return None
    for cue in spot.cues:
        if cue.first < number or cue.form in ("ing", "base") and cue.first > number:
            continue
        if cue.first - number > FAR or spot.parted(spot.at + 1, cue.first):
            return None
        source = _after_by(spot, cue, number)
        if source is None and cue.shape == "possessive":
            continue
        taken = source and not spot.introduces_another(cue.last)
        if cue.shape == "after" and source and not _may_speak(reading, source):
            taken = taken and not _governed(spot)
        return (cue, source) if taken else None
    return None


def _leads(reading: Reading, number: int) -> bool:
    """A comma, a dash or "as" between the stretch and its attribution."""
    low = reading.low(number)
    return low == "," or low in DASHES or low in reading.language.like


def _governed(spot: Spot) -> bool:
    """A cue with a speaker stands right before the stretch."""
    hit = _before(spot)
    return bool(hit and hit[1].kind != "description")


def _after_by(spot: Spot, cue: Cue, number: int) -> Source | None:
    """The source of a cue that follows the stretch: behind the verb, or between the two."""
    reading = spot.reading
    if all(reading.skips(n) for n in range(number, cue.first)):
        if cue.form == "ing" or cue.shape == "possessive":
            return None
        if cue.shape == "after" or cue.shape == "by" and spot.expects:
            return source_of(reading, cue)
        return reading.subject_after(cue.last - 1) if cue.strong else None
    if not cue.strong or cue.shape != "subject":
        return None
    source = reading.subject_before(cue.first)
    if source is None or source.first < number:
        return None
    opening = reading.low(number) in reading.language.prepositions
    apposition = reading.low(source.first - 1) == "," and not reading.has_verb(number, source.first)
    near = source.first - number <= 1 or spot.expects and (opening or apposition)
    return source if near else None


def _after_any(spot: Spot):
    reading, first = spot.reading, spot.at + 1
    if not spot.expects or any(spot.introduces_another(n) for n in range(first, first + 8)):
        return None
    name = reading.inside.get(first)
    owner = name and reading.low(name.last) in reading.language.owners
    if name and not owner and reading.is_verbal(name.last):
        return None, Source(first, name.last, name)
    low = reading.low(first)
    if reading.language.pronouns.get(low) in ("m", "f"):
        return None, Source(first, first + 1, pronoun=low)
    if low in reading.language.determiners:
        verb = reading.until_verb(first, min(first + NEAR, len(reading.tokens)))
        if first + 1 < verb and reading.is_verbal(verb):
            return None, Source(first, verb)
    return None


def _before(spot: Spot):
    reading, at = spot.reading, spot.at
    for cue in reversed(spot.cues):
        if cue.last > at:
            continue
        between = range(cue.last, at)
        near = all(
            not reading.tokens[n].word or reading.low(n) in reading.language.fillers
            for n in between
        )
        introduced = reading.low(at - 1) in (":", ",") and cue.strong and len(between) <= NEAR
        if spot.parted(cue.first, at) or not (near or introduced):
            return None
        if _owned_by_another(spot, cue):
            continue
        if not near and reading.low(at - 1) == ":":
            return _main(spot, cue)
        if source := source_of(reading, cue):
            return cue, source
        if near:
            return None
    return None


def _main(spot: Spot, last: Cue):
    """`Tusk, who … promised more, replied: “…”`: a colon belongs to the main clause."""
    for cue in spot.cues:
        source = source_of(spot.reading, cue) if cue.strong and cue.last <= last.first else None
        if source and _may_speak(spot.reading, source) and not _closed_before(spot, cue):
            return cue, source
    source = source_of(spot.reading, last)
    return (last, source) if source else None


def _owned_by_another(spot: Spot, cue: Cue) -> bool:
    """`Lund called Berg’s comments “mad”`: the verb owns the words, not Berg’s comments."""
    after = spot.reading.low(cue.last)
    if cue.shape != "possessive" or after in (":", ",") or after in spot.reading.language.that:
        return False
    return any(other.shape != "possessive" and other.last <= cue.first for other in spot.cues)


def _headline(spot: Spot):
    name = spot.reading.inside.get(0)
    if name and spot.reading.low(name.last) == ":" and name.last < spot.at:
        return None, Source(0, name.last, name)
    return None


def _within(spot: Spot):
    """The nearest earlier finite cue of a name, a pronoun or a role; failing that, any other."""
    second = None
    for cue in reversed(spot.cues):
        if cue.last > spot.at or _closed_before(spot, cue):
            continue
        that = spot.reading.low(cue.last) in spot.reading.language.that
        if cue.shape == "possessive" and not that:
            continue
        source = source_of(spot.reading, cue)
        if source and cue.form != "base" and _may_speak(spot.reading, source):
            return cue, source
        close = spot.at - cue.last < CLOSE
        if source and (cue.strong or close):
            second = second or (cue, source)
    return second


def _may_speak(reading: Reading, source: Source) -> bool:
    """Whether it is somebody: a name, he or they, a role, a group ("officials") or a body."""
    if source.pronoun:
        return reading.language.pronouns.get(source.pronoun) != "n"
    if source.name:
        return True
    head = reading.low(reading.base_end(source.first, source.last) - 1)
    language = reading.language
    several = head[:-1] in language.roles
    return several or head in {*language.roles, *language.groups, *language.organisations}


def _closed_before(spot: Spot, cue: Cue) -> bool:
    """The cue stands in a relative clause between commas, over before the stretch begins."""
    reading = spot.reading
    for number in range(cue.first - 1, -1, -1):
        low = reading.low(number)
        if low in (",", "“”"):
            return False
        if low in reading.language.relatives and reading.low(number - 1) == ",":
            return any(reading.low(n) == "," for n in range(cue.last + 1, spot.at))
    return False


def _trailing(spot: Spot):
    for cue in spot.cues:
        if cue.first > spot.at and cue.strong and cue.shape in ("subject", "after"):
            reading = spot.reading
            source = source_of(reading, cue) or reading.subject_after(cue.last - 1)
            if source and source.first > spot.at:
                return cue, source
    return None


def _subject(spot: Spot):
    reading, at = spot.reading, spot.at
    for source in (reading.main_subject(at), reading.clause_subject(at)):
        if source and source.last <= at and source.kind != "description":
            return None, source
    return None


RULES = (
    ("transcript", transcript),
    ("signature", _signature),
    ("inside", incise),
    ("after", _after),
    ("after any", _after_any),
    ("before", _before),
    ("headline", _headline),
    ("within", _within),
    ("trailing", _trailing),
    ("subject", _subject),
)
