"""What kind of quotation a stretch is, and whether it is one at all.

Newspapers put marks round titles, nicknames, words as words and irony too. What tells them is not
the words but their place: a title has capitals and stands behind "the book" or "on the channel's";
a word in distancing marks stands in a sentence in which nobody says anything.
"""

from .attribution import Attribution
from .reading import Reading

SHORT = 5
SCARE = 2
NO_CUE = frozenset(["alone", "carried", "subject", "trailing"])


def no_quotation(reading: Reading, text: str, found: Attribution) -> str:
    """Why the stretch is no quotation ("title", "nickname", "term", "scare quotes"), or ""."""
    stretch = reading.tokens[found.at].stretch
    words = text[stretch.start : stretch.end].split()
    if found.rule in ("transcript", "signature"):
        return ""
    if not any(word[:1].isalnum() or word[1:2].isalnum() for word in words):
        return "no words"
    if words[0][0] == "(" and " ".join(words).isupper():
        return "stage direction"
    if len(words) <= 2 and found.at - 1 in reading.inside and found.at + 1 in reading.inside:
        return "nickname"
    if _is_title(reading, text, found, words):
        return "title"
    if _is_term(reading, found.at, words):
        return "term"
    few = len(words) <= SCARE and not _beside_more(reading, text, found.at)
    if found.rule == "alone" and few and not stands_alone(reading):
        return "scare quotes"
    return ""


def _beside_more(reading: Reading, text: str, at: int) -> bool:
    """`“the best of uses” and “clean air”`: what is joined to a quotation is one as well."""
    for sign, other in ((at - 1, at - 2), (at + 1, at + 2)):
        joined = reading.low(sign) == "," or reading.low(sign) in reading.language.joins
        if joined and reading.low(other) == "“”":
            stretch = reading.tokens[other].stretch
            return len(text[stretch.start : stretch.end].split()) > SCARE
    return False


def distancing(reading: Reading, text: str, found: Attribution) -> str:
    """The reason for a few words that nobody in the sentence can have said, or ""."""
    stretch = reading.tokens[found.at].stretch
    return "scare quotes" if len(text[stretch.start : stretch.end].split()) <= SHORT else ""


def stands_alone(reading: Reading) -> bool:
    """The sentence consists of what is in marks, and nothing else."""
    return not any(token.word for token in reading.tokens if not token.stretch)


def comes_first(reading: Reading, at: int) -> bool:
    return not any(token.word for token in reading.tokens[:at] if not token.stretch)


def _is_title(reading, text, found, words) -> bool:
    """Capitals throughout, and a place where titles stand."""
    if len(words) > 1 and words[0][:1].isupper() and _bare_title(reading, found, words):
        return True
    small = reading.language.small_in_titles | reading.language.particles
    if not _title_case(words, small) or _is_headline(reading) or len(words) > 12:
        return False
    if _named_as_title(reading, _first_of_list(reading, found.at)):
        return True
    finished = words[-1][-1] in "!?"
    if stands_alone(reading):
        return len(words) > 2 and len(reading.tokens) == 1 and not finished
    if (
        len(words) > 1
        and reading.low(found.at - 1) in reading.language.before_titles
        and found.at > 1
    ):
        return found.rule != "before"
    return found.rule in NO_CUE and len(words) > 1 and not finished


def _first_of_list(reading, at) -> int:
    """`plays called “…” or “…”`: the first stretch of those that only commas and "or" part."""
    number = at - 1
    while reading.low(number) == "," or reading.low(number) in reading.language.joins:
        number -= 1
    listed = 0 <= number < at - 1 and reading.tokens[number].stretch
    return _first_of_list(reading, number) if listed else at


def _bare_title(reading, found, words) -> bool:
    """`the song “We shall overcome”`: right behind what names its kind, capitals or not."""
    named = reading.low(found.at - 1) in reading.language.title_cues
    return named and found.rule in NO_CUE and words[-1][-1] not in ".,!?"


def _named_as_title(reading, at) -> bool:
    """The book “…”, a play called “…”, the “…” tour."""
    cues, before = reading.language.title_cues, reading.low(at - 1)
    naming = at - 2 if before in reading.language.named or before == "," else at - 1
    beside = (before, reading.low(naming), reading.low(at + 1), reading.low(at + 2))
    return any(low in cues for low in beside)


def _title_case(words: list[str], small: frozenset[str]) -> bool:
    return (
        bool(words)
        and not words[0][:1].islower()
        and all(not word[:1].islower() or word.lower().strip(".,") in small for word in words)
        and any(word[:1].isupper() or word[:1].isdigit() for word in words)
    )


def _is_headline(reading) -> bool:
    """Where every word has a capital, a capital says nothing."""
    words = [token for token in reading.tokens if token.text.isalpha() and len(token.text) > 3]
    return len(words) > 2 and all(token.capital for token in words)


def _named_before(reading, at) -> bool:
    """`the so-called “…”`, `known as the “…”`."""
    number = at - 1 - (reading.low(at - 1) in reading.language.articles)
    if reading.low(number) in reading.language.like:
        number -= 1
    return reading.low(number) in reading.language.scare_cues


def _is_term(reading, at, words) -> bool:
    after = reading.low(at + 1)
    if len(words) > SHORT:
        return False
    if len(words) == 1 and words[0].lower().strip(".,") in reading.language.pronouns:
        return words[0][-1] != ","
    return after in reading.language.meaning or _named_before(reading, at)


def kind(reading: Reading, text: str, found: Attribution) -> str:
    """Direct if the words make a sentence of their own, else partial."""
    stretch = reading.tokens[found.at].stretch
    inside = text[stretch.start : stretch.end].lstrip("[(…. \u00a0'\"‘“¿¡")
    before = reading.low(found.at - 1)
    if comes_first(reading, found.at):
        return "direct" if inside[:1].isupper() or found.rule != "after" else "partial"
    if before in (",", ":", "“”"):
        return "direct"
    return "partial"
