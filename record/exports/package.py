"""
All tables in one file: a Frictionless data package of one moment, with what it holds and whence.

Source of the form: specs.frictionlessdata.io, Data Package and Table Schema, version 1.
"""

import json
from contextlib import contextmanager
from hashlib import sha256
from tempfile import TemporaryFile
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.db import connections, transaction
from django.db.models import Max, Sum
from django.db.models.expressions import RawSQL

from record.models import Change

from .formats import csv, pieces
from .stream import RECORD
from .tables import TABLES

VERSION = "1"  # of the columns: it moves when one changes its meaning or goes
ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
THEN = (1980, 1, 1, 0, 0, 0)  # the time of every file in the ZIP: the same rows, the same bytes


def package():
    """Yield chunks of a ZIP: a CSV for each table, and datapackage.json, which describes them."""
    with TemporaryFile() as file:
        with ZipFile(file, "w", ZIP_DEFLATED) as zip, one_moment():
            resources = [add(zip, table) for table in TABLES.values()]
            described = json.dumps(descriptor(resources), ensure_ascii=False, indent=1)
            zip.writestr(entry("datapackage.json"), described)
        yield from pieces(file)


@contextmanager
def one_moment():
    """Inside, everything is read as it stood at one moment (of a transaction, if one is open)."""
    begins = not connections[RECORD].in_atomic_block
    with transaction.atomic(using=RECORD), connections[RECORD].cursor() as cursor:
        if begins:
            cursor.execute(ONE_MOMENT)
        yield


def add(zip, table):
    """Put the table into the ZIP; its description as a resource."""
    digest, size = sha256(), 0
    path = f"{table.name}.csv"
    with zip.open(entry(path), "w", force_zip64=True) as file:
        for chunk in csv(table, table.model.objects.all()):
            file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return {
        "name": table.name,
        "path": path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": size,
        "hash": f"sha256:{digest.hexdigest()}",
        "rows": count(table),
        "schema": schema(table),
    }


def count(table):
    rows = table.model.objects
    parts = f"jsonb_array_length({table.each.replace('d ->', 'document::jsonb ->')})"
    return rows.aggregate(n=Sum(RawSQL(parts, [])))["n"] or 0 if table.each else rows.count()


def schema(table):
    """The columns as a Table Schema."""
    keys = ("name", "type", "format", "description")
    fields = [{key: getattr(column, key) for key in keys} for column in table.columns]
    foreign = [
        {"fields": name, "reference": {"resource": other, "fields": "id"}}
        for name, other in table.refers.items()
    ]
    return {"fields": fields, "primaryKey": list(table.key), "foreignKeys": foreign}


def descriptor(resources):
    """The package's description; its time is that of the record's last change."""
    at = Change.objects.aggregate(at=Max("at"))["at"]
    return {
        "profile": "tabular-data-package",
        "name": "verbatim",
        "title": f"{settings.PUBLIC_NAME}: who said what, and was it true",
        "homepage": f"{settings.PUBLIC_URL}/",
        "version": VERSION,
        "created": at and at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "licenses": [{"path": settings.LICENCE}],
        "resources": resources,
    }


def entry(name):
    info = ZipInfo(name, THEN)
    info.compress_type = ZIP_DEFLATED
    return info
