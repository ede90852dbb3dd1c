"""Articles that a public quote stands in."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Coalesce

from .expressions import has_address
from .fields import ID, MOMENT, NUMBER, TEXT, Field, Listed, Object, Public, function
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
# Both texts' characters: an article's document is made with each quote that is accepted in it.
MAX_COMPARED = 100_000
# Of a quote that stands in another text of the article, where its words are in this one.
PLACED = """COALESCE((
    SELECT json_agg(q.public_id ORDER BY q.public_id) FROM sources_placement pl
    JOIN sources_quote q ON q.id = pl.quote_id AND q.status = 'accepted'
    WHERE pl.snapshot_id = n.id AND pl.status = '{}'
), '[]')"""
CAPTURED = Object(
    "CapturedText",
    "A text of the article as it was captured; the words themselves where they may be shown.",
    (
        Field("number", NUMBER, "n.number", "Which text of the article, from 1."),
        Field("captured_at", MOMENT, "n.captured_at", "When it was captured."),
        Field("recaptured_at", MOMENT, "n.recaptured_at", "When it last stood again.", null=True),
        Field("sha256", TEXT, "n.sha256", "Of the text's UTF-8."),
        Field(
            "length",
            NUMBER,
            "length(NULLIF(n.text, ''))",
            "In code points, if it is held.",
            null=True,
        ),
        Field(
            "added",
            NUMBER,
            "w.changed[1]",
            "How many words the text before lacked; null of the first, and of very long ones.",
            null=True,
        ),
        Field("removed", NUMBER, "w.changed[2]", "How many only the text before had.", null=True),
        Field("moved", Listed(ID), PLACED.format("moved"), "Quotes with new surroundings there."),
        Field("vanished", Listed(ID), PLACED.format("orphaned"), "Quotes it does not contain."),
    ),
)


class ArticleQuerySet(RecordQuerySet):
    def at(self, url):
        """Return those at that address, however it is spelt, or that came in under it."""
        return self.filter(has_address("addresses", url))


class Article(Record):
    """A public article: one that an accepted quote stands in."""

    publisher = models.UUIDField(null=True)
    language = models.CharField(max_length=35)
    addresses = ArrayField(models.UUIDField(), help_text="All it came in under; see expressions.")
    published_at = models.DateTimeField(null=True)
    texts = models.IntegerField(help_text="How many texts of it were captured.")

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
                Field(
                    "snapshots",
                    Listed(CAPTURED),
                    "record_captured(a.id)",
                    "Each text of it that was captured, in order, and how much changed.",
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
            "texts": "(SELECT count(*)::integer FROM sources_snapshot WHERE article_id = a.id)",
        },
        functions=(
            # Words are counted whatever their order: what moved is neither added nor removed.
            function(
                "record_new_words(was text, now text)",
                """
                SELECT ARRAY[sum(greatest(n - o, 0)), sum(greatest(o - n, 0))] FROM (
                    SELECT count(*) FILTER (WHERE new) AS n, count(*) FILTER (WHERE NOT new) AS o
                    FROM (VALUES (was, false), (now, true)) texts (text, new)
                    CROSS JOIN string_to_table(translate(text, E'\n\t\u00a0', '   '), ' ') word
                    WHERE word <> '' GROUP BY word
                ) counted
                """,
                returns="integer[]",
                volatility="IMMUTABLE",
            ),
            function(
                "record_captured(article bigint)",
                f"""
                SELECT json_agg({CAPTURED.sql} ORDER BY n.number)
                FROM (
                    SELECT *, lag(NULLIF(text, '')) OVER (ORDER BY number) AS was
                    FROM sources_snapshot WHERE article_id = article
                ) n
                CROSS JOIN LATERAL (
                    SELECT CASE
                        WHEN n.text <> '' AND length(n.was) + length(n.text) <= {MAX_COMPARED}
                        THEN record_new_words(n.was, n.text) END AS changed OFFSET 0
                ) w
                """,
            ),
        ),
    )
