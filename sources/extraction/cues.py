"""The cues of a sentence: verbs and nouns of saying, and where the source of each is looked for.

A verb counts only where it is one: "the report", "his claims" and "was described" say nothing, or
nothing of who. Weak verbs (call, urge, dismiss) report words only when a stretch follows them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .languages import Verb
from .phrases import Source
from .reading import Reading


@dataclass(frozen=True, slots=True)
class Cue:
    """tokens[first:last] is the cue; `shape` says how its source stands to it."""

    first: int
    last: int
    shape: str
    strong: bool = True
    form: str = ""


def cues(reading: Reading) -> Iterator[Cue]:
    """Every cue of the sentence, left to right."""
    language = reading.language
    openers = {phrase[0] for phrase in language.sources_after}
    for number, token in enumerate(reading.tokens):
        if token.stretch or number in reading.inside:
            continue
        verb = language.verbs.get(token.low)
        if token.low in openers and (length := _named_after(reading, number)):
            yield Cue(number, number + length, "after")
        elif token.low in language.said_nouns and (owner := _owner(reading, number)):
            yield Cue(owner, number + 1, "possessive", strong=False)
        elif verb and _is_verb(reading, number, verb):
            yield _verb_cue(reading, number, verb)


def _named_after(reading: Reading, number: int) -> int:
    """The length of "according to" and its like, behind which the source is named; else 0."""
    for phrase in reading.language.sources_after:
        if all(reading.low(number + n) == word for n, word in enumerate(phrase)):
            return len(phrase)
    return 0


def _owner(reading: Reading, noun: int) -> int | None:
    """Where the possessive before a noun of saying stands: `his`, `Tusk's`."""
    for number in range(noun - 1, max(-1, noun - 4), -1):
        low = reading.low(number)
        if low in reading.language.owners or low in reading.language.possessives:
            return number
        if not reading.tokens[number].word or low in reading.language.prepositions:
            return None
    return None


def _verb_cue(reading: Reading, number: int, verb: Verb) -> Cue:
    shape = "subject"
    if verb.form in ("past", "participle") and _passive(reading, number):
        shape = "by" if _agent(reading, number + 1) else "passive"
    elif verb.form in ("past", "participle") and reading.low(number + 1) in reading.language.by:
        shape = "by" if verb.strong else "passive"
    language, after = reading.language, reading.low(number + 1)
    strong = verb.strong or verb.lemma in language.put and after in language.doubtful_pronouns
    return Cue(number, number + 1, shape, strong, verb.form)


def _agent(reading: Reading, number: int) -> int:
    """Where "by" stands, right behind the verb or one word on; else 0."""
    return next((n for n in (number, number + 1) if reading.low(n) in reading.language.by), 0)


def _passive(reading: Reading, number: int) -> bool:
    number -= 1
    while (
        number >= 0
        and reading.skips(number)
        and reading.low(number) not in (reading.language.auxiliaries)
    ):
        number -= 1
    return reading.low(number) in reading.language.passives


def _is_verb(reading: Reading, number: int, verb: Verb) -> bool:
    before = reading.low(number - 1)
    language = reading.language
    if verb.form == "ing":
        return before not in language.determiners and before not in language.owners
    if before in language.articles or verb.noun and before in language.determiners:
        return False
    if verb.form in ("past", "participle"):
        if before in language.owners:
            return reading.low(number - 2) in language.pronouns
        return before not in language.prepositions
    if before in language.owners:
        return False
    if before in language.prepositions and before not in language.infinitive:
        return False
    if verb.form == "base":
        return _base_is_verb(reading, number, before)
    return not verb.noun or _present_is_verb(reading, number)


def _base_is_verb(reading: Reading, number: int, before: str) -> bool:
    language = reading.language
    while number > 0 and before in language.adverbs:
        number -= 1
        before = reading.low(number - 1)
    return (
        (before in language.auxiliaries and before not in language.owners)
        or before in language.base_subjects
        or before in language.groups
        or number == 0
        or (before.endswith(language.plural_endings) and not language.verbs.get(before))
    )


def _present_is_verb(reading: Reading, number: int) -> bool:
    """`Tusk claims`, `the letter calls`, against `Tusk claims of fraud`."""
    language = reading.language
    before, after = number - 1, reading.low(number + 1)
    if after in language.prepositions and after not in language.loose_prepositions:
        return False
    while before > 0 and reading.low(before) in language.adverbs:
        before -= 1
    low = reading.low(before)
    if low in language.pronouns or before in reading.inside or low in language.roles:
        return True
    small = after in language.articles or after in language.doubtful_pronouns
    opens = small or reading.pauses(number + 1)
    return opens and low not in language.prepositions


def source_of(reading: Reading, cue: Cue) -> Source | None:
    """Who speaks by this cue, as the sentence itself says it."""
    if cue.shape == "after":
        return reading.subject_after(cue.last - 1)
    if cue.shape == "possessive":
        return _possessor(reading, cue.first)
    if cue.shape == "by":
        return reading.subject_after(_agent(reading, cue.last))
    if cue.shape == "passive":
        return None
    if cue.form in ("ing", "base"):
        return _governor(reading, cue)
    if _inverted(reading, cue):
        return reading.subject_after(cue.first)
    return reading.subject_before(cue.first)


def _inverted(reading: Reading, cue: Cue) -> bool:
    """`But, said Tusk, …`, `Said Tusk: …`: a verb of saying before a name that ends its phrase."""
    language = reading.language
    if not cue.strong or language.verbs[reading.low(cue.first)].lemma in language.told:
        return False
    first = cue.last + (reading.low(cue.last) in language.articles)
    name = reading.inside.get(first)
    if name and reading.low(name.last) in language.owners:  # `noted the Herald’s Ida Lund.`
        name = reading.inside.get(name.last + 1)
    before = reading.low(cue.first - 1)
    after = reading.tokens[name.last].text if name and name.last < len(reading.tokens) else "."
    return bool(name and before in (",", "") and after in (",", ".", "“”", ":"))


def _possessor(reading: Reading, number: int) -> Source | None:
    low = reading.low(number)
    if low in reading.language.possessives:
        return Source(number, number + 1, pronoun=low)
    if name := reading.inside.get(number - 1):
        return Source(name.first, number, name)
    return reading.phrase_ending(number - 1) if number else None


def _governor(reading: Reading, cue: Cue) -> Source | None:
    """The subject of "saying", "to say": that of the clause it hangs on."""
    language, before = reading.language, reading.low(cue.first - 1)
    if before in language.like and reading.low(cue.first - 2) in language.verbs:
        return reading.subject_before(cue.first - 2)
    if before in language.infinitive:
        if cue.first - 2 in reading.inside:
            return reading.phrase_ending(cue.first - 2)
        return reading.clause_subject(cue.first)
    if cue.form == "base" or before in language.auxiliaries:
        return reading.subject_before(cue.first)
    name = reading.inside.get(cue.first - 1)
    if name and reading.low(name.first - 1) in language.prepositions:
        return Source(name.first, name.last, name)
    if name or before in language.groups:
        source = reading.subject_before(cue.first)
        if source and reading.low(source.first - 1) in language.prepositions:
            return source
    return reading.main_subject(cue.first)
