"""Reviews by others are found as claims are, and marked as theirs."""

from django.urls import reverse

from claims.matching import index
from claims.models import Claim, Review
from tests.factories import a_review, a_speaker
from tests.pages import logged_in, page, read, save
from tests.refusals import as_owner, rows

BRIDGE = "The old bridge over the Ister was closed for two years."


def found(text):
    return list(Review.objects.like(text))


def test_a_review_is_found_in_other_words_and_follows_what_it_says():
    review = a_review(statement=BRIDGE, language="en")
    a_review(statement="Milk has become cheaper.", language="en")
    assert found("Two years long the bridge over the Ister has been closing.") == [review]
    Review.objects.filter(pk=review.pk).update(statement="Storks are back.")
    assert (found("the bridge over the Ister"), found("a stork")) == ([], [review])
    review.delete()
    assert found("a stork") == [] and rows("SELECT count(*) FROM claims_review_posting") != [(0,)]


def test_what_no_trigger_has_read_is_read_once():
    review = a_review(statement=BRIDGE)
    as_owner("DELETE FROM claims_review_posting")
    assert found("bridge over the Ister") == []
    assert (index(room="claims_review"), index(room="claims_review")) == (1, 0)
    assert found("bridge over the Ister") == [review]


def test_while_a_claim_is_typed_others_reviews_are_shown_with_publisher_and_rating():
    review = a_review(statement=BRIDGE, publisher="River Checks")
    look = reverse("admin:claims_claim_alike")
    shown = read(logged_in("annotator").get(look, {"statement": BRIDGE}))
    assert "Reviews by others" in shown and "River Checks" in shown
    assert str(review.rating.word) in shown and f'href="{page(review)}"' in shown


def test_a_review_whose_publisher_has_no_name_is_shown_with_its_site():
    a_review(statement=BRIDGE, publisher="")
    look = reverse("admin:claims_claim_alike")
    shown = read(logged_in("annotator").get(look, {"statement": BRIDGE}))
    assert '<span class="quiet">other.example</span>' in shown


def test_they_hold_nobody_up_who_saves_a_claim():
    a_review(statement=BRIDGE)
    typed = {"statement": BRIDGE, "claimant": a_speaker().pk}
    save(logged_in("annotator"), page(Claim, "add"), **typed)
    assert Claim.objects.get().statement == BRIDGE
