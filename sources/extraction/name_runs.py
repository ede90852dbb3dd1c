"""Find names in a sentence: a run of capitalised words, its title taken off the front.

"Polish Foreign Minister Radosław Sikorski" is one run; everything up to its last title is title.
"Elmhurst Council spokeswoman Ida Lund" is two runs parted by a role, then the title of the second.
"""

from collections.abc import Iterator
from typing import NamedTuple

from . import titles
from .languages import Language
from .tokenizer import Token
from .vocabulary import SENTENCE_OPENERS, Vocabulary

MAX_ROLE_TOKENS = 8  # before a comma and the name of whoever has the role
MAX_NAME_TOKENS = 12  # a longer run of capitals is a headline or a list
NO_VOCABULARY = Vocabulary()


class Name(NamedTuple):
    """tokens[first:last] is the run, tokens[start:last] the name without its title.

    `parts` are the words of the name, `title` those of its title, as printed; `gender` is "m",
    "f" or "" where nothing tells.
    """

    first: int
    start: int
    last: int
    parts: tuple[str, ...]
    title: tuple[str, ...]
    gender: str
    organisation: bool

    @property
    def is_full(self) -> bool:
        """Return whether it has more than a surname."""
        return len(self.parts) > 1


def find_names(
    tokens: list[Token], language: Language, vocabulary: Vocabulary = NO_VOCABULARY
) -> Iterator[Name]:
    """Yield every name among the tokens, left to right.

    The surnames of the `vocabulary` are names even where a sentence begins with them.
    """
    number, length = 0, len(tokens)
    while number < length:
        token = tokens[number]
        if (
            token.text[0].isupper()
            and _may_start_name(token, language)
            and (
                token.low in vocabulary.surnames
                or not _is_sentence_capital(tokens, number, language, vocabulary)
            )
        ):
            last = _run_end(tokens, number, language)
            name = _parse_name(tokens, number, last, language, vocabulary)
            nouns = language.naming.capitalised_nouns
            if name and (not nouns or _is_person(tokens, name, language, vocabulary)):
                yield name
            number = last
        else:
            number += 1


def _is_person(tokens: list[Token], name: Name, language: Language, vocabulary: Vocabulary) -> bool:
    """Return whether more than capitals tells a name, where every noun has one (German)."""
    return (
        _is_certain(name, language, vocabulary)
        or _stands_as_subject(tokens, name, language)
        or _is_apposed_to_role(tokens, name, language)
    )


def _is_certain(name: Name, language: Language, vocabulary: Vocabulary) -> bool:
    """Return whether a title, a given name or another mention says that it is a name."""
    first, last = name.parts[0].lower(), name.parts[-1].lower()
    speaking = vocabulary.speaking
    return bool(
        name.title
        or name.organisation
        or first in language.naming.given_names
        or last in vocabulary.surnames
        or last in vocabulary.recurring
        or last in speaking
        or first in speaking
    )


def _stands_as_subject(tokens: list[Token], name: Name, language: Language) -> bool:
    """Return whether two capitals without an article open a sentence before its verb, or follow
    a verb that opens its clause: `Rieke Thoma hat`, `„…“, winkte Rieke Thoma ab`."""
    first = name.first
    if not _may_be_two_words_of_name(name, language):
        return False
    if (first == 0 or tokens[first - 1].text[0] in SENTENCE_OPENERS) and name.last < len(tokens):
        return language.is_verb_form(tokens[name.last].low)
    clause = first == 1 or first > 1 and tokens[first - 2].text in ("“”", ",")
    before = tokens[first - 1].low
    return clause and (before in language.speech.quotatives or language.is_verb_form(before))


def _may_be_two_words_of_name(name: Name, language: Language) -> bool:
    """Return whether it has two words, of which none names a body."""
    bodies = language.naming.organisation_words
    return len(name.parts) == 2 and not any(part.lower() in bodies for part in name.parts)


def _is_apposed_to_role(tokens: list[Token], name: Name, language: Language) -> bool:
    """Return whether it stands between commas behind a role: `der Leiter des Amtes, Nils Behm,`."""
    first, roles = name.first, language.naming.roles
    if first < 2 or tokens[first - 1].text != "," or not _may_be_two_words_of_name(name, language):
        return False
    if name.last < len(tokens) and tokens[name.last].is_word:
        return False
    before = tokens[max(0, first - MAX_ROLE_TOKENS) : first - 1]
    return any(token.is_capitalised and token.low in roles for token in before)


def _is_sentence_capital(
    tokens: list[Token], number: int, language: Language, vocabulary: Vocabulary
) -> bool:
    """Return whether only the sentence's beginning gives the capital: "Small groups"."""
    before, low = tokens[number - 1] if number else None, tokens[number].low
    if before and (before.stretch or before.text[:1] not in SENTENCE_OPENERS):
        return False
    if low in language.naming.given_names:
        return False
    if low.endswith(language.grammar.sentence_opening_endings) and len(low) > 4:
        return True
    following = tokens[number + 1] if number + 1 < len(tokens) else None
    if following is None or not following.text[:1].islower():
        return _is_opening(low, following, language, vocabulary)
    if language.grammar.late_subjects:
        return low not in vocabulary.capital and not tokens[number].text[1:].isupper()
    return not _may_follow_name(tokens, number, language)


def _is_opening(
    low: str, following: Token | None, language: Language, vocabulary: Vocabulary
) -> bool:
    """Return whether it is a word before a comma or a name, and none of it: "Already, Lund"."""
    if low in language.naming.titles or low in vocabulary.capital:
        return False
    comma = following is not None and following.text == ","
    return comma or low in vocabulary.common


def _may_follow_name(tokens: list[Token], number: int, language: Language) -> bool:
    """Return whether a small word follows as it does a name: a verb, "of", "and"."""
    low, after = tokens[number].low, tokens[number + 1].low
    grammar, naming = language.grammar, language.naming
    office = after in naming.office_prepositions and low in naming.titles
    if office and _is_capitalised(tokens, number + 2):
        return True
    if low in naming.group_nouns or low in naming.roles:
        return False
    return (
        after in language.speech.verbs
        or after in grammar.auxiliaries
        or grammar.is_adverb(after)
        or after in naming.roles
        or after in grammar.prepositions
        or after in grammar.relatives
        or after in naming.name_particles
        or after in naming.words_after_surnames
        or after in grammar.irregular_verbs
        or after.endswith(grammar.past_endings)
    )


def _may_start_name(token: Token, language: Language) -> bool:
    """Return whether the capitalised word may be one of a name: no abbreviation, no verb."""
    bare = token.low.removesuffix(".")
    if (
        bare != token.low
        and bare in language.naming.abbreviations
        and bare not in language.naming.titles
    ):
        return bare in language.naming.place_words
    if token.low in language.naming.never_names or token.text[1:2] == "-" and len(token.text) < 8:
        return False
    return token.is_word and not _is_verb(token, language)


def _is_verb(token: Token, language: Language) -> bool:
    """Return whether it is a verb, which a headline gives a capital; "Mark" is a given name."""
    verb = language.speech.verbs.get(token.low)
    return bool(
        verb
        and verb.form != "base"
        and not verb.noun
        and token.low not in language.naming.given_names
    )


def _run_end(tokens: list[Token], number: int, language: Language) -> int:
    """Return where the run of capitals that begins at token `number` ends."""
    last = number + 1
    while last < len(tokens) and last - number < MAX_NAME_TOKENS:
        token = tokens[last]
        if _is_headline_verb(tokens, last, language):
            break
        if (
            token.is_capitalised
            and (_may_start_name(token, language) or _is_surname(tokens, last, language))
            or token.low in language.naming.name_suffixes
        ):
            last += 1
        elif bridged := _bridge_length(tokens, last, language):
            last += bridged
        else:
            break
    return last


def _is_surname(tokens: list[Token], number: int, language: Language) -> bool:
    """Return whether a verb's form is a surname behind a given name: Hugo Lanza."""
    headlines = not language.grammar.late_subjects  # Ida Says
    given = tokens[number - 1].low in language.naming.given_names
    return given and not headlines and tokens[number].is_word and _is_verb(tokens[number], language)


def _is_headline_verb(tokens: list[Token], number: int, language: Language) -> bool:
    """Return whether it is a headline's verb between two names: `Berg Calls Ida Lund`."""
    verb = language.speech.verbs.get(tokens[number].low)
    after = tokens[number + 1].low if number + 1 < len(tokens) else ""
    return bool(verb and verb.form in ("present", "past") and after in language.naming.given_names)


def _bridge_length(tokens: list[Token], number: int, language: Language) -> int:
    """Return how many tokens a name runs across: small words and one more; or 0.

    The small words are "de", "of" or "of the" in an office, the comma before "Jr.".
    """
    low = tokens[number].low
    if low == ",":
        return 2 * (
            number + 1 < len(tokens) and tokens[number + 1].low in language.naming.name_suffixes
        )
    if low in language.naming.office_prepositions:
        return _office_bridge_length(tokens, number, language)
    if low not in language.naming.name_particles:
        return 0
    article = number + 1 < len(tokens) and tokens[number + 1].low in language.grammar.articles
    return (2 + article) * _is_capitalised(tokens, number + 1 + article)


def _is_capitalised(tokens: list[Token], number: int) -> bool:
    """Return whether there is a token `number`, a word with a capital."""
    return number < len(tokens) and tokens[number].is_capitalised and tokens[number].is_word


def _office_bridge_length(tokens: list[Token], number: int, language: Language) -> int:
    """Return how many tokens an office runs across its "of": Minister of Defence; or 0."""
    low = tokens[number - 1].low
    the = number + 1 < len(tokens) and tokens[number + 1].low in language.grammar.definite_articles
    is_office = (
        low in language.naming.titles or low in language.naming.organisation_words and not the
    )
    return (2 + the) * (is_office and _is_capitalised(tokens, number + 1 + the))


def _parse_name(
    tokens: list[Token], first: int, last: int, language: Language, vocabulary: Vocabulary
) -> Name | None:
    """Return the run tokens[first:last] parted into title and name; None if it names nobody."""
    start, gender = titles.skip_titles(tokens, first, last, language)
    if start > first and _is_place_of_office(tokens, start, last, language):
        return None
    surname = tokens[last - 1].low in vocabulary.surnames
    if not surname and titles.is_office(tokens, first, start, last, language):
        return None
    start = titles.skip_to_given_name(tokens, start, last, language)
    if tokens[last - 1].low in vocabulary.recurring or _has_noun_before(
        tokens, start, last, language
    ):
        start = max(start, last - 2)
    whole = [token.text for token in tokens[start:last]]
    organisation = start == first and _is_organisation(whole, language)
    if not organisation:
        start = titles.skip_modifiers(tokens, start, last, language)
    parts = _parts(tokens[start:last], language)
    if not parts or len(parts) == 1 and _is_no_name(parts[0], language):
        return None
    back, role_gender = first, ""
    if start == first and not organisation:
        back, role_gender = titles.role_before(tokens, first, language)
    title = tuple(token.text for token in tokens[back:start])
    gender = gender or _given_gender(parts, language) or role_gender
    return Name(back, start, last, parts, title, gender, organisation)


def _is_place_of_office(tokens: list[Token], start: int, last: int, language: Language) -> bool:
    """Return whether "of" and a place follow the title, then its holder: `von Ahrn, Ida Lund,`."""
    of = tokens[start].low in language.naming.name_particles
    apposed = last < len(tokens) and tokens[last].text == ","
    return of and apposed and all(_is_capitalised(tokens, last + n) for n in (1, 2))


def _has_noun_before(tokens: list[Token], start: int, last: int, language: Language) -> bool:
    """Return whether three capitals open a sentence before its verb: `Deichgraf Nils Behm hat`."""
    if not language.naming.capitalised_nouns or last - start != 3 or last == len(tokens):
        return False
    opens = start == 0 or tokens[start - 1].text[0] in SENTENCE_OPENERS
    bodies = language.naming.organisation_words
    named = not any(token.low in bodies for token in tokens[start:last])
    known = tokens[start].low in language.naming.given_names
    return opens and named and not known and language.is_verb_form(tokens[last].low)


def _parts(tokens: list[Token], language: Language) -> tuple[str, ...]:
    """Return the words of a name without "Jr." and the comma before it."""
    suffixes = language.naming.name_suffixes
    return tuple(t.text for t in tokens if t.low not in suffixes and t.text != ",")


def _given_gender(parts: tuple[str, ...], language: Language) -> str:
    """Return the gender a given name tells, "" where none does; alone it may be a surname."""
    if len(parts) == 1 and not language.grammar.late_subjects:
        return ""
    return language.naming.given_names.get(parts[0].lower(), "").strip("u")


def _is_no_name(word: str, language: Language) -> bool:
    """Return whether it is an affiliation, or a letter that stands alone (the platform X)."""
    return word.lower() in language.naming.affiliations or len(word) == 1


def _is_organisation(parts: list[str], language: Language) -> bool:
    """Return whether a word of the name says so, a place, or an acronym (NATO)."""
    lows = [part.lower() for part in parts]
    if (
        lows[0] in language.naming.given_names
        and len(lows) in (2, 3)
        and lows[-1] not in language.naming.organisation_words
    ):
        return False
    return (
        any(low in language.naming.organisation_words for low in lows)
        or lows[0] in language.naming.place_words
        or (
            lows[0] in language.naming.affiliations
            and lows[-1] in language.naming.organisation_words
        )
        or any(len(part) > 1 and part.isupper() and part.isalpha() for part in parts)
    )
