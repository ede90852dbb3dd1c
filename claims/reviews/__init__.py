"""Reviews of others: ClaimReviews are parsed from files, linted, and stored as theirs."""

from .lint_rules import RULES, Grade, lint
from .parse import ParsedReview, parse_files

__all__ = ["RULES", "ParsedReview", "Grade", "parse_files", "lint"]
