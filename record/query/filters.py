"""What each resource is filtered by. A filter not declared here does not exist."""

from django_filters import NumberFilter

from record import models
from sources.models import Quote, Speaker

from .parameters import Choice, Day, Ids, Moment, Names, RecordFilter, Things, Words

SPEAKER = "A speaker: public id, slug, Wikidata id, name or any alias."
PUBLISHER = "A publisher: public id, slug, name or domain."
TOPIC = "A topic: public id, slug or name."
VERDICT = "A verdict: slug or label."
ARTICLE = "The public id of an article."
YES_NO = [("true", "yes"), ("false", "no")]
VALUES = [(str(value), str(value)) for value in range(1, 6)] + [("none", "no value")]
STAGES = [("published", "published"), ("superseded", "superseded")]


class PublisherFilter(RecordFilter):
    q = Words()

    class Meta:
        model = models.Publisher
        fields = ()


class TopicFilter(RecordFilter):
    q = Words()

    class Meta:
        model = models.Topic
        fields = ()


class VerdictFilter(RecordFilter):
    q = Words()

    class Meta:
        model = models.Verdict
        fields = ()


class ArticleFilter(RecordFilter):
    q = Words()
    publisher = Things("publisher", PUBLISHER, model=models.Publisher)
    published_after = Day("published_at", "gte", "Published on this day or later.", moment=True)
    published_before = Day("published_at", "lte", "Published on this day or before.", moment=True)

    class Meta:
        model = models.Article
        fields = ()


class SpeakerFilter(RecordFilter):
    q = Words()
    kind = Choice("kind", Speaker.Kind.choices, "What kind of speaker.")

    class Meta:
        model = models.Speaker
        fields = ()


class QuoteFilter(RecordFilter):
    q = Words()
    speaker = Things("speaker", SPEAKER, model=models.Speaker)
    article = Ids("article", ARTICLE)
    publisher = Things("publisher", PUBLISHER, model=models.Publisher)
    kind = Choice("kind", Quote.Kind.choices, "How it is quoted.")
    said_after = Day("said_on", "gte", "Said on this day or later.")
    said_before = Day("said_on", "lte", "Said on this day or before.")

    class Meta:
        model = models.Quote
        fields = ()


class ClaimFilter(RecordFilter):
    q = Words()
    speaker = Things(
        "speakers", f"{SPEAKER} Claimant, or quoted with it.", "overlap", model=models.Speaker
    )
    claimant_kind = Choice("claimant_kind", Speaker.Kind.choices, "What kind its claimant is.")
    verdict = Things("verdict", VERDICT, model=models.Verdict, column="name")
    normalised = Choice(
        "verdict_value",
        VALUES,
        "The verdict's value: 1 is false, 5 is true; or none.",
        method="of_value",
    )
    stage = Choice(
        "stages", STAGES, "A stage that one of its findings has reached.", method="reached"
    )
    claimed_after = Day("claimed_on", "gte", "Said on this day or later.")
    claimed_before = Day("claimed_on", "lte", "Said on this day or before.")
    verified_after = Day("verified_at", "gte", "Verified on this day or later.", moment=True)
    verified_before = Day("verified_at", "lte", "Verified on this day or before.", moment=True)
    publisher = Things(
        "publishers", f"{PUBLISHER} It printed a quote of it.", "overlap", model=models.Publisher
    )
    topic = Things("topics", TOPIC, "overlap", model=models.Topic)
    language = Names("language", "The BCP 47 tag of the claim's language, such as en.")
    has_quote = Choice("said", YES_NO, "Whether a public quote makes it.", method="quoted")
    said_at_least = NumberFilter(
        "said",
        "gte",
        min_value=1,
        max_value=1_000_000,
        decimal_places=0,
        help_text="How many public quotes make it, or more.",
    )
    changed_since = Moment(
        help_text="What the record says of it changed then or later: a day or a time, ending in Z.",
        method="changed",
    )

    class Meta:
        model = models.Claim
        fields = ()

    def changed(self, rows, name, moment):
        changes = models.Change.objects.of(models.Claim, since=moment)
        return rows.filter(public_id__in=changes.values("public_id"))

    def of_value(self, rows, name, value):
        return rows.filter(verdict_value=None if value == "none" else int(value))

    def reached(self, rows, name, stage):
        return rows.filter(stages__contains=[stage])

    def quoted(self, rows, name, answer):
        return rows.filter(said__gt=0) if answer == "true" else rows.filter(said=0)


class VerificationFilter(RecordFilter):
    q = Words()
    claim = Ids("claim", "The public id of a claim.")
    verdict = Things("verdict", VERDICT, model=models.Verdict, column="name")
    stage = Choice("stage", STAGES, "Whether the finding stands or has been superseded.")
    published_after = Day("published_at", "gte", "Published on this day or later.", moment=True)
    published_before = Day("published_at", "lte", "Published on this day or before.", moment=True)

    class Meta:
        model = models.Verification
        fields = ()


class SnapshotFilter(RecordFilter):
    q = Words()
    article = Ids("article", ARTICLE)

    class Meta:
        model = models.Snapshot
        fields = ()
