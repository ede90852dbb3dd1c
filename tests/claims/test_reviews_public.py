"""What others found about a claim is public once one person links it and another confirms that."""

import json

import pytest
from django.core.management import call_command

from claims.models import Rating, Review
from record.models import Claim
from sources.models import by
from tests.factories import a_claim, a_published_claim, a_review, a_user, a_verification
from tests.pages import filled, logged_in, page, read
from tests.refusals import refused_by

pytestmark = pytest.mark.usefixtures("without_locks")


@pytest.fixture
def claim():
    return a_published_claim(statement="The river rose two metres.")


def linked(claim, **fields):
    fields = {"publisher": "River Checks", "language": "it", "published_on": "2026-03-01"} | fields
    return a_review(claim=claim, linked_by=a_user("annotator"), **fields)


def confirmed(claim, **fields):
    review = linked(claim, **fields)
    confirm(review, a_user("reviewer"))
    return review


def confirm(review, by):
    Review.objects.filter(pk=review.pk).update(confirmed_by=by)


def reviews(claim):
    return json.loads(Claim.objects.get(public_id=claim.public_id).document)["reviews"]


def test_a_confirmed_review_is_in_the_api_and_on_the_page_with_publisher_and_verdict(client, claim):
    review = linked(claim)
    assert reviews(claim) == [] and "River Checks" not in read(
        client.get(f"/claims/{claim.public_id}/")
    )
    confirm(review, a_user("reviewer"))
    (shown,) = client.get(f"/api/v1/claims/{claim.public_id}/").json()["reviews"]
    assert shown.pop("confirmed_at")
    assert shown == {
        "publisher": "River Checks",
        "url": review.url,
        "statement": "It rained.",
        "language": "it",
        "verdict": review.rating.word,
        "published_on": "2026-03-01",
    }
    html = read(client.get(f"/claims/{claim.public_id}/"))
    assert f'href="{review.url}"' in html and review.rating.word in html
    assert "Two people here have said" in html


def test_review_confirmed_by_another_person(claim):
    review, reviewer = linked(claim), a_user("reviewer")
    for person in (review.linked_by, a_user("annotator")):
        with refused_by("review_confirmed_by_another_person"):
            confirm(review, person)
    with refused_by("review_confirmed_by_another_person"):
        confirm(linked(None), reviewer)
    with refused_by("review_confirmed_by_another_person"):
        confirm(a_review(claim=claim), reviewer)
    with refused_by("review_confirmed_as_linked"):
        linked(claim, confirmed_by=reviewer)
    confirm(review, reviewer)
    assert len(reviews(claim)) == 1


@pytest.mark.parametrize(
    "changed",
    [
        *({"statement": "It snowed."}, {"publisher": "Others"}, {"url": "https://x.example/"}),
        *({"language": "en"}, {"published_on": None}, {"rating": None}, {"claim": None}),
    ],
    ids=str,
)
def test_a_confirmation_lapses_with_what_was_read(claim, changed):
    review = confirmed(claim)
    Review.objects.filter(pk=review.pk).update(**changed)
    review.refresh_from_db()
    assert (review.confirmed_by, review.confirmed_at, reviews(claim)) == (None, None, [])


def test_a_confirmation_is_of_what_the_claim_said():
    claim = a_claim(statement="The river rose.")
    review = confirmed(claim)
    claim.statement = "The river fell."
    claim.save()
    review.refresh_from_db()
    assert review.confirmed_by is None


def test_rating_that_a_claim_shows_keeps_its_word(claim):
    rating = confirmed(claim).rating
    with refused_by("rating_that_a_claim_shows_keeps_its_word"):
        Rating.objects.filter(pk=rating.pk).update(word="Vero")
    Review.objects.update(confirmed_by=None)
    Rating.objects.filter(pk=rating.pk).update(word="Vero")


def test_a_time_is_the_database_s(claim):
    review = confirmed(claim)
    Review.objects.filter(pk=review.pk).update(confirmed_at="2020-01-01T00:00Z")
    assert not reviews(claim)[0]["confirmed_at"].startswith("2020")


def test_it_is_public_while_the_claim_is(claim):
    review = confirmed(claim)
    before = reviews(claim)
    call_command("rebuild_record", verbosity=0)
    assert reviews(claim) == before
    claim.verifications.get().withdraw("The gauge was broken.")
    assert not Claim.objects.filter(public_id=claim.public_id).exists()
    a_verification("published", claim=claim)
    assert reviews(claim) == before
    review.delete()
    assert reviews(claim) == []


def test_what_was_read_of_a_verification_does_not_change_with_it():
    verification = a_verification("submitted")
    confirmed(verification.claim)
    verification.publish(by=a_user("reviewer"))
    assert len(reviews(verification.claim)) == 1


def sent(client, review, **typed):
    answer = client.post(page(review), filled(client.get(page(review))) | typed, follow=True)
    return read(answer)


@pytest.mark.parametrize(
    "changed",
    [{"statement": "It snowed."}, {"claim": "other"}, {"linked_by": "annotator"}],
    ids=str,
)
def test_review_confirmed_as_linked(claim, changed):
    """Nor is it moved, or said by another, in the statement that confirms it, or later."""
    review, reviewer = linked(claim), a_user("reviewer")
    made = {"other": a_published_claim, "annotator": lambda: a_user("annotator")}
    changed = {name: made.get(value, lambda v=value: v)() for name, value in changed.items()}
    with refused_by("review_confirmed_as_linked"):
        Review.objects.filter(pk=review.pk).update(confirmed_by=reviewer, **changed)
    confirm(review, reviewer)
    if "linked_by" in changed:
        with refused_by("review_confirmed_as_linked"):
            Review.objects.filter(pk=review.pk).update(**changed)


def test_review_confirmed_by_who_changed_nothing(claim):
    """Whoever links it in another's name, or rewords it since, has not read another's judgement."""
    reviewer, annotator, review = a_user("reviewer"), a_user("annotator"), a_review()
    with by(reviewer.username):
        Review.objects.filter(pk=review.pk).update(claim=claim, linked_by=annotator)
    with refused_by("review_confirmed_by_who_changed_nothing"):
        confirm(review, reviewer)
    another = linked(claim)
    with by(reviewer.username):
        Review.objects.filter(pk=another.pk).update(publisher="Other Checks")
    with refused_by("review_confirmed_by_who_changed_nothing"):
        confirm(another, reviewer)
    with by(annotator.username):
        Review.objects.filter(pk=another.pk).update(claim=None, linked_by=None)
        Review.objects.filter(pk=another.pk).update(claim=claim, linked_by=annotator)
    confirm(another, reviewer)


@pytest.mark.parametrize(("of", "column"), [("rating", "word"), ("claim", "statement")])
def test_review_confirmed_by_who_did_not_reword_what_it_says_of_what(of, column):
    """Another publisher's verdict, or what it is of, in words that nobody else has read."""
    review, reviewer = linked(a_claim()), a_user("reviewer")
    row = getattr(review, of)
    with by(reviewer.username):
        type(row).objects.filter(pk=row.pk).update(**{column: "Vero"})
    with refused_by("review_confirmed_by_who_changed_nothing"):
        confirm(review, reviewer)
    confirm(review, a_user("reviewer"))


def test_review_taken_back_by_a_reviewer(claim):
    review, kept = confirmed(claim), Review.objects.all()
    with refused_by("review_taken_back_by_a_reviewer"), by(a_user("annotator").username):
        kept.filter(pk=review.pk).update(confirmed_by=None)
    with refused_by("review_taken_back_by_a_reviewer"), by(a_user("annotator").username):
        kept.filter(pk=review.pk).delete()
    with refused_by("review_taken_back_by_a_reviewer"), by(a_user("annotator").username):
        kept.filter(pk=review.pk).update(publisher="Other Checks")
    assert len(reviews(claim)) == 1
    with by(a_user("reviewer").username):
        kept.filter(pk=review.pk).update(confirmed_by=None)
    assert reviews(claim) == []


def test_what_is_ticked_is_what_the_claim_and_the_rating_say_now(claim):
    review, reviewer = linked(claim), logged_in("reviewer")
    for row, column in ((claim, "statement"), (review.rating, "word")):
        read_before = filled(reviewer.get(page(review))) | {"confirmed": "on"}
        with by(review.linked_by.username):
            type(row).objects.filter(pk=row.pk).update(**{column: "Something else."})
        said = read(reviewer.post(page(review), read_before, follow=True))
        assert "This was changed since you opened it" in said and "Something else." in said
        assert reviews(claim) == []
    sent(reviewer, review, confirmed="on")
    assert len(reviews(claim)) == 1


def test_whoever_ticks_has_all_that_becomes_public_before_them(claim):
    review = linked(claim, language="sr-Latn", statement="Padala je kiša.")
    html = read(logged_in("reviewer").get(page(review)))
    confirm(review, a_user("reviewer"))
    [shown] = reviews(claim)
    shown.pop("confirmed_at")
    shown["published_on"] = "March 1, 2026"
    assert [name for name, value in shown.items() if value not in html] == []


def test_at_the_desk_one_links_and_another_ticks(claim):
    review, first, second = a_review(), logged_in("reviewer"), logged_in("reviewer")
    sent(first, review, claim=claim.pk)
    said = sent(first, review, confirmed="on")
    assert "said by one person and confirmed by another" in said and reviews(claim) == []
    sent(second, review, confirmed="on")
    review.refresh_from_db()
    assert (review.linked_by, review.confirmed_by) == (first.user, second.user)
    assert len(reviews(claim)) == 1
    answer = filled(second.get(page(review)))
    answer.pop("confirmed")
    second.post(page(review), answer)
    assert reviews(claim) == []
