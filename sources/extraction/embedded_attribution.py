"""Find attributions embedded in the quoted words: “TUSK: We left”, « Oui, dit-il, je viens »."""

from .languages import Language
from .name_runs import Name
from .noun_phrases import Source

MAX_LABEL_CHARACTERS = 40  # within which a transcript's colon must come


def transcript_source(at: int, words: str) -> Source | None:
    """Return the source of words that a name in capitals opens ("TUSK: We left"), or None.

    `at` is the stretch's token. Of a longer label the last two words are the name.
    """
    label, colon, _ = words[:MAX_LABEL_CHARACTERS].partition(":")
    if colon and label.isupper() and len(label) > 2 and not any(c.isdigit() for c in label):
        return _source_named(at, tuple(word.title() for word in label.split())[-2:])
    return None


def incise_source(at: int, words: str, language: Language) -> Source | None:
    """Return the pronoun or name of the first verb of saying behind a comma, or None.

    Only where the language has such incises (French). `at` is the stretch's token.
    """
    for segment in words.split(",")[1:] if language.speech.incises else ():
        verb, *rest = segment.strip(" .!?\u00a0").split() or [""]
        if pronoun := _inverted_pronoun(verb, rest, language):
            return Source(at, at + 1, pronoun=pronoun)
        if _is_speech_verb(verb, language) and rest and all(part[:1].isupper() for part in rest):
            return _source_named(at, tuple(rest))
    return None


def _source_named(at: int, parts: tuple[str, ...]) -> Source:
    """Return a source whose name stands inside the stretch at token `at`."""
    return Source(at, at + 1, Name(at, at, at + 1, parts, (), "", False))


def _inverted_pronoun(verb: str, rest: list[str], language: Language) -> str:
    """Return the pronoun of `dit-il`, `affirme-t-elle`, `a-t-il expliqué`, or ""."""
    said, _, pronoun = verb.rpartition("-")
    said = said.removesuffix("-t")
    reported = said in language.grammar.auxiliaries and rest and _is_speech_verb(rest[0], language)
    known = language.grammar.pronouns.get(pronoun) in ("m", "f")
    return pronoun if known and (reported or _is_speech_verb(said, language)) else ""


def _is_speech_verb(word: str, language: Language) -> bool:
    verb = language.speech.verbs.get(word)
    return bool(verb and verb.strong)
