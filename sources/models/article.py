"""Publishers, their articles, and the snapshots of each article's text."""

from hashlib import sha256

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models, transaction
from django.db.models.functions import MD5, Coalesce, NullIf, Upper
from django.db.models.lookups import Exact
from django.utils.html import format_html

from sources.fields import (
    ADDRESS,
    LineField,
    ProseField,
    created_at,
    language_rule,
    normalise_newlines,
    public_id,
    public_id_rule,
    validate_storable,
)
from sources.language import in_language
from sources.rules import Rule, Trigger

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
            public_id_rule("publisher_keeps_its_public_id"),
            History(name="publisher_history"),
        ]

    def __str__(self):
        return self.name


class AddressKey(models.Func):
    """What the spellings of one article's address have in common, by a function of ours."""

    function = "sources_address_key"
    output_field = models.TextField()


class ArticleQuerySet(models.QuerySet):
    def at(self, url):
        """
        Return the articles at that address, however it is spelt, the one spelt so first.

        http or https, www, a slash at the end, or the page for phones make no other article; see
        `sources_address_key`. MD5 so that the index serves the query.
        """
        key = AddressKey(models.Value(url))
        spelt_so = Exact(MD5("url"), MD5(models.Value(url)))
        return self.filter(Exact(MD5(AddressKey("url")), MD5(key))).order_by(
            models.Case(models.When(spelt_so, then=0), default=1), "id"
        )


# A trigger and no unique index, since databases that were filled before have both spellings. The
# lock makes two who bring one article in at once come one after the other.
ONCE_PER_ADDRESS = """
PERFORM pg_advisory_xact_lock(hashtext('sources_article'), hashtext(sources_address_key(NEW.url)));
IF EXISTS (
    SELECT FROM sources_article a WHERE md5(sources_address_key(a.url))
    = md5(sources_address_key(NEW.url)) AND a.id <> NEW.id AND a.url <> NEW.url
) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'article_once_per_address',
    MESSAGE = 'This article is here already, under another spelling of its address.';
END IF;
RETURN NEW;
"""


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
    published_day = models.BooleanField(
        "only the day is known", db_default=False, default=False, help_text="Not the time of day."
    )
    published_offset = models.SmallIntegerField(
        null=True, blank=True, editable=False, help_text="Minutes east of UTC, as the page told it."
    )
    origin = LineField(
        "copy of",
        max_length=2048,
        blank=True,
        db_default="",
        help_text="The address of which it says it is a copy.",
    )
    aliases = ArrayField(
        LineField(max_length=2048),
        default=list,
        db_default=[],
        editable=False,
        help_text="Other addresses under which it came in.",
    )
    language = LineField(max_length=35, default="en", help_text="A BCP 47 tag: en, pl, uk.")
    created_at = created_at()

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        permissions = [("delete_others", "Can delete what other people made")]
        indexes = [models.Index(MD5(AddressKey("url")), name="article_address_key")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(published_day=False) | models.Q(published_at__isnull=False),
                name="article_day_is_of_a_date",
                violation_error_message="Only the day is known, says this article, but gives none.",
            ),
            Trigger(
                name="article_once_per_address",
                on="BEFORE INSERT OR UPDATE OF url",
                body=ONCE_PER_ADDRESS,
                violation_error_message=(
                    "This article is here already, under another spelling of its address."
                ),
            ),
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
                condition=models.Q(url__regex=ADDRESS),
                name="article_url_is_an_address",
                violation_error_message=(
                    "An article's address begins with http://, https:// or urn:, goes on after "
                    "that, and has no blanks."
                ),
            ),
            language_rule("article_language_is_a_tag"),
            public_id_rule("article_keeps_its_public_id"),
            History(name="article_history"),
        ]

    def __str__(self):
        return self.headline

    def __html__(self):
        return in_language(self, self.language)

    @property
    def snapshot(self):
        """Return the Snapshot that was captured last, or None: what stands there now."""
        return self.snapshots.defer("raw", "response").order_by(*CAPTURED_LAST).first()

    def capture_first(self, text, raw=None, **told):
        """Do what `capture` does, for an Article made in this transaction: nobody else sees it."""
        text = normalise_newlines(validate_storable(text))
        return self.snapshots.create(number=1, text=text, raw=raw, **told), True

    @transaction.atomic
    def capture(self, text, raw=None, **told):
        """
        Store `text` (a str) as the newest Snapshot; one that has it already is the newest again.

        Line ends become \\n, the one change ever made; `raw` (bytes) is what it was decoded from,
        `told` what else the snapshot is to keep (its response, spans, notes). A restored snapshot
        of which only the hash is known gets the text. Return (snapshot, whether its text is new
        here). Raises ValidationError on text that cannot be stored.
        """
        text = normalise_newlines(validate_storable(text))
        said = models.Q(sha256=sha256(text.encode()).hexdigest())
        Article.objects.select_for_update().get(pk=self.pk)  # two captures: one after the other
        last = self.snapshots.order_by(*CAPTURED_LAST).values("pk")[:1]
        snapshots = self.snapshots.annotate(same=said, is_last=models.Q(pk=last))
        nearest = snapshots.defer("text", "raw", "response").order_by("-same", "-number").first()
        if nearest and nearest.same:
            if not nearest.is_last:
                self.snapshots.filter(pk=nearest.pk).update(recaptured_at=ClockTimestamp())
            return nearest, nearest.restore_text(text, raw, told.get("response"))
        number = nearest.number + 1 if nearest else 1
        return self.snapshots.create(number=number, text=text, raw=raw, **told), True


class ClockTimestamp(models.Func):
    """This very moment: of two captures that met, the second has waited for the first."""

    function = "clock_timestamp"
    output_field = models.DateTimeField()


# An article that went back to an earlier text has that text now.
CAPTURED_LAST = (Coalesce("recaptured_at", "captured_at").desc(), "-number")


class Sha256(models.Func):
    """The SHA-256 of a text's UTF-8, in hexadecimal.

    A function of ours, since PostgreSQL's own is not marked immutable.
    """

    function = "sources_sha256"
    output_field = models.CharField(max_length=64)


# An article that went back to an earlier text has other words again.
TELL_THE_QUOTES = """
UPDATE sources_quote q SET vanished_since = NULL
FROM sources_snapshot n WHERE n.id = q.snapshot_id AND n.article_id = NEW.article_id
AND q.status = 'accepted' AND q.vanished_since IS DISTINCT FROM sources_vanished_since(q.id);
RETURN NULL;
"""


# Published claims say since when an article lacks their words: nobody else tells the time.
DATED = """
IF TG_OP = 'INSERT' THEN
    NEW.captured_at := clock_timestamp();
    NEW.recaptured_at := NULL;
ELSIF NEW.recaptured_at IS DISTINCT FROM OLD.recaptured_at THEN
    NEW.recaptured_at := clock_timestamp();
END IF;
RETURN NEW;
"""


class SnapshotQuerySet(models.QuerySet):
    def newest(self):
        """Return the snapshot of every article that was captured last, ordered by article."""
        return self.order_by("article_id", *CAPTURED_LAST).distinct("article_id")


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
    spans = models.JSONField(
        default=list,
        db_default=[],
        editable=False,
        help_text="What stood where: kind, start and end in code points, perhaps an author.",
    )
    notes = ArrayField(
        models.TextField(),
        default=list,
        db_default=[],
        editable=False,
        help_text="What an editor should know of how it came in, in sentences.",
    )
    longest_sentence = models.CharField(
        max_length=64,
        db_default="",
        editable=False,
        help_text="SHA-256 of the longest sentence's letters, by which copies are found.",
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
    captured_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    recaptured_at = models.DateTimeField(
        null=True, editable=False, help_text="When the article last went back to this text."
    )

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["article_id", "-number"]
        indexes = [
            # Trigrams, because a tsvector ends at 1 MB and an article need not.
            GinIndex(OpClass(Upper("text"), "gin_trgm_ops"), name="snapshot_text_trigrams"),
            models.Index(
                fields=["longest_sentence"],
                name="snapshot_longest_sentence",
                condition=~models.Q(longest_sentence=""),
            ),
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
                # but for the one text that a snapshot without its text is known to have had, and
                # for when it was captured again (what is generated is not there yet)
                broken=(
                    "NOT (OLD.text = '' AND sources_sha256(NEW.text) = OLD.absent_sha256 "
                    "AND (NEW.id, NEW.public_id, NEW.article_id, NEW.number, NEW.captured_at) "
                    "IS NOT DISTINCT FROM (OLD.id, OLD.public_id, OLD.article_id, OLD.number, "
                    "OLD.captured_at)) AND (to_jsonb(NEW) - ARRAY['recaptured_at', 'sha256']) "
                    "IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['recaptured_at', 'sha256'])"
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
            Trigger(
                name="snapshot_dated_by_the_database",
                on="BEFORE INSERT OR UPDATE OF recaptured_at",
                body=DATED,
            ),
            Trigger(
                name="snapshot_tells_its_quotes",
                on="AFTER UPDATE OF recaptured_at",
                body=TELL_THE_QUOTES,
            ),
            History(
                name="snapshot_history",
                part_of=("sources_article", "article_id"),
                without=("text", "raw", "response", "spans", "longest_sentence"),
            ),
        ]

    def __str__(self):
        return f"{self.article}, snapshot {self.number}"

    def __html__(self):
        return format_html("{}, snapshot {}", self.article, self.number)

    def restore_text(self, text, raw=None, response=None):
        """Store the text of which only the hash was known; return whether that was so.

        A restored record has such snapshots. A trigger refuses a text of another hash.
        """
        is_absent = bool(self.absent_sha256)
        if is_absent:
            self.text, self.raw, self.response, self.absent_sha256 = text, raw, response, ""
            self.save(update_fields=["text", "raw", "response", "absent_sha256"])
        return is_absent
