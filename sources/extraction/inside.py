"""Rules for attributions inside the marks: “TUSK: We left”, and « Oui, dit-il, je viens »."""

from .languages import Language
from .names import Name
from .phrases import Source


def transcript(spot):
    head, colon, _ = spot.words[:40].partition(":")
    if colon and head.isupper() and len(head) > 2 and not any(c.isdigit() for c in head):
        return None, _named(spot, tuple(word.title() for word in head.split())[-2:])
    return None


def incise(spot):
    """The first verb of saying behind a comma, with its pronoun or the name behind it."""
    language = spot.reading.language
    for segment in spot.words.split(",")[1:] if language.incises else ():
        verb, *rest = segment.strip(" .!?\u00a0").split() or [""]
        if pronoun := _inverted(verb, rest, language):
            return None, Source(spot.at, spot.at + 1, pronoun=pronoun)
        if _reports(verb, language) and rest and all(part[:1].isupper() for part in rest):
            return None, _named(spot, tuple(rest))
    return None


def _named(spot, parts: tuple[str, ...]) -> Source:
    """A source whose name stands inside the stretch."""
    return Source(spot.at, spot.at + 1, Name(spot.at, spot.at, spot.at + 1, parts, (), "", False))


def _inverted(verb: str, rest: list[str], language: Language) -> str:
    """The pronoun of `dit-il`, `affirme-t-elle`, `a-t-il expliqué`, or ""."""
    said, _, pronoun = verb.rpartition("-")
    said = said.removesuffix("-t")
    reported = said in language.auxiliaries and rest and _reports(rest[0], language)
    known = language.pronouns.get(pronoun) in ("m", "f")
    return pronoun if known and (reported or _reports(said, language)) else ""


def _reports(word: str, language: Language) -> bool:
    verb = language.verbs.get(word)
    return bool(verb and verb.strong)
