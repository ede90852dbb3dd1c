"""Two people at once, on real connections: one of them waits, and nothing slips between."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from django.db import IntegrityError, connections, transaction

from claims.models import Claim, Evidence, Verification
from claims.models.verification import ChangedMeanwhile
from config.owner import as_owner
from tests.factories import a_claim, a_user, a_verification
from tests.refusals import sql

# Serialized: the scale and the roles come from migrations, and are put back before every test.
pytestmark = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "record"]
)
ROUNDS = 10


def race(*runners):
    """Run all at the same moment, each on a connection of its own; what each raised, or None."""
    start = Barrier(len(runners))

    def run(runner):
        try:
            start.wait()
            runner()
        except (IntegrityError, ChangedMeanwhile) as error:
            return type(error)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(runners)) as pool:
        return list(pool.map(run, runners))


@pytest.mark.parametrize("round", range(ROUNDS))
def test_two_publishers_of_one_submission(round):
    verification = a_verification("submitted")
    reviewers = [a_user("reviewer"), a_user("reviewer")]
    outcomes = race(
        *(
            lambda by=by: Verification.objects.get(pk=verification.pk).publish(by=by)
            for by in reviewers
        )
    )
    assert sorted(outcomes, key=str) == [ChangedMeanwhile, None]


@pytest.mark.parametrize("round", range(ROUNDS))
def test_two_verifications_published_on_one_claim(round):
    claim, reviewer = a_claim(), a_user("reviewer")
    verifications = [a_verification("submitted", claim=claim) for _ in range(2)]
    outcomes = race(*(lambda v=v: v.publish(by=reviewer) for v in verifications))
    assert sorted(outcomes, key=str) == [IntegrityError, None]
    assert Verification.objects.published().count() == 1


PATIENCE = 20  # seconds


RECORD_TRIGGERS = ("record_holds_what_was_read", "verification_published_as_read")


@pytest.fixture
def without_the_records_locks():
    """What the claims keep by themselves: the record's triggers lock and compare nothing."""

    def switch(what):
        with as_owner():
            for trigger in RECORD_TRIGGERS:
                sql(f"ALTER TABLE claims_verification {what} TRIGGER {trigger}")

    switch("DISABLE")
    yield
    switch("ENABLE")


def test_a_correction_published_meanwhile_waits_and_supersedes_the_one_before():
    """record_hold: without it, a unique constraint refuses the second."""
    a_correction_is_published_meanwhile()


def test_a_correction_awaits_its_claim_without_the_record(without_the_records_locks):
    """verification_awaits_its_claim: without it, a unique constraint refuses the second."""
    a_correction_is_published_meanwhile(seen="nothing that would be compared")


def a_correction_is_published_meanwhile(**seen):
    claim, reviewer = a_claim(), a_user("reviewer")
    first, second = (
        a_verification("submitted", claim=claim, correction="It is half true.") for _ in range(2)
    )
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first.publish(by=reviewer, **seen)
            meanwhile = pool.submit(race, lambda: second.publish(by=reviewer, **seen))
            sleep(0.5)
            assert not meanwhile.done()
        assert meanwhile.result(PATIENCE) == [None]
    first.refresh_from_db()
    assert (first.stage, second.stage, second.supersedes) == ("superseded", "published", first)


@pytest.mark.parametrize("round", range(ROUNDS))
def test_submitting_while_the_claim_is_edited(round):
    verification = a_verification()
    edit = Claim.objects.filter(pk=verification.claim_id).update
    race(verification.submit, lambda: edit(statement="Edited."))
    submitted = Verification.objects.get(pk=verification.pk)
    with pytest.raises(IntegrityError):
        edit(statement="Edited again.")
    assert submitted.stage == "submitted"


@pytest.mark.parametrize("round", range(ROUNDS))
def test_submitting_while_the_evidence_is_deleted(round):
    verification = a_verification()
    outcomes = race(verification.submit, Evidence.objects.all().delete)
    assert outcomes.count(IntegrityError) == 1
    submitted = Verification.objects.get(pk=verification.pk).stage == "submitted"
    assert submitted == Evidence.objects.exists()
