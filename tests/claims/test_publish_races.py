"""Publishing races every kind of edit: nothing becomes public that its reviewer did not read."""

import json
import os
from random import random
from time import sleep

import pytest
from django.db import transaction

from claims.models import Rating, Verification
from record.documents.preview import review
from record.models import Change
from sources.models import Quote
from tests.claims import test_published_as_read as edits
from tests.claims.test_published_as_read import EDITS, a_read_verification
from tests.claims.test_races import race
from tests.factories import (
    a_claim,
    a_proposal,
    a_published_claim,
    a_review,
    a_speaker,
    a_user,
    a_verification,
    an_accepted_quote,
)
from tests.pages import filled, logged_in, page
from tests.refusals import refused_by, sql

pytestmark = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "record"]
)
ROUNDS = int(os.environ.get("ROUNDS", "4"))  # before a release: 500


@transaction.atomic
def a_quote_accepted_with_a_new_role(verification):
    """It waits for the record, then for the quote: publishing must not come from the other side."""
    quote = Quote.objects.get(appearances__claim=verification.claim)
    quote.speaker.roles.create(title="governor")
    quote.accept()


@transaction.atomic
def several_things_in_one_transaction(verification):
    verification.claim.note = "Wait."
    verification.claim.save()
    edits.the_speaker_renamed(verification)
    edits.another_quote_added(verification)


@transaction.atomic
def another_claim_of_the_speaker(verification):
    """No edit of what was read at all."""
    speaker = verification.claim.claimant
    a_claim(claimant=speaker, statement="Another one.")
    an_accepted_quote(speaker)


RACED = [
    *(edit for edit in EDITS if edit is not edits.the_verdict_relabelled),
    a_quote_accepted_with_a_new_role,
    several_things_in_one_transaction,
    another_claim_of_the_speaker,
]


def all_public(claim, reviews=False):
    """A claim's documents that the world could read, in order, as its reviewer reads them."""
    changes = Change.objects.filter(kind="claim", public_id=claim.public_id)
    for change in changes.order_by("number"):
        document = json.loads(change.document)
        document.pop("verified_at")
        for name in ("after_verdict", "first_verdict_on"):
            document["appearances"].pop(name)
        document.pop("matches")
        if not reviews:
            document.pop("reviews")
        yield document | {"supersedes": None}


def soon(run, *args):
    def runner():
        sleep(random() * 0.004)
        run(*args)

    return runner


@pytest.mark.parametrize("edit", RACED, ids=lambda edit: edit.__name__)
def test_nothing_becomes_public_that_nobody_read(edit):
    """A deadlock would be an error of its own, and fail here."""
    reviewer, published = a_user("reviewer"), 0
    for _ in range(ROUNDS):
        verification = a_read_verification()
        shown = review(verification.pk)

        def publish(verification=verification, shown=shown):
            Verification.objects.get(pk=verification.pk).publish(by=reviewer, seen=shown.digests)

        race(soon(publish), soon(edit, verification))
        if Verification.objects.get(pk=verification.pk).stage == "published":
            published += 1
            assert list(all_public(verification.claim)) == [shown.public]
    print(f"{edit.__name__}: {published} of {ROUNDS} published, as read")


# What rules are about, and what the owner's functions make of what is there.
WRITTEN = [
    "UPDATE sources_speaker SET name = name || '!'",
    "UPDATE claims_verification SET stage = 'submitted'",
    "DELETE FROM claims_evidence",
    "UPDATE claims_rating SET word = 'Other'",
    "UPDATE auth_user SET username = 'other' WHERE is_staff",
    "INSERT INTO sources_merge (merged_id, kept_id, reason, moved) "
    "SELECT min(id), max(id), '', '{}' FROM sources_speaker",
    "SELECT record_work_off()",
    "SELECT record_index_some(9)",
    "SELECT record_ledger_history()",
]


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
@pytest.mark.parametrize("statement", WRITTEN)
def test_nothing_is_written_with_a_view_from_before_a_publication(statement, level):
    """There the rules would look at claims as they were, before somebody published them."""
    a_verification()
    a_speaker()
    a_review()
    with refused_by("written_with_the_present_in_view"):
        sql(f"SET TRANSACTION ISOLATION LEVEL {level}")
        sql(statement)


def test_an_amendment_waits_for_a_publication_and_then_is_listed():
    """Applied first, it is not what was read; applied after, the claim says so."""
    reviewer, published = a_user("reviewer"), 0
    for _ in range(ROUNDS):
        verification = a_read_verification()
        speaker, seen = verification.claim.claimant, review(verification.pk).digests
        amendment = a_proposal(speaker, name=f"{speaker.name} Krell")

        def publish(verification=verification, seen=seen):
            Verification.objects.get(pk=verification.pk).publish(by=reviewer, seen=seen)

        race(soon(publish), soon(amendment.apply, reviewer))
        if Verification.objects.get(pk=verification.pk).stage == "published":
            published += 1
            *_, shown = all_public(verification.claim)
            assert [one["now"] for one in shown["amendments"]] == [f"{speaker.name} Krell"]
    print(f"{published} of {ROUNDS} published")


def test_a_review_is_confirmed_with_the_word_that_was_read():
    """A rating is worded otherwise meanwhile: before, it is read again; after, it is refused."""
    reviewer, confirmed = logged_in("reviewer"), 0
    for _ in range(ROUNDS):
        review = a_review(claim=a_published_claim(), linked_by=a_user("annotator"))
        word, ticked = review.rating.word, filled(reviewer.get(page(review))) | {"confirmed": "on"}
        reword = Rating.objects.filter(pk=review.rating_id).update

        def confirm(review=review, ticked=ticked):
            reviewer.post(page(review), ticked)

        def change(review=review, reword=reword):
            sleep(random() * 0.1)  # a page takes longer than a statement
            reword(word=f"Vero {review.pk}")

        race(soon(confirm), soon(change))
        *_, told = Change.objects.filter(kind="claim", public_id=review.claim.public_id).order_by(
            "number"
        )
        shown = [one["verdict"] for one in json.loads(told.document)["reviews"]]
        assert shown in ([], [word])
        confirmed += len(shown)
    print(f"{confirmed} of {ROUNDS} confirmed, as read")
