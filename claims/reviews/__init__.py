"""What others found: ClaimReviews are read from files, held against rules, and kept as theirs."""

from .reading import Found, found_in
from .rules import RULES, Grade, lint

__all__ = ["RULES", "Found", "Grade", "found_in", "lint"]
