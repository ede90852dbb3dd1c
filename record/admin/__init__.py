"""What the record adds to the desk: tokens, lists as files, and what is read before publishing."""

from django.urls import reverse

from claims.models import Claim, Verification
from record.documents.preview import review, rules_broken
from sources.admin import hooks

from . import export, login, own  # noqa: F401  (they fill the hooks, and the site's form)
from .token import TokenAdmin
from .webhook import DeliveryAdmin, WebhookAdmin

__all__ = ["DeliveryAdmin", "TokenAdmin", "WebhookAdmin"]


def claim_page(claim):
    """Return the address of a published claim's page, or None."""
    return reverse("claim", args=[claim.public_id]) if claim.verdict_id else None


def verification_page(verification):
    """Return the address of the page that shows a published verification, or None."""
    return claim_page(verification.claim) if verification.stage == "published" else None


hooks.register("public_page", Claim, claim_page)
hooks.register("public_page", Verification, verification_page)
hooks.register("advice", Verification, rules_broken)
hooks.register("review", Verification, review)
