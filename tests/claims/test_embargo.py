"""What was approved with a time is published at that time, by itself, once, or not at all."""

import os
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from claims.models import Verification
from claims.models.verification import ChangedMeanwhile
from sources.models import Change
from tests.claims.test_races import race
from tests.factories import a_user, a_verification, an_accepted_quote, an_appearance
from tests.pages import logged_in, read
from tests.refusals import refused_by
from tests.test_desk_rules import step

ROUNDS = int(os.environ.get("ROUNDS", "5"))  # before a release: 500
SOON = timezone.now() + timedelta(hours=1)
LATER = SOON + timedelta(hours=1)


def an_approved_verification(at=None, **fields):
    """One that is due, if it is not for a later time."""
    verification = a_verification("submitted", **fields)
    at = at or timezone.now()
    verification.approve(a_user("reviewer"), at, seen=verification.version)
    return verification


def stage(verification):
    verification.refresh_from_db()
    return verification.stage


def test_it_is_published_when_its_time_has_come_and_not_before():
    later, due = an_approved_verification(at=SOON), an_approved_verification()
    assert Verification.objects.publish_due() == 1
    assert (stage(later), stage(due)) == ("submitted", "published")
    assert Verification.objects.publish_due() == 0


def test_verification_published_when_its_time_has_come():
    """By nobody else before, either, but by a reviewer who publishes it at once."""
    verification = an_approved_verification(at=SOON)
    with refused_by("verification_published_when_its_time_has_come"):
        Verification.objects.submitted().update(stage="published")
    verification.publish(by=a_user("reviewer"), seen=verification.version)
    assert stage(verification) == "published"


def test_it_is_published_in_the_name_of_who_approved_it():
    verification = an_approved_verification()
    Verification.objects.publish_due()
    change = Change.objects.of(verification).first()
    assert change.who == verification.approver.username
    assert change.why == "The time set with the approval has come."


def test_the_command_publishes_what_is_due(capsys):
    verification = a_verification("submitted")
    verification.approve(a_user("reviewer"), timezone.now(), seen=verification.version)
    call_command("publish_due")
    assert capsys.readouterr().out == "1 due.\n"
    assert stage(verification) == "published"


def rename_the_claimant(verification):
    verification.claim.claimant.name = "Somebody Else"
    verification.claim.claimant.save()


def add_an_appearance(verification):
    an_appearance(verification.claim, an_accepted_quote())


def write_a_note(verification):
    verification.claim.note = "Wait."
    verification.claim.save()


@pytest.mark.parametrize("change", [rename_the_claimant, add_an_appearance, write_a_note])
def test_a_change_after_the_approval_voids_it(change):
    verification = an_approved_verification()
    change(verification)
    Verification.objects.publish_due()
    assert stage(verification) == "submitted"
    assert (verification.publish_at, verification.approver) == (None, None)
    assert verification.read_digests == ""
    assert verification.reason.startswith("The approval has lapsed. This verification has changed")


def test_a_rule_broken_when_its_time_comes_voids_it():
    first = a_verification("submitted")
    verification = an_approved_verification(claim=first.claim)
    first.publish(by=a_user("reviewer"))
    Verification.objects.publish_due()
    assert stage(verification) == "submitted"
    assert "Say in the correction what was wrong with it." in verification.reason


def test_a_returned_verification_is_no_longer_approved():
    verification = an_approved_verification()
    verification.send_back("A source is missing.")
    assert (verification.publish_at, verification.approver) == (None, None)
    verification.submit()
    assert Verification.objects.publish_due() == 0


def test_an_approval_names_the_version_that_was_read():
    verification = a_verification("submitted")
    seen = verification.version
    write_a_note(verification)
    with pytest.raises(ChangedMeanwhile):
        verification.approve(a_user("reviewer"), SOON, seen=seen)


def test_verification_approved_by_another_person():
    verification = a_verification("submitted", author=a_user("reviewer"))
    with refused_by("verification_approved_by_another_person"):
        verification.approve(verification.author, SOON, seen=verification.version)
    draft = Verification.objects.filter(pk=a_verification().pk)
    with refused_by("verification_approved_by_another_person"):
        draft.update(publish_at=SOON, approver=a_user(), read_digests="public:1")


def test_a_reviewer_sets_the_time_at_the_desk():
    verification, reviewer = a_verification("submitted"), logged_in("reviewer")
    sent = {"seen": verification.version, "publish_at": LATER.strftime("%Y-%m-%dT%H:%M")}
    html = read(step(reviewer, verification, "publish", **sent))
    verification.refresh_from_db()
    assert "Approved: it is published at" in html and f"Approved by {reviewer.user}" in html
    assert (verification.stage, verification.approver) == ("submitted", reviewer.user)


def test_a_time_that_has_passed_is_refused():
    verification = a_verification("submitted")
    sent = {"seen": verification.version, "publish_at": "2020-01-01T10:00"}
    assert "The time to publish has passed" in read(
        step(logged_in("reviewer"), verification, "publish", **sent)
    )
    assert stage(verification) == "submitted"


@pytest.mark.django_db(transaction=True, serialized_rollback=True, databases=["default", "record"])
def test_four_servers_publish_each_verification_once():
    for _ in range(ROUNDS):
        verifications = [an_approved_verification() for _ in range(3)]
        assert race(*[lambda: Verification.objects.publish_due()] * 4) == [None] * 4
        assert [stage(verification) for verification in verifications] == ["published"] * 3
        for verification in verifications:
            published = Change.objects.of(verification, []).filter(became__stage="published")
            assert published.count() == 1
