"""Read JSON Lines: an article a line, in memory one line at a time."""

import json
from datetime import UTC, datetime

from .document import ARTICLE_TOO_LONG, MAX_ARTICLE_BYTES, Unreadable

DUPLICATE_KEY = "an object has the same key twice"
STRING_KEYS = ("text", "headline", "url", "byline", "publisher", "language")


def read_lines(path):
    """Yield what `stream_lines` does of the file at a path."""
    with open(path, "rb") as file:
        yield from stream_lines(file)


def stream_lines(stream):
    """Yield (number from 1, bytes) of the lines of a binary stream but the blank ones.

    None stands for the bytes of a line of more than MAX_ARTICLE_BYTES.
    """
    number = 0
    while line := stream.readline(MAX_ARTICLE_BYTES + 1):
        number += 1
        fits = len(line) <= MAX_ARTICLE_BYTES
        while len(line) > MAX_ARTICLE_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_ARTICLE_BYTES + 1)
        if not fits:
            yield number, None
        elif line.strip():
            yield number, line


def parse_article_line(line):
    """Return the fields of a Document in a line (bytes); other keys are ignored.

    Raises Unreadable where the line is no JSON object, or has no text.
    """
    parsed = parse_json(line)
    if not isinstance(parsed, dict):
        raise Unreadable("A line holds one JSON object; this one holds something else.")
    fields = {name: _string(name, parsed.get(name)) for name in STRING_KEYS}
    if not fields["text"].strip():
        raise Unreadable("The object has no text.")
    fields["doc_id"] = _doc_id(parsed.get("doc_id"))
    fields["published_at"] = _publication_time(_string("published_at", parsed.get("published_at")))
    return fields


def parse_json(line):
    """Return the JSON value in a line (bytes, None if too long). Raises Unreadable."""
    if line is None:
        raise Unreadable(ARTICLE_TOO_LONG)
    try:
        return DECODER.decode(line.removeprefix(b"\xef\xbb\xbf").decode())
    except UnicodeDecodeError as error:
        raise Unreadable(f"This line is not UTF-8 from its byte {error.start} on.") from None
    except RecursionError:
        raise Unreadable("This line's JSON is nested too deep to be an article.") from None
    except ValueError as error:
        raise Unreadable(f"This line is not JSON: {error}.") from None


def _without_duplicate_keys(pairs):
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError(DUPLICATE_KEY)
    return fields


def _refuse_constant(constant):
    raise ValueError(f"{constant} is no number of JSON's")


# Strict: RFC 8259 has no NaN or Infinity, and an object that has a key twice has two meanings.
DECODER = json.JSONDecoder(
    object_pairs_hook=_without_duplicate_keys, parse_constant=_refuse_constant
)


def _string(name, value):
    if not isinstance(value, str | None):
        raise Unreadable(f"{name} must be a text in quotation marks.")
    return value or ""


def _doc_id(value):
    return value if isinstance(value, str | int) else ""


def _publication_time(written):
    """Return an ISO 8601 date or time as a datetime in UTC, which is assumed without an offset."""
    if not written:
        return None
    try:
        time = datetime.fromisoformat(written)
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise Unreadable(
            f"published_at is {written[:40]!r}; write it as 2026-11-22 or 2026-11-22T10:30:00Z."
        ) from None
