"""Trace names in Polish and Ukrainian cases to their nominative: Anny Kowalskiej, Anna Kowalska."""

from collections.abc import Container, Iterator
from functools import lru_cache

from .languages import Language

FEMININE_ENDINGS = ("a", "\u0430", "я")  # the Latin letter and the Cyrillic one
MIN_STEM = 2
MAX_KEPT_SURNAMES = 4096  # each is asked for at every mention


def nominatives(surname: str, language: Language) -> Iterator[str]:
    """Yield what the surname (in lower case) may be a case of, by longest ending; never itself."""
    for _, nominative in _readings(surname, language):
        yield nominative


@lru_cache(MAX_KEPT_SURNAMES)
def _readings(surname: str, language: Language) -> tuple[tuple[str, str], ...]:
    """Return (ending, nominative) of the surname, as `case_endings` order them."""
    return tuple(
        (ending, surname.removesuffix(ending) + nominative)
        for ending, nominative in language.naming.case_endings
        if surname.endswith(ending) and len(surname) - len(ending) >= MIN_STEM
    )


def given_nominative(name: str, language: Language) -> str:
    """Return the nominative of a given name, itself where it is one or is unknown."""
    return language.naming.given_bases.get(name, name)


def surname_nominative(surname: str, gender: str, language: Language, known: Container[str]) -> str:
    """Return the surname's likeliest nominative, beside a given name in another case.

    One that is known wins; else the first ending of that gender; a woman's name that ends in a
    consonant has no cases.
    """
    readings = _readings(surname, language)
    for _, nominative in readings:
        if nominative in known:
            return nominative
    longest = max((len(ending) for ending, _ in readings), default=0)
    likely = [nominative for ending, nominative in readings if len(ending) == longest]
    feminine = [name for name in likely if name.endswith(FEMININE_ENDINGS)]
    if gender == "f":
        return next(iter(feminine), surname)
    return next((name for name in likely if name not in feminine), next(iter(likely), surname))


def with_capitals(name: str) -> str:
    """Return the name with a capital at its head and behind hyphens."""
    return "-".join(part[:1].upper() + part[1:] for part in name.split("-"))
