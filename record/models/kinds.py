"""The kinds of things the public record holds, each with what it is found and ordered by."""

from datetime import UTC, date, datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Coalesce

from .row import Named, Record, RecordQuerySet, by

# What rows are ordered by. A missing date counts as the first day of all, so that none is left out.
PUBLISHED = Coalesce("published_at", models.Value(datetime(1, 1, 1, tzinfo=UTC)))
SAID = Coalesce("said_on", models.Value(date.min))
CLAIMED = Coalesce("claimed_on", models.Value(date.min))
VERIFIED = models.F("verified_at")
CORRECTED = models.Q(stages__contains=["superseded"])


class Article(Record):
    """A public article: one that an accepted quote stands in."""

    publisher = models.UUIDField(null=True)
    published_at = models.DateTimeField(null=True)

    orderings = {"published_at": PUBLISHED}
    ordering = "-published_at"
    telling = "headline"

    class Meta:
        indexes = [
            GinIndex(fields=["search"], name="record_article_search"),
            by(PUBLISHED, name="record_article_newest"),
            by("publisher", PUBLISHED, name="record_article_publisher"),
        ]


class Speaker(Named):
    """A public speaker: one who said an accepted quote or made a public claim."""

    kind = models.CharField(max_length=12)


class Publisher(Named):
    """A publisher of a public article."""


class Topic(Named):
    """A topic of a public claim."""


class Verdict(Named):
    """A word on the scale; its name is its slug."""


class Quote(Record):
    """An accepted quote."""

    speaker = models.UUIDField()
    article = models.UUIDField()
    publisher = models.UUIDField(null=True)
    kind = models.CharField(max_length=8)
    said_on = models.DateField(null=True)

    orderings = {"said_on": SAID}
    ordering = "-said_on"
    telling = "text"

    class Meta:
        indexes = [
            GinIndex(fields=["search"], name="record_quote_search"),
            by(SAID, name="record_quote_newest"),
            by("speaker", SAID, name="record_quote_speaker"),
            by("article", SAID, name="record_quote_article"),
            by("publisher", SAID, name="record_quote_publisher"),
        ]


class ClaimQuerySet(RecordQuerySet):
    def corrected(self):
        """Those of which something else was found before."""
        return self.filter(CORRECTED)


class Claim(Record):
    """A claim with a published verification."""

    speakers = ArrayField(models.UUIDField(), help_text="Who made it: claimant and quoted.")
    publishers = ArrayField(models.UUIDField())
    topics = ArrayField(models.UUIDField())
    verdict = models.CharField(max_length=50)
    verdict_value = models.SmallIntegerField(null=True)
    claimant_kind = models.CharField(max_length=12)
    said = models.IntegerField(help_text="How many quotes make it.")
    stages = ArrayField(models.CharField(max_length=10))
    language = models.CharField(max_length=35)
    claimed_on = models.DateField(null=True)
    verified_at = models.DateTimeField()

    objects = ClaimQuerySet.as_manager()

    orderings = {"verified_at": VERIFIED, "claimed_on": CLAIMED}
    ordering = "-verified_at"
    telling = "statement;verification,summary"

    class Meta:
        indexes = [
            GinIndex(fields=["search"], name="record_claim_search"),
            GinIndex(fields=["speakers"], name="record_claim_speakers"),
            GinIndex(fields=["publishers"], name="record_claim_publishers"),
            GinIndex(fields=["topics"], name="record_claim_topics"),
            GinIndex(fields=["stages"], name="record_claim_stages"),
            by(VERIFIED, name="record_claim_newest"),
            by(CLAIMED, name="record_claim_claimed"),
            by("verdict", VERIFIED, name="record_claim_verdict"),
            by(VERIFIED, name="record_claim_corrected", condition=CORRECTED),
        ]


class Verification(Record):
    """A finding that stands or once stood on a public claim."""

    claim = models.UUIDField()
    stage = models.CharField(max_length=10)
    verdict = models.CharField(max_length=50)
    published_at = models.DateTimeField()

    orderings = {"published_at": models.F("published_at")}
    ordering = "-published_at"
    telling = "summary"

    class Meta:
        indexes = [
            GinIndex(fields=["search"], name="record_verification_search"),
            by(models.F("published_at"), name="record_verification_newest"),
            by("claim", models.F("published_at"), name="record_verification_claim"),
        ]


class Snapshot(Record):
    """A text that an accepted quote stands in; the text itself where its publisher allows it."""

    article = models.UUIDField()
    captured_at = models.DateTimeField()

    orderings = {"captured_at": models.F("captured_at")}
    ordering = "-captured_at"
    telling = "article,headline"

    class Meta:
        indexes = [
            GinIndex(fields=["search"], name="record_snapshot_search"),
            by(models.F("captured_at"), name="record_snapshot_newest"),
            by("article", models.F("captured_at"), name="record_snapshot_article"),
        ]
