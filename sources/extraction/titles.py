"""Tell a name from what stands before it: titles, offices, affiliations and roles."""

from .languages import Language
from .tokenizer import Token

MAX_ROLE_TOKENS = 8


def skip_titles(tokens: list[Token], first: int, last: int, language: Language) -> tuple[int, str]:
    """Return the token behind the last title of the run, and the gender the title tells.

    The run is tokens[first:last]; the gender is "m", "f" or "".
    """
    start, gender = first, ""
    for number in range(first, last - 1):
        low = tokens[number].low.rstrip(".")
        if low in language.naming.titles:
            start, gender = number + 1, language.naming.titles[low] or gender
        elif low.removesuffix("s") in language.naming.titles:  # Senators Ida Lund and Tom Berg
            start = number + 1
        elif low in language.naming.office_prepositions and start > first:
            start = number + 1
            while start < last - 1 and tokens[start].low not in language.naming.given_names:
                start += 1
            if start == last - 1 and tokens[start].low not in language.naming.given_names:
                start = max(number + 2, last - 2) if last - number > 3 else last - 1
    return start, gender


def skip_to_given_name(tokens: list[Token], start: int, last: int, language: Language) -> int:
    """Return where a known given name begins: `Island News Ida Lund`, `Berg Hits Ida Lund`."""
    if tokens[start].low in language.naming.given_names or tokens[start].text.endswith("."):
        return start
    for number in range(start + 1 + _has_middle(tokens, start, last, language), last - 1):
        if (
            tokens[number].low in language.naming.given_names
            and tokens[number].low not in language.naming.name_particles
        ):
            return number
    return start


def _has_middle(tokens: list[Token], start: int, last: int, language: Language) -> bool:
    """Return whether it is first, middle and last name: `Cornell William Brooks`."""
    role = language.grammar.late_subjects or tokens[start].low in language.naming.roles
    return last - start == 3 and not (role or is_modifier(tokens, start, last, language))


def is_office(tokens: list[Token], first: int, start: int, last: int, language: Language) -> bool:
    """Return whether the run ends in a title ("Prime Minister", "Ohio Gov.") and names nobody."""
    if tokens[last - 1].low.rstrip(".") not in language.naming.titles:
        return False
    if start == first:
        return tokens[first].low not in language.naming.given_names
    return (
        start == last - 1
        and tokens[start - 1].low.rstrip(".") not in language.naming.surname_titles
    )


def skip_modifiers(tokens: list[Token], start: int, last: int, language: Language) -> int:
    """Return the first token of the run that does not merely modify its name."""
    while start < last - 1 and is_modifier(tokens, start, last, language):
        start += 1
    return start


def is_modifier(tokens: list[Token], start: int, last: int, language: Language) -> bool:
    """Return whether the token only modifies the name: Democrat Ida Lund, Texas Tom Berg."""
    low = tokens[start].low
    if (
        low in language.naming.given_names
        and tokens[start + 1].low not in language.naming.given_names
    ):
        return False
    if low in language.naming.affiliations and last - start == 2:
        return low in language.naming.parties
    return (
        low in language.naming.place_words
        or low in language.naming.organisation_words
        or low in language.naming.affiliations
    )


def role_before(tokens: list[Token], first: int, language: Language) -> tuple[int, str]:
    """Return where the role in small letters before a name begins, and its gender.

    `council spokeswoman Ida Lund`; (first, "") where there is none.
    """
    number, gender = first - 1, ""
    if number < 0 or tokens[number].low not in language.naming.roles:
        return first, ""
    gender = language.naming.roles[tokens[number].low]
    while number > max(0, first - MAX_ROLE_TOKENS) and _belongs_to_role(
        tokens, number - 1, language
    ):
        number -= 1
    return number, gender


def _belongs_to_role(tokens: list[Token], number: int, language: Language) -> bool:
    token = tokens[number]
    if not token.is_word or token.stretch or token.low in language.grammar.determiners:
        return False
    if token.low in language.grammar.auxiliaries or token.low in language.grammar.conjunctions:
        return False
    if token.low in language.grammar.prepositions or token.low in language.grammar.pronouns:
        return False
    verb = language.speech.verbs.get(token.low)
    spoken = verb and verb.form in ("past", "present", "ing")
    return not (spoken or token.low in language.grammar.coordinators)
