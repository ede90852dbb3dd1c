"""Articles that a public quote stands in."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Coalesce

from .expressions import AddressIds
from .fields import ID, MOMENT, TEXT, Field, Object, Public
from .publisher import PUBLISHER_NAME
from .row import FIRST_MOMENT, Record, RecordQuerySet, newest_first

PUBLISHED = Coalesce("published_at", FIRST_MOMENT)
HEADLINE = Field("headline", TEXT, "a.headline", "Its headline.", "Trees for the city")
URL = Field("url", TEXT, "a.url", "Its address.", "https://gazette.example/trees")
ARTICLE_ADDRESS = Object(
    "ArticleAddress",
    "An article, as a snapshot names it.",
    (Field("id", ID, "a.public_id", "The article's public id."), HEADLINE, URL),
)


class ArticleQuerySet(RecordQuerySet):
    def at(self, url):
        """Those at that address, however it is spelt, or that came in under it."""
        return self.filter(addresses__contains=AddressIds(models.Value(url)))


class Article(Record):
    """A public article: one that an accepted quote stands in."""

    publisher = models.UUIDField(null=True)
    language = models.CharField(max_length=35)
    addresses = ArrayField(models.UUIDField(), help_text="All it came in under; see expressions.")
    published_at = models.DateTimeField(null=True)

    objects = ArticleQuerySet.as_manager()

    orderings = {"published_at": PUBLISHED}
    ordering = "-published_at"
    snippet_paths = "headline"

    class Meta:
        managed = False
        indexes = [
            GinIndex(fields=["search"], name="record_article_search"),
            GinIndex(fields=["addresses"], name="record_article_addresses"),
            newest_first(PUBLISHED, name="record_article_newest"),
            newest_first("publisher", PUBLISHED, name="record_article_publisher"),
        ]

    public = Public(
        Object(
            "ArticleDocument",
            "One published piece.",
            (
                Field("id", ID, "a.public_id", "Its public id, which never changes."),
                HEADLINE,
                URL,
                Field("byline", TEXT, "a.byline", "Its authors, as written there."),
                Field("language", TEXT, "a.language", "Its language, a BCP 47 tag.", "en"),
                Field("published_at", MOMENT, "a.published_at", "When, if known.", null=True),
                Field(
                    "publisher",
                    PUBLISHER_NAME,
                    "CASE WHEN p.id IS NOT NULL THEN {} END",
                    "Who published it, if known.",
                    null=True,
                ),
                Field(
                    "text",
                    TEXT,
                    """CASE WHEN p.shows_full_text THEN (
                        SELECT NULLIF(n.text, '') FROM sources_snapshot n
                        WHERE n.article_id = a.id
                        ORDER BY COALESCE(n.recaptured_at, n.captured_at) DESC, n.number DESC
                        LIMIT 1) END""",
                    "Only where its publisher allows it.",
                    null=True,
                ),
            ),
        ),
        table="a",
        source="sources_article a LEFT JOIN sources_publisher p ON p.id = a.publisher_id",
        condition="""EXISTS (
            SELECT FROM sources_quote q
            JOIN sources_snapshot n ON n.id = q.snapshot_id
            WHERE n.article_id = a.id AND q.status = 'accepted'
        )""",
        columns={
            "search": "record_search(concat_ws(' ', a.headline, a.byline, p.name), a.language)",
            "publisher": "p.public_id",
            "language": "a.language",
            "addresses": "ARRAY(SELECT DISTINCT md5(sources_address_key(u))::uuid "
            "FROM unnest(a.url || a.aliases::text[]) u ORDER BY 1)",
            "published_at": "a.published_at",
        },
    )
