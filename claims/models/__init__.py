"""What we make of it: claims, where they appear, and what was found about them."""

from .claim import Appearance, Claim, Topic
from .review import Rating, Review
from .step import Step
from .verdict import Verdict
from .verification import Evidence, Verification

__all__ = [
    "Appearance",
    "Claim",
    "Evidence",
    "Rating",
    "Review",
    "Step",
    "Topic",
    "Verdict",
    "Verification",
]
