"""The documents of the public record as serializers, from which the API's description is made.

Nothing is serialized by them: PostgreSQL has the documents ready.
"""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers as s

from . import KIND_NAMES, KINDS, Claim, fields


class Document(s.Serializer):
    """A whole answer; `fields` and `omit` may leave out any of its keys."""

    def get_fields(self):
        fields = super().get_fields()
        for field in fields.values():
            field.required = False
        return fields


def serializer(declared, base=s.Serializer):
    """Return the serializer class of an Object; one class for each name."""
    if declared.name not in MADE:
        keys = {field.name: serialized(declared, field) for field in declared.fields}
        MADE[declared.name] = type(declared.name, (base,), {"__doc__": declared.words, **keys})
    return MADE[declared.name]


def serialized(declared, field):
    """Return the serializer field of a document's Field."""
    if (declared.name, field.name) in EITHER:
        return EITHER[declared.name, field.name]()
    options = {"help_text": field.words} | ({"allow_null": True} if field.null else {})
    match field.type:
        case fields.Object():
            return serializer(field.type)(**options)
        case fields.Listed(of=fields.Object() as each):
            return serializer(each)(many=True, **options)
        case fields.Listed():
            return s.ListField(child=s.CharField(), **options)
    return value(field.type, options)


def value(kind, options):
    if kind.choices:
        return s.ChoiceField(kind.choices, **options)
    if kind.bounds:
        low, high = kind.bounds
        options |= {"min_value": low, "max_value": high}
    return VALUES[kind.name, kind.format](**options)


VALUES = {
    ("string", "default"): s.CharField,
    ("string", "uuid"): s.UUIDField,
    ("integer", "default"): s.IntegerField,
    ("date", "default"): s.DateField,
    ("datetime", "default"): s.DateTimeField,
}


@extend_schema_field(
    {
        "description": "Its name; where the article is expanded, all of it.",
        "anyOf": [
            {"type": ["string", "null"]},
            {"$ref": "#/components/schemas/PublisherName"},
        ],
    }
)
class PublisherOrName(s.Field):
    pass


# What `expand` gives another shape.
EITHER = {("ArticleName", "publisher"): PublisherOrName}
MADE = {}
DOCUMENTS = {kind: serializer(kind.public.document, Document) for kind in KINDS}


class ChangeDocument(s.Serializer):
    """What the record began to say at a moment."""

    kind = s.ChoiceField(KIND_NAMES)
    id = s.UUIDField()
    at = s.DateTimeField()
    document = s.DictField(allow_null=True, help_text="Null where it says nothing any more.")
    withdrawn_at = s.DateTimeField(allow_null=True, help_text="When this claim was withdrawn.")
    reason = s.CharField(
        allow_null=True, help_text="Why; null too where that was not written for the public."
    )


class WarningDocument(s.Serializer):
    """Where a claim differs from the text in what matters."""

    kind = s.CharField(help_text="number, date, negation, direction, quantity, name, roles or age.")
    detail = s.CharField(help_text="In a sentence.")


class MatchDocument(s.Serializer):
    """A claim that is like a text."""

    score = s.FloatField(help_text="BM25: the more, the more alike; of one text alone comparable.")
    share = s.FloatField(help_text="How much of what the text says stands in the claim, 0 to 1.")
    probability = s.FloatField(
        help_text="How probably the claim says what the text says, 0 to 1; read the warnings, too."
    )
    words = s.ListField(child=s.CharField(), help_text="The words of the statement in the text.")
    warnings = WarningDocument(many=True)
    claim = DOCUMENTS[Claim]()


class ProblemDocument(s.Serializer):
    """What went wrong (RFC 9457)."""

    type = s.CharField()
    title = s.CharField()
    status = s.IntegerField()
    detail = s.CharField()
    errors = s.ListField(
        child=s.DictField(), required=False, help_text="Each bad parameter, and the known ones."
    )


COUNT = {
    "type": "object",
    "description": "Only with count=true; not exact means at least so many.",
    "required": ["value", "exact"],
    "properties": {"value": {"type": "integer"}, "exact": {"type": "boolean"}},
}
FACET = {
    "type": "object",
    "required": ["value", "label", "count"],
    "properties": {
        "value": {"type": "string"},
        "label": {"type": "string"},
        "count": {"type": "integer"},
    },
}
FACETS = {
    "type": "object",
    "description": "Only those asked for, each with the most frequent values first.",
    "additionalProperties": {"type": "array", "items": FACET},
}
