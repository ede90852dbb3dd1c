"""What a language contributes: marks are common to all, words are data, one module a language."""

from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

KNOWN = ("en", "pl", "uk", "de", "fr", "es")
NOTHING: frozenset[str] = frozenset()


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def each(text: str, value: str) -> dict[str, str]:
    """Every word of the text with the same value: given names and titles with their gender."""
    return dict.fromkeys(text.split(), value)


@dataclass(frozen=True, slots=True)
class Verb:
    """A form of a verb of saying: `strong` reports speech by itself, `form` is its grammar."""

    lemma: str
    form: str
    strong: bool
    noun: bool = False


def spoken(forms: str, form: str = "past", strong: bool = True) -> dict[str, Verb]:
    """Verb forms as they are written, for languages in which a list is shorter than the rules."""
    return {word: Verb(word, form, strong) for word in sorted(words(forms))}


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """Closed word classes in lower case. Everything but the first group may stay empty."""

    code: str
    verbs: dict[str, Verb]
    pronouns: dict[str, str]
    determiners: frozenset[str]
    prepositions: frozenset[str]
    conjunctions: frozenset[str]
    relatives: frozenset[str]
    auxiliaries: frozenset[str]
    adverbs: frozenset[str]
    titles: dict[str, str]
    roles: dict[str, str]
    never_names: frozenset[str]

    # words of saying besides the verbs
    said_nouns: frozenset[str] = NOTHING
    sources_after: frozenset[tuple[str, ...]] = frozenset()
    told: frozenset[str] = NOTHING
    put: frozenset[str] = NOTHING
    asking: frozenset[str] = NOTHING
    occasions: frozenset[str] = NOTHING
    occasion_openers: frozenset[str] = NOTHING

    # small words of the grammar
    possessives: dict[str, str] = field(default_factory=dict)
    owners: frozenset[str] = NOTHING
    articles: frozenset[str] = NOTHING
    definite: frozenset[str] = NOTHING
    joins: frozenset[str] = NOTHING
    turns: frozenset[str] = NOTHING
    starters: frozenset[str] = NOTHING
    that: frozenset[str] = NOTHING
    clause_openers: frozenset[str] = NOTHING
    like: frozenset[str] = NOTHING
    by: frozenset[str] = NOTHING
    infinitive: frozenset[str] = NOTHING
    passives: frozenset[str] = NOTHING
    negations: frozenset[str] = NOTHING
    fillers: frozenset[str] = NOTHING
    doubtful_pronouns: frozenset[str] = NOTHING
    base_subjects: frozenset[str] = NOTHING
    loose_prepositions: frozenset[str] = NOTHING
    irregular: frozenset[str] = NOTHING
    times: frozenset[str] = NOTHING
    dated: frozenset[str] = NOTHING
    past_endings: tuple[str, ...] = ()
    ing_endings: tuple[str, ...] = ()
    adverb_endings: tuple[str, ...] = ()
    no_adverbs: frozenset[str] = NOTHING
    opening_endings: tuple[str, ...] = ()
    plural_endings: tuple[str, ...] = ()

    # names
    capital_nouns: bool = False
    incises: bool = False
    given: dict[str, str] = field(default_factory=dict)
    polite: frozenset[str] = NOTHING
    courtesy: frozenset[str] = NOTHING
    offices: frozenset[str] = NOTHING
    short: dict[str, str] = field(default_factory=dict)
    office_of: frozenset[str] = NOTHING
    member_of: frozenset[str] = NOTHING
    particles: frozenset[str] = NOTHING
    suffixes: frozenset[str] = NOTHING
    organisations: frozenset[str] = NOTHING
    groups: frozenset[str] = NOTHING
    places: frozenset[str] = NOTHING
    sides: frozenset[str] = NOTHING
    parties: frozenset[str] = NOTHING
    abbreviations: frozenset[str] = NOTHING
    after_surnames: frozenset[str] = NOTHING

    # marks that hold no quotation
    title_cues: frozenset[str] = NOTHING
    named: frozenset[str] = NOTHING
    before_titles: frozenset[str] = NOTHING
    small_in_titles: frozenset[str] = NOTHING
    scare_cues: frozenset[str] = NOTHING
    meaning: frozenset[str] = NOTHING

    # what makes a sentence checkable, or not
    numbers: frozenset[str] = NOTHING
    comparisons: frozenset[str] = NOTHING
    events: frozenset[str] = NOTHING
    causes: frozenset[str] = NOTHING
    no_assertion: frozenset[str] = NOTHING

    def is_adverb(self, low: str) -> bool:
        """By the list, or by the ending: "angrily", and not "family"."""
        ending = low.endswith(self.adverb_endings) and len(low) > 4 and low not in self.no_adverbs
        return ending or low in self.adverbs


@cache
def language(code: str) -> Language:
    """The words of a language by its code ("en", "pl-PL"); an unknown one is read as English."""
    short = code.split("-")[0].split("_")[0].lower()
    return import_module(f"{__name__}.{short if short in KNOWN else 'en'}").LANGUAGE
