"""Read JSON Lines: an article a line, in memory one line at a time."""

import json
from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError

from sources.fields import validate_storable

from .article_url import normalise_url
from .document import ARTICLE_TOO_LONG, MAX_ARTICLE_BYTES, Unreadable
from .page.dates import parse_date

DUPLICATE_KEY = "an object has the same key twice"


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

    What stands beside the text and cannot be used is left out with a note. Raises Unreadable where
    the line is no JSON object, or has no text.
    """
    parsed = parse_json(line)
    if not isinstance(parsed, dict):
        raise Unreadable("A line holds one JSON object; this one holds something else.")
    text = parsed.get("text")
    if not isinstance(text, str | None):
        raise Unreadable("text must be a text in quotation marks.")
    if not (text or "").strip():
        raise Unreadable("The object has no text.")
    fields, notes = side_fields(parsed)
    return {"text": text, "doc_id": _doc_id(parsed.get("doc_id")), **fields, "notes": notes}


def side_fields(parsed):
    """Return (the fields that a JSON object tells beside a text, notes of what was left out)."""
    parsed = {OTHER_KEYS[key]: parsed[key] for key in OTHER_KEYS if parsed.get(key)} | {
        name: value for name, value in parsed.items() if value
    }
    fields, notes = {}, []
    for name, read in SIDE_FIELDS.items():
        try:
            fields |= read(name, parsed.get(name))
        except Unreadable as error:
            notes.append(f"{error} It was left out.")
    return fields, tuple(notes)


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


def strict_decoder(**options):
    """Return a JSON decoder that refuses what has two meanings: RFC 8259 has no NaN or Infinity."""
    return json.JSONDecoder(
        object_pairs_hook=_without_duplicate_keys, parse_constant=_refuse_constant, **options
    )


DECODER = strict_decoder()


def _string(name, value):
    if not isinstance(value, str | None):
        raise Unreadable(f"{name} is no text in quotation marks.")
    try:
        return {name: " ".join(validate_storable(value).split())} if value else {}
    except ValidationError:
        raise Unreadable(f"{name} holds a character that is no text.") from None


def _names(name, value):
    """Return the byline; a list of names is one, too."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        value = "; ".join(value)
    return _string(name, value)


def _address(name, value):
    """Return an address of the web; whether it is an article's is asked when it is captured."""
    if fields := _string(name, value):
        normalise_url(value)
    return fields


def _published(name, value):
    """Return a date in any form that pages use: a moment where it has an offset, else a day."""
    if value in (None, ""):
        return {}
    found = parse_date(str(value)) if isinstance(value, str | int) else None
    if not found:
        written = repr(value)[:40]
        raise Unreadable(f"{name} is {written}; write it as 2026-11-22 or 2026-11-22T10:30:00Z.")
    if found.at > datetime.now(UTC) + timedelta(days=1):
        raise Unreadable(f"{name} is {value}, which is in the future.")
    return {"published_at": found.at, "published_day": found.is_day}


SIDE_FIELDS = {
    "headline": _string,
    "url": _address,
    "byline": _names,
    "publisher": _string,
    "language": _string,
    "published_at": _published,
}
# What trafilatura and newspaper4k write for these.
OTHER_KEYS = {
    "title": "headline",
    "author": "byline",
    "authors": "byline",
    "sitename": "publisher",
    "date": "published_at",
    "publish_date": "published_at",
}


def _doc_id(value):
    return value if isinstance(value, str | int) else ""
