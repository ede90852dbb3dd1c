"""Anchor a quote in a later text: find its exact words there, told apart by their context.

The method is that of the W3C TextQuoteSelector (exact, prefix, suffix), without fuzzy matching.
"""

import re
from os.path import commonprefix

CONTEXT_CHARACTERS = 32  # compared on each side
MIN_CONTEXT_MATCH = 12  # characters in common that make it the same place
MIN_UNIQUE_WORDS = 5  # nobody says so many twice by chance
MAX_SURROUNDINGS = 400  # characters on each side
# Where a sentence ends. A full stop after a word with a capital, as in “Gov.”, may end none.
SENTENCE_END = re.compile(r"(?:(?<!\w)(?!\d)(?=[^\W_A-ZÀ-Þ])\w+\.|[!?…])[”\"’»)]*(?=\s|$)|\n")
MAX_PLACES = 1000  # words that occur more often are no quotation


def find_anchor(text, words, before, after):
    """
    Return the offset in `text` (code points) of `words` that stood between `before` and `after`.

    None where they do not occur verbatim, or where two places fit equally well; fewer than
    MIN_UNIQUE_WORDS must have MIN_CONTEXT_MATCH of their context too, else they may be somebody
    else's.
    """
    before, after = before[-CONTEXT_CHARACTERS:], after[:CONTEXT_CHARACTERS]
    places = _all_places(text, words)
    scored = [(_context_match(text, at, at + len(words), before, after), at) for at in places]
    scored.sort(reverse=True)
    unique = len(words.split()) >= MIN_UNIQUE_WORDS
    match scored:
        case [(best, _), (second, _), *_] if best == second:
            return None
        case [(best, at), *_] if best >= MIN_CONTEXT_MATCH or unique:
            return at


def surroundings(text, start, end):
    """
    Return what tells who says text[start:end]: (before, after).

    It is the rest of its sentence and the sentence before.
    """
    before, after = text[max(0, start - MAX_SURROUNDINGS) : start], text[end:]
    ends = [found.end() for found in SENTENCE_END.finditer(before)]
    done = SENTENCE_END.search(after, 0, MAX_SURROUNDINGS)
    return (
        before[ends[-2] if len(ends) > 1 else 0 :].strip(),
        after[: done.end() if done else MAX_SURROUNDINGS].strip(),
    )


def _all_places(text, words):
    """Return every offset of the words, overlapping or not; none if there are over MAX_PLACES."""
    places, at = [], text.find(words)
    while at >= 0 and len(places) <= MAX_PLACES:
        places.append(at)
        at = text.find(words, at + 1)
    return places if len(places) <= MAX_PLACES else []


def _context_match(text, start, end, before, after):
    """Return how many characters agree, from text[start:end] outwards, on both sides together."""
    left = commonprefix([text[max(0, start - CONTEXT_CHARACTERS) : start][::-1], before[::-1]])
    right = commonprefix([text[end : end + CONTEXT_CHARACTERS], after])
    return len(left) + len(right)
