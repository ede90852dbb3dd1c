"""What a file beside another tells of its article: of page.html, page.html.json.

It is an object with the keys of a JSON line. So a saved page gets its address, a PDF its date.
"""

from contextlib import suppress
from dataclasses import replace

from .document import MAX_ARTICLE_BYTES, Document, Unreadable
from .json_lines import parse_json, side_fields

SUFFIX = ".json"


def is_sidecar(name, names):
    """Return whether the file of a name is the sidecar of another of the `names` in its folder."""
    return name.endswith(SUFFIX) and name.removesuffix(SUFFIX) in names


def read_sidecar(path):
    """Return the fields that the sidecar of a file tells, {} if it has none. Raises Unreadable."""
    raw = b"{}"
    with suppress(FileNotFoundError, NotADirectoryError), open(f"{path}{SUFFIX}", "rb") as file:
        raw = file.read(MAX_ARTICLE_BYTES + 1)
    parsed = parse_json(raw if len(raw) <= MAX_ARTICLE_BYTES else None)
    if not isinstance(parsed, dict):
        raise Unreadable("It holds one JSON object, and this is something else.")
    fields, notes = side_fields(parsed)
    return fields | ({"notes": notes} if notes else {})


def with_sidecar(found, told):
    """Return a Document with what its sidecar tells of it; anything else as it is."""
    if not told or not isinstance(found, Document):
        return found
    fields = {name: value for name, value in told.items() if name != "url"}  # it is read with that
    return replace(found, **fields | {"notes": (*found.notes, *told.get("notes", ()))})
