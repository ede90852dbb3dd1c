"""The scale: the words that a verification may end in."""

from .fields import TEXT, Field, Object, Public, Type, function
from .row import Named

VERDICT = Object(
    "VerdictDocument",
    "A word on the scale.",
    (
        Field("slug", TEXT, "w.slug", "Its name in addresses and filters.", "mostly-true"),
        Field("label", TEXT, "w.label", "The verdict in words.", "Mostly true"),
        Field("meaning", TEXT, "w.meaning", "What the word means, in a sentence."),
        Field(
            "value",
            Type("integer", bounds=(1, 5)),
            "w.value",
            "1 is false, 5 is true; none where no number would fit.",
            "4",
            null=True,
        ),
    ),
)


class Verdict(Named):
    """A word on the scale; its name is its slug."""

    # The scale itself is no secret. Its slug is its name everywhere; the id only fills the column.
    public = Public(
        VERDICT,
        table="w",
        source="claims_verdict w",
        condition="true",
        public_id="md5(w.slug)::uuid",
        columns={
            "search": "record_search(concat_ws(' ', w.label, w.meaning))",
            "names": "record_names(w.slug, w.label)",
            "name": "w.slug::text",
        },
        functions=(
            function(
                "record_verdict(verdict bigint)",
                f"SELECT {VERDICT.sql} FROM claims_verdict w WHERE w.id = verdict",
            ),
        ),
    )
