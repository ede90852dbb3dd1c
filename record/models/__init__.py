"""
What the world reads: one ready row per public claim, quote, speaker and article.

Views named `public_…` (record/sql/views.sql) say what is public; these tables keep the views' rows
ready, and triggers (record/sql/triggers.sql) keep both equal. Nothing here is written by Python.
"""

from .change import Change
from .kinds import (
    Article,
    Claim,
    Publisher,
    Quote,
    Snapshot,
    Speaker,
    Topic,
    Verdict,
    Verification,
)
from .row import DocumentField, Named, Record, split
from .token import Token

KINDS = (Publisher, Article, Snapshot, Speaker, Quote, Topic, Verdict, Claim, Verification)
KIND_NAMES = [(kind._meta.model_name, kind._meta.model_name) for kind in KINDS]

__all__ = [
    "KINDS",
    "KIND_NAMES",
    "Article",
    "Change",
    "Claim",
    "DocumentField",
    "Named",
    "Publisher",
    "Quote",
    "Record",
    "Snapshot",
    "Speaker",
    "Token",
    "Topic",
    "Verdict",
    "Verification",
    "split",
]
