"""An article's text cut at the edges of its quotes, so that a page can mark them in place."""

import re
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import mark_safe

PRECEDENCE = ("accepted", "suggested", "rejected")


@dataclass(frozen=True)
class Piece:
    """Some letters of the text, the quotes they belong to, and those that begin with them."""

    text: str
    quotes: tuple = ()
    begins: tuple = ()

    @property
    def status(self):
        """The status to show: of overlapping quotes the one that counts most."""
        return min((quote.status for quote in self.quotes), key=PRECEDENCE.index)


def pieces(text, quotes):
    """
    Yield the Pieces of `text` (a str) in order; joined they are the text, to the letter.

    `quotes` have start, end (code points) and status, and may overlap. No piece crosses a line.
    """
    lines = [match.end() for match in re.finditer("\n", text)]
    edges = {0, len(text), *lines, *(q.start for q in quotes), *(q.end for q in quotes)}
    waiting = sorted(quotes, key=lambda quote: quote.start, reverse=True)
    marked = []
    for start, end in pairwise(sorted(edges)):
        begins = []
        while waiting and waiting[-1].start <= start:
            begins.append(waiting.pop())
        marked = [quote for quote in (*marked, *begins) if quote.end > start]
        yield Piece(text[start:end], tuple(marked), tuple(begins))


def paragraphs(text, quotes):
    """Yield each line of `text`, its line end included, as a list of Pieces."""
    line = []
    for piece in pieces(text, quotes):
        line.append(piece)
        if piece.text.endswith("\n"):
            yield line
            line = []
    if line:
        yield line


def marked(text, quotes, headline=""):
    """
    Return the text as safe HTML: between its tags are its letters alone, so scripts can count.

    `quotes` also have pk and number. Written here and not in a template, for texts of megabytes.
    """
    return mark_safe("".join(_paragraph(line, headline) for line in paragraphs(text, quotes)))


def _paragraph(line, headline):
    text = "".join(piece.text for piece in line)
    kind = "blank" if text.isspace() else "headline" if text.strip() == headline else "line"
    return f'<p class="{kind}">{"".join(map(_piece, line))}</p>'


def _piece(piece):
    letters = escape(piece.text)
    if not piece.quotes:
        return letters
    numbers = "".join(map(_number, piece.begins))
    kind = f"{piece.status} overlapping" if len(piece.quotes) > 1 else piece.status
    keys = " ".join(str(quote.pk) for quote in piece.quotes)
    return f'{numbers}<mark class="{kind}" data-quotes="{keys}">{letters}</mark>'


def _number(quote):
    return (
        f'<a id="mark-{quote.pk}" class="number {quote.status}" href="#quote-{quote.pk}" '
        f'data-number="{quote.number}" aria-label="Quote {quote.number}, {quote.status}"></a>'
    )
