"""Those who said a public quote or made a public claim."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from sources.models import Speaker as DeskSpeaker

from .fields import (
    DAY,
    ID,
    TEXT,
    Column,
    Field,
    Listed,
    Object,
    Public,
    choice,
    columns,
    function,
    joined,
)
from .row import Named

KIND = choice(DeskSpeaker.Kind)
SPEAKER_NAME = Object(
    "SpeakerName",
    "A speaker, as other documents name one.",
    (
        Field("id", ID, "s.public_id", "The speaker's public id."),
        Field("name", TEXT, "s.name", "The name.", "Ana Ilić"),
        Field("kind", KIND, "s.kind", "person, organisation or unnamed.", "person"),
        Field("wikidata_id", TEXT, "s.wikidata_id", "Such as Q42.", "Q42", null=True),
    ),
)
OFFICE = (
    Field("title", TEXT, "r.title", "The title held that day.", "minister"),
    Field("organisation", TEXT, "r.organisation", "And whose title it was.", "Council"),
)
ROLE_ON_A_DAY = Object("Office", "The role held on the day.", OFFICE)
ROLE = Object(
    "RoleDocument",
    "A title and an organisation, from when to when.",
    (
        *OFFICE,
        Field("start_date", DAY, "r.start_date", "Its first day, if known.", null=True),
        Field("end_date", DAY, "r.end_date", "Its last day, if known.", null=True),
    ),
)
SPEAKER = Object(
    "SpeakerDocument",
    "A person, an organisation or an unnamed source.",
    (
        Field("id", ID, "s.public_id", "Its public id, which never changes.", restored=True),
        Field("slug", TEXT, "record_slug(s.name, s.public_id)", "A readable name for addresses."),
        Field("name", TEXT, "s.name", "The name.", "Ana Ilić", restored=True),
        Field("kind", KIND, "s.kind", "person, organisation or unnamed.", "person"),
        Field("disambiguation", TEXT, "s.disambiguation", "Which one of that name."),
        Field("aliases", Listed(TEXT), "s.aliases", "Other names.", restored=True),
        Field("wikidata_id", TEXT, "s.wikidata_id", "Such as Q42.", "Q42", null=True),
        Field("roles", Listed(ROLE), "r.list", "The newest first.", restored=True),
    ),
)


class Speaker(Named):
    """A public speaker: one who said an accepted quote or made a public claim."""

    kind = models.CharField(max_length=12)
    role_words = SearchVectorField()

    class Meta(Named.Meta):
        indexes = [
            *Named.Meta.indexes,
            GinIndex(fields=["role_words"], name="record_speaker_role_words"),
        ]

    public = Public(
        SPEAKER,
        table="s",
        source=f"""sources_speaker s
        CROSS JOIN LATERAL (
            SELECT
                COALESCE(json_agg({ROLE.sql} ORDER BY r.start_date DESC NULLS LAST, r.id), '[]')
                    AS list,
                string_agg(concat_ws(' ', r.title, r.organisation), ' ') AS words
            FROM sources_role r
            WHERE r.speaker_id = s.id
        ) r
        CROSS JOIN LATERAL (  -- who was merged into this speaker is found by the id and slug it had
            SELECT array_agg(word) AS names
            FROM sources_speaker m
            CROSS JOIN LATERAL (VALUES (m.public_id::text), (left(m.public_id::text, 8)),
                (record_slug(m.name, m.public_id))) was (word)
            WHERE m.merged_into_id = s.id
        ) m""",
        condition="""EXISTS (
            SELECT FROM sources_quote q WHERE q.speaker_id = s.id AND q.status = 'accepted'
        ) OR EXISTS (
            SELECT FROM claims_claim c
            JOIN claims_verification v ON v.claim_id = c.id AND v.stage = 'published'
            WHERE c.claimant_id = s.id
        )""",
        columns={
            "search": "record_search("
            "concat_ws(' ', s.name, record_latin(s.name), array_to_string(s.aliases, ' '), "
            "r.words))",
            "names": "record_names(VARIADIC "
            "ARRAY[s.name, s.wikidata_id]::text[] || s.aliases::text[] || m.names)",
            "name": "s.name::text",
            "kind": "s.kind",
            "role_words": "record_search(COALESCE(r.words, ''))",
        },
        functions=(
            function(
                "record_speaker_name(speaker bigint)",
                f"SELECT {SPEAKER_NAME.sql} FROM sources_speaker s WHERE s.id = speaker",
            ),
            # Of several roles on one day, the one begun last.
            function(
                "record_role(speaker bigint, day date)",
                f"""
                SELECT {ROLE_ON_A_DAY.sql}
                FROM sources_role r
                WHERE r.speaker_id = speaker AND (r.start_date IS NULL OR r.start_date <= day)
                    AND (r.end_date IS NULL OR r.end_date >= day)
                ORDER BY r.start_date DESC NULLS LAST, r.id DESC
                LIMIT 1
                """,
            ),
        ),
    )
    exported = columns(
        SPEAKER,
        "id",
        "slug",
        "name",
        "kind",
        "disambiguation",
        Column("aliases", joined("d -> 'aliases'", "; "), "Other names, between semicolons."),
        "wikidata_id",
        Column(
            "roles",
            "(SELECT string_agg(concat_ws(', ', x ->> 'title', nullif(x ->> 'organisation', '')), "
            "'; ' ORDER BY m) FROM jsonb_array_elements(d -> 'roles') WITH ORDINALITY l (x, m))",
            "Titles with their organisations, the newest first, between semicolons.",
        ),
    )
