"""Find reported (indirect) speech: who is reported without marks, and the reported words.

`Tusk said that the bridge was safe` gives the words behind the verb, `The bridge was safe, Tusk
said` those before, `According to Tusk, the bridge was safe` those behind the comma.
"""

from dataclasses import dataclass

from .cues import Cue, find_cues, source_of
from .noun_phrases import Source
from .sentence import Sentence

MIN_REPORTED_TOKENS = 4
MAX_POINTER_TOKENS = 3
MAX_ADDRESSEE_TOKENS = 8  # from the verb to "that": `told a crowd of reporters that`
MAX_ADVERBS = 3  # before a cue, or behind one that ends the sentence
SENTENCE_ENDS = frozenset(".?!…")


@dataclass(frozen=True, slots=True)
class ReportedSpeech:
    """The source, the cue, and tokens[first:last], the reported words (none: first == last)."""

    source: Source
    cue: Cue
    first: int = 0
    last: int = 0


def find_reported_speech(sentence: Sentence) -> ReportedSpeech | None:
    """Return the sentence's first report whose words are plain; else the first one; or None."""
    first = None
    for cue in find_cues(sentence):
        reports = cue.strong and cue.shape in ("subject", "after")
        if not reports or not (source := source_of(sentence, cue)):
            continue
        start, end = _reported_range(sentence, cue, source)
        if end - start >= MIN_REPORTED_TOKENS and not _is_negated(sentence, cue):
            return ReportedSpeech(source, cue, start, end)
        first = first or ReportedSpeech(source, cue)
    return first


def announced_source(sentence: Sentence) -> Source | None:
    """Return whose words a final colon announces: `Tusk made this statement:`, or None."""
    language, last = sentence.language, len(sentence.tokens) - 1
    if sentence.low(last) != ":":
        return None
    nouns = [n for n in range(last) if sentence.low(n) in language.speech.speech_nouns]
    by = next((n + 1 for n in nouns if sentence.low(n + 1) in language.grammar.agent_words), None)
    if by:
        return sentence.subject_after(by)
    return sentence.main_subject(last) if nouns else None


def pointing_source(sentence: Sentence) -> Source | None:
    """Return whose words the sentence before was: `That was how Tusk put it`; None for none."""
    low = [token.low for token in sentence.tokens[:MAX_POINTER_TOKENS]]
    pointers = sentence.language.speech.pointers
    if not any(tuple(low[: len(pointer)]) == pointer for pointer in pointers):
        return None
    told = any(cue.shape == "subject" for cue in find_cues(sentence))
    name = next((name for name in sentence.names if not name.organisation), None)
    return Source(name.first, name.last, name) if told and name else None


def _is_negated(sentence: Sentence, cue: Cue) -> bool:
    """Return whether the cue is negated: `has not confirmed` reports nothing."""
    before = range(max(0, cue.first - MAX_ADVERBS), cue.first)
    return any(sentence.low(n) in sentence.language.grammar.negations for n in before)


def _reported_range(sentence: Sentence, cue: Cue, source: Source) -> tuple[int, int]:
    """Return (first, last) of the reported words; (0, 0) if they cannot be told."""
    if cue.shape == "after" or source.last > cue.first:
        return _range_around_source(sentence, cue.first, source.last)
    ends = cue.last >= _content_end(sentence) - MAX_ADVERBS
    if ends and source.first > MIN_REPORTED_TOKENS and sentence.low(source.first - 1) == ",":
        return 0, source.first - 1
    return _range_after_cue(sentence, cue)


def _range_around_source(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """Return the words before `…, according to Tusk` or behind `According to Tusk, …`."""
    if first > 1 and sentence.low(first - 1) == ",":
        return 0, first - 1
    if first == 0 and sentence.low(last) == ",":
        return last + 1, _content_end(sentence)
    return 0, 0


def _range_after_cue(sentence: Sentence, cue: Cue) -> tuple[int, int]:
    """Return the words behind `Tusk said (that)` or `Tusk told reporters that`."""
    language, end = sentence.language, _content_end(sentence)
    near = range(cue.last, min(end, cue.last + MAX_ADDRESSEE_TOKENS))
    that = next((n for n in near if sentence.low(n) in language.grammar.complementizers), None)
    if that is not None and not any(sentence.low(n) == "," for n in range(cue.last, that)):
        return that + 1, end
    addressed = (
        language.speech.verbs[sentence.low(cue.first)].lemma in language.speech.addressee_verbs
    )
    return (0, 0) if addressed or not _is_clause(sentence, cue.last, end) else (cue.last, end)


def _is_clause(sentence: Sentence, first: int, end: int) -> bool:
    """Return whether a subject and verb follow: "the bridge was safe", not "the deal"."""
    low, language = sentence.low(first), sentence.language
    if (
        first in sentence.name_at
        or low in language.grammar.determiners
        or low in language.grammar.pronouns
    ):
        comma = next((n for n in range(first, end) if sentence.low(n) == ","), end)
        return sentence.has_verb(first + 1, comma)
    return False


def _content_end(sentence: Sentence) -> int:
    """Return where the sentence ends without its full stop."""
    last = len(sentence.tokens)
    return last - (sentence.low(last - 1)[:1] in SENTENCE_ENDS)
