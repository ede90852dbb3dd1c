"""The desk's other half: claims, where they appear, and their verification by two people."""

from . import checkable, proposals  # noqa: F401  (fill the hooks of others' pages)
from .amendment import AmendmentAdmin
from .claim import ClaimAdmin, TopicAdmin, VerdictAdmin
from .match import MatchAdmin
from .people import PeopleAdmin, PersonAdmin
from .review import RatingAdmin, ReviewAdmin
from .verification import VerificationAdmin

__all__ = [
    "AmendmentAdmin",
    "ClaimAdmin",
    "MatchAdmin",
    "PeopleAdmin",
    "PersonAdmin",
    "RatingAdmin",
    "ReviewAdmin",
    "TopicAdmin",
    "VerdictAdmin",
    "VerificationAdmin",
]
