"""The desk's other half: claims, where they appear, and what two people found about them."""

from .article import ArticleWithClaims
from .claim import ClaimAdmin, TopicAdmin, VerdictAdmin
from .people import PeopleAdmin, PersonAdmin
from .review import RatingAdmin, ReviewAdmin
from .verification import VerificationAdmin

__all__ = [
    "ArticleWithClaims",
    "ClaimAdmin",
    "PeopleAdmin",
    "PersonAdmin",
    "RatingAdmin",
    "ReviewAdmin",
    "TopicAdmin",
    "VerdictAdmin",
    "VerificationAdmin",
]
