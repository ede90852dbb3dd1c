"""The desk's other half: claims, where they appear, and their verification by two people."""

from . import checkable  # noqa: F401  (fills the hooks of the article page)
from .claim import ClaimAdmin, TopicAdmin, VerdictAdmin
from .people import PeopleAdmin, PersonAdmin
from .review import RatingAdmin, ReviewAdmin
from .verification import VerificationAdmin

__all__ = [
    "ClaimAdmin",
    "PeopleAdmin",
    "PersonAdmin",
    "RatingAdmin",
    "ReviewAdmin",
    "TopicAdmin",
    "VerdictAdmin",
    "VerificationAdmin",
]
