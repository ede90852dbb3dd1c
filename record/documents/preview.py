"""What the world would read of a finding before it is published, and what it would mind."""

import json

from django.db import connection
from django.utils import timezone

from claims.reviews import lint

from .claimreview import claim_review

DOCUMENT = "SELECT document::text FROM draft_claim WHERE verification = %s"
SITES_OWN = {"CR02", "CR03"}  # of the address that the site has: no editor can mend it


def rules_broken(finding):
    """The Rules that the finding's ClaimReview breaks; none while there is no verdict yet."""
    with connection.cursor() as cursor:
        cursor.execute(DOCUMENT, [finding.pk])
        claim = [json.loads(document) for (document,) in cursor]
    now = timezone.now().isoformat()
    reviews = [claim_review(c | {"verified_at": c["verified_at"] or now}) for c in claim]
    return [r for review in reviews for r in lint(review) if r.number not in SITES_OWN]
