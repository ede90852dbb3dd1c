"""Publishers, their articles, and the snapshots of each article's text."""

from hashlib import sha256

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models, transaction
from django.db.models.functions import MD5, Coalesce, NullIf, Upper
from django.db.models.lookups import Exact

from sources.fields import (
    LineField,
    ProseField,
    created_at,
    normalise_newlines,
    public_id,
    validate_storable,
)
from sources.rules import Rule

from .change import History


class Publisher(models.Model):
    """Who published the article."""

    public_id = public_id()
    name = LineField(max_length=300)
    domain = LineField(max_length=253, blank=True, help_text="For example example.org.")
    shows_full_text = models.BooleanField(
        default=False, help_text="Whether the public may read the whole text of its articles here."
    )
    created_at = created_at()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "domain"],
                name="publisher_once_by_name_and_domain",
                violation_error_message="There is a publisher of this name and domain already.",
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="publisher_has_a_name",
                violation_error_message="A publisher needs a name.",
            ),
            History(name="publisher_history"),
        ]

    def __str__(self):
        return self.name


class ArticleQuerySet(models.QuerySet):
    def at(self, url):
        """Return the article with that URL; MD5 so that the unique index serves the query."""
        return self.filter(Exact(MD5("url"), MD5(models.Value(url))), url=url)


class Article(models.Model):
    """One published piece. Its words are in its snapshots."""

    public_id = public_id()
    publisher = models.ForeignKey(Publisher, models.PROTECT, null=True, blank=True)
    headline = LineField(max_length=1000)
    url = LineField(
        max_length=2048,
        help_text="Where it was published. A text without an address has urn:sha256: and its hash.",
    )
    byline = LineField(max_length=500, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    language = LineField(max_length=35, default="en", help_text="A BCP 47 tag: en, pl, uk.")
    created_at = created_at()

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        permissions = [("delete_others", "Can delete what other people made")]
        constraints = [
            models.UniqueConstraint(
                MD5("url"),  # an index row holds 2,704 bytes; an address may be longer
                name="article_once_per_url",
                violation_error_message="An article with this address is here already.",
            ),
            models.CheckConstraint(
                condition=~models.Q(headline=""),
                name="article_has_a_headline",
                violation_error_message="An article needs a headline.",
            ),
            models.CheckConstraint(
                condition=models.Q(url__regex=r"^(https?://|urn:)\S+$"),
                name="article_url_is_an_address",
                violation_error_message=(
                    "An article's address begins with http://, https:// or urn: and has no blanks."
                ),
            ),
            History(name="article_history"),
        ]

    def __str__(self):
        return self.headline

    @property
    def snapshot(self):
        """Return the newest Snapshot, or None."""
        return self.snapshots.defer("raw", "response").order_by("-number").first()

    @transaction.atomic
    def capture(self, text, raw=None, response=None):
        """
        Store `text` (a str) as the newest Snapshot, unless the article has one of that text.

        Line ends become \\n, the one change ever made; `raw` (bytes) is what it was decoded from,
        `response` how a server gave that, if one did. A restored snapshot of which only the hash is
        known gets the text. Return (snapshot, whether its text is new here). Raises ValidationError
        on text that cannot be stored.
        """
        text = normalise_newlines(validate_storable(text))
        said = models.Q(sha256=sha256(text.encode()).hexdigest())
        Article.objects.select_for_update().get(pk=self.pk)  # two captures: one after the other
        snapshots = self.snapshots.annotate(same=said).defer("text", "raw", "response")
        nearest = snapshots.order_by("-same", "-number").first()
        if nearest and nearest.same:
            return nearest, nearest.restore_text(text, raw, response)
        number = nearest.number + 1 if nearest else 1
        new = {"number": number, "text": text, "raw": raw, "response": response}
        return self.snapshots.create(**new), True


class Sha256(models.Func):
    """The SHA-256 of a text's UTF-8, in hexadecimal.

    A function of ours, since PostgreSQL's own is not marked immutable.
    """

    function = "sources_sha256"
    output_field = models.CharField(max_length=64)


class SnapshotQuerySet(models.QuerySet):
    def newest(self):
        """Return the newest snapshot of every article, ordered by article."""
        return self.order_by("article_id", "-number").distinct("article_id")


class Snapshot(models.Model):
    """An article's text as captured once: immutable and numbered."""

    public_id = public_id()
    article = models.ForeignKey(Article, models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField()
    text = ProseField()
    raw = models.BinaryField(null=True, help_text="The bytes as they came.")
    response = models.JSONField(
        null=True, help_text="How a server gave the bytes: its address, status, headers and when."
    )
    absent_sha256 = models.CharField(
        max_length=64,
        db_default="",
        editable=False,
        help_text="Of a text that is not held here: a restored record knows its quotes alone.",
    )
    sha256 = models.GeneratedField(
        expression=Coalesce(NullIf("absent_sha256", models.Value("")), Sha256("text")),
        output_field=models.CharField(max_length=64),
        db_persist=True,
    )
    captured_at = created_at()

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["article_id", "-number"]
        indexes = [
            # Trigrams, because a tsvector ends at 1 MB and an article need not.
            GinIndex(OpClass(Upper("text"), "gin_trgm_ops"), name="snapshot_text_trigrams")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"],
                name="snapshot_once_per_number",
                violation_error_message="This article has a snapshot of this number already.",
            ),
            models.UniqueConstraint(
                fields=["article", "sha256"],
                name="snapshot_once_per_text",
                violation_error_message="This article has a snapshot of this very text already.",
            ),
            models.CheckConstraint(
                condition=~models.Q(text__contains="\r"),
                name="snapshot_lines_end_in_newline",
                violation_error_message="A snapshot's lines end in \\n alone.",
            ),
            models.CheckConstraint(
                condition=(~models.Q(text="") & models.Q(absent_sha256=""))
                | models.Q(text="", absent_sha256__regex="^[0-9a-f]{64}$"),
                name="snapshot_has_text",
                violation_error_message="A snapshot needs a text.",
            ),
            Rule(
                name="snapshot_never_changes",
                on="UPDATE",
                # but for the one text that a snapshot without its text is known to have had
                broken=(
                    "NOT (OLD.text = '' AND sources_sha256(NEW.text) = OLD.absent_sha256 "
                    "AND (NEW.id, NEW.public_id, NEW.article_id, NEW.number, NEW.captured_at) "
                    "IS NOT DISTINCT FROM (OLD.id, OLD.public_id, OLD.article_id, OLD.number, "
                    "OLD.captured_at)) AND NEW IS DISTINCT FROM OLD"
                ),
                violation_error_message=(
                    "A snapshot's text never changes. Capture the article again instead: "
                    "that makes a new snapshot and keeps this one."
                ),
            ),
            Rule(
                name="snapshot_text_bears_its_quotes",
                on="UPDATE OF text",
                broken=(
                    "EXISTS (SELECT FROM sources_quote q WHERE q.snapshot_id = NEW.id "
                    'AND substr(NEW.text, q.start + 1, q."end" - q.start) <> q.text)'
                ),
                violation_error_message=(
                    "A quote of this article says what does not stand in this text at its place."
                ),
            ),
            History(
                name="snapshot_history",
                part_of=("sources_article", "article_id"),
                without=("text", "raw", "response"),
            ),
        ]

    def __str__(self):
        return f"{self.article}, snapshot {self.number}"

    def restore_text(self, text, raw=None, response=None):
        """Store the text of which only the hash was known; return whether that was so.

        A restored record has such snapshots. A trigger refuses a text of another hash.
        """
        is_absent = bool(self.absent_sha256)
        if is_absent:
            self.text, self.raw, self.response, self.absent_sha256 = text, raw, response, ""
            self.save(update_fields=["text", "raw", "response", "absent_sha256"])
        return is_absent
