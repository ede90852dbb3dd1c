"""There are many ways to try to publish one's own finding, and none of them works."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from claims.models import Verification
from tests.factories import a_user, a_verification
from tests.pages import desk, filled, page, save
from tests.refusals import refused_by, sql

STEP = "admin:claims_verification_publish"
PUBLISHED = (
    "UPDATE claims_verification SET stage = 'published', published_at = now(), approver_id = %s"
)


def press_publish(client, finding):
    client.post(reverse(STEP, args=[finding.pk]), {"seen": finding.version})


def by_the_button(author, finding):
    press_publish(author, finding)


def from_another_session(author, finding):
    again = desk()
    again.force_login(author.user)
    press_publish(again, finding)


def by_the_form(author, finding):
    finding.send_back("Mine.")
    sent = {"stage": "published", "approver": a_user("reviewer").pk, "published_at": "2026-01-01"}
    save(author, page(finding), **sent)


def as_somebody_elses_by_the_form(author, finding):
    finding.send_back("Mine.")
    save(author, page(finding), author=a_user("annotator").pk, _submit="yes")
    finding.refresh_from_db()
    press_publish(author, finding)


def as_a_new_published_one(author, finding):
    new = filled(author.get(f"{page(Verification, 'add')}?claim={finding.claim_id}"))
    author.post(page(Verification, "add"), {**new, "stage": "published", "evidence-0-title": ""})


def by_the_method(author, finding):
    finding.publish(by=author.user)


def by_the_method_after_giving_it_away(author, finding):
    finding.author = a_user("annotator")
    finding.save()
    finding.publish(by=author.user)


def by_saving(author, finding):
    finding.stage, finding.approver = "published", author.user
    finding.published_at = timezone.now()
    finding.save()


def by_an_update(author, finding):
    mine = Verification.objects.filter(pk=finding.pk)
    mine.update(stage="published", approver=author.user, published_at=timezone.now())


def by_an_update_of_the_author(author, finding):
    mine = Verification.objects.filter(pk=finding.pk)
    mine.update(author=a_user(), stage="published", approver=author.user)


def by_a_bulk_update(author, finding):
    finding.stage, finding.approver = "published", author.user
    finding.published_at = timezone.now()
    Verification.objects.bulk_update([finding], ["stage", "approver", "published_at"])


def by_creating_it_published(author, finding):
    fields = {"stage": "published", "author": a_user(), "approver": author.user}
    Verification.objects.create(claim=finding.claim, summary="So.", **fields)


def by_sql(author, finding):
    sql(PUBLISHED, author.user.pk)


def by_sql_without_an_approver(author, finding):
    sql(PUBLISHED, None)


def by_sql_past_the_submission(author, finding):
    finding.send_back("Mine.")
    sql(PUBLISHED, a_user("reviewer").pk)


WAYS = [
    by_the_button,
    from_another_session,
    by_the_form,
    as_somebody_elses_by_the_form,
    as_a_new_published_one,
    by_the_method,
    by_the_method_after_giving_it_away,
    by_saving,
    by_an_update,
    by_an_update_of_the_author,
    by_a_bulk_update,
    by_creating_it_published,
    by_sql,
    by_sql_without_an_approver,
    by_sql_past_the_submission,
]


@pytest.mark.parametrize("way", WAYS)
def test_nobody_publishes_their_own_finding(way):
    author = desk("reviewer")
    finding = a_verification("submitted", author=author.user)
    try:
        with transaction.atomic():
            way(author, finding)
    except IntegrityError as refused:
        assert refused.__cause__.diag.constraint_name.startswith("verification_")
    assert not Verification.objects.published().exists()
    assert Verification.objects.get(pk=finding.pk).author == author.user


def by_the_method_as_no_reviewer(finding, anybody):
    finding.publish(by=anybody)


def by_sql_as_no_reviewer(finding, anybody):
    sql(PUBLISHED, anybody.pk)


def by_an_approval_as_no_reviewer(finding, anybody):
    later = timezone.now() + timedelta(days=1)
    finding.approve(by=anybody, publish_at=later, seen=finding.version)


@pytest.mark.parametrize(
    "way", [by_the_method_as_no_reviewer, by_sql_as_no_reviewer, by_an_approval_as_no_reviewer]
)
def test_verification_published_by_a_reviewer(way):
    finding = a_verification("submitted")
    with refused_by("verification_published_by_a_reviewer"):
        way(finding, a_user("annotator"))


def test_who_is_no_reviewer_any_more_publishes_nothing_by_an_approval():
    reviewer, finding = a_user("reviewer"), a_verification("submitted")
    now = timezone.now()
    finding.approve(by=reviewer, publish_at=now, seen=finding.version)
    reviewer.groups.clear()
    assert Verification.objects.publish_due(at=now + timedelta(seconds=1)) == 1
    finding.refresh_from_db()
    assert (finding.stage, finding.approver) == ("submitted", None)
    assert "somebody who may publish" in finding.reason
