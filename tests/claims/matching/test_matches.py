"""Links between claims: found and suggested, then confirmed or refused by a person."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import Claim, Match
from sources.models import by
from tests.factories import a_claim, a_match, a_published_claim, a_speaker, a_user
from tests.pages import logged_in, page, read, save
from tests.refusals import refused_by, sql

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
    Match.objects.refuse(by=a_user("annotator"))
    Match.objects.suggest(two)
    assert list(Match.objects.values_list("claim", "other", "stage")) == [
        (one.pk, two.pk, "refused")
    ]


def proposed(**fields):
    return a_match(created_by=a_user("annotator"), **fields)


def confirmed(**fields):
    match = proposed(**fields)
    Match.objects.filter(pk=match.pk).confirm(by=a_user("reviewer"))
    return match


def act(client, action, match, **typed):
    """Choose an action on the list as it is read now, or was: `typed`."""
    address = page(Match, "changelist")
    read_there = re.findall(r'name="read" value="([^"]+)"', read(client.get(address)))
    chosen = {"action": action, "_selected_action": match.pk, "read": read_there} | typed
    return read(client.post(address, chosen, follow=True))


def test_a_reviewer_confirms_and_who_and_when_are_kept():
    match, reviewer = proposed(), logged_in("reviewer")
    assert "1 confirmed." in act(reviewer, "confirm", match)
    match.refresh_from_db()
    assert (match.stage, match.decided_by) == ("confirmed", reviewer.user) and match.decided_at
    assert Match.objects.confirmed().get() == match


def test_match_confirmed_by_another_person():
    reviewer = a_user("reviewer")
    match = a_match(created_by=reviewer)
    with refused_by("match_confirmed_by_another_person"):
        Match.objects.confirm(by=reviewer)
    match.refresh_from_db()
    assert match.stage == "suggested"


CONFIRMED_OTHERWISE = """
UPDATE claims_match SET kind = %s, created_by_id = %s, stage = 'confirmed',
    decided_by_id = %s, read_digest = claims_match_digest(%s, claim_id, other_id)
WHERE id = %s
"""


@pytest.mark.parametrize(("proposer", "kind"), [("annotator", "contradicts"), (None, "same")])
def test_match_confirmed_as_proposed(proposer, kind):
    """Neither its kind nor who proposed it changes in the very statement that confirms it."""
    annotator, reviewer = a_user("annotator"), a_user("reviewer")
    match = a_match(created_by=annotator if proposer else None)
    told = (kind, annotator.pk, reviewer.pk, kind, match.pk)
    with refused_by("match_confirmed_as_proposed"), by(reviewer.username):
        sql(CONFIRMED_OTHERWISE, *told)


def test_an_annotator_confirms_nothing():
    proposed()
    with refused_by("match_confirmed_by_another_person"):
        Match.objects.confirm(by=a_user("annotator"))


def test_what_was_found_is_proposed_by_one_and_confirmed_by_another():
    match, one, two = a_match(), logged_in("reviewer"), logged_in("reviewer")
    assert "proposed by one person and confirmed by another" in act(one, "confirm", match)
    act(one, "propose", match)
    assert "proposed by one person and confirmed by another" in act(one, "confirm", match)
    assert "1 confirmed." in act(two, "confirm", match)


def test_what_another_has_proposed_is_nobody_elses_to_propose():
    match = proposed()
    Match.objects.propose(a_user("annotator"))
    assert Match.objects.get().created_by == match.created_by


def test_whoever_changes_the_kind_proposes_it():
    match, one, two = proposed(), logged_in("reviewer"), logged_in("reviewer")
    save(one, page(match), kind="contradicts")
    assert Match.objects.get().created_by == one.user
    assert "0 confirmed." not in act(two, "confirm", match)
    assert Match.objects.confirmed().get().kind == "contradicts"


def the_kind(match, reviewer):
    Match.objects.filter(pk=match.pk).update(kind="narrower")


def the_proposer(match, reviewer):
    Match.objects.filter(pk=match.pk).update(created_by=a_user("annotator"))


@pytest.mark.parametrize("edit", [the_kind, the_proposer])
def test_match_confirmed_by_who_changed_nothing(edit):
    match, reviewer = proposed(), a_user("reviewer")
    with by(reviewer.username):
        edit(match, reviewer)
    with refused_by("match_confirmed_by_who_changed_nothing"):
        Match.objects.confirm(by=reviewer)
    Match.objects.confirm(by=a_user("reviewer"))


def test_what_a_reviewer_records_in_another_name_is_the_reviewer_s():
    reviewer = a_user("reviewer")
    with by(reviewer.username):
        proposed()
    with refused_by("match_confirmed_by_who_changed_nothing"):
        Match.objects.confirm(by=reviewer)


def test_what_was_found_when_a_reviewer_recorded_a_claim_is_not_the_reviewer_s():
    reviewer = a_user("reviewer")
    with by(reviewer.username):
        a_match()
    annotator = a_user("annotator")
    with by(annotator.username):
        Match.objects.propose(annotator)
    assert Match.objects.confirm(by=reviewer) == 1


def another_kind(match):
    Match.objects.filter(pk=match.pk).update(kind="contradicts")


def a_claim_rewritten(match):
    type(match.other).objects.filter(pk=match.other_id).update(statement="Ships sank.")
    Match.objects.propose(a_user("annotator"))


@pytest.mark.parametrize("edit", [another_kind, a_claim_rewritten])
def test_match_confirmed_as_read(edit):
    match, reviewer = proposed(), logged_in("reviewer")
    seen = Match.objects.read().get().digest
    edit(match)
    said = act(reviewer, "confirm", match, read=f"{match.pk}:{seen}")
    assert "has changed since you read it" in said
    assert "has changed since you read it" in act(reviewer, "confirm", match, read="")
    with refused_by("match_confirmed_as_read"):
        sql(
            "UPDATE claims_match SET stage = 'confirmed', decided_by_id = %s, read_digest = %s",
            reviewer.user.pk,
            seen,
        )
    assert "1 confirmed." in act(reviewer, "confirm", match)


def test_what_was_on_no_page_is_not_confirmed_with_all_that_were_found():
    match, reviewer = proposed(), logged_in("reviewer")
    proposed()
    seen = f"{match.pk}:{Match.objects.read().get(pk=match.pk).digest}"
    said = act(reviewer, "confirm", match, read=seen, select_across="1")
    assert "was not on the page" in said and not Match.objects.confirmed().exists()


@pytest.mark.parametrize("stage", ["proposed", "confirmed"])
@pytest.mark.parametrize("side", ["claim", "other"])
def test_a_claim_that_says_something_else_is_to_be_proposed_anew(side, stage):
    match = proposed() if stage == "proposed" else confirmed()
    claim = getattr(match, side)
    type(claim).objects.filter(pk=claim.pk).update(statement="It was all otherwise.")
    match.refresh_from_db()
    left = match.stage, match.created_by, match.decided_by, match.decided_at
    assert left == ("suggested", None, None, None)


def test_a_claim_that_says_the_same_keeps_its_matches():
    match = confirmed()
    match.claim.note = "Look again."
    match.claim.save()
    assert Match.objects.confirmed().exists()


@pytest.mark.parametrize("change", [{"stage": "suggested"}, {"kind": "narrower"}])
def test_match_stays_as_decided(change):
    match = a_match()
    Match.objects.refuse(by=a_user("annotator"))
    with refused_by("match_stays_as_decided"):
        Match.objects.filter(pk=match.pk).update(**change)


@pytest.mark.parametrize(
    "change",
    [
        {"stage": "suggested", "decided_by": None},
        {"kind": "narrower"},
        {"created_by": None},
        {"stage": "refused", "kind": "narrower"},
    ],
)
def test_a_confirmed_match_is_changed_by_nobody(change):
    match = confirmed()
    with refused_by("match_stays_as_decided"):
        Match.objects.filter(pk=match.pk).update(**change)


def test_match_taken_back_by_a_reviewer():
    confirmed()
    with refused_by("match_taken_back_by_a_reviewer"):
        Match.objects.take_back(a_user("annotator"), "It is another bridge.")


def test_at_the_desk_a_match_is_taken_back_on_its_page_with_a_reason():
    match, reviewer = confirmed(), logged_in("reviewer")
    assert "Take it back" in read(reviewer.get(page(match)))
    assert "with a reason" in act(reviewer, "take_back", match)
    assert "1 taken back." in act(reviewer, "take_back", match, _why="It is another bridge.")
    assert Match.objects.get().stage == "refused"


def test_match_of_published_claims_stays():
    pair = a_published_claim(), a_published_claim(statement="Ships sail.")
    match = confirmed(claim=pair[0], other=pair[1])
    for delete in (match.delete, lambda: sql("DELETE FROM claims_match")):
        with refused_by("match_of_published_claims_stays"):
            delete()


def test_a_claim_that_was_never_published_is_deleted_with_its_matches():
    match = confirmed(other=a_published_claim())
    match.claim.delete()
    assert not Match.objects.exists()


def test_match_dated_by_the_database():
    long_ago, match = timezone.now() - timedelta(days=900), proposed()
    Match.objects.update(stage="refused", decided_by=a_user("annotator"), decided_at=long_ago)
    assert Match.objects.get(pk=match.pk).decided_at > match.created_at > long_ago


def test_the_page_says_what_is_to_be_done_by_whom():
    match, one, two = a_match(), logged_in("annotator"), logged_in("reviewer")
    assert "nobody has proposed it" in read(two.get(page(match)))
    save(one, page(match))
    assert "You proposed this" in read(one.get(page(match)))
    shown = read(two.get(page(match)))
    assert f"Proposed by {one.user}" in shown and 'value="confirm"' in shown
    assert f'value="{match.pk}:{Match.objects.read().get().digest}"' in shown


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
