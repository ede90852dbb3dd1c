"""Stream JSON-LD of any length: a value, or each element of its long array with its line."""

import json
import re

from sources.ingest.document import ARTICLE_TOO_LONG, MAX_ARTICLE_BYTES, Unreadable
from sources.ingest.json_lines import DECODER, DUPLICATE_KEY, strict_decoder

from .json_ld import NO_CONTEXT, names_in, plain

LENIENT = strict_decoder(strict=False)  # of a page: browsers and search engines let line ends pass
PIECE = 64 * 1024  # characters
BLANKS = re.compile(r"[ \t\n\r]*")
LISTS = (  # read element by element
    *("@graph", "dataFeedElement", "itemListElement"),
    *("claims", "results", "claimReviewMarkupPages"),  # of Google's answers
)


class Text:
    """The characters of `file` (open for text), of which a window is in memory."""

    def __init__(self, file, decoder):
        self.file, self.decoder = file, decoder
        self.window, self.at, self.line, self.ended = "", 0, 1, False

    def more(self):
        piece = self.file.read(max(PIECE, len(self.window) - self.at))
        self.window, self.at, self.ended = self.window[self.at :] + piece, 0, not piece

    def skip(self, end):
        self.line += self.window.count("\n", self.at, end)
        self.at = end

    def peek(self):
        """Return the next character that is not blank, or "" at the end."""
        while True:
            self.skip(BLANKS.match(self.window, self.at).end())
            if self.at < len(self.window) or self.ended:
                return self.window[self.at : self.at + 1]
            self.more()

    def take(self, wanted):
        if self.peek() != wanted:
            raise Unreadable(f"This is not JSON: {wanted} is missing here.", self.line)
        self.at += 1

    def value(self):
        """Return (the next value, its text, its line)."""
        self.peek()
        line = self.line
        while True:
            value, end = self._decoded()
            if end and (end < len(self.window) or self.ended):
                written = self.window[self.at : end]
                self.skip(end)
                return value, written, line
            if len(self.window) - self.at > MAX_ARTICLE_BYTES:
                raise Unreadable(ARTICLE_TOO_LONG, line)
            self.more()

    def _decoded(self):
        """Return (value, where it ends), or (None, 0) if it may go on beyond the window."""
        try:
            return self.decoder.raw_decode(self.window, self.at)
        except RecursionError:
            raise Unreadable("This JSON is nested too deep.", self.line) from None
        except json.JSONDecodeError as error:
            if self.ended:
                line = self.line + self.window.count("\n", self.at, error.pos)
                raise Unreadable(f"This is not JSON: {error.msg}.", line) from None
            return None, 0
        except ValueError as error:
            raise Unreadable(f"This is not JSON: {error}.", self.line) from None


def values(file, decoder=DECODER):
    """
    Yield (value, its text, its line from 1) of each element of the JSON in `file`.

    A list gives its elements; an object gives those of its array named in LISTS, or else itself.
    Another object may follow one, as in JSON Lines. Each has schema.org's own names, by what of
    a @context stood before it. Raises Unreadable at the first syntax error; what stood before has
    been yielded.
    """
    text = Text(file, decoder)
    match text.peek():
        case "[":
            yield from _elements(text)
        case "{":
            while text.peek() == "{":
                yield from _members(text)
        case _:
            yield _named(text.value())
    if text.peek():
        raise Unreadable("There is more after the end of the JSON.", text.line)


def _named(read, names=NO_CONTEXT):
    value, written, line = read
    return plain(value, names), written, line


def _elements(text, names=NO_CONTEXT):
    text.take("[")
    if text.peek() != "]":
        yield _named(text.value(), names)
        while text.peek() == ",":
            text.take(",")
            yield _named(text.value(), names)
    text.take("]")


def _members(text):
    line, others, listed = text.line, {}, False
    text.take("{")
    while text.peek() == '"':
        key, _, at = text.value()
        if key in others:
            raise Unreadable(f"This is not JSON: {DUPLICATE_KEY}.", at)
        text.take(":")
        if key in LISTS and text.peek() == "[":
            listed = True
            yield from _elements(text, names_in(others.get("@context", [])))
        else:
            others[key], _, _ = text.value()
        if text.peek() == "}":
            break
        text.take(",")
    text.take("}")
    if others and not listed:
        yield _named((others, json.dumps(others, ensure_ascii=False), line))
