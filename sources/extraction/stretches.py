"""Find the stretches of text between quotation marks.

Marks pair within a paragraph on a stack, by family (double, single, angle), whatever their shape.
A stretch still open at the end of its paragraph goes on in the next if that opens with a mark
again; otherwise its closing mark was forgotten, and it ends with its paragraph or before the next
stretch that does close.
"""

from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from .paragraphs import paragraphs
from .quotation_marks import ALWAYS_OPENS, OPENS, Mark, find_marks, may_be_apostrophe


class Stretch(NamedTuple):
    """The text between two marks; offsets are code points into the article.

    `opens` and `closes` take in the marks themselves; `level` is the number of stretches it lies
    in; `continues` says that it goes on from the paragraph before.
    """

    opens: int
    start: int
    end: int
    closes: int
    level: int = 0
    closed: bool = True
    continues: bool = False

    def words(self, text: str) -> str:
        """Return what stands in marks in the article `text`, trimmed."""
        return text[self.start : self.end].strip()


def find_stretches(text: str, bounds: list[tuple[int, int]] | None = None) -> list[Stretch]:
    """Return the stretches of `text` in text order, nested ones (level 1 and up) after their outer.

    `bounds` are the paragraphs as (start, end); without them `text` is split into its own.
    """
    found: list[Stretch] = []
    carried = ""
    for start, end in bounds or paragraphs(text):
        marks = find_marks(text, start, end)
        if carried and not (marks and _continues_at(marks[0], start, carried)):
            marks, carried = _with_implied_opening(marks, start, carried)
        continues = bool(carried)
        paired, carried = _pair(text, marks, end)
        paired = [stretch for stretch in _with_levels(paired) if stretch.start < stretch.end]
        if continues and paired:
            paired[0] = paired[0]._replace(continues=True)
        found.extend(paired)
    return found


def _with_levels(paired: list[Stretch]) -> Iterator[Stretch]:
    """Yield the stretches in text order, each with the number of those it lies in."""
    ends: list[int] = []
    for stretch in sorted(paired, key=lambda stretch: (stretch.opens, -stretch.closes)):
        while ends and ends[-1] <= stretch.opens:
            ends.pop()
        yield stretch._replace(level=len(ends)) if ends else stretch
        ends.append(stretch.closes)


def _stretch(text: str, opening: Mark, end: int, closes: int, closed: bool = True) -> Stretch:
    """Return the stretch from an opening mark to `end`, without white space at its ends."""
    start = opening.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Stretch(opening.start, start, end, closes, 0, closed)


def _continues_at(mark: Mark, start: int, family: str) -> bool:
    """Return whether the mark reopens, at the paragraph's head, what the last one left open."""
    return mark.start == start and mark.family == family and mark.may_open


def _with_implied_opening(marks: list[Mark], start: int, family: str) -> tuple[list[Mark], str]:
    """Return the marks, and the family still open, of a paragraph with no mark at its head.

    A quotation may run on without one and close further on: then an empty mark opens it.
    """
    for mark in marks:
        if mark.family == family and (mark.may_close or mark.may_open):
            if mark.may_close and not mark.may_open and mark.sign not in ("'", "’"):
                return [Mark(start, start, "", family, True, False, True), *marks], family
            break
    return marks, ""


def _pair(text: str, marks: list[Mark], end: int) -> tuple[list[Stretch], str]:
    """Return one paragraph's stretches, and the family still open at its end ("" if none)."""
    found: list[Stretch] = []
    stack: list[Mark] = []
    depth: dict[str, int] = {}
    for mark in marks:
        if depth.get(mark.family) and _closes(text, mark, stack):
            while True:
                opening = stack.pop()
                depth[opening.family] -= 1
                if opening.family == mark.family:
                    break
            found.append(_stretch(text, opening, mark.start, mark.end))
        elif _opens(mark, stack):
            stack.append(mark)
            depth[mark.family] = depth.get(mark.family, 0) + 1
    sure = (mark for mark in stack if mark.family != "single" or mark.sign == "‘")
    unclosed = next(sure, None)
    if unclosed is None:
        return found, ""
    return _with_unclosed(text, found, unclosed, end), unclosed.family


def _closes(text: str, mark: Mark, stack: list[Mark]) -> bool:
    """Return whether the mark closes one of its family, which is open on the stack."""
    if not mark.may_close:
        return mark.may_open and _typed_before_space(text, mark)
    if mark.family == "single":
        if mark.may_open and mark.sign == "‘":
            return False
        return not (mark.closes_later and may_be_apostrophe(text, mark))
    if mark.may_open:
        return mark.sign not in OPENS or mark.sign == "“" and stack[-1].sign in ALWAYS_OPENS
    return True


def _typed_before_space(text: str, mark: Mark) -> bool:
    """Return whether a space was typed before a closing mark, not after: `"We left, "he said`."""
    return (
        mark.family != "single"
        and mark.sign not in OPENS
        and text[max(0, mark.start - 2) : mark.start - 1] in set(",.?!")
        and text[mark.start - 1 : mark.start] == " "
        and text[mark.end : mark.end + 1].islower()
    )


def _opens(mark: Mark, stack: list[Mark]) -> bool:
    """Return whether the mark opens a stretch; a doubled mark opens one only."""
    if not mark.may_open:
        return False
    if mark.family == "single" and mark.sign != "‘":
        return mark.closes_later
    return not (stack and stack[-1].family == mark.family and stack[-1].end == mark.start)


def _with_unclosed(text: str, found: list[Stretch], opening: Mark, end: int) -> list[Stretch]:
    """Add an unclosed stretch, up to the paragraph's end or the first stretch that closes."""
    inner = [f for f in found if f.opens >= opening.end]
    same = [f for f in inner if text.startswith(opening.sign, f.opens)]
    if not same:
        return [*found, _stretch(text, opening, end, end, closed=False)]
    first = min(f.opens for f in same)
    cut = min(f.opens for f in inner if f.closes > first)  # or where one begins that it lies in
    return [*found, _stretch(text, opening, cut, cut, closed=False)]


def outermost(found: list[Stretch]) -> Iterator[Stretch]:
    """Return the stretches that lie in no other."""
    return (stretch for stretch in found if stretch.level == 0)


def overlaps(stretch: Stretch, others: list[Stretch]) -> bool:
    """Return whether the stretch shares text with one of the others, which are in text order."""
    following = bisect_right(others, stretch.opens, key=attrgetter("opens"))
    near = others[max(0, following - 1) : following + 1]
    return any(other.opens < stretch.closes and stretch.opens < other.closes for other in near)
