"""The documents of the public record, described for the schema; PostgreSQL has them ready."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers as s

from record.models import KIND_NAMES
from sources.models import Quote, Speaker


class Document(s.Serializer):
    """A whole answer; `fields` and `omit` may leave out any of its keys."""

    def get_fields(self):
        fields = super().get_fields()
        for field in fields.values():
            field.required = False
        return fields


class SpeakerName(s.Serializer):
    id = s.UUIDField()
    name = s.CharField()
    kind = s.ChoiceField(Speaker.Kind.choices)
    wikidata_id = s.CharField(allow_null=True, help_text="Such as Q42.")


class Office(s.Serializer):
    """The role held on the day."""

    title = s.CharField()
    organisation = s.CharField()


class RoleDocument(Office):
    """A title and an organisation, from when to when."""

    start_date = s.DateField(allow_null=True)
    end_date = s.DateField(allow_null=True)


class SpeakerDocument(Document):
    """A person, an organisation or an unnamed source."""

    id = s.UUIDField()
    slug = s.CharField()
    name = s.CharField()
    kind = s.ChoiceField(Speaker.Kind.choices)
    disambiguation = s.CharField()
    aliases = s.ListField(child=s.CharField())
    wikidata_id = s.CharField(allow_null=True, help_text="Such as Q42.")
    roles = RoleDocument(many=True)


class PublisherName(s.Serializer):
    id = s.UUIDField()
    name = s.CharField()
    domain = s.CharField()


class PublisherDocument(Document):
    """Who published an article that a public quote stands in."""

    id = s.UUIDField()
    slug = s.CharField()
    name = s.CharField()
    domain = s.CharField()


class TopicDocument(Document):
    """What a public claim is about."""

    id = s.UUIDField()
    slug = s.CharField()
    name = s.CharField()


class ArticleDocument(Document):
    """One published piece."""

    id = s.UUIDField()
    headline = s.CharField()
    url = s.CharField()
    byline = s.CharField()
    language = s.CharField()
    published_at = s.DateTimeField(allow_null=True)
    publisher = PublisherName(allow_null=True)
    text = s.CharField(allow_null=True, help_text="Only where its publisher allows it.")


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


class ArticleName(s.Serializer):
    id = s.UUIDField()
    headline = s.CharField()
    url = s.CharField()
    publisher = PublisherOrName()
    published_at = s.DateTimeField(allow_null=True)


class SnapshotName(s.Serializer):
    number = s.IntegerField()
    sha256 = s.CharField()


class QuoteDocument(Document):
    """A stretch of a snapshot that somebody said."""

    id = s.UUIDField()
    text = s.CharField()
    language = s.CharField()
    kind = s.ChoiceField(Quote.Kind.choices)
    said_on = s.DateField(allow_null=True)
    occasion = s.CharField()
    speaker = SpeakerName()
    role = Office(allow_null=True)
    article = ArticleName()
    start = s.IntegerField(help_text="In Unicode code points of the snapshot's text.")
    end = s.IntegerField()
    snapshot = SnapshotName()


class EvidenceDocument(s.Serializer):
    stance = s.ChoiceField(["supports", "refutes", "context"])
    title = s.CharField()
    url = s.CharField()
    publisher = s.CharField()
    excerpt = s.CharField()
    archived_url = s.CharField()


class Finding(s.Serializer):
    """The published finding."""

    id = s.UUIDField()
    summary = s.CharField()
    rationale = s.CharField()
    correction = s.CharField(help_text="What was wrong in the finding before it.")
    evidence = EvidenceDocument(many=True)


class VerdictDocument(Document):
    slug = s.CharField()
    label = s.CharField()
    meaning = s.CharField()
    value = s.IntegerField(
        allow_null=True, min_value=1, max_value=5, help_text="1 is false, 5 is true."
    )


class Sayer(s.Serializer):
    id = s.UUIDField()
    name = s.CharField()
    times = s.IntegerField()


class Appearances(s.Serializer):
    """How often public quotes make the claim, and by whom."""

    times = s.IntegerField()
    first_said = s.DateField(allow_null=True)
    last_said = s.DateField(allow_null=True)
    after_verdict = s.IntegerField(help_text="On a day after its first verdict was published.")
    by = Sayer(many=True)


class ClaimDocument(Document):
    """An assertion that can be checked, and what was found."""

    id = s.UUIDField()
    slug = s.CharField(help_text="A readable id; its end finds the claim, whatever stands before.")
    statement = s.CharField()
    language = s.CharField()
    claimed_on = s.DateField(allow_null=True)
    claimant = SpeakerName()
    role = Office(allow_null=True)
    topics = s.ListField(child=s.CharField())
    verdict = VerdictDocument()
    verified_at = s.DateTimeField()
    verification = Finding()
    appearances = Appearances()
    quotes = QuoteDocument(many=True)


class ClaimName(s.Serializer):
    id = s.UUIDField()
    statement = s.CharField()


class VerificationDocument(Document):
    """A finding that stands, or that a correction has superseded."""

    id = s.UUIDField()
    claim = ClaimName()
    stage = s.ChoiceField(["published", "superseded"])
    verdict = VerdictDocument()
    published_at = s.DateTimeField()
    summary = s.CharField()
    rationale = s.CharField()
    correction = s.CharField(help_text="What was wrong in the finding it supersedes.")
    supersedes = s.UUIDField(allow_null=True)
    evidence = EvidenceDocument(many=True)


class ArticleAddress(s.Serializer):
    id = s.UUIDField()
    headline = s.CharField()
    url = s.CharField()


class SnapshotDocument(Document):
    """An article's text as it was captured once."""

    id = s.UUIDField()
    article = ArticleAddress()
    number = s.IntegerField()
    captured_at = s.DateTimeField()
    sha256 = s.CharField(help_text="Of the text's UTF-8.")
    text = s.CharField(allow_null=True, help_text="Only where its publisher allows it.")


class ChangeDocument(s.Serializer):
    """What the record began to say at a moment."""

    kind = s.ChoiceField(KIND_NAMES)
    id = s.UUIDField()
    at = s.DateTimeField()
    document = s.DictField(allow_null=True, help_text="Null where it says nothing any more.")


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
