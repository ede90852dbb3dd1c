"""Tokenize a paragraph and split it into sentences; a whole stretch in marks is one token.

What stands inside marks is somebody else's grammar. Read as one token, `“We won,” she said` and a
sentence without any quotation have the same shape, and everything after this step looks at shapes.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from .languages import Language
from .stretches import Stretch

MAX_SENTENCE_TOKENS = 150  # later steps are quadratic in it; a list or a table may never end
MAX_ATTRIBUTION_TOKENS = 25  # behind “Why?”, within which the verb of saying must come
SENTENCE_ENDS = frozenset(".?!…")
CLOSING_BRACKETS = frozenset(")]}")
AFTER_SENTENCE_END = "\"'”’»)] \u00a0"  # may stand between a full stop and the closing mark


@dataclass(slots=True)
class Token:
    """A word, a sign, or a stretch; `low` is the word in lower case with straight apostrophes.

    `start` and `end` are code points into the article; a stretch's take in its marks.
    """

    start: int
    end: int
    text: str
    low: str
    stretch: Stretch | None = None

    @property
    def is_capitalised(self) -> bool:
        return self.text[:1].isupper()

    @property
    def is_word(self) -> bool:
        return self.text[:1].isalnum()


@cache
def _token_pattern(language: Language) -> re.Pattern[str]:
    """Compile the pattern of one token: abbreviation, initial, possessive 's, word or sign."""
    listed = language.naming.abbreviations
    capitals = {word if "." in word else word.capitalize() for word in listed}
    abbreviations = _alternatives(capitals | listed)
    grammar = language.grammar
    elided = rf"|(?i:{_alternatives(grammar.elisions)})['’](?=\w)" if grammar.elisions else ""
    enclitic = rf"(?:{_alternatives(grammar.enclitics)})\b"
    parted, joined = (f"|{enclitic}", f"(?!{enclitic})") if grammar.enclitics else ("", "")
    return re.compile(  # signs are many, so one look tells them from what begins as a word does
        rf"(?=\w)(?:(?=\w{{1,7}}\.)(?:(?:{abbreviations})\.(?!\w)"
        r"|Nos?\.(?=\s\d)|(?:[^\W\d_]\.){2,}|[^\W\d_a-zX]\.(?=\s))"
        rf"{elided}|\w+(?:['’](?![sS]\b)\w+|{joined}[&/-]\w+|\.(?=[a-z\d])\w+"
        r"|(?<=\d),(?=\d)\w+)*(?:(?:\.[A-Z])+\.)?)"
        rf"|['’](?:s|S)\b{parted}|\.\.+|--+|\S"
    )


def _alternatives(words: Iterable[str]) -> str:
    """Return the words as alternatives of a pattern, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def tokenize(text: str, start: int, end: int, language: Language) -> Iterator[Token]:
    """Yield the words and signs of text[start:end], in order; white space is left out."""
    for match in _token_pattern(language).finditer(text, start, end):
        word, (start, end) = match[0], match.span()
        low = word.lower()
        yield Token(start, end, word, low.replace("’", "'") if "’" in low else low)


def with_stretches(tokens: list[Token], outer: list[Stretch]) -> list[Token]:
    """Return a paragraph's tokens, those of each of its outer stretches as one.

    A token that reaches across a mark (it’s“) is left out.
    """
    if not outer:
        return tokens
    found: list[Token] = []
    first, starts = 0, [token.start for token in tokens]
    for stretch in outer:
        last = bisect_left(starts, stretch.opens, first)
        while last > first and tokens[last - 1].end > stretch.opens:
            last -= 1
        found += tokens[first:last]
        found.append(Token(stretch.opens, stretch.closes, "“”", "“”", stretch))
        first = bisect_left(starts, stretch.closes, last)
    return found + tokens[first:]


def split_sentences(text: str, tokens: list[Token], language: Language) -> Iterator[list[Token]]:
    """Yield a paragraph's tokens sentence by sentence, MAX_SENTENCE_TOKENS at most in each."""
    first = 0
    for number, token in enumerate(tokens[:-1]):
        may_end = token.stretch or token.text[0] in SENTENCE_ENDS
        if not may_end and number - first < MAX_SENTENCE_TOKENS:
            continue  # so most tokens cost no call
        ends = _ends_sentence(text, tokens, number, first, language)
        if ends and tokens[number + 1].text not in CLOSING_BRACKETS:
            yield tokens[first : number + 1]
            first = number + 1
    if tokens:
        yield tokens[first:]


def _ends_sentence(
    text: str, tokens: list[Token], number: int, first: int, language: Language
) -> bool:
    """Return whether the sentence from token `first` on ends with token `number`, not the last.

    That is a stretch, or a sign that may end one, or the sentence's MAX_SENTENCE_TOKENS'th.
    """
    if number - first >= MAX_SENTENCE_TOKENS:
        return True
    token, following = tokens[number], tokens[number + 1]
    if token.stretch:
        return _ends_with_stretch(text, token.stretch, tokens, number, language)
    if token.text[0] == "." and len(token.text) > 1 or token.text == "…":
        return following.is_capitalised or bool(following.stretch and number > first)
    return not following.text[:1].islower() and following.text not in ",;:"


def _ends_with_stretch(
    text: str, stretch: Stretch, tokens: list[Token], number: int, language: Language
) -> bool:
    """Return whether a sentence ends inside the closing mark: “We won.” Then he left."""
    last = text[stretch.start : stretch.end].rstrip(AFTER_SENTENCE_END)[-1:]
    following = tokens[number + 1]
    if last not in SENTENCE_ENDS or not (following.is_capitalised or following.stretch):
        return False
    return not (last != "." and _is_attribution_ahead(tokens, number + 1, language))


def _is_attribution_ahead(tokens: list[Token], number: int, language: Language) -> bool:
    """Return whether a few words and a verb of saying follow: `“Why?” Mr. Smith asked.`"""
    grammar = language.grammar
    for place, token in enumerate(tokens[number : number + MAX_ATTRIBUTION_TOKENS], number):
        verb = language.speech.verbs.get(token.low)
        if verb and verb.strong and verb.form in ("past", "present") and not token.is_capitalised:
            last = place + 1 == len(tokens)
            return last or tokens[place + 1].low not in grammar.complementizers
        auxiliary = token.low in grammar.auxiliaries
        verbal = auxiliary and token.low not in grammar.possessive_endings
        if token.stretch or token.text in ".?!;:" or verbal:
            return False
    return False
