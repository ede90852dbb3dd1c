"""Publishers of public articles."""

from .fields import ID, TEXT, Field, Object, Public
from .row import Named

PUBLISHER_NAME = Object(
    "PublisherName",
    "A publisher, as an article names it.",
    (
        Field("id", ID, "p.public_id", "Its public id."),
        Field("name", TEXT, "p.name", "Its name.", "Gazette"),
        Field("domain", TEXT, "p.domain", "Its domain.", "gazette.example"),
    ),
)


class Publisher(Named):
    """A publisher of a public article."""

    public = Public(
        Object(
            "PublisherDocument",
            "Who published an article that a public quote stands in.",
            (
                Field("id", ID, "p.public_id", "Its public id, which never changes."),
                Field(
                    "slug",
                    TEXT,
                    "record_slug(p.name, p.public_id)",
                    "A readable name for addresses.",
                ),
                Field("name", TEXT, "p.name", "Its name.", "Gazette"),
                Field("domain", TEXT, "p.domain", "Its domain.", "gazette.example"),
            ),
        ),
        table="p",
        source="sources_publisher p",
        condition="""EXISTS (
            SELECT FROM sources_article a
            JOIN sources_snapshot n ON n.article_id = a.id
            JOIN sources_quote q ON q.snapshot_id = n.id
            WHERE a.publisher_id = p.id AND q.status = 'accepted'
        )""",
        columns={
            "search": "record_search(concat_ws(' ', p.name, p.domain))",
            "names": "record_names(p.name, p.domain)",
            "name": "p.name::text",
        },
    )
