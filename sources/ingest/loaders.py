"""Load documents from .txt, .html and .jsonl files, one at a time. Touches no database."""

import os
from pathlib import Path

from .decoding import decode
from .document import ARTICLE_TOO_LONG, MAX_ARTICLE_BYTES, Document, Fault, Unreadable
from .html_page import parse_article_page
from .json_lines import parse_article_line, read_lines


def load_documents(paths):
    """Yield the Documents in `paths` (files, folders to any depth), and Faults for the rest."""
    for path in map(Path, paths):
        if os.path.isdir(path):
            yield from _load_folder(path)
        else:
            yield from _load_file(path)


def _load_folder(folder):
    """Yield what the files below `folder` that have a loader hold, sorted by path."""
    errors = []  # folders that may not be listed
    for folder_path, folders, names in os.walk(folder, onerror=errors.append):
        folders.sort()
        for name in sorted(names):
            if _suffix(name) in LOADERS:
                yield from _load_file(Path(folder_path, name))
    for error in errors:
        yield Fault(error.filename, 1, f"{error.strerror}.")


def _load_file(path):
    load = LOADERS.get(_suffix(path))
    if not load:
        known = ", ".join(LOADERS)
        yield Fault(str(path), 1, f"Files of this kind are not read; these are: {known}.")
        return
    try:
        yield from load(path)
    except Unreadable as error:
        yield Fault(str(path), error.line, str(error))
    except OSError as error:
        yield Fault(str(path), 1, f"{error.strerror}.")


def _load_text(path):
    raw = _read_bytes(path)
    text = decode(raw)
    if not text.strip():
        raise Unreadable("There is no text in this file.")
    yield Document(text, raw=raw, doc_id=path.name, file=str(path))


def _load_page(path):
    yield Document(**parse_article_page(_read_bytes(path)), doc_id=path.name, file=str(path))


def _load_json_lines(path):
    for number, line in read_lines(path):
        try:
            yield Document(**parse_article_line(line), file=str(path), line=number)
        except Unreadable as error:
            yield Fault(str(path), number, str(error))


def _read_bytes(path):
    with open(path, "rb") as file:
        raw = file.read(MAX_ARTICLE_BYTES + 1)
    if len(raw) > MAX_ARTICLE_BYTES:
        raise Unreadable(ARTICLE_TOO_LONG)
    return raw


def _suffix(path):
    return os.path.splitext(path)[1].lower()


LOADERS = {".txt": _load_text, ".html": _load_page, ".htm": _load_page, ".jsonl": _load_json_lines}
