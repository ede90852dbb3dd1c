"""A paragraph as sentences of tokens, where a whole stretch in marks is one token.

What stands inside marks is somebody else's grammar. Read as one token, `“We won,” she said` and a
sentence without any quotation have the same shape, and everything after this step looks at shapes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .languages import Language
from .stretches import Stretch

LONGEST = 150
ENDS = frozenset(".?!…")
REACH = 25
CLOSING = frozenset(")]}")


@dataclass(slots=True)
class Token:
    """A word, a sign, or a stretch; `low` is the word in lower case with straight apostrophes."""

    start: int
    end: int
    text: str
    low: str
    stretch: Stretch | None = None

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def word(self) -> bool:
        return self.text[:1].isalnum()


@dataclass(slots=True)
class Sentence:
    tokens: list[Token]
    paragraph: int
    first: bool


@cache
def _pattern(language: Language) -> re.Pattern:
    capitals = (word if "." in word else word.capitalize() for word in language.abbreviations)
    abbreviations = "|".join(sorted(map(re.escape, capitals), key=len, reverse=True))
    return re.compile(
        rf"(?=\w{{1,7}}\.)(?:{abbreviations})\.(?!\w)"
        r"|Nos?\.(?=\s\d)|(?:[^\W\d_]\.){2,}|[^\W\d_a-z]\.(?=\s)"
        r"|['’](?:s|S)\b"
        r"|\w+(?:['’](?![sS]\b)\w+|[&/-]\w+|\.(?=[a-z\d])\w+|(?<=\d),(?=\d)\w+)*(?:(?:\.[A-Z])+\.)?"
        r"|\.\.+|--+|\S"
    )


def tokens(text: str, start: int, end: int, language: Language) -> Iterator[Token]:
    for match in _pattern(language).finditer(text, start, end):
        word = match.group()
        yield Token(match.start(), match.end(), word, word.lower().replace("’", "'"))


def with_stretches(text, start, end, inside: list[Stretch], language) -> list[Token]:
    """The paragraph's tokens, with every outer stretch as one."""
    found: list[Token] = []
    for stretch in inside:
        found.extend(tokens(text, start, stretch.opens, language))
        found.append(Token(stretch.opens, stretch.closes, "“”", "“”", stretch))
        start = stretch.closes
    found.extend(tokens(text, start, end, language))
    return found


def sentences(text: str, found: list[Token], language: Language) -> Iterator[list[Token]]:
    """Cut a paragraph's tokens after what ends a sentence; LONGEST tokens at most."""
    first = 0
    for number in range(len(found)):
        following = found[number + 1] if number + 1 < len(found) else None
        if following is None or _ends(text, found, number, first, language):
            if following is not None and following.text in CLOSING:
                continue
            yield found[first : number + 1]
            first = number + 1


def _ends(text, found, number, first, language) -> bool:
    if number - first >= LONGEST:
        return True
    token, following = found[number], found[number + 1]
    if token.stretch:
        return _ends_with_stretch(text, found, number, language)
    if token.text[0] not in ENDS:
        return False
    if token.text[0] == "." and len(token.text) > 1 or token.text == "…":
        return following.capital or bool(following.stretch and number > first)
    return not following.text[:1].islower() and following.text not in ",;:"


def _ends_with_stretch(text, found, number, language) -> bool:
    """Whether a sentence ends inside the closing mark: “We won.” Then he left."""
    last = text[found[number].stretch.start : found[number].stretch.end].rstrip("\"'”’»)] \u00a0")[
        -1:
    ]
    following = found[number + 1]
    if last not in ENDS or not (following.capital or following.stretch):
        return False
    return not (last != "." and _is_attribution(found, number + 1, language))


def _is_attribution(found, number, language) -> bool:
    """`“Why?” Mr. Smith asked.`: a name of a few words and then at once a verb of saying."""
    for place, token in enumerate(found[number : number + REACH], number):
        verb = language.verbs.get(token.low)
        if verb and verb.strong and verb.form in ("past", "present") and not token.capital:
            return place + 1 == len(found) or found[place + 1].low not in language.that
        if (
            token.stretch
            or token.text in ".?!;:"
            or token.low in language.auxiliaries - language.owners
        ):
            return False
    return False
