"""How a thing is named in an address: by its public id, or readably by its slug."""

import re
from uuid import UUID

from django.db.models import Q

WHOLE = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
DIGITS, OF_A_SLUG = 32, 12


class PublicId:
    """
    A public id, or a slug, whose end begins one; what stands before it may change.

    In Python it is the range of public ids (UUIDs) that are meant: of a whole one, itself twice.
    """

    regex = f"{WHOLE}|(?:[a-z0-9-]*-)?[0-9a-f]{{{OF_A_SLUG}}}"

    def to_python(self, value):
        begin = value.replace("-", "") if re.fullmatch(WHOLE, value) else value[-OF_A_SLUG:]
        return tuple(UUID(begin.ljust(DIGITS, digit)) for digit in "0f")

    def to_url(self, value):
        return str(value)


def meant(public_id):
    """The condition that a record is the one of a path: of equality, where that is one id."""
    first, last = public_id
    return Q(public_id=first) if first == last else Q(public_id__range=public_id)
