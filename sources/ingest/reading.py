"""From paths to documents, one at a time, and past whatever cannot be read. Touches no database."""

import os
from pathlib import Path

from .decoding import decode
from .document import LIMIT, TOO_LONG, Document, Fault, Unreadable
from .lines import fields, lines
from .page import article


def documents(paths):
    """Every Document in `paths` (files, and folders to any depth), a Fault where there is none."""
    for path in map(Path, paths):
        if os.path.isdir(path):
            yield from _below(path)
        else:
            yield from _read(path)


def _below(folder):
    """What the files below `folder` of a kind we read hold, in the order of their names."""
    closed = []
    for place, folders, names in os.walk(folder, onerror=closed.append):
        folders.sort()
        for name in sorted(names):
            if _suffix(name) in READERS:
                yield from _read(Path(place, name))
    for error in closed:
        yield Fault(error.filename, 1, f"{error.strerror}.")


def _read(path):
    reader = READERS.get(_suffix(path))
    if not reader:
        known = ", ".join(READERS)
        yield Fault(str(path), 1, f"Files of this kind are not read; these are: {known}.")
        return
    try:
        yield from reader(path)
    except Unreadable as error:
        yield Fault(str(path), error.line, str(error))
    except OSError as error:
        yield Fault(str(path), 1, f"{error.strerror}.")


def _text(path):
    raw = _bytes(path)
    text = decode(raw)
    if not text.strip():
        raise Unreadable("There is no text in this file.")
    yield Document(text, raw=raw, doc_id=path.name, file=str(path))


def _page(path):
    yield Document(**article(_bytes(path)), doc_id=path.name, file=str(path))


def _lines(path):
    for number, line in lines(path):
        try:
            yield Document(**fields(line), file=str(path), line=number)
        except Unreadable as error:
            yield Fault(str(path), number, str(error))


def _bytes(path):
    with open(path, "rb") as file:
        raw = file.read(LIMIT + 1)
    if len(raw) > LIMIT:
        raise Unreadable(TOO_LONG)
    return raw


def _suffix(path):
    return os.path.splitext(path)[1].lower()


READERS = {".txt": _text, ".html": _page, ".htm": _page, ".jsonl": _lines}
