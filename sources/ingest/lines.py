"""JSON Lines: an article a line, in memory one line at a time."""

import json
from datetime import UTC, datetime

from .document import LIMIT, TOO_LONG, Unreadable

TWICE = "an object has the same key twice"
STRINGS = ("text", "headline", "url", "byline", "publisher", "language")


def lines(path):
    """The lines of a file that are not blank: (number from 1, bytes, or None if too long)."""
    with open(path, "rb") as file:
        number = 0
        while line := file.readline(LIMIT + 1):
            number += 1
            whole = len(line) <= LIMIT
            while len(line) > LIMIT and not line.endswith(b"\n"):
                line = file.readline(LIMIT + 1)
            if not whole:
                yield number, None
            elif line.strip():
                yield number, line


def fields(line):
    """The fields of a Document in a line (bytes); other keys are left alone. Raises Unreadable."""
    read = decoded(line)
    if not isinstance(read, dict):
        raise Unreadable("A line holds one JSON object; this one holds something else.")
    found = {name: _string(name, read.get(name)) for name in STRINGS}
    if not found["text"].strip():
        raise Unreadable("The object has no text.")
    found["doc_id"] = _doc_id(read.get("doc_id"))
    found["published_at"] = _moment(_string("published_at", read.get("published_at")))
    return found


def decoded(line):
    """The JSON value in a line (bytes, None if too long). Raises Unreadable."""
    if line is None:
        raise Unreadable(TOO_LONG)
    try:
        return DECODER.decode(line.removeprefix(b"\xef\xbb\xbf").decode())
    except UnicodeDecodeError as error:
        raise Unreadable(f"This line is not UTF-8 from its byte {error.start} on.") from None
    except RecursionError:
        raise Unreadable("This line's JSON is nested too deep to be an article.") from None
    except ValueError as error:
        raise Unreadable(f"This line is not JSON: {error}.") from None


def _once(pairs):
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(TWICE)
    return found


def _refuse(constant):
    raise ValueError(f"{constant} is no number of JSON's")


# JSON as its standard has it, and no object with two meanings.
DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_refuse)


def _string(name, value):
    if not isinstance(value, str | None):
        raise Unreadable(f"{name} must be a text in quotation marks.")
    return value or ""


def _doc_id(value):
    return value if isinstance(value, str | int) else ""


def _moment(written):
    """An ISO 8601 date or time; one without an offset is taken to be UTC."""
    if not written:
        return None
    try:
        moment = datetime.fromisoformat(written)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise Unreadable(
            f"published_at is {written[:40]!r}; write it as 2026-11-22 or 2026-11-22T10:30:00Z."
        ) from None
