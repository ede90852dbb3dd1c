"""The tables of exports: over which rows, in which order; record.documents declares the columns."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from record import models
from record.documents.fields import Column
from record.query import filters


@dataclass(frozen=True)
class Table:
    """
    A table of exports, over the rows of a kind of record.

    `order` is of in_order(), oldest first; where `each` names a list in the document, its elements
    are the rows. `key` are the columns that name a row, `refers` {column: table} others. With
    `since` the rows are those of documents that changed then or later, and tombstones; with
    `withdrawn_after` there are tombstones of what was withdrawn after that moment.
    """

    name: str
    model: type
    filterset: type
    order: str
    columns: tuple
    key: tuple = ("id",)
    each: str = ""
    refers: dict = field(default_factory=dict)
    since: datetime | None = None
    withdrawn_after: datetime | None = None

    @property
    def has_tombstones(self):
        return bool(self.since or self.withdrawn_after)

    @property
    def is_of_claims(self):
        return self.model is models.Claim and not self.each

    def changed(self, since):
        """Return the table for who has it as it was at the moment `since`, which may be None."""
        return self._with_tombstones(since=since) if since else self

    def kept_at(self, moment):
        """Return the table in an edition: as it was at `moment`, which may be None; see rows.py."""
        if moment and self.is_of_claims:
            return self._with_tombstones(withdrawn_after=moment)
        return self

    def _with_tombstones(self, **when):
        why = (WITHDRAWN_AT, REASON) if self.is_of_claims else ()
        return replace(self, columns=(*self.columns, *why, DELETED), **when)


WITHDRAWN_AT = Column(
    "withdrawn_at", "d ->> 'withdrawn_at'", "When this claim was withdrawn.", "datetime"
)
REASON = Column("reason", "d ->> 'reason'", "And why, where that was written for the public.")
DELETED = Column(
    "deleted", "d ->> 'deleted'", "true: forget what has the id in the first column.", "boolean"
)
CLAIMS = Table("claims", models.Claim, filters.ClaimFilter, "verified_at", models.Claim.exported)
APPEARANCES = Table(
    "appearances",
    models.Claim,
    filters.ClaimFilter,
    "verified_at",
    models.Claim.exported_appearances,
    key=("claim", "quote"),
    each="d -> 'quotes'",
    refers={"claim": "claims", "quote": "quotes", "speaker": "speakers"},
)
CLAIM_TOPICS = Table(
    "claim_topics",
    models.Claim,
    filters.ClaimFilter,
    "verified_at",
    models.Claim.exported_topics,
    key=("claim", "topic"),
    each="d -> 'topics'",
    refers={"claim": "claims"},
)
QUOTES = Table(
    "quotes",
    models.Quote,
    filters.QuoteFilter,
    "said_on",
    models.Quote.exported,
    refers={"speaker": "speakers"},
)
VERIFICATIONS = Table(
    "verifications",
    models.Verification,
    filters.VerificationFilter,
    "published_at",
    models.Verification.exported,
    refers={"claim": "claims"},
)
EVIDENCE = Table(
    "evidence",
    models.Verification,
    filters.VerificationFilter,
    "published_at",
    models.Verification.exported_evidence,
    key=("verification", "number"),
    each="d -> 'evidence'",
    refers={"verification": "verifications"},
)
SPEAKERS = Table("speakers", models.Speaker, filters.SpeakerFilter, "name", models.Speaker.exported)
TABLES = {
    table.name: table
    for table in (CLAIMS, APPEARANCES, CLAIM_TOPICS, QUOTES, VERIFICATIONS, EVIDENCE, SPEAKERS)
}
