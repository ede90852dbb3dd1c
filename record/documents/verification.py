"""Verifications that stand, or once stood, on public claims."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from .fields import (
    ID,
    MOMENT,
    TEXT,
    Column,
    Field,
    Listed,
    Object,
    Public,
    choice,
    columns,
    function,
)
from .row import Record, newest_first
from .verdict import VERDICT

EVIDENCE = Object(
    "EvidenceDocument",
    "What a verification rests on.",
    (
        Field(
            "stance",
            choice(["supports", "refutes", "context"]),
            "e.stance",
            "supports, refutes or context.",
        ),
        Field("title", TEXT, "e.title", "What the source is called."),
        # What is kept here is cited by its own address.
        Field("url", TEXT, "COALESCE(NULLIF(e.url, ''), a.url)", "Where it is."),
        Field("publisher", TEXT, "e.publisher", "Who published it."),
        Field("excerpt", TEXT, "e.excerpt", "The words that count."),
        Field("archived_url", TEXT, "e.archived_url", "An archived copy."),
    ),
)
SUMMARY = Field("summary", TEXT, "v.summary", "The verification in a sentence or two.")
RATIONALE = Field("rationale", TEXT, "v.rationale", "How it was verified, step by step.")
CORRECTION = Field("correction", TEXT, "v.correction", "What was wrong in the one it supersedes.")
RESTS_ON = Field(
    "evidence", Listed(EVIDENCE), "record_evidence(v.id)", "What it rests on, in order."
)
PUBLISHED_VERIFICATION = Object(
    "PublishedVerification",
    "The published verification.",
    (
        Field("id", ID, "v.public_id", "Its public id."),
        SUMMARY,
        RATIONALE,
        CORRECTION,
        RESTS_ON,
    ),
)
CLAIM_NAME = Object(
    "ClaimName",
    "A claim, as a verification names it.",
    (
        Field("id", ID, "c.public_id", "The claim's id."),
        Field("statement", TEXT, "c.statement", "The claim, in one sentence."),
    ),
)
VERIFICATION = Object(
    "VerificationDocument",
    "A verification that stands, or that a correction has superseded.",
    (
        Field("id", ID, "v.public_id", "Its public id, which never changes.", restored=True),
        Field("claim", CLAIM_NAME, words="What was verified.", restored=True),
        Field(
            "stage",
            choice(["published", "superseded"]),
            "v.stage",
            "published, or superseded by a correction.",
            restored=True,
        ),
        Field("verdict", VERDICT, "record_verdict(v.verdict_id)", "The verdict."),
        Field("published_at", MOMENT, "v.published_at", "When it was published."),
        SUMMARY,
        RATIONALE,
        CORRECTION,
        Field(
            "supersedes", ID, "o.public_id", "The id of the one before.", null=True, restored=True
        ),
        RESTS_ON,
    ),
)


class Verification(Record):
    """A verification that stands or once stood on a public claim."""

    claim = models.UUIDField()
    stage = models.CharField(max_length=10)
    verdict = models.CharField(max_length=50)
    published_at = models.DateTimeField()

    orderings = {"published_at": models.F("published_at")}
    ordering = "-published_at"
    snippet_paths = "summary"

    class Meta:
        managed = False
        indexes = [
            GinIndex(fields=["search"], name="record_verification_search"),
            newest_first(models.F("published_at"), name="record_verification_newest"),
            newest_first("claim", models.F("published_at"), name="record_verification_claim"),
        ]

    # Every verification that ever stood on a claim that is public now, with what was corrected.
    public = Public(
        VERIFICATION,
        table="v",
        source="""claims_verification v
        JOIN claims_claim c ON c.id = v.claim_id
        JOIN claims_verdict w ON w.id = v.verdict_id
        LEFT JOIN claims_verification o ON o.id = v.supersedes_id""",
        condition="""v.stage IN ('published', 'superseded') AND EXISTS (
            SELECT FROM claims_verification p
            WHERE p.claim_id = v.claim_id AND p.stage = 'published'
        )""",
        columns={
            "search": "record_search(concat_ws(' ', c.statement, v.summary, v.rationale, "
            "v.correction), c.language)",
            "claim": "c.public_id",
            "stage": "v.stage",
            "verdict": "w.slug",
            "published_at": "v.published_at",
        },
        functions=(
            function(
                "record_evidence(verification bigint)",
                f"""
                SELECT COALESCE(json_agg({EVIDENCE.sql} ORDER BY e.id), '[]')
                FROM claims_evidence e
                LEFT JOIN sources_snapshot n ON n.id = e.snapshot_id
                LEFT JOIN sources_article a ON a.id = n.article_id
                WHERE e.verification_id = verification
                """,
            ),
        ),
        stored_inline=True,
    )
    exported = columns(
        VERIFICATION,
        "id",
        ("claim", "claim.id"),
        "stage",
        ("verdict", "verdict.label"),
        ("value", "verdict.value", "1 false to 5 true, or none."),
        "published_at",
        "summary",
        "rationale",
        "correction",
        "supersedes",
    )
    exported_evidence = (
        Column(
            "verification", "public_id", "What rests on it: a verification's id.", format="uuid"
        ),
        Column("number", "n", "Its place there, from 1.", "integer"),
        *columns(
            EVIDENCE, "stance", "title", "url", "publisher", "excerpt", "archived_url", of="e"
        ),
    )
