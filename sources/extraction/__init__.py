"""Reads quotations out of an article: marks -> stretches -> attribution -> speakers -> kinds."""

from collections.abc import Iterator

from .conversation import Conversation
from .languages import Language
from .languages import language as words_of
from .names import names
from .paragraphs import paragraphs
from .people import People
from .quotation import Quotation
from .reading import Reading
from .sentences import Sentence, sentences, tokens, with_stretches
from .speakers import Speakers
from .stretches import Stretch, outermost, stretches

__all__ = ["Quotation", "extract"]


def extract(text: str, language: str = "en", *, indirect: bool = False) -> list[Quotation]:
    """Every stretch of `text` in quotation marks, in text order, with who is said to have said it.

    `language` is a code ("en", "pl"). Offsets are code points into `text`, inside the marks. What
    is no quotation (a title, scare quotes) comes along as kind "none" with its reason. With
    `indirect`, what is reported without marks ("Tusk said that …") comes along too.
    """
    words = words_of(language)
    bounds = list(paragraphs(text))
    marked = stretches(text, bounds)
    found = list(outermost(marked))
    if not (found or indirect):
        return []
    people = _people(text, bounds, words)
    nested = [(stretch.start, stretch.end) for stretch in marked if stretch.level]
    conversation = Conversation(text, Speakers(people), nested, indirect)
    return [
        quotation
        for reading in _readings(text, bounds, found, words, people.known)
        for quotation in conversation.quotations(reading)
    ]


def _people(text: str, bounds: list[tuple[int, int]], words: Language) -> People:
    people = People(text, words)
    for start, end in bounds:
        found = list(tokens(text, start, end, words))
        people.read(found, list(names(found, words)))
    people.settle()
    return people


def _readings(text, bounds, found: list[Stretch], words, known) -> Iterator[Reading]:
    number = 0
    for paragraph, (start, end) in enumerate(bounds):
        inside = []
        while number < len(found) and found[number].opens < end:
            inside.append(found[number])
            number += 1
        all_tokens = with_stretches(text, start, end, inside, words)
        for first, sentence in enumerate(sentences(text, all_tokens, words)):
            yield Reading(Sentence(sentence, paragraph, first == 0), words, known)
