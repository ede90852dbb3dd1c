"""Which cue owns a stretch: the rules, in the order in which they are tried.

transcript  “TUSK: We left.”
signature   “…” — Donald Tusk
inside      « Oui, dit-il, je viens »: within the marks, where a language does so
after       “…,” said Tusk / “…,” Tusk said / “…,” according to Tusk
after any   “…,” Tusk shot back: behind a comma any verb will do
before      Tusk said: “…” / Tusk said that “…”
headline    Tusk: “…”
within      a cue earlier in the same sentence governs the words in marks
trailing    the clause of saying ends the sentence: the plan was “mad”, the minister said
subject     no cue at all: the words are taken for those of the sentence's subject
alone       nothing; what came before must tell
"""

from dataclasses import dataclass

from .cues import cues
from .phrases import Source
from .reading import Reading
from .rules import RULES, Spot


@dataclass(frozen=True, slots=True)
class Attribution:
    """What the sentence says about the stretch at token `at`: the rule, the source and the cue."""

    at: int
    rule: str
    words: int
    source: Source | None = None
    cue: tuple[int, int] | None = None


def attributions(reading: Reading, text: str) -> list[Attribution]:
    """One attribution for every stretch of the sentence, in order."""
    at = [number for number, token in enumerate(reading.tokens) if token.stretch]
    found = list(cues(reading)) if at else []
    return [_attribution(Spot(reading, n, found, _words(reading, text, n))) for n in at]


def _words(reading: Reading, text: str, at: int) -> str:
    stretch = reading.tokens[at].stretch
    return text[stretch.start : stretch.end].strip()


def _attribution(spot: Spot) -> Attribution:
    count = len(spot.words.split())
    for rule, finder in RULES:
        if hit := finder(spot):
            cue, source = hit
            place = (cue.first, cue.last) if cue else None
            return Attribution(spot.at, rule, count, source, place)
    return Attribution(spot.at, "alone", count)
