"""The text of an article with what stood where: quotes, posts, captions, questions, headings."""

import re
from itertools import islice


def joined(blocks):
    """
    Return (text, spans) of Blocks: a line each, and of those with a kind where they stand.

    A span is a dict of kind, start and end (code points into the text). Neighbouring lines of one
    quote are one span. A quote, pull quote or post has the `author` that the page names, a pull
    quote that the text says elsewhere `repeats` it.
    """
    lines, spans, start = [], [], 0
    last = None
    for block in blocks:
        end = start + len(block.text)
        if (
            block.kind == "attribution"
            or (block.kind == "post" and DASH.match(block.text))
            or (last is not None and _fills_box(last, block))
        ):
            _attribute(spans, last, block)
        elif block.kind:
            if spans and last is not None and _same_part(last, block):
                spans[-1]["end"] = end
            else:
                spans.append({"kind": block.kind, "start": start, "end": end})
        lines.append(block.text)
        start, last = end + 1, block
    text = "\n".join(lines)
    for span in spans:
        if span["kind"] == "pull quote" and _repeats(span, text):
            span["repeats"] = True
    return text, spans


DASH = re.compile(r"^\s*(?:[—–―-]+|A post shared by)\s*")
BOX_DEPTH = 4  # elements between a quote and the box around it and its author
MAX_AUTHOR = 150  # characters of a name with a role
QUOTES = ("quote", "pull quote", "post")


def _same_part(one, other):
    return one.kind == other.kind and one.kind in QUOTES and one.home is other.home


def _fills_box(quote, block):
    """Return whether a short line and the block quote above it are all that is in an element."""
    if quote.kind != "quote" or block.kind or len(block.text) > MAX_AUTHOR:
        return False
    around = set(islice(block.element.iterancestors(), BOX_DEPTH))
    box = next(
        (box for box in islice(quote.element.iterancestors(), BOX_DEPTH) if box in around), None
    )
    return box is not None and _is_all_in(box, _letters(quote.text) + _letters(block.text))


def _is_all_in(box, words):
    """Return whether the words are all that is in an element; stops at the first other one."""
    at = 0
    for text in map(_letters, box.itertext()):
        if not words.startswith(text, at):
            return False
        at += len(text)
    return at == len(words)


def _attribute(spans, last, block):
    """Name the author of the quote just above."""
    if spans and last is not None and last.kind in QUOTES and spans[-1]["kind"] in QUOTES:
        spans[-1]["author"] = DASH.sub("", block.text)[:300]


def _repeats(span, text):
    said = _letters(text[span["start"] : span["end"]])
    elsewhere = _letters(text[: span["start"]]) + " " + _letters(text[span["end"] :])
    return bool(said) and said in elsewhere


def _letters(text):
    return "".join(re.findall(r"\w", text.lower()))
