"""The stretches of text between quotation marks.

Marks pair within a paragraph on a stack, by family (double, single, angle), whatever their shape.
A stretch still open at the end of its paragraph goes on in the next if that opens with a mark
again; otherwise its closing mark was forgotten, and it ends with its paragraph or before the next
stretch that does close.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from .marks import ALWAYS_OPENS, OPENS, Mark, marks, may_be_apostrophe
from .paragraphs import paragraphs


@dataclass(frozen=True, slots=True)
class Stretch:
    """The text between two marks; `opens` and `closes` take in the marks themselves."""

    opens: int
    start: int
    end: int
    closes: int
    level: int = 0
    closed: bool = True
    continues: bool = False


def stretches(text: str, bounds: list[tuple[int, int]] | None = None) -> list[Stretch]:
    """Every stretch in marks, in text order, the nested ones (level 1 and up) after their outer."""
    found: list[Stretch] = []
    carried = ""
    for start, end in bounds or paragraphs(text):
        judged = marks(text, start, end)
        if carried and not (judged and _reopens(judged[0], start, carried)):
            judged, carried = _closing_only(judged, start, carried)
        continues = bool(carried)
        pieces, carried = _pair(text, judged, end)
        pieces = [piece for piece in _levelled(pieces) if piece.start < piece.end]
        if continues and pieces:
            pieces[0] = replace(pieces[0], continues=True)
        found.extend(pieces)
    return found


def _levelled(pieces: list[Stretch]) -> Iterator[Stretch]:
    """The pieces in text order, each with the number of those it lies in."""
    ends: list[int] = []
    for piece in sorted(pieces, key=lambda piece: (piece.opens, -piece.closes)):
        while ends and ends[-1] <= piece.opens:
            ends.pop()
        yield replace(piece, level=len(ends))
        ends.append(piece.closes)


def _between(text: str, opening: Mark, end: int, closes: int, closed: bool = True) -> Stretch:
    """The stretch from an opening mark to `end`; white space inside the marks belongs to them."""
    start = opening.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Stretch(opening.start, start, end, closes, closed=closed)


def _reopens(mark: Mark, start: int, family: str) -> bool:
    return mark.start == start and mark.family == family and mark.may_open


def _closing_only(judged: list[Mark], start: int, family: str) -> tuple[list[Mark], str]:
    """A quotation may run on with no mark at the head of the paragraph, and close further on."""
    for mark in judged:
        if mark.family == family and (mark.may_close or mark.may_open):
            if mark.may_close and not mark.may_open and mark.sign not in ("'", "’"):
                return [Mark(start, start, "", family, True, False, True), *judged], family
            break
    return judged, ""


def _pair(text: str, judged: list[Mark], end: int) -> tuple[list[Stretch], str]:
    """Pair one paragraph's marks; also name the family still open at its end ("" if none)."""
    found: list[Stretch] = []
    stack: list[Mark] = []
    depth: dict[str, int] = {}
    for mark in judged:
        if depth.get(mark.family) and _closes(text, mark, stack):
            while True:
                opening = stack.pop()
                depth[opening.family] -= 1
                if opening.family == mark.family:
                    break
            found.append(_between(text, opening, mark.start, mark.end))
        elif _opens(mark, stack):
            stack.append(mark)
            depth[mark.family] = depth.get(mark.family, 0) + 1
    sure = (mark for mark in stack if mark.family != "single" or mark.sign == "‘")
    opening = next(sure, None)
    if opening is None:
        return found, ""
    return _unclosed(text, found, opening, end), opening.family


def _closes(text, mark, stack) -> bool:
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
    """`"We left, "he said`: the mark clings to the wrong word."""
    return (
        mark.family != "single"
        and mark.sign not in OPENS
        and text[max(0, mark.start - 2) : mark.start - 1] in set(",.?!")
        and text[mark.start - 1 : mark.start] == " "
        and text[mark.end : mark.end + 1].islower()
    )


def _opens(mark, stack) -> bool:
    if not mark.may_open:
        return False
    if mark.family == "single" and mark.sign != "‘":
        return mark.closes_later
    return not (stack and stack[-1].family == mark.family and stack[-1].end == mark.start)


def _unclosed(text: str, found: list[Stretch], opening: Mark, end: int) -> list[Stretch]:
    """End an unclosed stretch at its paragraph's end, or before the first stretch that closes."""
    inner = [f for f in found if f.opens >= opening.end]
    same = [f for f in inner if text.startswith(opening.sign, f.opens)]
    if not same:
        return [*found, _between(text, opening, end, end, closed=False)]
    cut = min(f.opens for f in same)
    return [*found, _between(text, opening, cut, cut, closed=False)]


def outermost(found: list[Stretch]) -> Iterator[Stretch]:
    """The stretches that lie in no other."""
    return (stretch for stretch in found if stretch.level == 0)
