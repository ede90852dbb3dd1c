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
from .identity import Identity
from .renewal import Renewal
from .session import Session
from .token import Token
from .withdrawn import Withdrawn

__all__ = [
    "KINDS",
    "KIND_NAMES",
    "Article",
    "Change",
    "Claim",
    "DocumentField",
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
    "Withdrawn",
    "split",
]
