"""At the desk claims that look alike are shown while one is typed, and beside what repeats them."""

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from playwright.sync_api import expect

from claims.models import Claim, Match
from tests.factories import a_claim, a_match, a_published_claim, a_snapshot, a_speaker, a_user
from tests.pages import logged_in, page, read

BRIDGE = "The old bridge over the Ister was closed for two years."
LOOK = reverse("admin:claims_claim_alike")


def looked(**query):
    return read(logged_in("annotator").get(LOOK, query))


def test_what_is_typed_is_answered_with_the_claims_like_it_and_what_differs():
    claim = a_published_claim(statement=BRIDGE)
    a_claim(statement="Milk has become cheaper.")
    answer = looked(statement="The old bridge over the Ister was closed for seven years")
    assert BRIDGE in answer and "Milk" not in answer and "The numbers differ" in answer
    assert f'name="_alike" value="{claim.pk} "' in answer


def test_the_words_that_are_in_both_are_shown():
    a_claim(statement=BRIDGE)
    assert ">old, bridge, Ister, closed, years</bdi>" in looked(
        statement="For seven years the old bridges over the Ister have been closed"
    )


def test_another_speaker_than_the_claim_s_is_warned_of():
    claim = a_claim(statement=BRIDGE, claimant=a_speaker(name="Ana Ilic"))
    other = a_speaker(name="Jon Birk")
    assert "Jon Birk" in looked(statement=BRIDGE, claimant=other.pk)
    assert "Jon Birk" not in looked(statement=BRIDGE, claimant=claim.claimant.pk)


@pytest.mark.parametrize("claimant", ["", "x", "9" * 30, "٣"])
def test_a_claimant_that_is_none_is_nobody(claimant):
    a_claim(statement=BRIDGE)
    assert BRIDGE in looked(statement=BRIDGE, claimant=claimant, quote="x")


def test_a_match_that_is_added_is_named_in_one_pair_of_quotation_marks():
    typed = {"claim": a_claim(statement=BRIDGE).pk, "other": a_claim(statement="It is shut.").pk}
    added = logged_in("annotator").post(page(Match, "add"), typed | {"kind": "same"}, follow=True)
    assert f"{BRIDGE} · same · It is shut." in read(added) and "““" not in strip_tags(read(added))


def test_nothing_is_like_nothing():
    a_claim(statement=BRIDGE)
    assert looked().strip() == looked(statement="Milk").strip() == ""


def test_a_sentence_that_repeats_a_claim_is_marked_in_an_article():
    a_published_claim(statement=BRIDGE)
    article = a_snapshot(
        "“For seven years the old bridge over the Ister was closed,” said Ann Lee.\n\n"
        "The council spent 40,000 crowns on the new museum."
    ).article
    shown = read(
        logged_in("annotator").get(reverse("admin:sources_article_checkable", args=[article.pk]))
    )
    assert shown.count("seems to repeat") == 1 and "The numbers differ" in shown


def test_suggested_matches_wait_on_the_front_page():
    a_match()
    a_match()
    Match.objects.filter(pk=Match.objects.first().pk).refuse(by=a_user("annotator"))
    shown = read(logged_in("annotator").get(reverse("admin:index")))
    assert "<strong>1</strong> suggested matches to decide on" in shown


@pytest.mark.django_db(transaction=True, serialized_rollback=True, databases=["default", "record"])
def test_the_list_follows_what_is_typed(opened):
    a_claim(statement=BRIDGE)
    tab = opened(page(Claim, "add"))
    tab.get_by_label("Statement").press_sequentially("The bridge over the Ister was closed")
    tab.get_by_role("heading", name="Claims that look like it").wait_for()
    expect(tab.get_by_role("status").filter(has_text="1 claim looks like it.")).to_be_visible()
    expect(tab.get_by_label("Statement")).to_be_focused()
    tab.get_by_label("Statement").fill("Milk has become cheaper")
    expect(tab.get_by_role("heading", name="Claims that look like it")).to_have_count(0)
