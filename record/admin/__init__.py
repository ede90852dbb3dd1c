"""What the record adds to the desk: tokens, lists as files, and advice before publishing."""

from .lists import ClaimsAsFiles, QuotesAsFiles, SpeakersAsFiles, VerificationsAsFiles
from .token import TokenAdmin

__all__ = [
    "ClaimsAsFiles",
    "QuotesAsFiles",
    "SpeakersAsFiles",
    "TokenAdmin",
    "VerificationsAsFiles",
]
