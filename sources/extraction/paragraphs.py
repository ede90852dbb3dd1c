"""Where an article's paragraphs are: blank lines part them, single ones unless it is wrapped."""

import re
from collections.abc import Iterator

BREAK = re.compile(r"\n\s*")
LINE = re.compile(r"[^\n]+")
WRAPPED_AT = 100
LONGEST = 20_000


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of every paragraph that has words, outer white space left out.

    A text whose lines are all short and which has blank lines was wrapped by hand: there only a
    blank line parts. Elsewhere a line is a paragraph, unless the next goes on in lower case. A
    paragraph beyond LONGEST is cut at a space, so that no later step meets an endless one.
    """
    wrapped = _is_wrapped(text)
    start = 0
    for gap in BREAK.finditer(text):
        following = text[gap.end() : gap.end() + 1]
        if gap.group().count("\n") > 1 or not (wrapped or following.islower()):
            yield from _pieces(text, start, gap.start())
            start = gap.end()
    yield from _pieces(text, start, len(text))


def _is_wrapped(text: str) -> bool:
    longest = max((line.end() - line.start() for line in LINE.finditer(text)), default=0)
    return "\n\n" in text and longest <= WRAPPED_AT


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end - start > LONGEST:
        cut = text.rfind(" ", start, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
