"""Attribute each stretch of a sentence to a cue and a source: the rules, in the order tried.

transcript  “TUSK: We left.”
signature   “…” — Donald Tusk
after       “…,” said Tusk / “…,” Tusk said / “…,” according to Tusk
after any   “…,” Tusk shot back: behind a comma any verb will do
headline    Tusk: “…”
before      Tusk said: “…” / Tusk said that “…”
colon       Tusk smiled: “…”, in languages whose reports need no verb of saying
within      a cue earlier in the same sentence governs the words in marks
trailing    the clause of saying ends the sentence: the plan was “mad”, the minister said
reported    the verb's mood says that somebody goes on being reported (German)
subject     no cue at all: the words are taken for those of the sentence's subject
alone       nothing; what came before must tell
listed      beyond the eighth stretch of a sentence none is asked for: it is a list, or no article
"""

from bisect import bisect_left
from operator import attrgetter
from typing import NamedTuple

from .attribution_rules import RULES, StretchContext
from .cues import Cue, find_cues
from .noun_phrases import Source
from .sentence import Sentence
from .stretches import Stretch

MAX_CUES = 6  # on each side of a stretch
MAX_ATTRIBUTED = 8  # stretches of a sentence


class Attribution(NamedTuple):
    """What the sentence says about `stretch`, its token `at`: the rule, the source and the cue.

    `words` is the text in marks, trimmed; `cue` is (first, last): tokens[first:last]; `contested`,
    whether somebody else is named before the stretch, who might be its speaker.
    """

    at: int
    stretch: Stretch
    words: str
    rule: str
    source: Source | None = None
    cue: tuple[int, int] | None = None
    contested: bool = False

    @property
    def word_count(self) -> int:
        return len(self.words.split())


def attribute_stretches(sentence: Sentence, text: str) -> list[Attribution]:
    """Return one attribution for every stretch of the sentence of `text`, in order."""
    marked = [(n, token.stretch) for n, token in enumerate(sentence.tokens) if token.stretch]
    asked, listed = marked[:MAX_ATTRIBUTED], marked[MAX_ATTRIBUTED:]
    cues = _cues_up_to(asked[-1][0], sentence) if asked else []
    attributed = [
        _attribution(stretch, StretchContext(sentence, n, _near(cues, n), stretch.words(text)))
        for n, stretch in asked
    ]
    return attributed + [Attribution(n, s, "", "listed") for n, s in listed]


def _cues_up_to(at: int, sentence: Sentence) -> list[Cue]:
    """Return the sentence's cues before token `at`, and MAX_CUES behind it."""
    cues: list[Cue] = []
    for cue in find_cues(sentence):
        cues.append(cue)
        if len(cues) >= MAX_CUES and cues[-MAX_CUES].first >= at:
            break
    return cues


def _near(cues: list[Cue], at: int) -> list[Cue]:
    """Return the cues next to token `at`: those further off never decide, and would cost time."""
    behind = bisect_left(cues, at, key=attrgetter("first"))
    return cues[max(0, behind - MAX_CUES) : behind + MAX_CUES]


def _attribution(stretch: Stretch, context: StretchContext) -> Attribution:
    """Return what the first rule that applies says; the rule is "alone" if none does."""
    for rule, apply in RULES:
        if hit := apply(context):
            cue, source = hit
            place = (cue.first, cue.last) if cue else None
            contested = source is not None and context.names_others(source)
            return Attribution(context.at, stretch, context.words, rule, source, place, contested)
    return Attribution(context.at, stretch, context.words, "alone")
