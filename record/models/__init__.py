"""The tables of the record: what is kept for ever, and the ready rows of record.documents."""

from record.documents import (
    KIND_NAMES,
    KINDS,
    Article,
    Claim,
    DocumentField,
    Named,
    Publisher,
    Quote,
    Record,
    Snapshot,
    Speaker,
    Topic,
    Verdict,
    Verification,
    split,
)

from .change import Change
from .edition import Edition
from .identity import Identity
from .ledger import Commitment, Entry, HistoryDigest
from .renewal import Renewal
from .session import Session
from .token import Token
from .webhook import Delivery, Webhook
from .withdrawn import Withdrawn

__all__ = [
    "KINDS",
    "KIND_NAMES",
    "Article",
    "Change",
    "Claim",
    "Commitment",
    "Delivery",
    "DocumentField",
    "Edition",
    "Entry",
    "HistoryDigest",
    "Identity",
    "Named",
    "Publisher",
    "Quote",
    "Record",
    "Renewal",
    "Session",
    "Snapshot",
    "Speaker",
    "Token",
    "Topic",
    "Verdict",
    "Verification",
    "Webhook",
    "Withdrawn",
    "split",
]
