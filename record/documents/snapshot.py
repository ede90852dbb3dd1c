"""Texts that public quotes stand in, each as it was captured once."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from .article import ARTICLE_ADDRESS
from .fields import ID, MOMENT, NUMBER, TEXT, Field, Object, Public
from .row import Record, newest_first

NUMBERED = Field("number", NUMBER, "n.number", "Which snapshot of the article, from 1.", "1")
SHA256 = Field("sha256", TEXT, "n.sha256", "Of the text's UTF-8.")
SNAPSHOT_NAME = Object("SnapshotName", "A snapshot, as a quote names it.", (NUMBERED, SHA256))


class Snapshot(Record):
    """A text that an accepted quote stands in; the text itself where its publisher allows it."""

    article = models.UUIDField()
    captured_at = models.DateTimeField()

    orderings = {"captured_at": models.F("captured_at")}
    ordering = "-captured_at"
    snippet_paths = "article,headline"

    class Meta:
        managed = False
        indexes = [
            GinIndex(fields=["search"], name="record_snapshot_search"),
            newest_first(models.F("captured_at"), name="record_snapshot_newest"),
            newest_first("article", models.F("captured_at"), name="record_snapshot_article"),
        ]

    public = Public(
        Object(
            "SnapshotDocument",
            "An article's text as it was captured once.",
            (
                Field("id", ID, "n.public_id", "Its public id, which never changes."),
                Field("article", ARTICLE_ADDRESS, words="Whose text it is."),
                NUMBERED,
                Field("captured_at", MOMENT, "n.captured_at", "When it was captured."),
                SHA256,
                Field(
                    "text",
                    TEXT,
                    "CASE WHEN p.shows_full_text THEN NULLIF(n.text, '') END",
                    "Only where its publisher allows it.",
                    null=True,
                ),
            ),
        ),
        table="n",
        source="""sources_snapshot n
        JOIN sources_article a ON a.id = n.article_id
        LEFT JOIN sources_publisher p ON p.id = a.publisher_id""",
        condition="""EXISTS (
            SELECT FROM sources_quote q WHERE q.snapshot_id = n.id AND q.status = 'accepted'
        )""",
        columns={
            "search": "record_search(a.headline, a.language)",
            "article": "a.public_id",
            "captured_at": "n.captured_at",
        },
    )
