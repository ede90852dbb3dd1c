"""Sentences a fact-checker could check: they assert a number, a comparison, an event or a cause.

A sentence qualifies by what it holds (its signals) and is ruled out by what makes it something
else: a question, an opinion, a forecast, a demand. Both are small closed lists per language; the
signals are kept, so that an editor sees why a sentence was offered.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import extract
from .languages import Language
from .languages import language as words_of
from .paragraphs import paragraphs
from .quotation import Quotation
from .sentences import Token, sentences, tokens

NUMBER = re.compile(r"\d")
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Checkable:
    """A sentence that asserts something; `claimant` said so, or None: the article itself does."""

    start: int
    end: int
    text: str
    claimant: str | None
    signals: tuple[str, ...]

    @property
    def reason(self) -> str:
        """Why it was offered, as a line an editor reads: "number, event"."""
        return ", ".join(self.signals)


def checkable_sentences(text: str, language: str = "en") -> list[Checkable]:
    """The sentences of `text` that assert something a fact-checker could check, in text order.

    `signals` name what makes each one checkable: "number", "comparison", "event", "cause". A
    sentence inside quotation marks, or reported ("Tusk said that …"), has its speaker as claimant.
    """
    words = words_of(language)
    spoken = [q for q in extract(text, language, indirect=True) if q.kind in ("direct", "indirect")]
    return [
        Checkable(start, end, text[start:end], claimant, signals)
        for start, end, claimant in _parts(text, spoken, words)
        if (signals := _signals(list(tokens(text, start, end, words)), words))
    ]


def _parts(text: str, spoken: list[Quotation], words: Language) -> Iterator[tuple]:
    """(start, end, claimant) of every sentence: those spoken, and those of the article between."""
    number = 0
    for start, end in paragraphs(text):
        while number < len(spoken) and spoken[number].start < end:
            said = spoken[number]
            number += 1
            if said.kind == "direct":
                yield from _sentences(text, start, said.start, None, words)
            yield from _sentences(text, said.start, said.end, said.speaker, words)
            start = max(start, said.end)
        yield from _sentences(text, start, end, None, words)


def _sentences(text, start, end, claimant, words) -> Iterator[tuple]:
    if start < end:
        for sentence in sentences(text, list(tokens(text, start, end, words)), words):
            first = next((t for t in sentence if t.word), None)
            if first:
                yield first.start, sentence[-1].end, claimant


def _signals(found: list[Token], words: Language) -> tuple[str, ...]:
    """What makes the sentence checkable; nothing if it is no assertion."""
    lows = [token.low for token in found]
    said = {token.low for token in found}
    count = sum(token.word for token in found)
    if count < FEWEST or lows[-1] == "?" or said & words.no_assertion:
        return ()
    signals = {
        "number": any(NUMBER.search(low) for low in lows) or bool(said & words.numbers),
        "comparison": bool(said & words.comparisons),
        "event": bool(said & words.events),
        "cause": bool(said & words.causes),
    }
    return tuple(name for name, holds in signals.items() if holds)
