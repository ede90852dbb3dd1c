"""Find the cues of a sentence, verbs and nouns of saying, and the source of each.

A verb counts only where it is one: "the report", "his claims" and "was described" say nothing, or
nothing of who. Weak verbs (call, urge, dismiss) report words only when a stretch follows them.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from .languages import Language, Verb
from .noun_phrases import Source
from .sentence import Sentence

MAX_TOKENS_TO_NAME = 4  # from "pour" to the name of whose view it is
MAX_TOKENS_RELAYED = 12  # of who is quoted: "quoted Ida Lund, the mayor of Harbour, as saying"


class Cue(NamedTuple):
    """tokens[first:last] is the cue; `shape` says how its source stands to it.

    shape     "subject" (Tusk said), "after" (according to Tusk), "by" (was said by Tusk),
              "possessive" (his claim), "passive" (was said: nobody), "owner" (in his opinion),
              "postposed" (Lund zufolge), "relayed" (the Times quoted Tusk as saying)
    strong    reports speech by itself ("said"), unlike "called" or "urged"
    form      of the verb: "base", "present", "past", "participle", "ing"; "" for others
    """

    first: int
    last: int
    shape: str
    strong: bool = True
    form: str = ""


def find_cues(sentence: Sentence) -> Iterator[Cue]:
    """Yield every cue of the sentence, left to right."""
    speech = sentence.language.speech
    openers = _cue_openers(sentence.language)
    behind = 0
    for number, token in enumerate(sentence.tokens):
        if token.low not in openers or token.stretch:
            continue
        if number < behind or number in sentence.name_at:
            continue
        verb = speech.verbs.get(token.low)
        if token.low in speech.asking_verbs and _asks_passively(sentence, number):
            continue
        if cue := _source_phrase_cue(sentence, number) or _relayed_cue(sentence, number):
            behind = cue.last
            yield cue
        elif token.low in speech.speech_nouns and (owner := _possessive_before(sentence, number)):
            yield Cue(owner, number + 1, "possessive", strong=False)
        elif verb and _is_verb(sentence, number, verb):
            yield _verb_cue(sentence, number, verb)


def _asks_passively(sentence: Sentence, number: int) -> bool:
    """Return whether somebody is asked who answers afterwards: `Preguntado por Ana Ruiz, …`."""
    opens = number == 0 or sentence.low(number - 1) == ","
    return sentence.language.grammar.late_subjects and opens


@cache
def _cue_openers(language: Language) -> frozenset[str]:
    """Return every word that a cue may begin with."""
    speech = language.speech
    small = speech.source_postpositions | speech.quotatives | speech.source_openers
    phrases = {word for word in _source_phrases(language) if word != "*"}
    owners = language.grammar.possessives.keys() if "*" in _source_phrases(language) else ()
    return small | phrases | speech.speech_nouns | speech.verbs.keys() | set(owners)


@cache
def _source_phrases(language: Language) -> dict[str, list[tuple[str, ...]]]:
    """Return the phrases before a source by their first word, the longest first."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(language.speech.source_prepositions, key=len, reverse=True):
        by_first.setdefault(phrase[0], []).append(phrase)
    return by_first


def _source_phrase_cue(sentence: Sentence, number: int) -> Cue | None:
    """Return the cue of "according to" and its like that begins at token `number`, or None."""
    low, language = sentence.low(number), sentence.language
    phrases = _source_phrases(language)
    owned = phrases.get("*", []) if low in language.grammar.possessives else []
    for phrase in [*phrases.get(low, []), *owned]:
        if all(_is_word_of_phrase(sentence, number + n, word) for n, word in enumerate(phrase)):
            shape = "owner" if "*" in phrase else "after"
            return Cue(number, number + len(phrase), shape)
    if low in language.speech.source_postpositions:
        return Cue(number, number + 1, "postposed")
    quoted = low in language.speech.quotatives and _is_behind_words(sentence, number)
    opens = low in language.speech.source_openers and _opens_with_name(sentence, number)
    return Cue(number, number + 1, "after") if quoted or opens else None


def _relayed_cue(sentence: Sentence, number: int) -> Cue | None:
    """Return the cue of `quoted Tusk as saying` that begins at token `number`, or None."""
    speech, grammar = sentence.language.speech, sentence.language.grammar
    verb = speech.verbs.get(sentence.low(number))
    if not verb or verb.lemma not in speech.relaying_verbs or _is_passive(sentence, number):
        return None
    for end in range(number + 2, number + 2 + MAX_TOKENS_RELAYED):
        if sentence.low(end) in ("“”", ":", ".") or sentence.low(end) in grammar.coordinators:
            return None
        if last := _relay_end(sentence, end):
            return Cue(number, last, "relayed", form=verb.form)
    return None


def _relay_end(sentence: Sentence, number: int) -> int | None:
    """Return where the phrase before relayed words ends that begins here: `as saying`, or None."""
    speech, grammar = sentence.language.speech, sentence.language.grammar
    for phrase in speech.relay_phrases:
        if all(sentence.low(number + n) == word for n, word in enumerate(phrase)):
            return number + len(phrase)
    having = sentence.low(number + 1) in grammar.auxiliaries
    saying = number + 1 + having
    verb = speech.verbs.get(sentence.low(saying))
    says = verb and (having or verb.form == "ing")  # not "as written"
    return saying + 1 if says and sentence.low(number) in grammar.like_words else None


def _is_word_of_phrase(sentence: Sentence, number: int, word: str) -> bool:
    low = sentence.low(number)
    return low == word or word == "*" and low in sentence.language.grammar.possessives


def _is_behind_words(sentence: Sentence, number: int) -> bool:
    """Return whether the words end before the token, and a source follows: `…, so Ida Lund`."""
    before, after = sentence.low(number - 1), number + 1
    grammar = sentence.language.grammar
    source = after in sentence.name_at or sentence.low(after) in grammar.determiners
    return sentence.follows_stretch(number) or before == "," and source


def _opens_with_name(sentence: Sentence, number: int) -> bool:
    """Return whether the clause opens here and a name follows: `Pour Ida Lund, …`."""
    following = range(number + 1, number + 1 + MAX_TOKENS_TO_NAME)
    name = next((n for n in following if n in sentence.name_at or sentence.is_pause(n)), 0)
    return name in sentence.name_at and (number == 0 or sentence.is_pause(number - 1))


def _possessive_before(sentence: Sentence, noun: int) -> int | None:
    """Return where the possessive before a noun of saying stands: `his`, `Tusk's`; or None."""
    for number in range(noun - 1, max(-1, noun - 4), -1):
        low = sentence.low(number)
        if (
            low in sentence.language.grammar.possessive_endings
            or low in sentence.language.grammar.possessives
        ):
            return number
        if not sentence.tokens[number].is_word or low in sentence.language.grammar.prepositions:
            return None
    return None


def _verb_cue(sentence: Sentence, number: int, verb: Verb) -> Cue:
    """Return the cue of a verb of saying: active, passive, or passive with its agent."""
    shape = "subject"
    if verb.form in ("past", "participle") and _is_passive(sentence, number):
        shape = "by" if _agent_position(sentence, number + 1) else "passive"
        if shape == "passive" and _is_relayed_passively(sentence, number, verb):
            shape = "subject"
    elif (
        verb.form in ("past", "participle")
        and sentence.low(number + 1) in sentence.language.grammar.agent_words
    ):
        shape = "by" if verb.strong or _is_said_of_object(sentence, number + 2) else "passive"
    language, after = sentence.language, sentence.low(number + 1)
    strong = (
        verb.strong
        or verb.lemma in language.speech.put_verbs
        and after in language.grammar.ambiguous_pronouns
    )
    return Cue(number, number + 1, shape, strong, verb.form)


def _is_relayed_passively(sentence: Sentence, number: int, verb: Verb) -> bool:
    """Return whether the subject is who is quoted: `Tusk was quoted`, not `was cited as “…”`."""
    speech, grammar = sentence.language.speech, sentence.language.grammar
    after = sentence.low(number + 1)
    governs = after in grammar.prepositions or after in grammar.like_words
    return verb.lemma in speech.relaying_verbs and not governs


def _is_said_of_object(sentence: Sentence, agent: int) -> bool:
    """Return whether what the agent says follows: `accused by Ida Lund of “…”`."""
    name = sentence.name_at.get(agent)
    after = sentence.low(name.last) if name else ""
    return bool(after) and after in sentence.language.grammar.prepositions


def _agent_position(sentence: Sentence, number: int) -> int:
    """Return where "by" stands, right behind the verb or one word on; else 0."""
    return next(
        (
            n
            for n in (number, number + 1)
            if sentence.low(n) in sentence.language.grammar.agent_words
        ),
        0,
    )


def _is_passive(sentence: Sentence, number: int) -> bool:
    """Return whether a form of "be" stands before the verb, adverbs passed over."""
    number -= 1
    while (
        number >= 0
        and sentence.is_skippable(number)
        and sentence.low(number) not in sentence.language.grammar.auxiliaries
    ):
        number -= 1
    grammar = sentence.language.grammar
    reflexive = sentence.low(number - 1) in grammar.reflexives
    return sentence.low(number) in grammar.passive_auxiliaries and not reflexive


def _is_verb(sentence: Sentence, number: int, verb: Verb) -> bool:
    """Return whether the word is the verb here, not a noun or adjective of the same form."""
    before = sentence.low(number - 1)
    language = sentence.language
    if verb.form == "ing":
        return (
            before not in language.grammar.determiners
            and before not in language.grammar.possessive_endings
        )
    if before in language.grammar.articles or verb.noun and before in language.grammar.determiners:
        return False
    if verb.form in ("past", "participle"):
        if before in language.grammar.possessive_endings:
            return sentence.low(number - 2) in language.grammar.pronouns
        return before not in language.grammar.prepositions
    if before in language.grammar.possessive_endings:
        return False
    if (
        before in language.grammar.prepositions
        and before not in language.grammar.infinitive_markers
    ):
        return False
    if verb.form == "base":
        return _is_base_form_verb(sentence, number, before)
    return not verb.noun or _is_present_verb(sentence, number)


def _is_base_form_verb(sentence: Sentence, number: int, before: str) -> bool:
    """Return whether an auxiliary or a plural subject stands before: `will say`, `they say`."""
    language = sentence.language
    while number > 0 and before in language.grammar.adverbs:
        number -= 1
        before = sentence.low(number - 1)
    return (
        (
            before in language.grammar.auxiliaries
            and before not in language.grammar.possessive_endings
        )
        or before in language.grammar.base_form_subjects
        or before in language.naming.group_nouns
        or number == 0
        or (
            before.endswith(language.grammar.plural_endings)
            and not language.speech.verbs.get(before)
        )
    )


def _is_present_verb(sentence: Sentence, number: int) -> bool:
    """Return whether a noun-like form is a verb: `Tusk claims`, against `Tusk claims of fraud`."""
    language = sentence.language
    before, after = number - 1, sentence.low(number + 1)
    if (
        after in language.grammar.prepositions
        and after not in language.grammar.adverbial_prepositions
    ):
        return False
    while before > 0 and sentence.low(before) in language.grammar.adverbs:
        before -= 1
    low = sentence.low(before)
    if (
        low in language.grammar.pronouns
        or before in sentence.name_at
        or low in language.naming.roles
    ):
        return True
    small = after in language.grammar.articles or after in language.grammar.ambiguous_pronouns
    opens = small or sentence.is_pause(number + 1)
    return opens and low not in language.grammar.prepositions


def source_of(sentence: Sentence, cue: Cue) -> Source | None:
    """Return who speaks by this cue, as the sentence itself says it, or None.

    Every stretch of a sentence asks for the same cues, so the answers are kept with it.
    """
    if cue not in sentence.sources:
        sentence.sources[cue] = _source_of(sentence, cue)
    return sentence.sources[cue]


def _source_of(sentence: Sentence, cue: Cue) -> Source | None:
    if is_impersonal(sentence, cue):
        return _document(sentence, cue)
    if cue.shape == "relayed":
        return _relayed_source(sentence, cue)
    if cue.shape == "after":
        return sentence.subject_after(cue.last - 1) or sentence.governed_noun(cue.last)
    if cue.shape == "owner":
        return _owner(sentence, cue)
    if cue.shape == "postposed":
        return sentence.phrase_ending(cue.first - 1)
    if cue.shape == "possessive":
        return _possessor(sentence, cue.first)
    if cue.shape == "by":
        return sentence.subject_after(_agent_position(sentence, cue.last))
    if cue.shape == "passive":
        return None
    if cue.form == "participle" and sentence.language.grammar.verb_second:
        return sentence.subject_of(sentence.auxiliary_before(cue.first))
    if sentence.ends_subordinate_clause(cue.first):
        return sentence.subordinate_subject(cue.first)
    if cue.form in ("ing", "base"):
        return _governor(sentence, cue)
    if _is_inverted(sentence, cue):
        return sentence.subject_after(cue.first)
    return sentence.subject_of(cue.first)


def _relayed_source(sentence: Sentence, cue: Cue) -> Source | None:
    """Return who is quoted: what stands between the verb and the phrase that ends the cue."""
    end = next(n for n in range(cue.first + 2, cue.last) if _relay_end(sentence, n))
    source = sentence.subject_after(cue.first)
    return source and source._replace(last=min(source.last, end))


def is_impersonal(sentence: Sentence, cue: Cue) -> bool:
    """Return whether nobody in person says so: "heißt es", "it says"."""
    impersonals = sentence.language.grammar.impersonals
    return sentence.low(cue.last) in impersonals or sentence.low(cue.first - 1) in impersonals


def _document(sentence: Sentence, cue: Cue) -> Source | None:
    """Return what "says" so: `heißt es in der Erklärung`, `aus dem Amt hieß es`."""
    prepositions = sentence.language.grammar.document_prepositions
    places = [*range(cue.last, len(sentence.tokens)), *range(cue.first - 1, -1, -1)]
    for number in places:
        if sentence.low(number) in prepositions:
            last = cue.first if number < cue.first else len(sentence.tokens)
            if (end := min(sentence.phrase_end(number + 1), last)) > number + 1:
                return Source(number + 1, end)
    return None


def _owner(sentence: Sentence, cue: Cue) -> Source | None:
    """Return the possessive within the cue: whose opinion it is."""
    owners = sentence.language.grammar.possessives
    for number in range(cue.first, cue.last):
        if sentence.low(number) in owners:
            return Source(number, number + 1, pronoun=sentence.low(number))
    return None


def _is_inverted(sentence: Sentence, cue: Cue) -> bool:
    """Return whether the verb stands before its subject: `But, said Tusk, …`, `Said Tusk: …`."""
    language = sentence.language
    if (
        not cue.strong
        or language.speech.verbs[sentence.low(cue.first)].lemma in language.speech.addressee_verbs
    ):
        return False
    first = cue.last + (sentence.low(cue.last) in language.grammar.articles)
    name = sentence.name_at.get(first)
    if name and sentence.low(name.last) in language.grammar.possessive_endings:
        # `noted the Herald’s Ida Lund.`
        name = sentence.name_at.get(name.last + 1)
    before = sentence.low(cue.first - 1)
    after = sentence.tokens[name.last].text if name and name.last < len(sentence.tokens) else "."
    return bool(name and before in (",", "") and after in (",", ".", "“”", ":"))


def _possessor(sentence: Sentence, number: int) -> Source | None:
    """Return whose claim it is: the possessive at token `number`, or the phrase before it."""
    low = sentence.low(number)
    if low in sentence.language.grammar.possessives:
        return Source(number, number + 1, pronoun=low)
    if name := sentence.name_at.get(number - 1):
        return Source(name.first, number, name)
    return sentence.phrase_ending(number - 1) if number else None


def _governor(sentence: Sentence, cue: Cue) -> Source | None:
    """Return the subject of "saying", "to say": that of the clause it depends on."""
    language, before = sentence.language, sentence.low(cue.first - 1)
    if (
        before in language.grammar.like_words
        and sentence.low(cue.first - 2) in language.speech.verbs
    ):
        return sentence.subject_before(cue.first - 2)
    if before in language.grammar.infinitive_markers:
        if cue.first - 2 in sentence.name_at:
            return sentence.phrase_ending(cue.first - 2)
        return sentence.clause_subject(cue.first)
    if cue.form == "base" or before in language.grammar.auxiliaries:
        return sentence.subject_before(cue.first)
    name = sentence.name_at.get(cue.first - 1)
    grammar = language.grammar
    governor = sentence.low(name.first - 1) if name else ""
    received = governor in grammar.adverbial_prepositions  # wrote to Ida Lund, asking …
    governed = governor in grammar.prepositions or governor in grammar.auxiliaries
    if name and governed and not received:
        return Source(name.first, name.last, name)
    if name and not received or before in language.naming.group_nouns:
        source = sentence.subject_before(cue.first)
        if source and sentence.low(source.first - 1) in language.grammar.prepositions:
            return source
    return sentence.main_subject(cue.first)
