"""Find sentences worth checking: they assert a number, a comparison, an event or a cause.

A sentence qualifies by what it holds (its signals) and is ruled out by what makes it something
else: a question, an opinion, a forecast, a demand. Both are small closed lists per language; the
signals are kept, so that an editor sees why a sentence was offered.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import extract
from .languages import Language, language_for
from .paragraphs import paragraphs
from .quotation import Quotation
from .tokenizer import Token, split_sentences, tokenize

DIGIT = re.compile(r"\d")
MIN_WORDS = 5  # fewer assert nothing that can be checked on its own


AttributedSpan = tuple[int, int, str | None]  # start, end, claimant


@dataclass(frozen=True, slots=True)
class Checkable:
    """A sentence that asserts something, text[start:end] in code points.

    `claimant` said so; None where the article itself does.
    """

    start: int
    end: int
    text: str
    claimant: str | None
    signals: tuple[str, ...]

    @property
    def reason(self) -> str:
        """Return why it was offered, as a line an editor reads: "number, event"."""
        return ", ".join(self.signals)


def checkable_sentences(text: str, language: str = "en") -> list[Checkable]:
    """Return the sentences of `text` that a fact-checker could check, in text order.

    `signals` name what makes each one checkable: "number", "comparison", "event", "cause". A
    sentence inside quotation marks, or reported ("Tusk said that …"), has its speaker as claimant.
    """
    words = language_for(language)
    spoken = [q for q in extract(text, language, indirect=True) if q.kind in ("direct", "indirect")]
    return [
        Checkable(start, end, text[start:end], claimant, signals)
        for start, end, claimant in _attributed_sentences(text, spoken, words)
        if (signals := _signals(list(tokenize(text, start, end, words)), words))
    ]


def _attributed_sentences(
    text: str, spoken: list[Quotation], language: Language
) -> Iterator[AttributedSpan]:
    """Yield (start, end, claimant) of every sentence, spoken ones and the article's between."""
    number = 0
    for start, end in paragraphs(text):
        while number < len(spoken) and spoken[number].start < end:
            said = spoken[number]
            number += 1
            if said.kind == "direct":
                yield from _sentence_spans(text, start, said.start, None, language)
            yield from _sentence_spans(text, said.start, said.end, said.speaker, language)
            start = max(start, said.end)
        yield from _sentence_spans(text, start, end, None, language)


def _sentence_spans(
    text: str, start: int, end: int, claimant: str | None, language: Language
) -> Iterator[AttributedSpan]:
    """Yield the sentences of text[start:end], from their first word on."""
    if start < end:
        for sentence in split_sentences(text, list(tokenize(text, start, end, language)), language):
            first = next((t for t in sentence if t.is_word), None)
            if first:
                yield first.start, sentence[-1].end, claimant


def _signals(tokens: list[Token], language: Language) -> tuple[str, ...]:
    """Return what makes the sentence checkable; nothing if it is no assertion."""
    lows = [token.low for token in tokens]
    said = {token.low for token in tokens}
    count = sum(token.is_word for token in tokens)
    if count < MIN_WORDS or lows[-1] == "?" or said & language.assertion.non_assertion_words:
        return ()
    signals = {
        "number": any(DIGIT.search(low) for low in lows) or bool(said & language.assertion.numbers),
        "comparison": bool(said & language.assertion.comparisons),
        "event": bool(said & language.assertion.events),
        "cause": bool(said & language.assertion.causes),
    }
    return tuple(name for name, holds in signals.items() if holds)
