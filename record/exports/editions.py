"""Dated editions: the record as it stood at a moment, by a name and a hash that can be cited."""

import json
from hashlib import sha256

from django.conf import settings
from django.utils.dateparse import parse_datetime

from record.models import Change, Edition
from record.models.change import iso

from .package import TITLE, package

CITATION = """\
cff-version: 1.2.0
message: If you use these data, please cite them as below.
type: dataset
title: {title}
authors:
  - name: {name}
version: {day}
date-released: {day}
url: {address}
license-url: {licence}
identifiers:
  - type: url
    value: {address}
    description: The edition.
{hashes}"""
HASH = """\
  - type: other
    value: {value}
    description: {words}
"""


def keep(day):
    """
    Keep today's edition, and note anew what those are in which something was withdrawn since.

    Yields a sentence for each.
    """
    if not Edition.objects.of(day).exists():
        # The last change, not now: all that commit later are of a later time.
        yield note(day, parse_datetime(Change.objects.newest_at()))
    for kept in Edition.objects.order_by("day", "-made_at", "-id").distinct("day"):
        if Change.objects.filter(document=None, at__gt=kept.made_at).exists():
            yield note(kept.day, kept.moment)


def note(day, moment):
    """Note what the package of an edition hashes to; return a sentence."""
    digest, size = sha256(), 0
    for chunk in package(edition=moment):
        digest.update(chunk)
        size += len(chunk)
    found = {"day": day, "sha256": digest.hexdigest()}
    Edition.objects.get_or_create(**found, defaults={"moment": moment, "size": size})
    return f"{day}: {size:,} bytes, SHA-256 {digest.hexdigest()}"


def described(kept):
    """Return what there is to say of an edition, given as its rows, the first one first."""
    first = kept[0]
    return {
        "day": str(first.day),
        "moment": iso(first.moment),
        "identifier": address(first.day),
        "licence": settings.LICENCE,
        "package": f"{address(first.day)}package.zip",
        "citation": f"{address(first.day)}CITATION.cff",
        "hashes": [
            {"sha256": each.sha256, "bytes": each.size, "made_at": iso(each.made_at)}
            for each in kept
        ],
    }


def citation(kept):
    """Return the CITATION.cff of an edition; JSON's strings are YAML's."""
    first = kept[0]
    hashes = "".join(
        HASH.format(
            value=json.dumps(f"sha256:{each.sha256}"),
            words=json.dumps(f"package.zip as of {iso(each.made_at)}"),
        )
        for each in kept
    )
    return CITATION.format(
        title=json.dumps(TITLE.format(settings.PUBLIC_NAME), ensure_ascii=False),
        name=json.dumps(settings.PUBLIC_NAME, ensure_ascii=False),
        day=json.dumps(str(first.day)),
        address=json.dumps(address(first.day)),
        licence=json.dumps(settings.LICENCE),
        hashes=hashes,
    )


def address(day):
    return f"{settings.PUBLIC_URL}/exports/{day}/"
