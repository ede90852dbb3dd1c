"""What the article itself tells about its words: which are common, which are names.

A capital at the head of a sentence says nothing. A word that stands somewhere else in small letters
is none of a name; one that keeps its capital inside a sentence is.
"""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from functools import cached_property

from .languages import Language
from .tokenizer import Token

SENTENCE_OPENERS = frozenset(".?!:;…“”\"'‘•*«»„–—-")
MIN_WORD = 3  # letters; shorter ones keep their small letter in a headline


@dataclass(frozen=True)
class Vocabulary:
    """Words in lower case: printed in small letters, with a capital inside a sentence, surnames.

    `surnames` stand for somebody of the article beyond doubt. Where every noun has a capital, a
    name is told by the `speaking`, which stand beside a verb of saying, no article before them, and
    the `recurring`, which stand behind another capital and elsewhere alone beside a verb.
    """

    small: Set[str] = frozenset()
    capital: Set[str] = frozenset()
    surnames: Set[str] = frozenset()
    speaking: Set[str] = frozenset()
    recurring: Set[str] = frozenset()

    @cached_property
    def common(self) -> Set[str]:
        """Return the words that are printed in small letters and never with a capital."""
        return self.small - self.capital

    def with_surnames(self, surnames: Set[str]) -> "Vocabulary":
        return replace(self, surnames=surnames)


def vocabulary_of(paragraphs: Iterable[list[Token]], language: Language) -> Vocabulary:
    """Return the vocabulary of an article's paragraphs, but for headlines all in capitals."""
    small: set[str] = set()
    capital: set[str] = set()
    speaking: set[str] = set()
    alone: set[str] = set()
    second: set[str] = set()
    for tokens in paragraphs:
        if language.naming.capitalised_nouns:
            speaking.update(_beside_speech_verbs(tokens, language))
            alone.update(_beside_verbs(tokens, language))
            second.update(_second_capitals(tokens, language))
        in_small = {token.low for token in tokens if token.text[0].islower()}
        if any(len(word) > MIN_WORD for word in in_small):
            small |= in_small
            capital.update(_inner_capitals(tokens))
    return Vocabulary(small, capital, speaking=speaking, recurring=alone & second)


def _beside_speech_verbs(tokens: list[Token], language: Language) -> Iterator[str]:
    """Yield the words with a capital in "Lund sagte", "sagte Lund" and "…, sagte Ida Lund"."""
    verbs, naming = language.speech.verbs, language.naming
    for before, token, after in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        if token.text[0].isupper() and token.low not in naming.never_names:
            opens = before is None or before.text[0] in SENTENCE_OPENERS
            says = after is not None and after.low in verbs and opens
            told = before is not None and before.text[0].islower() and _tells(before.low, language)
            common = token.low in naming.roles or token.low in naming.organisation_words
            if (says or told) and not common:
                yield token.low


def _tells(low: str, language: Language) -> bool:
    """Return whether a speaker may follow the word at once: "sagte", "so"."""
    return low in language.speech.verbs or low in language.speech.quotatives


def _beside_verbs(tokens: list[Token], language: Language) -> Iterator[str]:
    """Yield the words with a capital that open a sentence, a verb behind: "Lund ging"."""
    opens = True
    for token, after in zip(tokens, tokens[1:], strict=False):
        if opens and token.text[0].isupper() and language.is_verb_form(after.low):
            yield token.low
        opens = token.text[0] in SENTENCE_OPENERS


def _second_capitals(tokens: list[Token], language: Language) -> Iterator[str]:
    """Yield the words with a capital behind another, which may be somebody's first name."""
    never = language.naming.never_names
    for first, second in zip(tokens, tokens[1:], strict=False):
        if first.text[0].isupper() and first.low not in never and second.text[0].isupper():
            yield second.low


def _inner_capitals(tokens: list[Token]) -> Iterator[str]:
    """Yield the words that have a capital and do not open a sentence."""
    opens = True
    for token in tokens:
        first = token.text[0]
        if first.isupper() and not opens:
            yield token.low
        opens = first in SENTENCE_OPENERS
