"""What stands before a name: titles, offices, sides and roles, with a capital or without."""

from .languages import Language
from .sentences import Token

LONGEST_ROLE = 8


def after_title(tokens, first, last, language) -> tuple[int, str]:
    """Where the name begins after the last title of the run, and the gender the title tells."""
    start, gender = first, ""
    for number in range(first, last - 1):
        low = tokens[number].low.rstrip(".")
        if low in language.titles:
            start, gender = number + 1, language.titles[low] or gender
        elif low.removesuffix("s") in language.titles:  # Senators Ida Lund and Tom Berg
            start = number + 1
        elif low in language.office_of and start > first:
            start = number + 1
            while start < last - 1 and tokens[start].low not in language.given:
                start += 1
            if start == last - 1 and tokens[start].low not in language.given:
                start = max(number + 2, last - 2) if last - number > 3 else last - 1
    return start, gender


def at_given_name(tokens, start, last, language) -> int:
    """`Island News Ida Lund`, a headline’s `Berg Hits Ida Lund`: a known given name begins."""
    if tokens[start].low in language.given or tokens[start].text.endswith("."):
        return start
    for number in range(start + 1 + _has_middle(tokens, start, last, language), last - 1):
        if tokens[number].low in language.given and tokens[number].low not in language.particles:
            return number
    return start


def _has_middle(tokens, start, last, language) -> bool:
    """`Cornell William Brooks`: three parts, the first no place, party, role or organisation."""
    role = language.capital_nouns or tokens[start].low in language.roles
    return last - start == 3 and not (role or adjective(tokens, start, last, language))


def is_office(tokens, first, start, last, language) -> bool:
    """A run that ends in a title ("Prime Minister", "Ohio Gov.") names nobody."""
    if tokens[last - 1].low.rstrip(".") not in language.titles:
        return False
    if start == first:
        return tokens[first].low not in language.given
    return start == last - 1 and tokens[start - 1].low.rstrip(".") not in language.polite


def adjective(tokens, start, last, language) -> bool:
    """Democrat Ida Lund, Texas Tom Berg: what stands before a given name is no name."""
    low = tokens[start].low
    if low in language.given and tokens[start + 1].low not in language.given:
        return False
    if low in language.sides and last - start == 2:
        return low in language.parties
    return low in language.places or low in language.organisations or low in language.sides


def role_before(tokens: list[Token], first: int, language: Language) -> tuple[int, str]:
    """Where the role in small letters before a name begins ("council spokeswoman")."""
    number, gender = first - 1, ""
    if number < 0 or tokens[number].low not in language.roles:
        return first, ""
    gender = language.roles[tokens[number].low]
    while number > max(0, first - LONGEST_ROLE) and _belongs_to_role(tokens, number - 1, language):
        number -= 1
    return number, gender


def _belongs_to_role(tokens: list[Token], number: int, language: Language) -> bool:
    token = tokens[number]
    if not token.word or token.stretch or token.low in language.determiners:
        return False
    if token.low in language.auxiliaries or token.low in language.conjunctions:
        return False
    if token.low in language.prepositions or token.low in language.pronouns:
        return False
    verb = language.verbs.get(token.low)
    spoken = verb and verb.form in ("past", "present", "ing")
    return not (spoken or token.low in language.joins)
