"""Names as they stand in a sentence: a run of capitals, its title taken off the front.

"Polish Foreign Minister Radosław Sikorski" is one run; everything up to its last title is title.
"Elmhurst Council spokeswoman Ida Lund" is two runs parted by a role, then the title of the second.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from . import titles
from .languages import Language
from .sentences import Token

LONGEST = 12
OPENING = frozenset(".?!:;…“”\"'‘•*")


@dataclass(frozen=True, slots=True)
class Name:
    """tokens[first:last] is the run, [start:last] the name without title; `title` as printed."""

    first: int
    start: int
    last: int
    parts: tuple[str, ...]
    title: tuple[str, ...]
    gender: str
    organisation: bool

    @property
    def full(self) -> bool:
        return len(self.parts) > 1


def names(tokens: list[Token], language: Language, known=frozenset()) -> Iterator[Name]:
    """Every name among the tokens, left to right; `known` are the article's surnames."""
    number, length = 0, len(tokens)
    while number < length:
        token = tokens[number]
        if (
            token.capital
            and _starts(token, language)
            and (token.low in known or not _opens(tokens, number, language))
        ):
            last = _run(tokens, number, language)
            name = _name(tokens, number, last, language)
            if name and (not language.capital_nouns or _certain(name, language, known)):
                yield name
            number = last
        else:
            number += 1


def _certain(name: Name, language: Language, known) -> bool:
    """Where every noun has a capital, a name needs a title, a given name or an earlier mention."""
    first, last = name.parts[0].lower(), name.parts[-1].lower()
    return bool(name.title or name.organisation or first in language.given or last in known)


def _opens(tokens: list[Token], number: int, language: Language) -> bool:
    """The capital is only that of a sentence's first word: "Small groups", "Conversely, …"."""
    before = tokens[number - 1] if number else None
    if before and (before.stretch or before.text[:1] not in OPENING):
        return False
    if tokens[number].low in language.given:
        return False
    low = tokens[number].low
    if low.endswith(language.opening_endings) and len(low) > 4:
        return True
    if number + 1 == len(tokens) or not tokens[number + 1].text[:1].islower():
        return False
    after = tokens[number + 1].low
    if after in language.office_of and low in language.titles and _capital(tokens, number + 2):
        return False
    if low in language.groups or low in language.roles:
        return True
    return not (
        after in language.verbs
        or after in language.auxiliaries
        or language.is_adverb(after)
        or after in language.roles
        or after in language.prepositions
        or after in language.relatives
        or after in language.particles
        or after in language.after_surnames
        or after in language.irregular
        or after.endswith(language.past_endings)
    )


def _starts(token: Token, language: Language) -> bool:
    bare = token.low.removesuffix(".")
    if bare != token.low and bare in language.abbreviations and bare not in language.titles:
        return bare in language.places
    if token.low in language.never_names or token.text[1:2] == "-" and len(token.text) < 8:
        return False
    return token.word and not _is_verb(token, language)


def _is_verb(token: Token, language: Language) -> bool:
    """In a headline verbs have capitals too; a given name ("Mark") is no verb."""
    verb = language.verbs.get(token.low)
    return bool(verb and verb.form != "base" and not verb.noun and token.low not in language.given)


def _run(tokens: list[Token], number: int, language: Language) -> int:
    last = number + 1
    while last < len(tokens) and last - number < LONGEST:
        token = tokens[last]
        if _announces(tokens, last, language):
            break
        if token.capital and _starts(token, language) or token.low in language.suffixes:
            last += 1
        elif bridged := _bridges(tokens, last, language):
            last += bridged
        else:
            break
    return last


def _announces(tokens: list[Token], number: int, language: Language) -> bool:
    """A headline's verb between two names, though it may be a noun: `Berg Calls Ida Lund`."""
    verb = language.verbs.get(tokens[number].low)
    after = tokens[number + 1].low if number + 1 < len(tokens) else ""
    return bool(verb and verb.form in ("present", "past") and after in language.given)


def _bridges(tokens: list[Token], number: int, language: Language) -> int:
    """
    How many tokens a name runs across, the small words and one more; or none.

    The small words are "de", "of" or "of the" in an office, the comma before "Jr.".
    """
    low = tokens[number].low
    if low == ",":
        return 2 * (number + 1 < len(tokens) and tokens[number + 1].low in language.suffixes)
    if low in language.office_of:
        return _office(tokens, number, language)
    return 2 * (low in language.particles and _capital(tokens, number + 1))


def _capital(tokens: list[Token], number: int) -> bool:
    return number < len(tokens) and tokens[number].capital and tokens[number].word


def _office(tokens: list[Token], number: int, language: Language) -> int:
    """Minister of Defence, Speaker of the House, Guild of Pilots: so many tokens on."""
    low = tokens[number - 1].low
    the = number + 1 < len(tokens) and tokens[number + 1].low in language.definite
    known = low in language.titles or low in language.organisations and not the
    return (2 + the) * (known and _capital(tokens, number + 1 + the))


def _name(tokens: list[Token], first: int, last: int, language: Language) -> Name | None:
    start, gender = titles.after_title(tokens, first, last, language)
    if titles.is_office(tokens, first, start, last, language):
        return None
    start = titles.at_given_name(tokens, start, last, language)
    whole = [token.text for token in tokens[start:last]]
    organisation = start == first and _is_organisation(whole, language)
    while not organisation and start < last - 1 and titles.adjective(tokens, start, last, language):
        start += 1
    parts = [t.text for t in tokens[start:last] if t.low not in language.suffixes and t.text != ","]
    if not parts or (len(parts) == 1 and parts[0].lower() in language.sides):
        return None
    title = [t.text for t in tokens[first:start]]
    if not gender and len(parts) > 1:
        gender = language.given.get(parts[0].lower(), "").strip("u")
    back = first
    if not title and not organisation:
        back, role_gender = titles.role_before(tokens, first, language)
        title = [t.text for t in tokens[back:first]]
        gender = gender or role_gender
    return Name(back, start, last, tuple(parts), tuple(title), gender, organisation)


def _is_organisation(parts: list[str], language: Language) -> bool:
    lows = [part.lower() for part in parts]
    if lows[0] in language.given and len(lows) in (2, 3) and lows[-1] not in language.organisations:
        return False
    return (
        any(low in language.organisations for low in lows)
        or lows[0] in language.places
        or (lows[0] in language.sides and lows[-1] in language.organisations)
        or any(len(part) > 1 and part.isupper() and part.isalpha() for part in parts)
    )
