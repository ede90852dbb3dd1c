"""Every format an export has: from a table and its rows (a queryset) to chunks of bytes."""

import json
from importlib.util import find_spec

from record.documents.annotation import annotation
from record.documents.claimreview import data_feed, feed_item

from .parquet import parquet
from .stream import columns, copy_lines
from .xlsx import xlsx

BOM = b"\xef\xbb\xbf"  # without it Excel takes UTF-8 for an old code page
# A quote mark and a delimiter that JSON never holds, so that no letter of it is escaped.
JSON_ALONE = r"FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02'"


def csv(table, rows, mark=BOM):
    """
    Yield RFC 4180 with a header, every cell quoted, an empty one where there is nothing to say.

    It begins with `mark`. Returns the number of rows.
    """
    yield mark
    cells = ", ".join(cell_sql(column) for column in table.columns)
    options = "FORMAT csv, HEADER, FORCE_QUOTE *"
    return (yield from copy_lines(table, rows, columns(table), options, cells)) - 1


def cell_sql(column):
    """Return the column as SQL, never to run as a formula; an id, a number or a day never could."""
    name = f'"{column.name}"'
    return f"record_cell({name}) AS {name}" if column.is_text else name


def jsonl(table, rows):
    """Yield the documents, one a line; of a table of parts, an object of its columns."""
    document = "document"
    if table.each:
        pairs = (f"'{c.name}', {c.sql}" for c in table.columns)
        document = f"json_build_object({', '.join(pairs)})"
    yield from copy_lines(table, rows, {"line": document}, JSON_ALONE, "line")


def claimreview(table, rows):
    """Return the chunks of a schema.org DataFeed of ClaimReviews, one a line."""
    return json_listing(data_feed(), "dataFeedElement", map(feed_item, documents(table, rows)))


def annotations(table, rows):
    """Return the chunks of a W3C Web Annotation page: each quote anchored in its article."""
    page = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage"}
    return json_listing(page, "items", map(annotation, documents(table, rows)))


def documents(table, rows):
    for block in jsonl(table, rows):
        yield from map(json.loads, block.splitlines())


def json_listing(head, key, elements):
    """Yield the JSON object `head` with a list of `elements` at `key`, one a line."""
    yield json.dumps(head)[:-1].encode() + f', "{key}": [\n'.encode()
    separator = ""
    for element in elements:
        yield (separator + json.dumps(element, ensure_ascii=False)).encode()
        separator = ",\n"
    yield b"\n]}\n"


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
    """Yield (table, format's name, maker, suffix, media type) of every file there is."""
    from .tables import TABLES

    for table in TABLES.values():
        for name, (maker, suffix, media_type, of) in FORMATS.items():
            if of in (None, table.name):
                yield table, name, maker, suffix, media_type


def makeable():
    """Yield those of exports() for which this server has the library; others answer 501."""
    for each in exports():
        if each[1] != "parquet" or find_spec("pyarrow"):
            yield each


def shows_addresses(name, format):
    """Return whether the file holds addresses of this site, which begin with PUBLIC_URL."""
    from .tables import TABLES

    if name in ("package", "sqlite") or format in ("claimreview", "annotations"):
        return True
    table = TABLES[name]
    writes_columns = format != "jsonl" or table.each
    return bool(writes_columns and any(column.shows_address for column in table.columns))
