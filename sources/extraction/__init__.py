"""Extract quotations from an article: marks -> stretches -> attribution -> speakers -> kinds.

This package knows the standard library alone: no Django, no database, no network.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from itertools import chain, pairwise
from operator import attrgetter

from .collector import collector_rest
from .conversation import Conversation
from .dialogue_dashes import dash_turns, dialogue_stretches
from .embedded_attribution import attributed_turns, without_incises
from .languages import Language, language_for
from .name_runs import find_names
from .paragraphs import paragraphs
from .people import People
from .quotation import Quotation
from .sentence import Sentence
from .speaker_resolution import SpeakerResolver
from .stretches import Stretch, find_stretches, outermost, overlaps
from .tokenizer import Token, split_sentences, tokenize, with_stretches
from .unmarked import Span, led_back, unmarked_speech, with_marks
from .vocabulary import vocabulary_of

__all__ = ["Quotation", "extract", "extract_speech"]

LONG_TEXT = 50_000  # characters: ten long articles, of which no server reads many at once


def extract(text: str, language: str = "en", *, indirect: bool = False) -> list[Quotation]:
    """Return every stretch of `text` in quotation marks, in text order, each with its speaker.

    `language` is a code ("en", "pl"); an unknown one is read as English. Offsets are code points
    into `text`, inside the marks. What is no quotation (a title, scare quotes) is returned as kind
    "none" with its reason. With `indirect`, reported speech ("Tusk said that …") is returned too.
    """
    with collector_rest if len(text) > LONG_TEXT else nullcontext():
        return _extracted(text, language_for(language), indirect)


def _extracted(text: str, words: Language, indirect: bool) -> list[Quotation]:
    bounds = list(paragraphs(text))
    marked = find_stretches(text, bounds)
    outer = list(_spoken(text, bounds, list(outermost(marked)), words))
    if not (outer or indirect):
        return []
    read = [list(tokenize(text, start, end, words)) for start, end in bounds]
    people = _people(text, read, words)
    nested = [(stretch.start, stretch.end) for stretch in marked if stretch.level]
    conversation = Conversation(text, SpeakerResolver(people), nested, indirect)
    sentences = chain(_sentences(text, read, outer, people), [None])
    return [
        quotation
        for sentence, following in pairwise(sentences)
        if sentence
        for quotation in conversation.quotations(sentence, following)
    ]


def extract_speech(
    text: str,
    spans: Sequence[Span],
    language: str = "en",
    extractor: Callable[[str, str], list[Quotation]] = extract,
) -> list[Quotation]:
    """Return what `extractor` finds, and the speech that stands without marks (see `unmarked`).

    `spans` say what stood where in the page: block quotes, posts, questions.
    """
    edits = unmarked_speech(text, spans)
    marked, places = with_marks(text, edits)
    return led_back(extractor(marked, language), text, edits, places)


def _spoken(
    text: str, bounds: list[tuple[int, int]], marked: list[Stretch], language: Language
) -> Iterator[Stretch]:
    """Yield what stands in marks, parted by its incises, and the speech that dashes mark."""
    if language.speech.incises:
        dashed = list(attributed_turns(text, dash_turns(text, bounds), language))
        marked = list(without_incises(text, marked, language))
    elif language.speech.dialogue_dashes:
        dashed = [s for a, b in bounds for s in dialogue_stretches(text, a, b, language)]
    else:
        dashed = []
    apart = [s for s in marked if not overlaps(s, dashed)] if dashed else marked
    yield from sorted([*dashed, *apart], key=attrgetter("opens"))


def _people(text: str, read: list[list[Token]], language: Language) -> People:
    """Gather everybody the article names, before any sentence is attributed."""
    people = People(text, language, vocabulary_of(read, language))
    for tokens in read:
        people.read(tokens, list(find_names(tokens, language, people.vocabulary)))
    people.merge_mentions()
    return people


def _sentences(
    text: str, read: list[list[Token]], outer: list[Stretch], people: People
) -> Iterator[Sentence]:
    """Yield the article's sentences, a whole stretch in marks standing as one token."""
    number, language = 0, people.language
    for tokens in read:
        in_paragraph = []
        while number < len(outer) and outer[number].opens < tokens[-1].end:
            in_paragraph.append(outer[number])
            number += 1
        whole = with_stretches(tokens, in_paragraph)
        for place, of_sentence in enumerate(split_sentences(text, whole, language)):
            yield Sentence(of_sentence, language, people.vocabulary, opens_paragraph=place == 0)
