"""Topics of public claims."""

from .fields import ID, TEXT, Field, Object, Public
from .row import Named


class Topic(Named):
    """A topic of a public claim."""

    public = Public(
        Object(
            "TopicDocument",
            "What a public claim is about.",
            (
                Field("id", ID, "t.public_id", "Its public id, which never changes."),
                Field(
                    "slug",
                    TEXT,
                    "record_slug(t.name, t.public_id)",
                    "A readable name for addresses.",
                ),
                Field("name", TEXT, "t.name", "Its name.", "Drones"),
            ),
        ),
        table="t",
        source="claims_topic t",
        condition="""EXISTS (
            SELECT FROM claims_claim_topics ct
            JOIN claims_verification v ON v.claim_id = ct.claim_id AND v.stage = 'published'
            WHERE ct.topic_id = t.id
        )""",
        columns={
            "search": "record_search(t.name)",
            "names": "record_names(t.name)",
            "name": "t.name::text",
        },
    )
