"""Lint the ClaimReview that a verification would have, before it is published."""

import json

from django.db import connection
from django.utils import timezone

from claims.reviews import lint

from .claimreview import claim_review

DOCUMENT = "SELECT document::text FROM draft_claim WHERE verification = %s"
OF_THE_SITE = {"CR02", "CR03"}  # about the site's own address, which no editor can change


def rules_broken(verification):
    """Return the LintRules that its ClaimReview breaks; none while there is no verdict yet."""
    with connection.cursor() as cursor:
        cursor.execute(DOCUMENT, [verification.pk])
        claim = [json.loads(document) for (document,) in cursor]
    now = timezone.now().isoformat()
    reviews = [claim_review(c | {"verified_at": c["verified_at"] or now}) for c in claim]
    return [r for review in reviews for r in lint(review) if r.number not in OF_THE_SITE]
