"""The rules of attribution: each returns the (cue, source) of a stretch in its sentence, or None.

`attribution` lists what each rule is for; here is how it decides. RULES has them in the order in
which they are tried: the first that answers wins, so surer shapes stand before vaguer ones.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .cues import Cue, is_impersonal, source_of
from .embedded_attribution import transcript_source
from .noun_phrases import Source
from .sentence import Sentence
from .word_classes import DASHES

MAX_CUE_DISTANCE = 60  # tokens from the stretch to a cue behind it
MAX_SHORT_CLAUSE_TOKENS = 14  # between a cue and the colon that introduces the stretch
MAX_WEAK_CUE_DISTANCE = 4  # tokens within which a weak verb ("called", "urged") still counts

Hit = tuple[Cue | None, Source | None]
REPORTED: Hit = (None, None)  # the sentence says that somebody is reported, and not who


@dataclass(frozen=True, slots=True)
class StretchContext:
    """The stretch at token `at` of its sentence, the sentence's cues, and the words in marks."""

    sentence: Sentence
    at: int
    cues: list[Cue]
    words: str

    @property
    def expects_attribution(self) -> bool:
        """Return whether a comma, question or exclamation mark ends the words: more may follow."""
        return self.words[-1:] in (",", "?", "!")

    @property
    def ends_sentence(self) -> bool:
        """Return whether a full stop inside the marks ends the sentence with the stretch."""
        return self.words[-1:] == "." and self.sentence.low(self.at + 1) != ","

    def names_others(self, source: Source) -> bool:
        """Return whether somebody other than the source is named before the stretch."""
        before = (name for name in self.sentence.names if name.last <= self.at)
        return any(name is not source.name and not name.organisation for name in before)

    def has_stretch_between(self, first: int, last: int) -> bool:
        """Return whether another stretch is among tokens[first:last]."""
        return any(token.stretch for token in self.sentence.tokens[first:last])

    def introduces_next_stretch(self, number: int) -> bool:
        """Return whether a colon and a stretch follow: `“…,” Tusk said: “…”` gives the second."""
        return self.sentence.low(number) == ":" and self.sentence.low(number + 1) == "“”"


def _signature_rule(context: StretchContext) -> Hit | None:
    sentence, first = context.sentence, context.at + 2
    name = sentence.name_at.get(first)
    if name and sentence.low(first - 1) in DASHES and sentence.is_pause(name.last):
        return None, Source(first, name.last, name)
    return None


def _after_rule(context: StretchContext) -> Hit | None:
    if context.ends_sentence:
        return None
    sentence, number = context.sentence, context.at + 1
    while _leads_to_attribution(sentence, number):
        number += 1
    low, grammar = sentence.low(number), sentence.language.grammar
    if low in grammar.coordinators or low in grammar.contrast_words:
        return None
    for cue in context.cues:
        if cue.first < number or cue.form in ("ing", "base") and cue.first > number:
            continue
        if cue.first - number > MAX_CUE_DISTANCE or context.has_stretch_between(
            context.at + 1, cue.first
        ):
            return None
        source = _source_of_following_cue(context, cue, number)
        if source is None and cue.shape == "possessive":
            continue
        if source is None or context.introduces_next_stretch(cue.last):
            return None
        if cue.shape == "after" and not _may_speak(sentence, source) and _has_cue_before(context):
            return None
        return cue, source
    return None


def _leads_to_attribution(sentence: Sentence, number: int) -> bool:
    """Return whether it is a comma, a dash or "as" between a stretch and its attribution."""
    low = sentence.low(number)
    return low == "," or low in DASHES or low in sentence.language.grammar.like_words


def _has_cue_before(context: StretchContext) -> bool:
    """Return whether a cue with a speaker stands right before the stretch."""
    hit = _before_rule(context)
    return bool(hit and hit[1] and hit[1].kind != "description")


def _source_of_following_cue(context: StretchContext, cue: Cue, number: int) -> Source | None:
    """Return the source of a cue that follows: behind its verb, or between stretch and verb."""
    sentence = context.sentence
    relayed = cue.shape == "relayed"
    if relayed or is_impersonal(sentence, cue) or _ends_clause_of(context, cue):
        return source_of(sentence, cue)
    if all(sentence.is_skippable(n) for n in range(number, cue.first)):
        return _source_behind_cue(context, cue)
    return _source_between(context, cue, number)


def _source_behind_cue(context: StretchContext, cue: Cue) -> Source | None:
    """Return who follows the cue right behind the stretch: `“…,” said Tusk`."""
    sentence = context.sentence
    if cue.form == "ing" or cue.shape == "possessive":
        return None
    if cue.shape == "after" or cue.shape == "by" and context.expects_attribution:
        return source_of(sentence, cue)
    counts = cue.strong or sentence.language.grammar.late_subjects
    return sentence.subject_after(cue.last - 1) if counts else None


def _source_between(context: StretchContext, cue: Cue, number: int) -> Source | None:
    """Return who stands between the stretch and the cue: `“…,” Tusk said`."""
    sentence = context.sentence
    if not cue.strong or cue.shape != "subject":
        return None
    source = sentence.subject_before(cue.first)
    if source is None or source.first < number:
        return None
    opening = sentence.low(number) in sentence.language.grammar.prepositions
    apposition = sentence.low(source.first - 1) == "," and not sentence.has_verb(
        number, source.first
    )
    near = source.first - number <= 1 or context.expects_attribution and (opening or apposition)
    return source if near else None


def _ends_clause_of(context: StretchContext, cue: Cue) -> bool:
    """Return whether the verb ends the clause that holds the stretch: `hat … „mutlos“ genannt`."""
    sentence, grammar = context.sentence, context.sentence.language.grammar
    final = grammar.verb_second and cue.first == context.at + 1
    last = sentence.is_pause(cue.last) or sentence.low(cue.last) in grammar.auxiliaries
    return final and last and not context.expects_attribution


def _after_any_verb_rule(context: StretchContext) -> Hit | None:
    sentence, first = context.sentence, context.at + 1
    late = sentence.language.grammar.late_subjects
    if _is_in_fronted_clause(context):
        return None
    while late and (sentence.low(first) in DASHES or sentence.low(first) == ","):
        first += 1
    if not context.expects_attribution and first == context.at + 1:
        return None
    if any(context.introduces_next_stretch(n) for n in range(first, first + 8)):
        return None
    if sentence.language.grammar.late_subjects:
        return _subject_behind_any_verb(sentence, first)
    name = sentence.name_at.get(first)
    owner = name and sentence.low(name.last) in sentence.language.grammar.possessive_endings
    if name and not owner and sentence.is_verbal(name.last):
        return None, Source(first, name.last, name)
    low = sentence.low(first)
    if sentence.language.grammar.pronouns.get(low) in ("m", "f"):
        return None, Source(first, first + 1, pronoun=low)
    if low in sentence.language.grammar.determiners:
        verb = sentence.phrase_end_before_verb(
            first, min(first + MAX_SHORT_CLAUSE_TOKENS, len(sentence.tokens))
        )
        if first + 1 < verb and sentence.is_verbal(verb):
            return None, Source(first, verb)
    return None


def _is_in_fronted_clause(context: StretchContext) -> bool:
    """Return whether a clause of saying before the main one holds it: `While Lund said “…,” …`."""
    opener, grammar = context.sentence.low(0), context.sentence.language.grammar
    fronted = opener in grammar.conjunctions or opener in grammar.contrast_words
    return fronted and any(cue.strong and cue.last <= context.at for cue in context.cues)


def _subject_behind_any_verb(sentence: Sentence, first: int) -> Hit | None:
    """Return who follows whatever verb stands behind the comma: `„…“, winkt Ida Lund ab`."""
    while sentence.is_skippable(first) or sentence.low(first) in sentence.language.grammar.clitics:
        first += 1
    if sentence.is_pause(first) or first in sentence.name_at or not sentence.is_open_class(first):
        return None
    source = sentence.subject_behind(first)
    return (None, source) if source and source.kind != "description" else None


def _before_rule(context: StretchContext) -> Hit | None:
    sentence, at = context.sentence, context.at
    for cue in reversed(context.cues):
        if cue.last > at:
            continue
        between = range(cue.last, at)
        near = all(
            not sentence.tokens[n].is_word
            or sentence.low(n) in sentence.language.grammar.filler_words
            for n in between
        )
        introduced = (
            sentence.low(at - 1) in (":", ",")
            and cue.strong
            and len(between) <= MAX_SHORT_CLAUSE_TOKENS
        )
        if context.has_stretch_between(cue.first, at) or not (near or introduced):
            return None
        if _is_object_of_earlier_cue(context, cue):
            continue
        if not near and sentence.low(at - 1) == ":":
            return _main_clause_hit(context, cue)
        if source := source_of(sentence, cue):
            return _governing_hit(context, cue) or (cue, source)
        if near:
            return None
    return None


def _governing_hit(context: StretchContext, inner: Cue) -> Hit | None:
    """Return the clause of saying that a weak cue stands in: `Lund said the port feels “safe”`."""
    if inner.strong:
        return None
    for cue in reversed(context.cues):
        if cue.last > inner.first or not cue.strong or cue.shape not in ("subject", "after"):
            continue
        unclear = cue.form in ("ing", "base") or _may_be_noun(context.sentence, cue)
        if unclear or _is_parted(context.sentence, cue.last, inner.first):
            return None
        source = source_of(context.sentence, cue)
        behind = source and source.last <= cue.first
        return (cue, source) if source and behind and _may_speak(context.sentence, source) else None
    return None


def _may_be_noun(sentence: Sentence, cue: Cue) -> bool:
    """Return whether the verb has the form of a noun as well: "echoes", "claims"."""
    verb = sentence.language.speech.verbs.get(sentence.low(cue.first))
    return bool(verb and verb.noun and verb.form != "past")


def _is_parted(sentence: Sentence, first: int, last: int) -> bool:
    """Return whether another clause of its own begins among tokens[first:last]."""
    grammar = sentence.language.grammar
    for number in range(first, last):
        low = sentence.low(number)
        pause = sentence.is_pause(number) and low not in grammar.possessive_endings
        clause = low in grammar.coordinators and sentence.is_verbal(number + 1)
        if pause or clause or low in grammar.contrast_words:
            return True
    return False


def _main_clause_hit(context: StretchContext, last: Cue) -> Hit | None:
    """Return the main clause's cue: `Tusk, who … promised more, replied: “…”`."""
    for cue in context.cues:
        source = source_of(context.sentence, cue) if cue.strong and cue.last <= last.first else None
        if (
            source
            and _may_speak(context.sentence, source)
            and not _is_in_closed_relative_clause(context, cue)
        ):
            return cue, source
    source = source_of(context.sentence, last)
    return (last, source) if source else None


def _is_object_of_earlier_cue(context: StretchContext, cue: Cue) -> bool:
    """Return whether it is an earlier verb's object: `Lund called Berg’s comments “mad”`."""
    after = context.sentence.low(cue.last)
    if (
        cue.shape != "possessive"
        or after in (":", ",")
        or after in context.sentence.language.grammar.complementizers
    ):
        return False
    return any(other.shape != "possessive" and other.last <= cue.first for other in context.cues)


def _headline_rule(context: StretchContext) -> Hit | None:
    name = context.sentence.name_at.get(0)
    if name and context.sentence.low(name.last) == ":" and name.last < context.at:
        return None, Source(0, name.last, name)
    return None


def _colon_rule(context: StretchContext) -> Hit | None:
    """Take whoever a colon announces without a verb of saying: `Jean sourit : « … »`."""
    sentence, at = context.sentence, context.at
    if not sentence.language.grammar.late_subjects or sentence.low(at - 1) != ":":
        return None
    subject = sentence.main_subject(at - 1) or sentence.inverted_subject(at - 1)
    named = [name for name in sentence.names if name.last < at and not name.organisation]
    free = [name for name in named if not sentence.is_governed(name)]
    if free and (subject is None or subject.kind == "description"):
        return None, Source(free[-1].first, free[-1].last, free[-1])
    return (None, subject) if subject else None


def _within_rule(context: StretchContext) -> Hit | None:
    """Prefer the nearest earlier finite cue of a name, a pronoun or a role; else take any other."""
    second: Hit | None = None
    for cue in reversed(context.cues):
        if cue.last > context.at or _is_in_closed_relative_clause(context, cue):
            continue
        that = context.sentence.low(cue.last) in context.sentence.language.grammar.complementizers
        if cue.shape == "possessive" and not that:
            continue
        source = source_of(context.sentence, cue)
        if hit := _participle_hit(context, cue):
            return hit
        if source and _is_clause_of_its_own(cue, source) and _may_speak(context.sentence, source):
            return _governing_hit(context, cue) or (cue, source)
        close = context.at - cue.last < MAX_WEAK_CUE_DISTANCE
        if source and (cue.strong or close):
            second = second or (cue, source)
    return second


def _is_clause_of_its_own(cue: Cue, source: Source) -> bool:
    """Return whether the cue is finite, or has its own subject: "for Tom Berg to write"."""
    return cue.form != "base" or source.name is not None and source.last == cue.first - 1


def _participle_hit(context: StretchContext, participle: Cue) -> Hit | None:
    """Return who speaks before a participle: `…, Lund suggested on Tuesday, wondering why “…”`."""
    sentence = context.sentence
    if participle.form != "ing" or sentence.low(participle.first - 1) != ",":
        return None
    for cue in reversed(context.cues):
        if cue.last <= participle.first and cue.strong and cue.form in ("past", "present"):
            source = source_of(sentence, cue)
            inserted = source is not None and sentence.low(source.first - 1) == ","
            return (participle, source) if source and inserted else None
    return None


def _may_speak(sentence: Sentence, source: Source) -> bool:
    """Return whether it is a name, he or they, a role, a group ("officials") or a body."""
    if source.pronoun:
        return sentence.language.gender_of(source.pronoun) != "n"
    if source.name:
        return True
    head, naming = sentence.head_of(source), sentence.language.naming
    one = head in naming.roles or head in naming.organisation_words
    return one or head[:-1] in naming.roles or head in naming.group_nouns


def _is_in_closed_relative_clause(context: StretchContext, cue: Cue) -> bool:
    """Return whether the cue is in a relative clause that a comma closes before the stretch."""
    sentence = context.sentence
    for number in range(cue.first - 1, -1, -1):
        low = sentence.low(number)
        if low in (",", "“”"):
            return False
        if low in sentence.language.grammar.relatives and sentence.low(number - 1) == ",":
            return any(sentence.low(n) == "," for n in range(cue.last + 1, context.at))
    return False


def _trailing_rule(context: StretchContext) -> Hit | None:
    for cue in context.cues:
        if cue.first > context.at and cue.strong and cue.shape in ("subject", "after", "relayed"):
            sentence = context.sentence
            source = source_of(sentence, cue) or sentence.subject_after(cue.last - 1)
            if source and source.first > context.at:
                return cue, source
    return None


def _reported_rule(context: StretchContext) -> Hit | None:
    """Take whoever is being reported, where a mood says that somebody is: `Das sei „falsch“.`"""
    sentence, grammar = context.sentence, context.sentence.language.grammar
    lows = {token.low for token in sentence.tokens}
    own_clause = lows.isdisjoint(grammar.finite_auxiliaries)
    return REPORTED if own_clause and lows & grammar.reported_moods else None


def _subject_rule(context: StretchContext) -> Hit | None:
    sentence, at = context.sentence, context.at
    for source in (sentence.main_subject(at), sentence.clause_subject(at)):
        if source and source.last <= at and source.kind != "description":
            return None, source
    return None


def _transcript_rule(context: StretchContext) -> Hit | None:
    source = transcript_source(context.at, context.words)
    return (None, source) if source else None


RULES: tuple[tuple[str, Callable[[StretchContext], Hit | None]], ...] = (
    ("transcript", _transcript_rule),
    ("signature", _signature_rule),
    ("after", _after_rule),
    ("after any", _after_any_verb_rule),
    ("headline", _headline_rule),
    ("before", _before_rule),
    ("colon", _colon_rule),
    ("within", _within_rule),
    ("trailing", _trailing_rule),
    ("reported", _reported_rule),
    ("subject", _subject_rule),
)
