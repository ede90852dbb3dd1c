"""Find speech that dashes open and part from its attribution: – Nie – powiedział Jan. – Nigdy.

A dash at the head of a paragraph or of a sentence opens; one before a verb of saying closes; behind
the attribution the next one opens again. Without any attribution the dashes are a list's, or a
writer's, and nobody speaks.
"""

import re
from collections.abc import Iterator

from .languages import Language
from .stretches import Stretch

DASH = re.compile(r"(?:(?<=\s)|^)[-–—―](?=\s)|(?:(?<=\s)|^)[—–―](?=\w)|[—–―](?=[.,;:\s])")
TURN = re.compile(r"[—–―-]\s+(?=\w)")
WORD = re.compile(r"\w+(?:['’ʼ-]\w+)*")
MAX_WORDS_TO_VERB = 4  # from the dash to the verb of saying
SENTENCE_ENDS = ".?!…:"
SIGNS_BEHIND_ATTRIBUTION = ".,;: "


def dialogue_stretches(text: str, start: int, end: int, language: Language) -> Iterator[Stretch]:
    """Yield the stretches of speech in the paragraph text[start:end] that dashes mark."""
    opened, attributed = -1, False
    found: list[Stretch] = []
    for dash in DASH.finditer(text, start, end):
        if opened < 0:
            if _opens(text, dash, start, attributed):
                opened = dash.start()
        elif _closes(text, dash.end(), end, language):
            found.append(_stretch(text, opened, dash.start()))
            opened, attributed = -1, True
    if opened >= 0 and attributed:
        found.append(_stretch(text, opened, end))
    yield from (stretch for stretch in found if stretch.start < stretch.end)


def dash_turns(text: str, bounds: list[tuple[int, int]]) -> Iterator[Stretch]:
    """Yield the paragraphs that a dash opens, where attributions stand within: — Oui, dit-il."""
    for start, end in bounds:
        if turn := TURN.match(text, start, end):
            yield Stretch(start, turn.end(), end, end)


def _opens(text: str, dash: re.Match[str], start: int, attributed: bool) -> bool:
    """Return whether speech begins behind the dash."""
    before = text[max(start, dash.start() - 3) : dash.start()].rstrip()
    after = text[dash.end() : dash.end() + 4].lstrip(SIGNS_BEHIND_ATTRIBUTION)
    if not after or after[0] in "“”„\"«»‘’'":
        return False
    if attributed and before and before[-1] not in SENTENCE_ENDS:
        return True  # it resumes: – Tak – mówi Jan – i nie.
    sentence = not before or before[-1] in SENTENCE_ENDS
    return sentence and (after[0].isupper() or after[0] in "¿¡…" or after[0].isdigit())


def _closes(text: str, behind: int, end: int, language: Language) -> bool:
    """Return whether the words behind the dash say who speaks: a verb of saying is near."""
    words = [match[0] for match in WORD.finditer(text, behind, min(end, behind + 80))]
    if not words or not words[0][:1].islower():
        return False
    verbs = language.speech.verbs
    said = any(w in verbs and verbs[w].form != "participle" for w in words[:MAX_WORDS_TO_VERB])
    named = any(w in language.naming.roles for w in words[1:MAX_WORDS_TO_VERB])
    return said or named or words[0].endswith(language.grammar.past_endings)


def _stretch(text: str, opened: int, closes: int) -> Stretch:
    """Return the words between the dash at `opened` and `closes`, trimmed."""
    start, end = opened + 1, closes
    while start < end and (text[start].isspace() or text[start] in SIGNS_BEHIND_ATTRIBUTION):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return Stretch(opened, start, end, end)
