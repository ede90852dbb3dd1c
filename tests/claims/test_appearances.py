"""What is added to a published claim is public once another person, a reviewer, confirms it."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.admin.seen import version_of
from claims.models import Appearance, Claim
from record.models import Claim as PublicClaim
from tests.factories import (
    a_claim,
    a_published_claim,
    a_quote,
    a_user,
    a_verification,
    an_accepted_quote,
    an_appearance,
)
from tests.pages import another_row, logged_in, page, read, save
from tests.refusals import refused_by, sql


@pytest.fixture
def claim():
    return a_published_claim([an_accepted_quote()])


def shown(claim):
    document = json.loads(PublicClaim.objects.get(public_id=claim.public_id).document)
    assert document["appearances"]["times"] == len(document["quotes"])
    return [quote["id"] for quote in document["quotes"]]


def added(claim, by=None):
    return Appearance.objects.create(
        claim=claim, quote=an_accepted_quote(), created_by=by or a_user("annotator")
    )


def test_what_stood_there_when_it_was_published_is_shown(claim):
    quote = claim.quotes.get()
    assert shown(claim) == [str(quote.public_id)]
    approver = claim.verifications.get().approver
    assert claim.appearances.get().confirmed_by == approver


def test_what_is_added_is_shown_once_it_is_confirmed(claim):
    before = PublicClaim.objects.get().document
    appearance = added(claim)
    assert PublicClaim.objects.get().document == before
    appearance.confirm(a_user("reviewer"))
    assert str(appearance.quote.public_id) in shown(claim)


def test_publishing_a_correction_confirms_what_was_added(claim):
    appearance = added(claim)
    a_verification("published", claim=claim, correction="It said less.")
    assert str(appearance.quote.public_id) in shown(claim)


def test_what_waits_is_taken_away_and_what_is_public_is_not(claim):
    appearance = added(claim)
    with refused_by("appearance_of_a_published_claim_stays"):
        claim.appearances.exclude(pk=appearance.pk).delete()
    appearance.delete()
    assert claim.appearances.count() == 1


def test_appearance_confirmed_by_another_person(claim):
    reviewer = a_user("reviewer")
    appearance = added(claim, by=reviewer)
    rule = "appearance_confirmed_by_another_person"
    with refused_by(rule):
        appearance.confirm(reviewer)
    with refused_by(rule):
        appearance.confirm(a_user("annotator"))
    with refused_by(rule):
        Appearance.objects.create(claim=claim, quote=an_accepted_quote(), confirmed_by=reviewer)
    with refused_by(rule):
        Appearance.objects.bulk_create(
            [Appearance(claim=claim, quote=an_accepted_quote(), confirmed_by=reviewer)]
        )
    with refused_by(rule):
        sql("UPDATE claims_appearance SET confirmed_by_id = NULL")
    elsewhere = an_appearance(a_claim())
    Appearance.objects.filter(pk=elsewhere.pk).update(confirmed_by=reviewer)
    with refused_by(rule):
        Appearance.objects.filter(pk=elsewhere.pk).update(claim=claim)


def test_what_nobody_is_known_to_have_recorded_is_confirmed_by_nobody(claim):
    with refused_by("appearance_confirmed_by_another_person"):
        an_appearance(claim).confirm(a_user("reviewer"))


def test_appearance_stays_as_recorded(claim):
    """Or whoever confirms it would choose another quote, or another who recorded it."""
    waiting = Appearance.objects.filter(pk=added(claim).pk)
    reviewer, other = a_user("reviewer"), an_accepted_quote()
    later = {"created_at": timezone.now() + timedelta(days=1)}
    for change in ({"created_by": reviewer}, {"quote": other}, {"claim": a_claim()}, later):
        with refused_by("appearance_stays_as_recorded"):
            waiting.update(**change)
    with refused_by("appearance_stays_as_recorded"):
        an_appearance(claim, other, created_by=reviewer, **later)


def test_a_confirmed_quote_is_locked_and_one_that_waits_is_not(claim):
    appearance = added(claim)
    type(appearance.quote).objects.filter(pk=appearance.quote_id).update(occasion="at noon")
    appearance.confirm(a_user("reviewer"))
    with refused_by("quote_of_a_published_claim_stays"):
        type(appearance.quote).objects.filter(pk=appearance.quote_id).update(occasion="at one")


def confirm(client, appearance, seen=None):
    address = reverse("admin:claims_claim_confirm", args=[appearance.claim_id])
    seen = version_of([appearance.quote]) if seen is None else seen
    return client.post(address, {"appearance": appearance.pk, "seen": seen}, follow=True)


def test_at_the_desk_one_adds_and_another_confirms(claim):
    reviewer, other = logged_in("reviewer"), logged_in("reviewer")
    quote = an_accepted_quote(occasion="in a speech")
    another_row(reviewer, page(claim), "appearances", quote=quote.pk)
    appearance = claim.appearances.get(quote=quote)
    html = read(reviewer.get(page(claim)))
    assert "not public yet" in html and "another reviewer confirms it" in html
    assert "another reviewer confirms it" not in read(other.get(page(claim)))
    assert "in a speech" in read(other.get(page(claim)))
    assert "Ask a colleague to confirm it" in read(confirm(reviewer, appearance))
    assert "it is public now" in read(confirm(other, appearance))
    assert str(quote.public_id) in shown(claim)


def test_nobody_confirms_a_quote_that_changed_since_they_read_it(claim):
    appearance, reviewer = added(claim), logged_in("reviewer")
    html = read(confirm(reviewer, appearance, seen=0))
    assert "has changed since you opened the page" in html
    assert str(appearance.quote.public_id) not in shown(claim)


def test_nobody_confirms_whose_speaker_was_renamed_since_they_read_it(claim):
    appearance, reviewer = added(claim), logged_in("reviewer")
    looked_at = version_of([appearance.quote])
    save(logged_in("annotator"), page(appearance.quote.speaker), name="Ann Lee the crook")
    html = read(confirm(reviewer, appearance, seen=looked_at))
    assert "has changed since you opened the page" in html
    assert str(appearance.quote.public_id) not in shown(claim)


def test_no_key_and_no_button_of_the_form_joins_a_quote_to_a_known_claim():
    """The form's first button is its own; what resembles it is looked at in another tab."""
    known = a_published_claim(statement="Trees were planted in the city.")
    quote = an_accepted_quote()
    client = logged_in("annotator")
    address = f"{page(Claim, 'add')}?quote={quote.pk}"
    html = read(save(client, address, statement="Trees were planted in the town."))
    (form,) = [part for part in html.split("<form")[1:] if 'id="claim_form"' in part]
    assert "Trees were planted in the town." in form and "It is this one" in form
    assert form.count("<button") == 0 and "formaction" not in form
    assert known.appearances.count() == 0


def test_before_a_quote_joins_a_published_claim_both_are_shown_and_it_waits(claim):
    quote, client = an_accepted_quote(), logged_in("annotator")
    address = reverse("admin:claims_claim_appear", args=[claim.pk])
    html = read(client.get(address, {"quote": quote.pk}))
    assert quote.text in html and claim.statement in html and "once a reviewer" in html
    html = read(client.post(address, {"quote": quote.pk}, follow=True))
    assert "once a reviewer who is another person confirms it" in html
    assert str(quote.public_id) not in shown(claim)


def test_a_quote_that_is_not_accepted_joins_no_claim(claim):
    address = reverse("admin:claims_claim_appear", args=[claim.pk])
    assert logged_in("annotator").get(address, {"quote": a_quote().pk}).status_code == 302
