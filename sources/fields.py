"""Model fields for text that is stored verbatim, and the columns every public model has."""

from django import forms
from django.contrib.postgres.functions import RandomUUID
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import lookups

from .rules import Rule

UNSTORABLE = (
    "This text holds a {what} at character {at}, which is no text and cannot be stored. "
    "Remove it and try again."
)


def row_number(text):
    """
    Return the int by which a request names a row, or None if it is none that a row can have.

    `text` is what came with the request: anything. PostgreSQL refuses numbers of more digits.
    """
    text = str(text)
    return int(text) if text.isdecimal() and len(text) < 19 else None


def validate_storable(text):
    """Return the str unchanged; raise ValidationError if it holds a NUL or a lone surrogate.

    PostgreSQL's UTF-8 has neither, and would answer with an error of its own.
    """
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


class StorableMixin:
    """Validates on the way to the database, so forms, bulk writes and imports get one message."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return validate_storable(value) if isinstance(value, str) else value


class LineField(StorableMixin, models.CharField):
    """A name, a title, an address: one line of at most `max_length` characters."""

    default_validators = [validate_storable]


@models.CharField.register_lookup
@models.TextField.register_lookup
class Folded(lookups.Contains):
    """Whether a text contains words, in whatever case and with or without its accents."""

    lookup_name = "folded"

    def as_sql(self, compiler, connection):
        text, text_params = self.process_lhs(compiler, connection)
        words, words_params = self.process_rhs(compiler, connection)
        sql = f"public.unaccent({text}) ILIKE public.unaccent({words})"
        return sql, [*text_params, *words_params]


def normalise_newlines(text):
    """Return the text (a str) with \\n for every line end, as a snapshot stores it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class VerbatimCharField(forms.CharField):
    """A form field that keeps white space; only the \\r\\n that browsers send becomes \\n."""

    def __init__(self, **kwargs):
        super().__init__(**{"strip": False, **kwargs})

    def to_python(self, value):
        return normalise_newlines(super().to_python(value))


class ProseField(StorableMixin, models.TextField):
    """Text stored verbatim: forms neither trim nor normalise it."""

    default_validators = [validate_storable]

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": VerbatimCharField, **kwargs})


# A BCP 47 tag: a language of two or three letters, then parts such as a script or a region.
LANGUAGE_TAG = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"
# An address on the web, or a name as RFC 8141 has it: never one that a browser would run.
ADDRESS = r"^(https?://[^\s/]\S*|urn:[A-Za-z0-9][A-Za-z0-9-]*:[^\s:]\S*)$"


def language_rule(name, known=True):
    """
    Return the constraint that a row's `language` is a BCP 47 tag, as far as its shape says.

    It may be empty where it need not be `known`.
    """
    is_tag = models.Q(language__regex=LANGUAGE_TAG)
    return models.CheckConstraint(
        condition=is_tag if known else is_tag | models.Q(language=""),
        name=name,
        violation_error_message=(
            "A language is a BCP 47 tag: en for English, pl for Polish, pt-BR for Brazilian "
            "Portuguese, und where nobody knows it."
        ),
    )


def public_id():
    """Return the public identifier: a random UUID, which does not tell how many drafts exist."""
    return models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)


def public_id_rule(name):
    """Return the rule that a row keeps its public id, also where nothing published shows it."""
    return Rule(
        name=name,
        on="UPDATE OF public_id",
        broken="NEW.public_id <> OLD.public_id",
        violation_error_message="What the world knows a record by never changes.",
    )


def created_at():
    """Return the creation time, set by the database, so that all servers share one clock."""
    return models.DateTimeField(db_default=models.functions.Now(), editable=False)
