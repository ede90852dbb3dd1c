"""There are many ways to try to publish one's own verification, and none of them works."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from claims.models import Verification
from tests.factories import a_user, a_verification
from tests.pages import filled, logged_in, page, save
from tests.refusals import refused_by, sql

STEP = "admin:claims_verification_publish"
PUBLISHED = (
    "UPDATE claims_verification SET stage = 'published', published_at = now(), approver_id = %s"
)


def press_publish(client, verification):
    client.post(reverse(STEP, args=[verification.pk]), {"seen": verification.version})


def by_the_button(author, verification):
    press_publish(author, verification)


def from_another_session(author, verification):
    again = logged_in()
    again.force_login(author.user)
    press_publish(again, verification)


def by_the_form(author, verification):
    verification.send_back("Mine.")
    sent = {"stage": "published", "approver": a_user("reviewer").pk, "published_at": "2026-01-01"}
    save(author, page(verification), **sent)


def as_somebody_elses_by_the_form(author, verification):
    verification.send_back("Mine.")
    save(author, page(verification), author=a_user("annotator").pk, _submit="yes")
    verification.refresh_from_db()
    press_publish(author, verification)


def as_a_new_published_one(author, verification):
    new = filled(author.get(f"{page(Verification, 'add')}?claim={verification.claim_id}"))
    author.post(page(Verification, "add"), {**new, "stage": "published", "evidence-0-title": ""})


def by_the_method(author, verification):
    verification.publish(by=author.user)


def by_the_method_after_giving_it_away(author, verification):
    verification.author = a_user("annotator")
    verification.save()
    verification.publish(by=author.user)


def by_saving(author, verification):
    verification.stage, verification.approver = "published", author.user
    verification.published_at = timezone.now()
    verification.save()


def by_an_update(author, verification):
    mine = Verification.objects.filter(pk=verification.pk)
    mine.update(stage="published", approver=author.user, published_at=timezone.now())


def by_an_update_of_the_author(author, verification):
    mine = Verification.objects.filter(pk=verification.pk)
    mine.update(author=a_user(), stage="published", approver=author.user)


def by_a_bulk_update(author, verification):
    verification.stage, verification.approver = "published", author.user
    verification.published_at = timezone.now()
    Verification.objects.bulk_update([verification], ["stage", "approver", "published_at"])


def by_creating_it_published(author, verification):
    fields = {"stage": "published", "author": a_user(), "approver": author.user}
    Verification.objects.create(claim=verification.claim, summary="So.", **fields)


def by_sql(author, verification):
    sql(PUBLISHED, author.user.pk)


def by_sql_without_an_approver(author, verification):
    sql(PUBLISHED, None)


def by_sql_past_the_submission(author, verification):
    verification.send_back("Mine.")
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
def test_nobody_publishes_their_own_verification(way):
    author = logged_in("reviewer")
    verification = a_verification("submitted", author=author.user)
    try:
        with transaction.atomic():
            way(author, verification)
    except IntegrityError as refused:
        assert refused.__cause__.diag.constraint_name.startswith("verification_")
    assert not Verification.objects.published().exists()
    assert Verification.objects.get(pk=verification.pk).author == author.user


def by_the_method_as_no_reviewer(verification, anybody):
    verification.publish(by=anybody)


def by_sql_as_no_reviewer(verification, anybody):
    sql(PUBLISHED, anybody.pk)


def by_an_approval_as_no_reviewer(verification, anybody):
    later = timezone.now() + timedelta(days=1)
    verification.approve(by=anybody, publish_at=later, seen=verification.version)


@pytest.mark.parametrize(
    "way", [by_the_method_as_no_reviewer, by_sql_as_no_reviewer, by_an_approval_as_no_reviewer]
)
def test_verification_published_by_a_reviewer(way):
    verification = a_verification("submitted")
    with refused_by("verification_published_by_a_reviewer"):
        way(verification, a_user("annotator"))


def test_who_is_no_reviewer_any_more_publishes_nothing_by_an_approval():
    reviewer, verification = a_user("reviewer"), a_verification("submitted")
    now = timezone.now()
    verification.approve(by=reviewer, publish_at=now, seen=verification.version)
    reviewer.groups.clear()
    assert Verification.objects.publish_due() == 1
    verification.refresh_from_db()
    assert (verification.stage, verification.approver) == ("submitted", None)
    assert "somebody who may publish" in verification.reason
