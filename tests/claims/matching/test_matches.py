"""Links between claims: found and suggested, then confirmed or refused by a person."""

import pytest

from claims.models import Claim, Match
from tests.factories import a_claim, a_match, a_speaker, a_user
from tests.pages import logged_in, page, save
from tests.refusals import refused_by

BRIDGE = "The old bridge over the Ister was closed for two years."


def test_a_claim_recorded_at_the_desk_brings_suggestions_and_nothing_else():
    other = a_claim(statement=BRIDGE)
    a_claim(statement="Milk has become cheaper.")
    typed = {"statement": f"Yes, {BRIDGE}", "claimant": a_speaker().pk, "_alike": f"{other.pk} "}
    save(logged_in("annotator"), page(Claim, "add"), **typed)
    (match,) = Match.objects.all()
    assert (match.other, match.stage, match.method) == (other, "suggested", "words")
    assert 0.5 <= match.score <= 1
    assert match.claim.verdict is None and not match.claim.appearances.exists()


def test_a_pair_is_suggested_once_for_ever_whichever_is_asked():
    one, two = a_claim(statement=BRIDGE), a_claim(statement=BRIDGE)
    Match.objects.suggest(one)
    Match.objects.decide("refused", by=a_user("annotator"))
    Match.objects.suggest(two)
    assert list(Match.objects.values_list("claim", "other", "stage")) == [
        (one.pk, two.pk, "refused")
    ]


def test_a_reviewer_confirms_and_who_and_when_are_kept():
    match, reviewer = a_match(created_by=a_user("annotator")), logged_in("reviewer")
    reviewer.post(page(Match, "changelist"), {"action": "confirm", "_selected_action": match.pk})
    match.refresh_from_db()
    assert (match.stage, match.decided_by) == ("confirmed", reviewer.user) and match.decided_at
    assert Match.objects.confirmed().get() == match


def test_match_confirmed_by_another_person():
    reviewer = a_user("reviewer")
    match = a_match(created_by=reviewer)
    with refused_by("match_confirmed_by_another_person"):
        Match.objects.decide("confirmed", by=reviewer)
    match.refresh_from_db()
    assert match.stage == "suggested"


def test_an_annotator_confirms_nothing():
    a_match()
    with refused_by("match_confirmed_by_another_person"):
        Match.objects.decide("confirmed", by=a_user("annotator"))


@pytest.mark.parametrize("change", [{"stage": "suggested"}, {"kind": "narrower"}])
def test_match_stays_as_decided(change):
    match = a_match()
    Match.objects.decide("refused", by=a_user("annotator"))
    with refused_by("match_stays_as_decided"):
        Match.objects.filter(pk=match.pk).update(**change)


def test_none_is_born_confirmed():
    with refused_by("match_confirmed_by_another_person"):
        a_match(stage="confirmed")


def test_match_decided_by_somebody():
    with refused_by("match_decided_by_somebody"):
        a_match(stage="refused")


def test_match_once_per_pair():
    match = a_match()
    with refused_by("match_once_per_pair"):
        a_match(claim=match.other, other=match.claim)


def test_match_of_two_claims():
    claim = a_claim()
    with refused_by("match_of_two_claims"):
        a_match(claim=claim, other=claim)


def test_match_kind_is_known():
    with refused_by("match_kind_is_known"):
        a_match(kind="similar")
