"""What the article itself tells about its words: which are common, which are names.

A capital at the head of a sentence says nothing. A word that stands somewhere else in small letters
is none of a name; one that keeps its capital inside a sentence is.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from functools import cached_property

from .tokenizer import Token

SENTENCE_OPENERS = frozenset(".?!:;…“”\"'‘•*«»„–—-")
MIN_WORD = 3  # letters; shorter ones keep their small letter in a headline


@dataclass(frozen=True)
class Vocabulary:
    """Words in lower case: printed in small letters, with a capital inside a sentence, surnames.

    `surnames` stand for somebody of the article beyond doubt.
    """

    small: Set[str] = frozenset()
    capital: Set[str] = frozenset()
    surnames: Set[str] = frozenset()

    @cached_property
    def common(self) -> Set[str]:
        """Return the words that are printed in small letters and never with a capital."""
        return self.small - self.capital

    def with_surnames(self, surnames: Set[str]) -> "Vocabulary":
        return replace(self, surnames=surnames)


def vocabulary_of(paragraphs: Iterable[list[Token]]) -> Vocabulary:
    """Return the vocabulary of an article's paragraphs, but for headlines all in capitals."""
    small: set[str] = set()
    capital: set[str] = set()
    for tokens in paragraphs:
        words = [token for token in tokens if token.is_word and len(token.text) > MIN_WORD]
        if all(token.is_capitalised for token in words):
            continue
        for before, token in zip([None, *tokens], tokens, strict=False):
            if token.text.islower():
                small.add(token.low)
            elif token.is_capitalised and before and before.text[:1] not in SENTENCE_OPENERS:
                capital.add(token.low)
    return Vocabulary(small, capital)
