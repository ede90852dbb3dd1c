"""
All tables in one file: a Frictionless data package of one moment, with what it holds and whence.

Source of the form: specs.frictionlessdata.io, Data Package and Table Schema, version 1.
"""

import json
from hashlib import sha256
from tempfile import TemporaryFile
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings

from record.ledger import head_document
from record.models import Change
from record.models.change import iso
from record.query.as_of import as_of

from .formats import csv
from .stream import blocks, one_moment
from .tables import TABLES

TITLE = "{}: who said what, and was it true"
VERSION = "1"  # of the columns: it moves when one changes its meaning or goes
ENTRY_TIME = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the time of every file in the ZIP: the same rows, the same bytes


def package(since=None, moment=None, edition=None):
    """
    Yield chunks of a ZIP: a CSV for each table, and datapackage.json, which describes them.

    With `since` (a datetime) the tables hold what changed then or later, and tombstones; with
    `moment` they are as they stood then, and with `edition`, a moment too, there are tombstones of
    what was withdrawn after it.
    """
    moment = moment or edition
    with TemporaryFile() as file:
        with ZipFile(file, "w", ZIP_DEFLATED) as zip, one_moment(), as_of(moment):
            tables = [table.changed(since).kept_at(edition) for table in TABLES.values()]
            resources = [add(zip, table) for table in tables]
            described = descriptor(resources, moment and iso(moment))
            described = json.dumps(described, ensure_ascii=False, indent=1)
            zip.writestr(zip_entry("datapackage.json"), described)
        yield from blocks(file)


def add(zip, table):
    """Put the table into the ZIP; its description as a resource."""
    digest, size, rows = sha256(), 0, []
    path = f"{table.name}.csv"
    with zip.open(zip_entry(path), "w", force_zip64=True) as file:
        for chunk in counted(csv(table, table.model.objects.all(), mark=b""), rows):
            file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return {
        "name": table.name,
        "path": path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest.hexdigest()}",
        "rows": rows[0],
        "schema": schema(table),
    }


def counted(chunks, rows):
    """Yield the chunks; put what their generator returns, the number of rows, into `rows`."""
    rows.append((yield from chunks))


def schema(table):
    """Return the columns as a Table Schema."""
    keys = ("name", "type", "format", "description")
    fields = [{key: getattr(column, key) for key in keys} for column in table.columns]
    foreign = [
        {"fields": name, "reference": {"resource": other, "fields": "id"}}
        for name, other in table.refers.items()
    ]
    known = {"fields": fields, "primaryKey": list(table.key)}
    return known | (
        {"foreignKeys": foreign} if foreign else {}
    )  # some readers refuse an empty list


def descriptor(resources, at=None):
    """
    Return the package's description, as it stood `at`, or else at the last change.

    That moment is the next `since`.
    """
    return {
        "profile": "tabular-data-package",
        "name": "verbatim",
        "title": TITLE.format(settings.PUBLIC_NAME),
        "homepage": f"{settings.PUBLIC_URL}/",
        "version": VERSION,
        "created": at or Change.objects.newest_at(),
        "licenses": [{"path": settings.LICENCE}],
        "sources": [{"title": settings.PUBLIC_NAME, "path": f"{settings.PUBLIC_URL}/"}],
        "resources": resources,
    } | ({"ledger": head} if (head := head_document()) else {})


def zip_entry(name):
    info = ZipInfo(name, ENTRY_TIME)
    info.compress_type = ZIP_DEFLATED
    return info
