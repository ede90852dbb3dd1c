"""Find quotation marks, and tell by its neighbours whether each may open or close.

Typography decides less than place: writers mix “curly" with straight marks, type them the wrong
way round, and close single quotations with the sign that is also the apostrophe. So the shape of a
mark counts only where its place leaves both open.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

MARK = re.compile(r"``|''|‘‘|’’|,,(?=\w)|[\"“”„‟«»‹›‘’‚‛'`「」『』]")
FAMILY_OF = dict.fromkeys(["``", "''", "‘‘", "’’", ",,", '"', "“", "”", "„", "‟"], "double")
FAMILY_OF |= dict.fromkeys(["«", "»"], "angle") | dict.fromkeys(["‹", "›"], "inner angle")
FAMILY_OF |= dict.fromkeys(["「", "」"], "corner") | dict.fromkeys(["『", "』"], "inner corner")
FAMILY_OF |= dict.fromkeys(["‘", "’", "‚", "‛", "'", "`"], "single")
ALWAYS_OPENS = {"„", "‚", "‟", ",,", "「", "『"}
ALWAYS_CLOSES = {"」", "』"}  # no space stands beside them
OPENS = ALWAYS_OPENS | {"“", "‘", "``", "‘‘", "«", "‹", "‛"}
CLOSES = {"”", "’", "’’", "»", "›"}
BEFORE_OPENING = set("([{<—–-‒―/:;=>¿¡…,.*_|") | FAMILY_OF.keys()
AFTER_CLOSING = set(".,;:!?)]}—–-‒―/…<>*_|") | FAMILY_OF.keys()
MAX_KEPT_PLACES = 4096  # of marks between two characters: a text has few kinds of them
ELISION = re.compile(r"(?:\d0s|em|tis|twas|til|cause|bout|n|round|cuz|ere)\b", re.I)


@dataclass(slots=True)
class Mark:
    """A mark at text[start:end]; `closes_later`: a mark behind it may close the single marks."""

    start: int
    end: int
    sign: str
    family: str
    may_open: bool
    may_close: bool
    closes_later: bool = False


def find_marks(text: str, start: int, end: int) -> list[Mark]:
    """Return the marks of the paragraph text[start:end], in order, without plain apostrophes."""
    found = []
    for match in MARK.finditer(text, start, end):
        first, last = match.span()
        sign = text[first:last]
        before = text[first - 1] if first > start else " "
        after = text[last] if last < end else " "
        family = FAMILY_OF[sign]
        if family == "single":
            typed = text[max(start, first - 2)]
            elided = sign == "’" or ELISION.match(text, last) is not None
            may_open, may_close = _single_roles(sign, before, after, typed, elided)
        else:
            may_open, may_close = _double_roles(sign, before, after)
        if may_open or may_close:
            found.append(Mark(first, last, sign, family, may_open, may_close))
    _look_ahead(text, found)
    return found


def _look_ahead(text: str, marks: list[Mark]) -> None:
    """Tell each single mark whether one behind it may close."""
    closes_later = False
    for mark in reversed(marks):
        if mark.family == "single":
            mark.closes_later = closes_later
            if mark.may_close:
                closes_later = closes_later or not may_be_apostrophe(text, mark)
            elif mark.may_open:
                closes_later = False


def _roles_by_place(sign: str, before: str, after: str) -> tuple[bool, bool]:
    """Return whether a mark between these two characters may open, and whether it may close."""
    head = before.isspace() or before in BEFORE_OPENING
    opens = head and not after.isspace() or sign in ALWAYS_OPENS
    closes = _ends_words(after) or not after.isalnum() or before in ".!?"
    return opens, closes and not before.isspace()


def _ends_words(after: str) -> bool:
    """Return whether what follows a mark lets it close: a space, punctuation, another mark."""
    return after.isspace() or after in AFTER_CLOSING


@lru_cache(MAX_KEPT_PLACES)
def _double_roles(sign: str, before: str, after: str) -> tuple[bool, bool]:
    """Return the roles of a double mark: by its place, else by its shape."""
    if sign in ALWAYS_CLOSES:
        return False, True
    if sign == "«" and before in "’'":
        return True, False  # behind an elision: il s’agit d’« un pas »
    if sign in CLOSES and before.isspace() and _ends_words(after):
        return False, True  # a space too many: `he said ” and left`
    opens, closes = _roles_by_place(sign, before, after)
    return (opens, closes) if opens or closes else (sign not in CLOSES, sign not in ALWAYS_OPENS)


@lru_cache(MAX_KEPT_PLACES)
def _single_roles(
    sign: str, before: str, after: str, typed: str, elided: bool
) -> tuple[bool, bool]:
    """Return the roles of a single mark, which may be an apostrophe as well.

    `typed` is the character before `before`; an `elided` mark stands for letters: ’em, ’90s.
    """
    opens, closes = _roles_by_place(sign, before, after)
    if before.isspace() and after.isspace():
        # an apostrophe has no space on both sides; a closing mark may, behind punctuation
        closes = typed in ",.?!”"
    return opens and not elided, closes


def is_double(sign: str) -> bool:
    """Return whether the sign is a quotation mark that cannot be an apostrophe."""
    return FAMILY_OF.get(sign, "single") != "single"


def may_be_apostrophe(text: str, mark: Mark) -> bool:
    """Return whether it may end a word as an apostrophe: the dogs’ bowl, lyin’ about it."""
    before = text[max(0, mark.start - 3) : mark.start].lower()
    ends = before[-1] in "szx" or before.endswith("in") and before[0].isalpha()
    return ends and text[mark.end : mark.end + 1].isspace()
