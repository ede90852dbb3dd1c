"""Our own news articles in six languages, with who says what marked in them: `{Name: words}`.

A name behind ~ is no name but what the article calls an unnamed source. The shares below are
floors: raise them with the extractor.
"""

import re
from pathlib import Path

import pytest

from sources.evaluation import Span, measure
from sources.extraction import extract

ARTICLES = Path(__file__).parent / "articles"
MARKED = re.compile(r"\{([^{}:]+): ([^{}]*)\}")
OUTER_SIGNS = " \u00a0.,;:!?…–—-'\"“”„«»"
FLOORS = {  # language: exact words, right words with the right full name, as F1 in per cent
    "de": (99, 95),
    "en": (98, 88),
    "es": (97, 91),
    "fr": (97, 93),
    "pl": (98, 92),
    "uk": (97, 94),
}


def article(marked):
    """Return the text without its braces, and the quotes they marked."""
    text, quotes, last = "", [], 0
    for match in MARKED.finditer(marked):
        text += marked[last : match.start()]
        words = match[2].strip(OUTER_SIGNS)
        start = len(text) + match[2].index(words)
        quotes.append(quote(match[1], start, start + len(words)))
        text, last = text + match[2], match.end()
    return {"text": text + marked[last:], "quotes": quotes}


def quote(source, start, end):
    named = not source.startswith("~")
    return {
        "start": start,
        "end": end,
        "kind": "direct",
        "speaker": source if named else None,
        "speaker_type": "person" if named else "other",
        "source_text": source.strip("~"),
    }


def predicted(text, language):
    return [
        Span(q.start, q.end, q.speaker, q.confidence)
        for q in extract(text, language)
        if q.kind != "none"
    ]


def marked_articles(language):
    for path in sorted((ARTICLES / language / "marked").glob("*.txt")):
        for marked in path.read_text(encoding="utf-8").strip().split("\n====\n"):
            yield article(marked)


@pytest.mark.parametrize("language", FLOORS)
def test_words_and_speakers_of_a_language_stay_as_right_as_they_are(language):
    read = [(each, predicted(each["text"], language), 1.0) for each in marked_articles(language)]
    measures = measure(read)

    exact, end_to_end = (100 * measures.f1(name)[2] for name in ("exact", "end to end full"))
    assert (exact, end_to_end) >= FLOORS[language] and end_to_end >= FLOORS[language][1]
