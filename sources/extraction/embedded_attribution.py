"""Find attributions embedded in the quoted words: “TUSK: We left”, « Oui, dit-il, je viens »."""

import re
from collections.abc import Iterator
from itertools import islice

from .languages import Language
from .name_runs import Name
from .noun_phrases import Source
from .stretches import Stretch
from .tokenizer import Token, tokenize

PAUSES = ",?!…"
PAUSE = re.compile(f"[{PAUSES}]")
MAX_LABEL_CHARACTERS = 40  # within which a transcript's colon must come
MAX_INCISE_TOKENS = 12
MAX_WORDS_TO_VERB = 4  # from the closing mark


def transcript_source(at: int, words: str) -> Source | None:
    """Return the source of words that a name in capitals opens ("TUSK: We left"), or None.

    `at` is the stretch's token. Of a longer label the last two words are the name.
    """
    label, colon, _ = words[:MAX_LABEL_CHARACTERS].partition(":")
    if colon and label.isupper() and len(label) > 2 and not any(c.isdigit() for c in label):
        return source_named(at, tuple(word.title() for word in label.split())[-2:])
    return None


def source_named(at: int, parts: tuple[str, ...]) -> Source:
    """Return a source whose name is not among the sentence's tokens; its stretch is token `at`."""
    return Source(at, at + 1, Name(at, at, at + 1, parts, (), "", False))


def without_incises(text: str, stretches: list[Stretch], language: Language) -> Iterator[Stretch]:
    """Yield the stretches, each parted where an attribution stands between its commas.

    Only where the language has such incises, and where nobody is named behind the mark.
    """
    for stretch in stretches:
        pauses = language.speech.incises and PAUSE.search(text, stretch.start, stretch.end)
        if not pauses or _is_attributed_behind(text, stretch, language):
            yield stretch
        else:
            yield from _parted(text, stretch, language)


def attributed_turns(text: str, turns: Iterator[Stretch], language: Language) -> Iterator[Stretch]:
    """Yield the pieces of the turns that an incise attributes; without any it may be a list."""
    for turn in turns:
        pieces = list(_parted(text, turn, language))
        if pieces != [turn]:
            yield from pieces


def _parted(text: str, stretch: Stretch, language: Language) -> Iterator[Stretch]:
    """Yield the pieces of one stretch around its incises."""
    tokens = list(tokenize(text, stretch.start, stretch.end, language))
    pauses = [n for n, token in enumerate(tokens) if token.text in ",?!….;"] + [len(tokens)]
    start, opens = stretch.start, stretch.opens
    for comma, following in zip(pauses, pauses[1:], strict=False):
        if tokens[comma].text not in PAUSES:
            continue
        incise = tokens[comma + 1 : following]
        if not _is_incise(incise, language):
            continue
        cut = tokens[comma].start + (tokens[comma].text != ",")
        if start < cut:
            yield stretch._replace(opens=opens, start=start, end=cut, closes=cut)
        start = tokens[following + 1].start if following + 1 < len(tokens) else stretch.end
        opens = start
    if start < stretch.end:
        yield stretch._replace(opens=opens, start=start)


def _is_incise(tokens: list[Token], language: Language) -> bool:
    """Return whether it is `dit-il`, `a-t-elle ajouté`, `affirme Paul Berg`, `dit le maire`."""
    words = [token for token in tokens if token.is_word or token.low in language.grammar.enclitics]
    if not 2 <= len(words) <= MAX_INCISE_TOKENS:
        return False
    if language.grammar.enclitics.get(words[1].low) in ("m", "f", "p"):
        return _is_speech_verb(words[0], language) or any(
            _is_speech_verb(word, language) for word in words[2:4]
        )
    said = words[1] if words[0].low in language.grammar.auxiliaries else words[0]
    behind = words[words.index(said) + 1 :]
    return _is_speech_verb(said, language) and bool(behind) and _names_speaker(behind, language)


def _names_speaker(words: list[Token], language: Language) -> bool:
    """Return whether a name or a role with its article comes first, and no verb follows."""
    first, rest = words[0], words[1:]
    role = any(word.low in language.naming.roles or word.is_capitalised for word in rest[:2])
    named = first.is_capitalised or first.low in language.grammar.articles and role
    return named and not any(word.low in language.grammar.auxiliaries for word in rest)


def _is_attributed_behind(text: str, stretch: Stretch, language: Language) -> bool:
    """Return whether a verb of saying follows the closing mark."""
    behind = tokenize(text, stretch.closes, min(len(text), stretch.closes + 60), language)
    words = islice((token for token in behind if token.text != ","), MAX_WORDS_TO_VERB)
    return any(_is_speech_verb(word, language) for word in words)


def _is_speech_verb(token: Token, language: Language) -> bool:
    verb = language.speech.verbs.get(token.low)
    return bool(verb and verb.strong and not token.is_capitalised)
