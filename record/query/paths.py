"""Path converter: a record is addressed by its public id, or readably by its slug."""

import re
import unicodedata
from uuid import UUID

from django.db.models import Q
from django.urls import register_converter
from django.utils.text import slugify

UUID_PATTERN = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
UUID_DIGITS, SLUG_DIGITS = 32, 12


class PublicIdConverter:
    """
    Match a public id, or a slug that ends in the first twelve digits of one.

    The value is the range of UUIDs that are possible: (first, last), equal for a whole public id.
    """

    regex = f"{UUID_PATTERN}|(?:[a-z0-9-]*-)?[0-9a-f]{{{SLUG_DIGITS}}}"

    def to_python(self, value):
        begin = (
            value.replace("-", "") if re.fullmatch(UUID_PATTERN, value) else value[-SLUG_DIGITS:]
        )
        return tuple(UUID(begin.ljust(UUID_DIGITS, digit)) for digit in "0f")

    def to_url(self, value):
        return str(value)


register_converter(PublicIdConverter, "public_id")


def has_public_id(public_id):
    """Return the Q of the record that a path names: an equality, where that is one id."""
    first, last = public_id
    return Q(public_id=first) if first == last else Q(public_id__range=public_id)


# Letters that no accent can be taken from, as PostgreSQL's unaccent writes them.
LATIN = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})
SLUG_NAME = 60  # letters


def slug(thing):
    """Return the readable path of a dict with "id" and "name", as record_slug (SQL) makes it."""
    name = slugify(unicodedata.normalize("NFKC", thing["name"]).lower().translate(LATIN))
    digits = thing["id"].replace("-", "")[:SLUG_DIGITS]
    return f"{name.replace('_', '-')[:SLUG_NAME]}-{digits}".lstrip("-")
