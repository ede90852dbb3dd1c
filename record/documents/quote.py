"""Quotes that an editor has accepted."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Coalesce

from sources.models import Quote as DeskQuote

from .article import HEADLINE, URL
from .fields import DAY, ID, MOMENT, NUMBER, TEXT, Field, Object, Public, choice, columns
from .row import FIRST_DAY, Record, newest_first
from .snapshot import SNAPSHOT_NAME
from .speaker import ROLE_ON_A_DAY, SPEAKER_NAME

SAID = Coalesce("said_on", FIRST_DAY)
GONE = models.Q(vanished_since__isnull=False)
ARTICLE_NAME = Object(
    "ArticleName",
    "An article, as a quote names it.",
    (
        Field("id", ID, "a.public_id", "Where they stand: an article's id."),
        HEADLINE,
        URL,
        Field("publisher", TEXT, "p.name", "Who published it.", "Gazette", null=True),
        Field("published_at", MOMENT, "a.published_at", "When, if known.", null=True),
    ),
)
QUOTE = Object(
    "QuoteDocument",
    "A stretch of a snapshot that somebody said.",
    (
        Field("id", ID, "q.public_id", "Its public id, which never changes.", restored=True),
        Field("text", TEXT, "q.text", "The words, letter for letter.", restored=True),
        Field("language", TEXT, "a.language", "The article's language, a BCP 47 tag.", "en"),
        Field("kind", choice(DeskQuote.Kind), "q.kind", "direct, partial or indirect.", "direct"),
        Field("said_on", DAY, "d.said_on", "The day they were said, if known.", null=True),
        Field("occasion", TEXT, "q.occasion", "Such as “in a press conference”."),
        Field(
            "speaker",
            SPEAKER_NAME,
            "record_speaker_name(q.speaker_id)",
            "Who said them.",
            restored=True,
        ),
        Field(
            "role",
            ROLE_ON_A_DAY,
            "r.held",
            "The speaker's role that day, if known.",
            null=True,
        ),
        Field("article", ARTICLE_NAME, words="Where they stand."),
        Field(
            "start", NUMBER, "q.start", "First character in the snapshot, in code points from 0."
        ),
        Field("end", NUMBER, 'q."end"', "The character after the last one."),
        Field("snapshot", SNAPSHOT_NAME, words="In which text of the article.", restored=True),
        Field(
            "vanished_since",
            MOMENT,
            "q.vanished_since",
            "Since when the article no longer contains these words as quoted; null while it does.",
            null=True,
        ),
    ),
)


def exported(of):
    """Return the columns of a quote as a row, or as a part of a claim."""
    return columns(
        QUOTE,
        "text",
        "kind",
        "said_on",
        "occasion",
        ("speaker", "speaker.id", "Who said them: a speaker's id."),
        ("speaker_name", "speaker.name", "And the name."),
        ("title", "role.title", "The speaker's title that day."),
        ("organisation", "role.organisation"),
        ("article", "article.id"),
        ("article_url", "article.url"),
        ("headline", "article.headline"),
        ("publisher", "article.publisher"),
        ("published_at", "article.published_at"),
        "start",
        "end",
        ("snapshot", "snapshot.number"),
        ("snapshot_sha256", "snapshot.sha256", "Of that snapshot's text, in UTF-8."),
        "vanished_since",
        of=of,
    )


class Quote(Record):
    """An accepted quote."""

    speaker = models.UUIDField()
    article = models.UUIDField()
    publisher = models.UUIDField(null=True)
    kind = models.CharField(max_length=8)
    language = models.CharField(max_length=35)
    title = models.TextField(null=True, help_text="The speaker's that day.")  # noqa: DJ001
    organisation = models.TextField(null=True, help_text="And theirs.")  # noqa: DJ001
    role_words = SearchVectorField()
    said_on = models.DateField(null=True)
    speaker_kind = models.CharField(max_length=12)
    vanished_since = models.DateTimeField(null=True)

    orderings = {"said_on": SAID}
    ordering = "-said_on"
    snippet_paths = "text"

    class Meta:
        managed = False
        indexes = [
            GinIndex(fields=["search"], name="record_quote_search"),
            GinIndex(fields=["role_words"], name="record_quote_role_words"),
            newest_first(SAID, name="record_quote_newest"),
            newest_first("speaker", SAID, name="record_quote_speaker"),
            newest_first("article", SAID, name="record_quote_article"),
            newest_first("publisher", SAID, name="record_quote_publisher"),
            newest_first(SAID, name="record_quote_vanished", condition=GONE),
        ]

    public = Public(
        QUOTE,
        table="q",
        source="""sources_quote q
        JOIN sources_speaker s ON s.id = q.speaker_id
        JOIN sources_snapshot n ON n.id = q.snapshot_id
        JOIN sources_article a ON a.id = n.article_id
        LEFT JOIN sources_publisher p ON p.id = a.publisher_id
        CROSS JOIN LATERAL (
            SELECT COALESCE(q.said_on, (a.published_at AT TIME ZONE 'UTC')::date) AS said_on
        ) d
        CROSS JOIN LATERAL (SELECT record_role(q.speaker_id, d.said_on) AS held OFFSET 0) r""",
        condition="q.status = 'accepted'",
        columns={
            "search": "record_search(concat_ws(' ', s.name, record_latin(s.name), q.text, "
            "q.occasion), a.language)",
            "speaker": "s.public_id",
            "article": "a.public_id",
            "publisher": "p.public_id",
            "kind": "q.kind",
            "language": "a.language",
            "title": "r.held ->> 'title'",
            "organisation": "r.held ->> 'organisation'",
            "role_words": "record_search(record_office(r.held), a.language)",
            "said_on": "d.said_on",
            "speaker_kind": "s.kind",
            "vanished_since": "q.vanished_since",
        },
        stored_inline=True,
    )
    exported = (*columns(QUOTE, "id"), *exported("d"))
