"""Google's documented rules for fact checks, one by one, over every way our ClaimReviews leave."""

import json
from datetime import date

import pytest
from django.conf import settings

from claims.reviews import lint
from record.exports import FORMATS, TABLES
from record.models import Claim
from tests.factories import (
    a_claim,
    a_speaker,
    a_verdict,
    a_verification,
    an_accepted_quote,
    an_appearance,
)
from tests.record.site.test_pages import reviews

SITE = "https://facts.example"
KINDS = {"person": "Person", "organisation": "Organization", "unnamed": "Person"}
VERDICTS = ("true", "half-true", "false", "disputed", "unverifiable")


@pytest.fixture(autouse=True)
def world(settings):
    """A claim for each verdict, by speakers of each kind, said in March and found today."""
    settings.PUBLIC_URL = SITE
    for n, slug in enumerate(VERDICTS):
        kind = [*KINDS][n % 3]
        speaker = a_speaker(name=f"{kind} {n}", kind=kind, wikidata_id=f"Q{n + 1}")
        claim = a_claim(claimant=speaker, statement=f"It rained {n} times.")
        for day in (2, 1):
            an_appearance(claim, an_accepted_quote(speaker, said_on=f"2026-03-0{day}"))
        a_verification("published", claim=claim, verdict=a_verdict(slug), evidence=2)


@pytest.fixture
def published(client):
    """(the claim's document, its ClaimReview), as the DataFeed has them."""
    feed = json.loads(b"".join(client.get("/exports/claims.claimreview.json")))
    claims = {address(d): d for d in map(json.loads, Claim.objects.values_list("document", flat=1))}
    assert len(feed["dataFeedElement"]) == len(VERDICTS)
    return [(claims[i["url"]], r) for i in feed["dataFeedElement"] for r in i["item"]]


def address(claim):
    return f"{SITE}/claims/{claim['id']}/"


def test_the_feed_the_page_and_the_api_say_the_same_one_review(client, published):
    for claim, review in published:
        assert reviews(client.get(f"/claims/{claim['id']}/")) == [review]
        assert client.get(f"/api/v1/claims/{claim['id']}.jsonld").json() == review


def test_the_feed_is_in_the_shape_of_data_commons():
    table = TABLES["claims"]
    feed = json.loads(b"".join(FORMATS["claimreview"][0](table, Claim.objects.all())))
    assert {k: feed[k] for k in feed if k != "dataFeedElement"} == {
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "license": settings.LICENCE,
    }
    for item in feed["dataFeedElement"]:
        assert (item["@type"], len(item["item"])) == ("DataFeedItem", 1)


def test_the_verdict_is_not_in_the_claim(published):
    for claim, review in published:
        assert review["claimReviewed"] == claim["statement"]


def test_the_url_is_the_claims_own_permanent_address_which_answers(client, published):
    urls = [review["url"] for _, review in published]
    assert urls == [address(claim) for claim, _ in published]
    assert len(set(urls)) == len(urls)
    assert {client.get(url.removeprefix(SITE)).status_code for url in urls} == {200}


def test_the_worst_is_less_than_the_best_and_the_value_between(published):
    ratings = [review["reviewRating"] for _, review in published]
    numbered = [r for r in ratings if "ratingValue" in r]
    assert [r["ratingValue"] for r in numbered] == [5, 3, 1]
    for rating in numbered:
        assert rating["worstRating"] < rating["bestRating"]
        assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]


def test_there_are_no_numbers_without_a_value_and_always_words(published):
    for claim, review in published:
        rating = dict(review["reviewRating"])
        assert rating.pop("alternateName") == claim["verdict"]["label"]
        if claim["verdict"]["value"] is None:
            assert rating == {"@type": "Rating"}


def test_the_claims_date_is_when_it_was_said_and_the_reviews_when_it_was_found(published):
    for claim, review in published:
        assert review["itemReviewed"]["datePublished"] == "2026-03-01"
        assert review["datePublished"] == claim["verified_at"]
        assert date.fromisoformat(claim["verified_at"][:10]) > date(2026, 3, 1)


def test_the_author_is_what_the_speaker_is_and_the_same_as_in_wikidata(published):
    for claim, review in published:
        speaker = claim["claimant"]
        assert review["itemReviewed"]["author"] == {
            "@type": KINDS[speaker["kind"]],
            "name": speaker["name"],
            "sameAs": f"https://www.wikidata.org/entity/{speaker['wikidata_id']}",
        }


def test_it_says_where_the_claim_appeared_and_where_first(published):
    for claim, review in published:
        item = review["itemReviewed"]
        found = [quote["article"]["url"] for quote in claim["quotes"]]
        assert [work["url"] for work in item["appearance"]] == found
        assert (item["firstAppearance"], len(found)) == (item["appearance"][0], 2)


def test_it_cites_the_evidence(published):
    for claim, review in published:
        evidence = [(e["title"], e["url"]) for e in claim["verification"]["evidence"]]
        assert [(c["name"], c["url"]) for c in review["citation"]] == evidence
        assert len(evidence) == 2


def test_no_rule_of_our_linter_is_broken(published):
    assert [lint(review) for _, review in published] == [[]] * len(VERDICTS)
