"""What we make of it: claims, where they appear, and their verifications."""

from .amendment import Amendment
from .claim import Appearance, Claim, Topic
from .match import Match
from .review import Rating, Review
from .step import Step
from .transitions import TAKEN_BY_PEOPLE, TRANSITIONS, Transition, open_transitions
from .verdict import Verdict
from .verification import Evidence, Verification

__all__ = [
    "TAKEN_BY_PEOPLE",
    "TRANSITIONS",
    "Amendment",
    "Appearance",
    "Claim",
    "Evidence",
    "Match",
    "Rating",
    "Review",
    "Step",
    "Topic",
    "Transition",
    "Verdict",
    "Verification",
    "open_transitions",
]
