"""Where words of one text stand in another: to the letter and in their surroundings, or nowhere."""

from os.path import commonprefix

NEAR = 32  # characters that are compared on each side
ENOUGH = 12  # of them in common say that a place is the same
KNOWN = 5  # words that nobody says twice by chance
MOST = 1000  # places that are looked at: what stands in more is no quotation


def place(text, words, before, after):
    """
    Where the `words`, which stood between `before` and `after`, stand in `text` (code points).

    None where they do not stand there to the letter, or where it cannot be told which of several
    places is theirs; a few words that stand in other surroundings may be somebody else's.
    """
    before, after = before[-NEAR:], after[:NEAR]
    found = [(_alike(text, at, at + len(words), before, after), at) for at in _all(text, words)]
    found.sort(reverse=True)
    match found:
        case [(alike, _), (same, _), *_] if alike == same:
            return None
        case [(alike, at), *_] if alike >= ENOUGH or len(words.split()) >= KNOWN:
            return at


def _all(text, words):
    """Every place of the words, overlapping or not; none where there are too many."""
    places, at = [], text.find(words)
    while at >= 0 and len(places) <= MOST:
        places.append(at)
        at = text.find(words, at + 1)
    return places if len(places) <= MOST else []


def _alike(text, start, end, before, after):
    """How many characters are the same, from the words outwards, on both sides together."""
    left = commonprefix([text[max(0, start - NEAR) : start][::-1], before[::-1]])
    right = commonprefix([text[end : end + NEAR], after])
    return len(left) + len(right)
