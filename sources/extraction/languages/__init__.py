"""Word lists that the rules read, one module a language; quotation marks are common to all."""

from collections.abc import Container
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

KNOWN = ("en", "pl", "uk", "de", "fr", "es")
NOTHING: frozenset[str] = frozenset()


def word_set(text: str) -> frozenset[str]:
    """Return the words of the text, parted by white space, as a set."""
    return frozenset(text.split())


def words_with(text: str, value: str) -> dict[str, str]:
    """Return every word of the text with the same value: given names with their gender."""
    return dict.fromkeys(text.split(), value)


class Compounds(dict[str, str]):
    """Words that are found as the last part of a longer one: Außenminister is a minister."""

    LONGEST = 24  # characters; a longer word is looked up by its end alone
    SHORTEST = 4

    def __init__(self, words: dict[str, str], apart: frozenset[str] = NOTHING) -> None:
        """Take the words; those `apart` end no compound (Heinemann is no "mann")."""
        super().__init__(words)
        self.apart = apart
        self.tails = frozenset(word[-self.SHORTEST :] for word in words)

    def __missing__(self, word: str) -> str:
        for start in range(max(1, len(word) - self.LONGEST), len(word) - self.SHORTEST + 1):
            ending = word[start:]
            if ending in self.keys() and ending not in self.apart:
                return self[ending]
        raise KeyError(word)

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self.get(word) is not None

    def get(self, word: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """Return the value of the word or of its last part."""
        if word[-self.SHORTEST :] not in self.tails:
            return default  # as most words: none of ours ends like it
        try:
            return self[word]
        except KeyError:
            return default


class GivenNames(dict[str, str]):
    """Given names, of which one with a hyphen is known by its first part: Lisa-Marie."""

    def __missing__(self, name: str) -> str:
        found = self.get(name)
        if found is None:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """Return the gender of the name or of its first part."""
        found = super().get(name)  # which does not ask __missing__
        if found is None and "-" in name:
            found = super().get(name.partition("-")[0])
        return default if found is None else found


@dataclass(frozen=True, slots=True)
class Verb:
    """A form of a verb of saying.

    form      "base", "present", "past", "participle" or "ing"
    strong    whether it reports speech by itself ("said"; "called" does not)
    noun      whether the same form is a noun as well ("claims")
    subject   the gender of a subject that need not be named ("m": powiedział, "f": powiedziała,
              "r": dijo, either); "" where the language names it
    """

    lemma: str
    form: str
    strong: bool
    noun: bool = False
    subject: str = ""


def verb_forms(
    forms: str, form: str = "past", strong: bool = True, subject: str = ""
) -> dict[str, Verb]:
    """Return the Verb of each form in the text, where a list is shorter than the rules."""
    return {word: Verb(word, form, strong, subject=subject) for word in sorted(word_set(forms))}


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Speech:
    """The words by which a report says that somebody said something."""

    verbs: dict[str, Verb]
    speech_nouns: frozenset[str] = NOTHING  # statement: with a possessive they report speech
    # according to; "*" stands for a possessive: "in his opinion"
    source_prepositions: frozenset[tuple[str, ...]] = frozenset()
    source_postpositions: frozenset[str] = NOTHING  # zufolge: behind the source
    source_openers: frozenset[str] = NOTHING  # pour: where it opens a clause and a name follows
    quotatives: frozenset[str] = NOTHING  # so: behind the marks, before the source
    addressee_verbs: frozenset[str] = NOTHING  # tell: a listener follows, not the words
    put_verbs: frozenset[str] = NOTHING  # put, with a pronoun: "as he put it"
    asking_verbs: frozenset[str] = NOTHING  # asked: the one who is asked answers
    relaying_verbs: frozenset[str] = NOTHING  # quote: the one who is quoted said it
    relay_phrases: frozenset[tuple[str, ...]] = frozenset()  # mit den Worten: behind who is quoted
    occasions: frozenset[str] = NOTHING  # interview, press conference
    occasion_openers: frozenset[str] = NOTHING  # in, during, on
    pointers: frozenset[tuple[str, ...]] = frozenset()  # "that was how": whose the words before are
    incises: bool = False  # whether verbs of saying stand within the marks (French)
    dialogue_dashes: bool = False  # whether a dash at a paragraph's head opens speech


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Grammar:
    """The small words, and the endings that tell a class of words.

    Pronouns and possessives lead to "m", "f", "p" (they), "n" (it), "r" (relative), "1", "1p", "2".
    """

    pronouns: dict[str, str]
    determiners: frozenset[str]
    prepositions: frozenset[str]
    conjunctions: frozenset[str]
    relatives: frozenset[str]
    auxiliaries: frozenset[str]
    adverbs: frozenset[str]
    possessives: dict[str, str] = field(default_factory=dict)
    possessive_endings: frozenset[str] = NOTHING  # 's
    articles: frozenset[str] = NOTHING
    indefinites: frozenset[str] = NOTHING  # a, another: before somebody new
    definite_articles: frozenset[str] = NOTHING  # the
    coordinators: frozenset[str] = NOTHING  # and, or
    contrast_words: frozenset[str] = NOTHING  # but
    sentence_starters: frozenset[str] = NOTHING  # stand before a subject and are no part of it
    complementizers: frozenset[str] = NOTHING  # that
    clause_openers: frozenset[str] = NOTHING  # that, because: a clause of its own begins
    like_words: frozenset[str] = NOTHING  # as, like
    agent_words: frozenset[str] = NOTHING  # by: the agent of a passive follows
    origins: frozenset[str] = NOTHING  # from: before who wrote a letter
    infinitive_markers: frozenset[str] = NOTHING  # to
    finite_auxiliaries: frozenset[str] = NOTHING  # hat: its participle ends the clause
    passive_auxiliaries: frozenset[str] = NOTHING  # was, been
    reported_moods: frozenset[str] = NOTHING  # sei, habe: somebody is being reported
    impersonals: frozenset[str] = NOTHING  # es: "heißt es in der Erklärung"
    document_prepositions: frozenset[str] = NOTHING  # in, aus: before what "says" so
    reflexives: frozenset[str] = NOTHING  # s': "s'est dit" is no passive
    negations: frozenset[str] = NOTHING
    filler_words: frozenset[str] = NOTHING  # may stand between a cue and its stretch
    ambiguous_pronouns: frozenset[str] = NOTHING  # it, that: may be no subject
    base_form_subjects: frozenset[str] = NOTHING  # they, we: "they say"
    adverbial_prepositions: frozenset[str] = NOTHING  # may follow a verb at once: "claims in court"
    irregular_verbs: frozenset[str] = NOTHING  # went, took: any verb, not of saying alone
    time_words: frozenset[str] = NOTHING  # Tuesday, week
    time_prepositions: frozenset[str] = NOTHING  # on, last: before a time word
    late_subjects: bool = False  # whether adjuncts may part a verb from its subject behind it
    verb_second: bool = False  # whether the subject follows the verb where anything else opens
    oblique_determiners: frozenset[str] = NOTHING  # dem: never before a subject
    determiner_genders: dict[str, str] = field(default_factory=dict)  # la: f
    elisions: frozenset[str] = NOTHING  # l: parted from its word, "l'élu"
    clitics: frozenset[str] = NOTHING  # la, in "la definió": before the verb, no article
    enclitics: dict[str, str] = field(default_factory=dict)  # -t-il: parted from its verb
    past_endings: tuple[str, ...] = ()
    ing_endings: tuple[str, ...] = ()
    adverb_endings: tuple[str, ...] = ()
    adverb_exceptions: frozenset[str] = NOTHING
    sentence_opening_endings: tuple[str, ...] = ()  # -ly: "Conversely, …" is no name
    nominative_endings: tuple[str, ...] = ()  # of a person, where no article tells a subject
    plural_endings: tuple[str, ...] = ()

    def is_adverb(self, low: str) -> bool:
        """Return whether it is one by the list or by its ending: "angrily", and not "family"."""
        ending = (
            low.endswith(self.adverb_endings) and len(low) > 4 and low not in self.adverb_exceptions
        )
        return ending or low in self.adverbs


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Naming:
    """The words that name people, or stand beside their names. Genders are "m", "f", "" or "u"."""

    titles: dict[str, str]
    roles: dict[str, str]
    never_names: frozenset[str]  # capitalised words that are none: weekdays, nationalities
    given_names: dict[str, str] = field(default_factory=dict)
    given_bases: dict[str, str] = field(default_factory=dict)  # Anny: Anna
    case_endings: tuple[tuple[str, str], ...] = ()  # of surnames: skiego, ski
    capitalised_nouns: bool = False  # whether every noun has a capital (German)
    surname_titles: frozenset[str] = NOTHING  # Mr, Dr: a title before a surname alone
    honorifics: frozenset[str] = NOTHING  # Mr, Mrs: no title worth showing
    functions: frozenset[str] = NOTHING  # judge, witness: roles that never just vary a name
    office_nouns: frozenset[str] = NOTHING  # held by one at a time: "the president"
    title_abbreviations: dict[str, str] = field(default_factory=dict)  # sen: senator
    office_prepositions: frozenset[str] = NOTHING  # of, within an office: Minister of Defence
    membership_prepositions: frozenset[str] = NOTHING  # of, before the organisation of an office
    name_particles: frozenset[str] = NOTHING  # de, van
    name_suffixes: frozenset[str] = NOTHING  # Jr., III
    organisation_words: Container[str] = NOTHING
    group_nouns: frozenset[str] = NOTHING  # officials, residents
    place_words: frozenset[str] = NOTHING
    affiliations: frozenset[str] = NOTHING  # Republican, Polish: stand before a name
    parties: frozenset[str] = NOTHING  # those affiliations that are parties
    abbreviations: frozenset[str] = NOTHING
    epithets: frozenset[str] = NOTHING  # Old, Crooked: before a name, and no part of it
    epithet_endings: tuple[str, ...] = ()
    words_after_surnames: frozenset[str] = NOTHING  # tell that the capitalised word is a name


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Works:
    """The words beside marks that hold no quotation."""

    title_cues: Container[str] = NOTHING  # book, song: a title follows
    naming_words: frozenset[str] = NOTHING  # called, titled
    words_before_titles: frozenset[str] = NOTHING  # on, in: a title may follow
    lowercase_in_titles: frozenset[str] = NOTHING
    scare_quote_cues: frozenset[str] = NOTHING  # so-called
    meaning_verbs: frozenset[str] = NOTHING  # means, refers


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Assertion:
    """The words that make a sentence checkable, or not."""

    numbers: frozenset[str] = NOTHING
    comparisons: frozenset[str] = NOTHING
    events: frozenset[str] = NOTHING
    causes: frozenset[str] = NOTHING
    non_assertion_words: frozenset[str] = NOTHING


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Language:
    """Closed word classes in lower case, in the groups in which the rules ask for them."""

    code: str
    speech: Speech
    grammar: Grammar
    naming: Naming
    works: Works = Works()
    assertion: Assertion = Assertion()

    def is_verb_form(self, low: str) -> bool:
        """Return whether the word is a verb by the lists, or by its ending."""
        grammar = self.grammar
        listed = low in self.speech.verbs or low in grammar.irregular_verbs
        return listed or low in grammar.auxiliaries or low.endswith(grammar.past_endings)

    def gender_of(self, pronoun: str) -> str:
        """Return the gender of a pronoun, a possessive, or a verb that needs none ("dijo")."""
        grammar, verb = self.grammar, self.speech.verbs.get(pronoun)
        known = grammar.pronouns.get(pronoun) or grammar.possessives.get(pronoun)
        return known or (verb.subject if verb else "")


@cache
def language_for(code: str) -> Language:
    """Return the language of a code ("en", "pl-PL"); an unknown one is read as English."""
    base = code.split("-")[0].split("_")[0].lower()
    module = import_module(f"{__name__}.{base if base in KNOWN else 'en'}")
    found: Language = module.LANGUAGE
    return found
