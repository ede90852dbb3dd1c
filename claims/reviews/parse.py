"""Parse files into reviews, one at a time, past what cannot be read. Touches no database."""

import csv
import json
import os
from dataclasses import dataclass

from sources.ingest import Fault, Unreadable
from sources.ingest.decoding import declared_encoding, decode
from sources.ingest.document import ARTICLE_TOO_LONG, MAX_ARTICLE_BYTES
from sources.ingest.json_lines import parse_json, read_lines

from .accessors import depth, types_of, value_at
from .adapters import COLUMNS, from_row, reviews
from .json_ld import MAX_DEPTH, plain
from .page import Page
from .references import fill_references
from .stream import values

csv.field_size_limit(MAX_ARTICLE_BYTES)
MAX_HEADER = 10_000  # characters of a CSV's first line
TOO_DEEP = "This JSON is nested too deep."
NOT_UTF8 = "This file is not UTF-8: {}. A compressed one is unpacked first."
NO_REVIEW = "No ClaimReview is in this file."
NOT_OUR_EXPORT = (
    f"This is no export of ours: its first line names the columns {', '.join(sorted(COLUMNS))}."
)


@dataclass(frozen=True, slots=True)
class ParsedReview:
    """A review (whatever JSON may hold), the `raw` text that it came in, and where that stood."""

    review: object
    raw: str
    file: str
    line: int


def parse_files(paths, site):
    """
    Yield every ParsedReview in the files `paths`, and a Fault where something cannot be read.

    `site` is (name, address) of the site that our own CSV and JSON Lines are taken to come from.
    """
    for path in map(os.fspath, paths):
        nothing = True
        for found in _read(path, site):
            yield found
            nothing = False
        if nothing:
            yield Fault(path, 1, NO_REVIEW)


def _read(path, site):
    reader = READERS.get(os.path.splitext(path)[1].lower(), _json)
    try:
        for read in reader(path, site):
            yield read if isinstance(read, Fault) else ParsedReview(read[0], read[1], path, read[2])
    except Unreadable as error:
        yield Fault(path, error.line, str(error))
    except UnicodeDecodeError as error:
        yield Fault(path, 1, NOT_UTF8.format(error.reason))
    except OSError as error:
        yield Fault(path, 1, f"{error.strerror or error}.")


def too_deep(value, raw):
    """Return whether going on with the value (from the text `raw`) could exhaust the stack."""
    return raw.count("{") + raw.count("[") > MAX_DEPTH and depth(value, MAX_DEPTH) > MAX_DEPTH


def _json(path, site):
    """Yield the reviews of a file; references are filled if it is no longer than an article."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        read = _shallow(values(file), path)
        if os.fstat(file.fileno()).st_size <= MAX_ARTICLE_BYTES:
            yield from _once(_reviews(_with_references(read), site))
        else:
            yield from _reviews(read, site)


def _jsonl(path, site):
    for number, line in read_lines(path):
        try:
            read = plain(parse_json(line)), line.decode("utf-8-sig").rstrip("\r\n"), number
        except Unreadable as error:
            yield Fault(path, number, str(error))
        else:
            yield from _reviews(_shallow([read], path), site)


def _csv(path, site):
    """Yield the rows of our CSV, without the quote mark that keeps a cell from being a formula.

    A spreadsheet may have written semicolons for its commas.
    """
    with open(path, encoding="utf-8-sig", newline="") as file:
        named = file.readline(MAX_HEADER)
        file.seek(0)
        separator = max(",;", key=named.count)
        rows, line = csv.DictReader(file, delimiter=separator), 1
        try:
            if not set(rows.fieldnames or ()) >= COLUMNS:
                raise Unreadable(NOT_OUR_EXPORT)
            line = 2
            for row in rows:
                if None in row or None in row.values():
                    yield Fault(path, line, "This row has more or fewer cells than the first line.")
                else:
                    cells = {name: cell.removeprefix("'") for name, cell in row.items()}
                    yield from_row(cells, *site), json.dumps(cells, ensure_ascii=False), line
                line = rows.line_num + 1
        except csv.Error as error:
            raise Unreadable(f"This is not CSV: {error}.", line) from None


def _html(path, site):
    """Yield the ClaimReviews in a page; one without a whole address of its own has the page's."""
    with open(path, "rb") as file:
        raw = file.read(MAX_ARTICLE_BYTES + 1)
    if len(raw) > MAX_ARTICLE_BYTES:
        raise Unreadable(ARTICLE_TOO_LONG)
    page = Page(decode(raw, declared_encoding(raw)))
    found = _with_references(_shallow(page.values(path), path))
    for read in _once(_reviews(found, site)):
        if isinstance(read, Fault):
            yield read
        elif "ClaimReview" in types_of(read[0]):
            yield {**read[0], "url": page.address_of(read[0])}, *read[1:]


def _with_references(read):
    """Yield what is read, with what its reviews name by @id, when all of it is there."""
    found, error = [], None
    try:
        found.extend(read)
    except (Unreadable, UnicodeDecodeError) as caught:
        error = caught
    fill_references([item[0] for item in found if not isinstance(item, Fault)])
    yield from found
    if error:
        raise error


def _once(read):
    """Yield what is read, but a review with an @id that was filled in elsewhere, too, once."""
    seen = set()
    for item in read:
        named = not isinstance(item, Fault) and value_at(item[0], "@id")
        written = json.dumps(item[0], sort_keys=True) if named else ""
        if written not in seen:
            yield item
        if written:
            seen.add(written)


def _shallow(read, path):
    """Yield what is read, but a Fault for a value that is too deep."""
    for item in read:
        deep = not isinstance(item, Fault) and too_deep(*item[:2])
        yield Fault(path, item[2], TOO_DEEP) if deep else item


def _reviews(read, site):
    """Yield (review, its text, its line) of the values read, and the Faults among them."""
    for item in read:
        if isinstance(item, Fault):
            yield item
        else:
            yield from ((review, *item[1:]) for review in reviews(item[0], site))


READERS = {".jsonl": _jsonl, ".ndjson": _jsonl, ".csv": _csv, ".html": _html, ".htm": _html}
