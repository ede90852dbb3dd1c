"""Split an article into paragraphs, at blank lines, or at every line unless it is wrapped."""

import re
from collections.abc import Iterator

BREAK = re.compile(r"\n\s*")
CLOSING_MARKS = frozenset('”’"»“')
LINE = re.compile(r"[^\n]+")
MAX_WRAPPED_LINE = 100  # characters; a longer line was not wrapped by hand
MAX_PARAGRAPH_CHARACTERS = 20_000


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of every paragraph that has words, outer white space left out.

    A text whose lines are all short and which has blank lines was wrapped by hand: there only a
    blank line parts. Elsewhere a line is a paragraph, unless the next goes on in lower case. A
    paragraph beyond MAX_PARAGRAPH_CHARACTERS is cut at a space, so that no later step meets an
    endless one.
    """
    wrapped = _is_wrapped(text)
    start = 0
    for gap in BREAK.finditer(text):
        following, before = text[gap.end() : gap.end() + 1], text[gap.start() - 1 : gap.start()]
        goes_on = following.islower() and before in CLOSING_MARKS  # a poem, then: wrote Ida Lund
        blank = gap.group().count("\n") > 1 and not goes_on
        if blank or not (wrapped or following.islower()):
            yield from _trimmed_parts(text, start, gap.start())
            start = gap.end()
    yield from _trimmed_parts(text, start, len(text))


def _is_wrapped(text: str) -> bool:
    longest = max((line.end() - line.start() for line in LINE.finditer(text)), default=0)
    return "\n\n" in text and longest <= MAX_WRAPPED_LINE


def _trimmed_parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield text[start:end] without white space at its ends, in parts if it is too long."""
    while start < end and text[start].isspace():
        start += 1
    while end - start > MAX_PARAGRAPH_CHARACTERS:
        cut = text.rfind(" ", start, start + MAX_PARAGRAPH_CHARACTERS)
        cut = cut if cut > start else start + MAX_PARAGRAPH_CHARACTERS
        yield start, cut
        start = cut
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
