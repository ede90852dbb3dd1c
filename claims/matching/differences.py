"""
Where two texts that are alike differ in what matters: numbers, dates, denial, direction, names.

Likeness does not see these: "rose by 5 percent" and "rose by 3 percent" are as like as can be. A
warning is given only where each text says something that the other does not.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from math import isclose
from unicodedata import category, normalize

from . import lexicon

MAX_READ = 2000  # characters
TOKEN = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]{2,})?|%|[.!?:]")
MARK = "[.,\u00a0\u202f]"
THOUSANDS = re.compile(rf"[1-9]\d{{0,2}}({MARK})\d{{3}}(?:\1\d{{3}})*")  # of one kind of mark
YEARS = range(1800, 2101)
YEAR = timedelta(days=365)
NEAR = 0.02  # numbers as near as this are one: 482.8 and 483 kilometres


@dataclass(frozen=True)
class Warning:
    """A difference of some kind; `ours` and `theirs` are the words in the claim and in the text."""

    kind: str
    ours: str = ""
    theirs: str = ""

    def __str__(self):
        words = f": “{self.ours}” in the claim, “{self.theirs}” in the text" if self.ours else ""
        return f"{SENTENCES[self.kind]}{words}."


SENTENCES = {
    "number": "The numbers differ",
    "date": "The dates differ",
    "negation": "One says it is so, the other that it is not",
    "direction": "One goes up, the other down",
    "quantity": "One says all, the other some",
    "name": "The names differ",
    "roles": "Who did it and whom it was done to have changed places",
    "speaker": "Somebody else said it",
    "age": "The verdict is more than a year old",
}


def differences(claim, text, claimant="", speaker="", verified_at=None, at=None):
    """
    Return the Warnings about a text (a str) that looks like a claim's statement (a str).

    Where they are given: about who said it, and a verdict from a year or more before `at`.
    """
    ours, theirs = Words(claim), Words(text)
    found = [
        differing("number", ours.quantities(), theirs.quantities()),
        differing("date", ours.dates(), theirs.dates()),
        denial(ours, theirs),
        opposed("direction", ours, theirs, lexicon.UP, lexicon.DOWN),
        opposed("quantity", ours, theirs, lexicon.ALL, lexicon.SOME),
        names(ours, theirs),
        swapped(ours, theirs),
        said_by(claimant, speaker),
        aged(verified_at, at),
    ]
    return [warning for warning in found if warning]


class Words:
    """A text's tokens as they stand, and in small letters."""

    def __init__(self, text):
        self.tokens = TOKEN.findall(normalize("NFC", text[:MAX_READ]))
        self.small = [token.lower() for token in self.tokens]
        self.set = set(self.small)

    def quantities(self):
        """Return {(what is measured, value): words}."""
        found, i = {}, 0
        while i < len(self.small):
            value, used = self._number(i)
            if used:
                kind, value, more = self._measured(value, i + used)
                used += more
                found[kind, value] = " ".join(self.tokens[i : i + used])
            i += max(used, 1)
        return {key: words for key, words in found.items() if not is_year(*key, words)}

    def _number(self, i):
        """Return (value, tokens used) of the number that begins at token `i`; (None, 0) of none."""
        word, used = self.small[i], 1
        if word in lexicon.FRACTIONS:
            return lexicon.FRACTIONS[word], 1
        value = number(word)
        if value is None:
            return None, 0
        while i + used < len(self.small) and self.small[i + used] in lexicon.SCALES:
            value *= lexicon.SCALES[self.small[i + used]]
            used += 1
        return value, used

    def _measured(self, value, i):
        """Return (kind, value in the kind's first unit, tokens of the unit) by what follows."""
        unit = self.small[i] if i < len(self.small) else ""
        if unit in lexicon.FRACTIONS:
            return "ratio", value * lexicon.FRACTIONS[unit], 1
        if unit in lexicon.PERCENT or self.small[i : i + 2] in (["per", "cent"], ["por", "ciento"]):
            return "ratio", value / 100, 1 + (unit in ("per", "por"))
        if unit in lexicon.UNITS:
            kind, size = lexicon.UNITS[unit]
            return kind, value * size, 1
        return ("ratio" if value < 1 else "count"), value, 0

    def dates(self):
        years = {
            ("year", int(token)): token
            for token in self.tokens
            if token.isdecimal() and is_year("count", int(token), token)
        }
        days = {
            ("day" if isinstance(lexicon.MONTHS[s], str) else "month", lexicon.MONTHS[s]): t
            for s, t in zip(self.small, self.tokens, strict=True)
            if s in lexicon.MONTHS and (s != "may" or t == "May")
        }
        return years | days

    def names(self):
        """
        Return {name in small letters: name}: a capital inside a sentence, or two in a row.

        In German every noun has a capital: there only two in a row are a name.
        """
        capitals = [is_name(token) for token in self.tokens]
        german = len(self.set & lexicon.GERMAN) > 1
        found = {}
        for i, token in enumerate(self.tokens):
            begins = i == 0 or self.tokens[i - 1] in ".!?:"
            in_a_row = any(capitals[max(i - 1, 0) : i] + capitals[i + 1 : i + 2])
            if capitals[i] and (in_a_row or not (begins or german)):
                found[token.lower()] = token
        return found

    def content(self):
        return [w for w in self.small if w.isalpha() and w not in lexicon.SMALL]


def number(word):
    if not word[0].isdecimal():
        return lexicon.NUMBERS.get(word)
    if THOUSANDS.fullmatch(word):
        return float(re.sub(r"\D", "", word))
    marks = re.findall(MARK, word) or ["."]
    # of two kinds of marks, as in 1,234.5, the last is the decimal one
    whole, _, rest = word.rpartition(marks[-1]) if len({*marks}) > 1 else word.partition(marks[0])
    return float(f"{digits(whole)}.{digits(rest) or 0}")


def digits(text):
    return re.sub(r"\D", "", text)


def is_year(kind, value, words):
    return kind == "count" and value in YEARS and words.isdecimal() and len(words) == 4


def is_name(token):
    return category(token[0]) == "Lu" and len(token) > 1 and token.lower() not in lexicon.MONTHS


def differing(kind, ours, theirs):
    """Return a warning where each has, of the same thing measured, a value the other has not."""
    mine = {key: words for key, words in ours.items() if not any(same(key, k) for k in theirs)}
    other = {key: words for key, words in theirs.items() if not any(same(key, k) for k in ours)}
    for key, words in mine.items():
        for another, said in other.items():
            if key[0] == another[0]:
                return Warning(kind, words, said)
    return None


def same(one, other):
    if one[0] != other[0] or isinstance(one[1], str) or one[0] in ("year", "month"):
        return one == other
    return isclose(one[1], other[1], rel_tol=NEAR)


def denial(ours, theirs):
    half = lexicon.HALF_NEGATIONS
    if not half.isdisjoint(ours.set | theirs.set):
        return None
    mine, other = (not lexicon.NEGATIONS.isdisjoint(words.set) for words in (ours, theirs))
    return Warning("negation") if mine != other else None


def opposed(kind, ours, theirs, one, other):
    """Return a warning where one text has words of one sense alone, the other of the opposite."""
    mine, said = ([w for w in words.small if w in one | other] for words in (ours, theirs))
    for here, there in ((one, other), (other, one)):
        if mine and said and here.issuperset(mine) and there.issuperset(said):
            return Warning(kind, mine[0], said[0])
    return None


def names(ours, theirs):
    """Return a warning of names in one language: in another, a place has another name."""
    if sum(word.isalpha() for word in ours.set & theirs.set) < 2:
        return None
    mine = [name for low, name in ours.names().items() if not stands(low, theirs)]
    other = [name for low, name in theirs.names().items() if not stands(low, ours)]
    return Warning("name", mine[0], other[0]) if mine and other else None


def stands(name, words):
    """Return whether a name is among words, in any case: all but its last letters are enough."""
    begin = name[: max(3, len(name) - 3)]
    return any(word.startswith(begin) for word in words.small)


def swapped(ours, theirs):
    """Return a warning where "one does to the other" has become "the other does to one"."""
    mine, other = ours.content(), theirs.content()
    if not lexicon.PASSIVE.isdisjoint(ours.set ^ theirs.set) or len(mine) != len(other):
        return None
    turned = any(
        mine[verb + 1 :] + [mine[verb]] + mine[:verb] == other for verb in range(1, len(mine) - 1)
    )
    return Warning("roles") if turned else None


def said_by(claimant, speaker):
    differ = claimant and speaker and claimant.casefold() != speaker.casefold()
    return Warning("speaker", claimant, speaker) if differ else None


def aged(verified_at, at):
    return Warning("age") if verified_at and at and at - verified_at > YEAR else None


def shared(claim, text):
    """Return the words of a claim that stand in a text, in whatever form, in their order."""
    ours, theirs = Words(claim), Words(text)
    begun = {beginning(word) for word in theirs.small if word not in lexicon.SMALL}
    return [
        token
        for token, small in zip(ours.tokens, ours.small, strict=True)
        if small[0].isalnum() and small not in lexicon.SMALL and beginning(small) in begun
    ]


def beginning(word):
    """Return what most forms of a word begin with: closed and closing, bridge and bridges."""
    return word[: max(4, min(len(word) - 3, 6))]
