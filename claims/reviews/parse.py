"""Parse files into reviews, one at a time, past what cannot be read. Touches no database."""

import csv
import json
import os
from dataclasses import dataclass
from html.parser import HTMLParser
from io import StringIO

from sources.ingest import Fault, Unreadable
from sources.ingest.decoding import declared_encoding, decode
from sources.ingest.document import ARTICLE_TOO_LONG, MAX_ARTICLE_BYTES
from sources.ingest.json_lines import parse_json, read_lines

from .accessors import depth
from .adapters import COLUMNS, from_row, reviews
from .stream import values

csv.field_size_limit(MAX_ARTICLE_BYTES)
MAX_DEPTH = 64  # levels of objects and lists; a ClaimReview has six
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
        for read in reader(path):
            if isinstance(read, Fault):
                yield read
                continue
            value, raw, line = read
            if too_deep(value, raw):
                yield Fault(path, line, TOO_DEEP)
                continue
            made = [from_row(value, *site)] if reader is _csv else reviews(value, site)
            yield from (ParsedReview(review, raw, path, line) for review in made)
    except Unreadable as error:
        yield Fault(path, error.line, str(error))
    except UnicodeDecodeError as error:
        yield Fault(path, 1, NOT_UTF8.format(error.reason))
    except OSError as error:
        yield Fault(path, 1, f"{error.strerror}.")


def too_deep(value, raw):
    """Whether going on with the value (from the text `raw`) could exhaust the stack."""
    return raw.count("{") + raw.count("[") > MAX_DEPTH and depth(value, MAX_DEPTH) > MAX_DEPTH


def _json(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from values(file)


def _jsonl(path):
    for number, line in read_lines(path):
        try:
            yield parse_json(line), line.decode("utf-8-sig").rstrip("\r\n"), number
        except Unreadable as error:
            yield Fault(path, number, str(error))


def _csv(path):
    """Yield the rows of our CSV, without the quote mark that keeps a cell from being a formula."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows, line = csv.DictReader(file), 1
        try:
            if not set(rows.fieldnames or ()) >= COLUMNS:
                raise Unreadable(NOT_OUR_EXPORT)
            line = 2
            for row in rows:
                if None in row or None in row.values():
                    yield Fault(path, line, "This row has more or fewer cells than the first line.")
                else:
                    cells = {name: cell.removeprefix("'") for name, cell in row.items()}
                    yield cells, json.dumps(cells, ensure_ascii=False), line
                line = rows.line_num + 1
        except csv.Error as error:
            raise Unreadable(f"This is not CSV: {error}.", line) from None


def _html(path):
    """Yield the values in a page's JSON-LD; a script that is not JSON does not hide the next."""
    with open(path, "rb") as file:
        raw = file.read(MAX_ARTICLE_BYTES + 1)
    if len(raw) > MAX_ARTICLE_BYTES:
        raise Unreadable(ARTICLE_TOO_LONG)
    page = _Scripts()
    page.feed(decode(raw, declared_encoding(raw)))
    page.close()
    for first, script in page.scripts:
        try:
            for value, written, line in values(StringIO(script)):
                yield value, written, first + line - 1
        except Unreadable as error:
            yield Fault(path, first + error.line - 1, str(error))


class _Scripts(HTMLParser):
    """Collects (line, text) of each <script type="application/ld+json">."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.scripts, self.inside = [], False

    def handle_starttag(self, tag, attrs):
        kind = dict(attrs).get("type") or ""
        self.inside = tag == "script" and kind.strip().lower() == "application/ld+json"

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.scripts.append((self.getpos()[0], data))


READERS = {".jsonl": _jsonl, ".csv": _csv, ".html": _html, ".htm": _html}
