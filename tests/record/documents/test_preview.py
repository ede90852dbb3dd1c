"""Before a verification is published the desk says what its ClaimReview would break."""

import json

from record.documents.claimreview import claim_review
from record.documents.preview import rules_broken
from record.models import Claim
from tests.factories import a_claim, a_speaker, a_verification, an_accepted_quote, an_appearance
from tests.pages import logged_in, page, read

TURNED = "Verdict\u202eFalse: it rained."


def numbers(verification):
    return [rule.number for rule in rules_broken(verification)]


def a_sound_claim(**fields):
    claim = a_claim(claimed_on="2026-03-01", **fields)
    an_appearance(claim, an_accepted_quote())
    return claim


def test_a_sound_verification_is_shown_without_advice():
    verification = a_verification("submitted", claim=a_sound_claim())
    assert rules_broken(verification) == []
    assert "What search engines may refuse or cut" not in read(
        logged_in("reviewer").get(page(verification))
    )


def test_the_reviewer_reads_each_broken_rule_before_publishing():
    verification = a_verification("submitted", claim=a_sound_claim(statement="False: it rained."))
    shown = read(logged_in("reviewer").get(page(verification)))
    assert "<b>CR21</b> (held) The verdict must stand in reviewRating alone" in shown
    assert shown.index("CR21") < shown.index(">Publish</button>")


def test_its_author_reads_them_in_the_draft():
    author = logged_in("annotator")
    verification = a_verification(claim=a_claim(), author=author.user)
    assert "Nothing says when this claim was made; add the day." in read(
        author.get(page(verification))
    )


def test_what_is_advised_of_a_verification_is_what_its_review_breaks_once_published(settings):
    settings.PUBLIC_URL = "https://facts.example"
    verification = a_verification("published", claim=a_claim(statement=TURNED))
    document = json.loads(Claim.objects.get().document)
    assert numbers(verification) == ["CR16", "CR26", "CR27"]
    assert claim_review(document)["claimReviewed"] == TURNED


def test_each_verification_of_a_claim_is_advised_on_by_itself():
    claim = a_sound_claim(claimant=a_speaker())
    a_verification("published", claim=claim)
    draft = a_verification(claim=claim, summary="It was less.", correction="It was less.")
    assert rules_broken(draft) == []


def test_a_verification_without_a_verdict_is_no_review_yet():
    assert rules_broken(a_verification(verdict=None)) == []


def test_a_published_verification_is_advised_on_no_longer():
    verification = a_verification("published", claim=a_claim(statement="False: it rained."))
    assert "CR21" not in read(logged_in("reviewer").get(page(verification)))
