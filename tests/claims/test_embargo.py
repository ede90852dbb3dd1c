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
from tests.pages import desk, read
from tests.refusals import refused_by
from tests.test_desk_rules import step

ROUNDS = int(os.environ.get("ROUNDS", "5"))  # before a release: 500
SOON = timezone.now() + timedelta(hours=1)
LATER = SOON + timedelta(hours=1)


def an_approved_finding(**fields):
    finding = a_verification("submitted", **fields)
    finding.approve(a_user("reviewer"), SOON, seen=finding.version)
    return finding


def stage(finding):
    finding.refresh_from_db()
    return finding.stage


def test_it_is_published_when_its_time_has_come_and_not_before():
    finding = an_approved_finding()
    assert Verification.objects.publish_due(at=SOON - timedelta(seconds=1)) == 0
    assert stage(finding) == "submitted"
    assert Verification.objects.publish_due(at=LATER) == 1
    assert (stage(finding), finding.published_at) == ("published", LATER)
    assert Verification.objects.publish_due(at=LATER) == 0


def test_it_is_published_in_the_name_of_who_approved_it():
    finding = an_approved_finding()
    Verification.objects.publish_due(at=LATER)
    change = Change.objects.of(finding).first()
    assert change.who == finding.approver.username
    assert change.why == "The time set with the approval has come."


def test_the_command_publishes_what_is_due(capsys):
    finding = a_verification("submitted")
    finding.approve(a_user("reviewer"), timezone.now(), seen=finding.version)
    call_command("publish_due")
    assert capsys.readouterr().out == "1 due.\n"
    assert stage(finding) == "published"


def rename_the_claimant(finding):
    finding.claim.claimant.name = "Somebody Else"
    finding.claim.claimant.save()


def add_an_appearance(finding):
    an_appearance(finding.claim, an_accepted_quote())


def write_a_note(finding):
    finding.claim.note = "Wait."
    finding.claim.save()


@pytest.mark.parametrize("change", [rename_the_claimant, add_an_appearance, write_a_note])
def test_a_change_after_the_approval_voids_it(change):
    finding = an_approved_finding()
    change(finding)
    Verification.objects.publish_due(at=LATER)
    assert stage(finding) == "submitted"
    assert (finding.publish_at, finding.approver, finding.approved_version) == (None, None, None)
    assert finding.reason.startswith("The approval has lapsed. This verification has changed")


def test_a_rule_broken_when_its_time_comes_voids_it():
    first = a_verification("submitted")
    finding = an_approved_finding(claim=first.claim)
    first.publish(by=a_user("reviewer"))
    Verification.objects.filter(pk=finding.pk).update(approved_version=finding.version + 1)
    Verification.objects.publish_due(at=LATER)
    assert stage(finding) == "submitted"
    assert "Say in the correction what was wrong with it." in finding.reason


def test_a_returned_finding_is_no_longer_approved():
    finding = an_approved_finding()
    finding.send_back("A source is missing.")
    assert (finding.publish_at, finding.approver) == (None, None)
    finding.submit()
    assert Verification.objects.publish_due(at=LATER) == 0


def test_an_approval_names_the_version_that_was_read():
    finding = a_verification("submitted")
    seen = finding.version
    write_a_note(finding)
    with pytest.raises(ChangedMeanwhile):
        finding.approve(a_user("reviewer"), SOON, seen=seen)


def test_verification_approved_by_another_person():
    finding = a_verification("submitted", author=a_user("reviewer"))
    with refused_by("verification_approved_by_another_person"):
        finding.approve(finding.author, SOON, seen=finding.version)
    draft = Verification.objects.filter(pk=a_verification().pk)
    with refused_by("verification_approved_by_another_person"):
        draft.update(publish_at=SOON, approver=a_user(), approved_version=1)


def test_a_reviewer_sets_the_time_at_the_desk():
    finding, reviewer = a_verification("submitted"), desk("reviewer")
    sent = {"seen": finding.version, "publish_at": LATER.strftime("%Y-%m-%dT%H:%M")}
    html = read(step(reviewer, finding, "publish", **sent))
    finding.refresh_from_db()
    assert "Approved: it is published at" in html and f"Approved by {reviewer.user}" in html
    assert (finding.stage, finding.approver) == ("submitted", reviewer.user)


def test_a_time_that_has_passed_is_refused():
    finding = a_verification("submitted")
    sent = {"seen": finding.version, "publish_at": "2020-01-01T10:00"}
    assert "The time to publish has passed" in read(
        step(desk("reviewer"), finding, "publish", **sent)
    )
    assert stage(finding) == "submitted"


@pytest.mark.django_db(transaction=True, serialized_rollback=True, databases=["default", "record"])
def test_four_servers_publish_each_finding_once():
    for _ in range(ROUNDS):
        findings = [an_approved_finding() for _ in range(3)]
        assert race(*[lambda: Verification.objects.publish_due(at=LATER)] * 4) == [None] * 4
        assert [stage(finding) for finding in findings] == ["published"] * 3
        for finding in findings:
            published = Change.objects.of(finding, []).filter(became__stage="published")
            assert published.count() == 1
