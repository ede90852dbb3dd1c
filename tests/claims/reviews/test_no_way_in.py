"""A review that comes in, whatever it says of a claim of ours, changes nothing that is public."""

import json

import pytest
from django.core.management import CommandError, call_command

from claims.models import Claim, Rating, Review, Verification
from record.models import Change
from record.models import Claim as PublicClaim
from tests.claims.test_locks import Public
from tests.factories import a_verdict
from tests.pages import logged_in, page, save


def public_now():
    return PublicClaim.objects.get().document, Change.objects.count()


@pytest.fixture
def public():
    return Public()


@pytest.fixture
def our_own(public, tmp_path):
    """Our claim's own address and words, with another verdict; and two reviews that are none."""
    review = {
        "@type": "ClaimReview",
        "url": f"http://localhost/claims/{public.claim.public_id}/",
        "claimReviewed": public.claim.statement,
        "author": {"@type": "Organization", "name": "Us", "url": "https://us.example/"},
        "datePublished": "2026-01-01",
        "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Tomas Grell"}},
        "reviewRating": {"@type": "Rating", "alternateName": "True", "ratingValue": 5},
    }
    none = [{**review, "url": "javascript:alert(1)"}, {**review, "claimReviewed": ""}]
    path = tmp_path / "reviews.json"
    path.write_text(json.dumps([review, *none]))
    return path


def test_an_import_of_reviews_changes_nothing_that_is_public(public, our_own):
    before = public_now()
    with pytest.raises(CommandError, match="2 refused"):
        call_command("import_claims", our_own, verbosity=0)
    assert (Review.objects.get().claim, Rating.objects.get().verdict) == (None, None)
    assert (Claim.objects.count(), Verification.objects.count()) == (1, 1)
    assert public_now() == before


def test_nor_does_what_an_editor_makes_of_it(public, our_own):
    before = public_now()
    with pytest.raises(CommandError):
        call_command("import_claims", our_own, verbosity=0)
    editor = logged_in("annotator")
    save(editor, page(Rating.objects.get()), verdict=a_verdict("true").pk)
    save(editor, page(Review.objects.get()), claim=public.claim.pk)
    review = Review.objects.select_related("rating").get()
    assert (review.claim, review.rating.verdict) == (public.claim, a_verdict("true"))
    assert public_now() == before
