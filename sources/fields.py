"""Text columns that keep every letter, and refuse what PostgreSQL cannot keep."""

from django import forms
from django.contrib.postgres.functions import RandomUUID
from django.core.exceptions import ValidationError
from django.db import models

UNSTORABLE = (
    "This text holds a {what} at character {at}, which is no text and cannot be stored. "
    "Remove it and try again."
)


def storable(text):
    """Pass a str on unchanged; raise ValidationError if it holds a NUL or a lone surrogate."""
    if "\0" in text:
        raise ValidationError(
            UNSTORABLE.format(what="NUL character", at=text.index("\0")), "unstorable"
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValidationError(
            UNSTORABLE.format(what="lone surrogate", at=error.start), "unstorable"
        ) from None
    return text


class Storable:
    """Checks on the way to the database, so that forms, bulk writes and imports hear the same."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return storable(value) if isinstance(value, str) else value


class LineField(Storable, models.CharField):
    """A name, a title, an address: one line, of a stated length."""

    default_validators = [storable]


def in_lines(text):
    """The text (a str) with \\n for every line end, as a snapshot keeps it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class Prose(forms.CharField):
    """Words as they were typed: a browser sends a line's end as \\r\\n, which nobody typed."""

    def __init__(self, **kwargs):
        super().__init__(**{"strip": False, **kwargs})

    def to_python(self, value):
        return in_lines(super().to_python(value))


class ProseField(Storable, models.TextField):
    """Words kept letter for letter: forms neither trim nor normalise them."""

    default_validators = [storable]

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": Prose, **kwargs})


def public_id():
    """The identity the world sees: random, so it gives nothing away about drafts."""
    return models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)


def created_at():
    """When the row came to be, by the database's clock, the only one that stamps."""
    return models.DateTimeField(db_default=models.functions.Now(), editable=False)
