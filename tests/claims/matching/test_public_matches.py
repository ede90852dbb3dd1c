"""Confirmed matches are public, on both claims, for as long as both are."""

import json

import pytest
from django.core.management import call_command

from claims.models import Match
from record.models import Claim
from sources.models import Change
from tests.factories import (
    a_claim,
    a_match,
    a_published_claim,
    a_user,
    a_verification,
    amended,
)
from tests.pages import read


def matches(claim):
    return json.loads(Claim.objects.get(public_id=claim.public_id).document)["matches"]


def confirmed(**fields):
    match = a_match(created_by=a_user("annotator"), **fields)
    Match.objects.filter(pk=match.pk).confirm(by=a_user("reviewer"))
    return match


@pytest.fixture
def pair():
    return a_published_claim(statement="All ferries stopped."), a_published_claim(
        statement="The ferry to Ister stopped."
    )


def test_a_confirmed_match_is_shown_by_both_each_from_its_side(pair):
    wide, narrow = pair
    assert matches(wide) == []
    confirmed(claim=narrow, other=wide, kind="narrower")
    ((of_wide,), (of_narrow,)) = matches(wide), matches(narrow)
    assert (of_wide["kind"], of_wide["id"]) == ("wider", str(narrow.public_id))
    assert (of_narrow["kind"], of_narrow["statement"]) == ("narrower", "All ferries stopped.")
    assert of_narrow["verdict"] == "False" and of_narrow["confirmed_at"]


@pytest.mark.parametrize("stage", ["suggested", "refused"])
def test_what_nobody_has_confirmed_is_the_desk_s_alone(pair, stage):
    a_match(claim=pair[0], other=pair[1])
    if stage == "refused":
        Match.objects.refuse(by=a_user("annotator"))
    assert matches(pair[0]) == matches(pair[1]) == []


def test_a_match_is_public_while_both_claims_are():
    shown, other = a_published_claim(), a_claim(statement="Not yet public.")
    confirmed(claim=shown, other=other)
    assert matches(shown) == []
    verification = a_verification("published", claim=other)
    assert [match["statement"] for match in matches(shown)] == ["Not yet public."]
    verification.withdraw("The source was wrong.")
    assert matches(shown) == []


@pytest.mark.parametrize("side", [0, 1])
def test_a_match_is_gone_once_an_amendment_lets_a_claim_say_something_else(pair, side):
    confirmed(claim=pair[0], other=pair[1])
    amended(pair[side], statement="Some ferries were late.")
    assert matches(pair[0]) == matches(pair[1]) == []


def test_a_reviewer_takes_it_back_with_a_reason(pair):
    match, reviewer = confirmed(claim=pair[0], other=pair[1]), a_user("reviewer")
    Match.objects.filter(pk=match.pk).take_back(reviewer, "The ferries are others.")
    assert matches(pair[0]) == matches(pair[1]) == []
    last = Change.objects.of(match).first()
    assert (last.who, last.why) == (reviewer.username, "The ferries are others.")


def test_what_is_ready_is_what_is_made_anew(pair):
    confirmed(claim=pair[0], other=pair[1], kind="contradicts")
    before = [matches(claim) for claim in pair]
    call_command("rebuild_record", verbosity=0)
    assert [matches(claim) for claim in pair] == before


def test_a_page_says_it_in_words_and_links_the_other(client, pair):
    wide, narrow = pair
    confirmed(claim=narrow, other=wide, kind="narrower")
    shown = read(client.get(f"/claims/{narrow.public_id}/"))
    assert "Is narrower than" in shown and f'href="/claims/{wide.public_id}/"' in shown
    assert "Is wider than" in read(client.get(f"/claims/{wide.public_id}/"))
