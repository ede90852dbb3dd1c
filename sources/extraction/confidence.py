"""How sure a suggestion is: the share of right ones among those decided in the same way.

The shares were counted on annotated news articles kept outside the project (`docs/extraction.md`
shows how they held): right means the right stretch and the right full name.
"""

from .attribution import Attribution
from .phrases import Source
from .speakers import Speaker

KINDS = ("name", "pronoun", "description")
SHARES = {
    "signature": (0.96, 0.9, 0.9),
    "inside": (0.9, 0.8, 0.5),
    "after": (0.95, 0.88, 0.92),
    "before": (0.91, 0.87, 0.5),
    "transcript": (0.85, 0.85, 0.85),
    "within": (0.88, 0.72, 0.56),
    "after any": (0.75, 0.7, 0.6),
    "trailing": (0.75, 0.3, 0.55),
    "subject": (0.7, 0.55, 0.4),
    "headline": (0.67, 0.6, 0.5),
}
WITHOUT_SOURCE = {"introduced": 0.85, "carried": 0.7, "alone": 0.4}
NO_QUOTATION = {
    "no words": 0.99,
    "nickname": 0.95,
    "stage direction": 0.95,
    "title": 0.87,
    "scare quotes": 0.72,
    "term": 0.6,
}
GOING_ON = 0.97
FEW_WORDS = 0.9
NOBODY = 0.4


def confidence(rule: str, found: Attribution, speaker: Speaker | None, words: int) -> float:
    """Between 0 and 1: how often such a stretch is a quotation of just that speaker."""
    shares = SHARES[rule] if found.source else (WITHOUT_SOURCE[rule],)
    share = shares[KINDS.index(found.source.kind) if found.source else 0]
    share *= FEW_WORDS if words <= 2 else 1
    return round(share if speaker else min(share, NOBODY), 2)


def carried(before: float) -> float:
    """A quotation that goes on from another is about as sure as that one."""
    return round(before * GOING_ON, 2)


def reported(source: Source) -> float:
    """How sure an indirect quotation is: as sure as a partial one in the same place."""
    return SHARES["within"][KINDS.index(source.kind)]


def no_quotation(reason: str) -> float:
    """How often what is set aside for that reason is indeed no quotation."""
    return NO_QUOTATION[reason]
