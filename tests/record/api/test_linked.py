"""Claims and quotes as linked data, by their suffix or by what the client accepts."""

import pytest

from tests.factories import a_published_claim, a_quote, a_snapshot, a_speaker, an_accepted_quote

LINKED = {"accept": "application/ld+json"}


@pytest.fixture
def claim():
    quote = an_accepted_quote(a_speaker(name="Ana"))
    return a_published_claim([quote], statement="It rained.")


def test_a_claim_is_a_claim_review(client, claim):
    path = f"/api/v1/claims/{claim.public_id}"
    review = client.get(f"{path}.jsonld").json()
    assert (review["@type"], review["claimReviewed"]) == ("ClaimReview", "It rained.")
    negotiated = client.get(f"{path}/", headers=LINKED)
    assert negotiated.json() == review
    assert negotiated["Content-Type"] == "application/ld+json"
    assert "Accept" in negotiated["Vary"]


def test_a_quote_is_a_web_annotation_with_both_its_selectors(client, claim):
    (quote,) = client.get("/api/v1/quotes.json").json()["results"]
    annotation = client.get(f"/api/v1/quotes/{quote['id']}.jsonld").json()
    exact, position = sorted(annotation["target"]["selector"], key=lambda s: s["type"])[::-1]
    assert annotation["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (exact["type"], exact["exact"]) == ("TextQuoteSelector", quote["text"])
    assert (position["start"], position["end"]) == (quote["start"], quote["end"])


def test_lists_are_a_feed_and_a_page_that_go_on(client, claim):
    a_published_claim([an_accepted_quote()])
    feed = client.get("/api/v1/claims.jsonld", {"page_size": 1})
    assert (feed.json()["@type"], len(feed.json()["dataFeedElement"])) == ("DataFeed", 1)
    address = feed["Link"].split(">")[0].removeprefix("<")
    assert len(client.get(address).json()["dataFeedElement"]) == 1
    page = client.get("/api/v1/quotes.jsonld", {"page_size": 1}).json()
    assert page["type"] == "AnnotationPage" and page["next"] and len(page["items"]) == 1


@pytest.mark.parametrize("address", ["claims/", "quotes/", "claims.jsonld"])
def test_options_says_what_a_list_is_to_whoever_accepts_linked_data(client, address):
    described = client.options(f"/api/v1/{address}", headers=LINKED)
    assert described.status_code == 200
    assert described.json()["renders"] == ["application/json", "application/ld+json"]


def test_json_and_json_ld_never_pass_for_one_another(client, claim):
    plain = client.get("/api/v1/claims/")
    linked = client.get("/api/v1/claims/", headers=LINKED)
    assert plain["ETag"] != linked["ETag"]
    again = client.get("/api/v1/claims/", headers={**LINKED, "if-none-match": plain["ETag"]})
    assert (again.status_code, again.content) == (200, linked.content)
    fresh = client.get("/api/v1/claims/", headers={**LINKED, "if-none-match": linked["ETag"]})
    assert fresh.status_code == 304


@pytest.mark.parametrize("query", ["fields=id", "omit=quotes", "count=true", "nothing=1"])
def test_linked_documents_are_whole(client, claim, query):
    response = client.get(f"/api/v1/claims.jsonld?{query}")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("path", ["speakers.jsonld", "claims.xml", "claims.csv", "speakers/7.json"])
def test_other_suffixes_lead_nowhere(client, path):
    assert client.get(f"/api/v1/{path}").status_code == 404


def test_a_page_by_suffix_is_the_same_list(client, claim):
    a_quote(snapshot=a_snapshot())
    assert client.get("/api/v1/claims.json").content == client.get("/api/v1/claims/").content
    assert client.get(f"/api/v1/claims/{claim.public_id}/verifications.json").status_code == 200
