"""Path converter: a record is addressed by its public id, or readably by its slug."""

import re
from uuid import UUID

from django.db.models import Q

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


def has_public_id(public_id):
    """Return the Q of the record that a path names: an equality, where that is one id."""
    first, last = public_id
    return Q(public_id=first) if first == last else Q(public_id__range=public_id)
