"""Every format an export has: from a table and its rows (a queryset) to chunks of bytes."""

import json
from contextlib import closing
from datetime import datetime
from functools import partial
from tempfile import TemporaryFile

from record.documents.annotation import annotation
from record.documents.claimreview import data_feed, feed_item

from .stream import BLOCK, columns, lines, tuples

BOM = b"\xef\xbb\xbf"  # without it Excel takes UTF-8 for an old code page
# A quote mark and a delimiter that JSON never holds, so that no letter of it is escaped.
JSON_ALONE = r"FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02'"
SHEET_ROWS, CELL = 1_048_576, 32_767  # what a sheet and a cell of XLSX hold at most
TOO_MANY = f"A sheet holds {SHEET_ROWS:,} rows, and these are more. Filter them, or take CSV."
GROUP = 10_000  # rows of Parquet written at once
NO_PYARROW = (
    "Parquet needs a library of 170 MB that is not installed: "
    "pip install --require-hashes -r requirements-parquet.txt"
)


class NotPossible(Exception):
    """Why there is no such file, in a sentence."""


def csv(table, rows):
    """
    RFC 4180 with a header, every cell quoted, an empty one where there is nothing to say.

    Returns the number of rows.
    """
    yield BOM
    cells = ", ".join(cell(column) for column in table.columns)
    options = "FORMAT csv, HEADER, FORCE_QUOTE *"
    return (yield from lines(table, rows, columns(table), options, cells)) - 1


def cell(column):
    """The column as SQL, never to run as a formula; an id, a number or a day never could."""
    name = f'"{column.name}"'
    return f"record_cell({name}) AS {name}" if column.is_text else name


def jsonl(table, rows):
    """The documents, one a line; of a table of parts, an object of its columns."""
    document = "document"
    if table.each:
        pairs = (f"'{c.name}', {c.sql}" for c in table.columns)
        document = f"json_build_object({', '.join(pairs)})"
    yield from lines(table, rows, {"line": document}, JSON_ALONE, "line")


def claimreview(table, rows):
    """A schema.org DataFeed of ClaimReviews, one a line."""
    return listed(data_feed(), "dataFeedElement", map(feed_item, documents(table, rows)))


def annotations(table, rows):
    """A W3C Web Annotation page: each quote anchored in its article."""
    page = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage"}
    return listed(page, "items", map(annotation, documents(table, rows)))


def documents(table, rows):
    for block in jsonl(table, rows):
        yield from map(json.loads, block.splitlines())


def listed(head, key, elements):
    """The JSON object `head` with a list of `elements` at `key`, one a line."""
    yield json.dumps(head)[:-1].encode() + f', "{key}": [\n'.encode()
    separator = ""
    for element in elements:
        yield (separator + json.dumps(element, ensure_ascii=False)).encode()
        separator = ",\n"
    yield b"\n]}\n"


def xlsx(table, rows):
    """A workbook of one sheet; no cell is a formula or a link, a longer text ends in “…”."""
    import xlsxwriter  # here, because few ask for it

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with TemporaryFile() as file:
        with closing(xlsxwriter.Workbook(file, options)) as book:
            book.set_properties({"created": datetime(2000, 1, 1)})  # same rows, same bytes
            fill(book.add_worksheet(table.name), table.columns, tuples(table, rows))
        yield from pieces(file)


def fill(sheet, columns, rows):
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.name)
    for number, row in enumerate(rows, 1):
        if number == SHEET_ROWS:
            raise NotPossible(TOO_MANY)
        for place, (column, value) in enumerate(zip(columns, row, strict=True)):
            if value and column.type == "integer":
                sheet.write_number(number, place, int(value))
            elif value:
                sheet.write_string(number, place, fitting(value))


def fitting(text):
    """The text, cut to what a cell holds (UTF-16 units)."""
    if len(text) < CELL // 2 or len(text.encode("utf-16-le")) // 2 <= CELL:
        return text
    return text.encode("utf-16-le")[: 2 * (CELL - 1)].decode("utf-16-le", "ignore") + "…"


def parquet(table, rows):
    """Parquet with Zstandard; integers as such, days and times as ISO 8601 texts."""
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ImportError:
        raise NotPossible(NO_PYARROW) from None
    kinds = {"integer": pyarrow.int64()}
    fields = [(c.name, kinds.get(c.type, pyarrow.string())) for c in table.columns]
    schema = pyarrow.schema(fields)
    with TemporaryFile() as file:
        with ParquetWriter(file, schema, compression="zstd") as writer:
            for group in groups(tuples(table, rows)):
                values = zip(*group, strict=True)
                arrays = [
                    pyarrow.array(column, pyarrow.string()).cast(kind)
                    for column, (_, kind) in zip(values, fields, strict=True)
                ]
                writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))
        yield from pieces(file)


def groups(rows):
    group = []
    for row in rows:
        group.append(row)
        if len(group) == GROUP:
            yield group
            group = []
    if group:
        yield group


def pieces(file):
    file.seek(0)
    yield from iter(partial(file.read, BLOCK), b"")


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# name: (maker, suffix, media type, the one table it is for; None for all)
FORMATS = {
    "csv": (csv, ".csv", "text/csv; charset=utf-8", None),
    "jsonl": (jsonl, ".jsonl", "application/jsonl", None),
    "xlsx": (xlsx, ".xlsx", XLSX, None),
    "parquet": (parquet, ".parquet", "application/vnd.apache.parquet", None),
    "claimreview": (claimreview, ".claimreview.json", "application/ld+json", "claims"),
    "annotations": (annotations, ".annotations.json", "application/ld+json", "quotes"),
}


def exports():
    """(table, format's name, maker, suffix, media type) of every file there is."""
    from .tables import TABLES

    for table in TABLES.values():
        for name, (maker, suffix, media_type, of) in FORMATS.items():
            if of in (None, table.name):
                yield table, name, maker, suffix, media_type
