"""What the record adds to the desk: tokens, lists as files, and what is read before publishing."""

from claims.models import Verification
from record.documents.preview import review, rules_broken
from sources.admin import hooks

from . import export  # noqa: F401  (fills the hooks of the lists)
from .token import TokenAdmin

__all__ = ["TokenAdmin"]

hooks.register("advice", Verification, rules_broken)
hooks.register("review", Verification, review)
