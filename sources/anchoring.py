"""
Find where a quote's words stand in another text of its article: exact, moved or orphaned.

Nothing is guessed. Words stand where they do to the letter, in their surroundings, and where the
text gives them to the same speaker; whatever leaves a doubt is orphaned, and an editor decides. The
time it takes grows with the length of the texts, and no faster.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from .corrections import SENTENCE_END, corrections, is_about, sentences

MAX_SURROUNDINGS = 400  # characters on each side
MAX_PLACES = 1000  # words that occur more often are no quotation
EXACT, MOVED, ORPHANED = "exact", "moved", "orphaned"


class Surroundings(NamedTuple):
    """The sentence before, the rest of its own on both sides, and the sentence after."""

    previous: str
    before: str
    after: str
    following: str

    @property
    def own(self):
        return self.before, self.after


class Anchor(NamedTuple):
    """What is found: the status, the offset where the words stand, or the reason why nowhere."""

    status: str
    start: int | None = None
    reason: str = ""


@dataclass
class Text:
    """A text, who says what in it ([(start, end, name)]), and the spans that only repeat it."""

    letters: str
    said: list = field(default_factory=list)
    repeats: list = field(default_factory=list)
    _corrections: dict = field(default_factory=dict)

    def places(self, words):
        """Return the offsets of the words, no part of longer ones; none if over MAX_PLACES."""
        places, at = [], self.letters.find(words)
        while at >= 0 and len(places) <= MAX_PLACES:
            places.append(at)
            at = self.letters.find(words, at + 1)
        whole = [at for at in places if self._is_whole(at, at + len(words))]
        return whole if len(places) <= MAX_PLACES else []

    def speaker(self, start, end):
        """Return who is read as saying what stands there, or None."""
        found = (name for first, last, name in self.said if first < end and start < last and name)
        return next(found, None)

    def corrections_of(self, earlier):
        """Return the sentences here that may take back what the `earlier` Text says."""
        key = id(earlier)
        if key not in self._corrections:
            self._corrections[key] = corrections(earlier.letters, self.letters)
        return self._corrections[key]

    @cached_property
    def _repeated(self):
        return [(span["start"], span["end"]) for span in self.repeats]

    def _is_whole(self, start, end):
        edges = self.letters[max(0, start - 1) : start + 1], self.letters[end - 1 : end + 1]
        inside = any(len(edge) == 2 and re.fullmatch(r"\w\w", edge) for edge in edges)
        return not inside and not any(first <= start < last for first, last in self._repeated)


def surroundings(text, start, end):
    """Return what tells who says text[start:end]."""
    before = text[max(0, start - MAX_SURROUNDINGS) : start]
    after = text[end : end + 2 * MAX_SURROUNDINGS]
    ends = [0, 0, *(found.end() for found in SENTENCE_END.finditer(before))]
    last = max(start, end - MAX_SURROUNDINGS)  # the words may end their sentence themselves
    ends_here = SENTENCE_END.finditer(text, last, end + MAX_SURROUNDINGS)
    own = next((found.end() - end for found in ends_here if found.end() >= end), MAX_SURROUNDINGS)
    then = SENTENCE_END.search(after, own, own + MAX_SURROUNDINGS)
    following = after[own : then.end() if then else own + MAX_SURROUNDINGS]
    parts = before[ends[-2] : ends[-1]], before[ends[-1] :], after[:own], following
    return Surroundings(*(part.strip() for part in parts))


def nearest_sentence(words, text):
    """Return the sentence of a text that has most of the words in it, "" where none has any."""
    wanted = set(re.findall(r"\w+", words.casefold()))
    shared = ((len(wanted & set(re.findall(r"\w+", s.casefold()))), s) for _, s in sentences(text))
    many, sentence = max(shared, key=lambda found: found[0])
    return sentence if many else ""


def anchor(words, start, names, was, now):
    """
    Return the Anchor in the Text `now` of the words that stand at `start` in the Text `was`.

    `names` are the speaker's. Exact: with the rest of their sentence and the one before it the same
    at one place. Moved: they stand there once, with the rest of their sentence the same, and either
    their speaker is read there by name, or the sentence after them came along. Words that are a
    sentence of their own may be anybody's: exact with both neighbours the same, else moved by the
    name alone. In both nobody else is read as the speaker, and no new sentence takes them back.
    """
    places = now.places(words)
    if not places:
        return Anchor(ORPHANED, reason="These words are not in the text.")
    if len(places) > max(1, len(was.places(words))):
        return Anchor(ORPHANED, reason=f"These words stand at {len(places)} places.")
    status, at = _nearest(words, start, was, now, places)
    span = at, at + len(words)
    speaker, before = now.speaker(*span), was.speaker(start, start + len(words))
    if reason := _other_speaker(speaker, before, names):
        return Anchor(ORPHANED, reason=reason)
    if status == ORPHANED or status is None and speaker not in names:
        return Anchor(ORPHANED, reason=_why_nowhere(places, was))
    first, last = _neighbourhood(now.letters, *span)
    for place, sentence in now.corrections_of(was):
        beside = first < place + len(sentence) and place < last
        if beside or is_about(sentence, words, names):
            return Anchor(ORPHANED, reason=f"It may be taken back: “{sentence[:200]}”")
    return Anchor(status or MOVED, at)


def _neighbourhood(text, start, end):
    """Return from where to where the sentences beside text[start:end] reach, about."""
    around = surroundings(text, start, end)
    before, after = around.previous + around.before, around.after + around.following
    return start - len(before) - 2, end + len(after) + 2


def _nearest(words, start, was, now, places):
    """
    Return (status, the place) by what surrounds the words.

    None for a status where only the speaker's name can tell.
    """
    told = surroundings(was.letters, start, start + len(words))
    here = {at: surroundings(now.letters, at, at + len(words)) for at in places}
    alone = not re.search(r"\w", told.before + told.after)  # another sentence tells whose they are
    same = [at for at in places if here[at][:3] == told[:3]]
    if len(same) == 1:
        [at] = same
        changed = told.following and here[at].following != told.following
        return (None if alone and changed else EXACT), at
    [at, *more] = places
    if more or was.letters and here[at].own != told.own:
        return ORPHANED, at
    came_along = told.following and here[at].following == told.following
    return (MOVED if came_along and not alone else None), at


def _other_speaker(speaker, before, names):
    """Return in a sentence how the words are attributed otherwise than they were, or ""."""
    if speaker and speaker not in (*names, before):
        return f"The text gives these words to {speaker[:200]}."
    return "The text no longer says who said these words." if before and not speaker else ""


def _why_nowhere(places, was):
    if len(places) > 1:
        return f"These words stand at {len(places)} places."
    if not was.letters:
        return "The text that was quoted is not held here, to be compared."
    return "What surrounds these words has changed."
