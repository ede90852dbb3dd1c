"""What an answer tells beside its documents, and which of their keys it gives."""

import pytest

from tests.factories import (
    a_claim,
    a_published_claim,
    a_publisher,
    a_snapshot,
    a_speaker,
    a_verdict,
    a_verification,
    an_accepted_quote,
)


@pytest.fixture
def get(client):
    def get(path, status=200, /, **query):
        response = client.get(f"/api/v1/{path}", query)
        assert response.status_code == status, response.content
        return response.json()

    return get


def test_facets_count_what_the_filters_find(get):
    ana = a_speaker(name="Ana")
    paper = a_publisher(name="The Paper")
    quote = an_accepted_quote(ana, snapshot=a_snapshot(publisher=paper))
    claim = a_published_claim([quote], claimant=ana, claimed_on="2026-03-01")
    claim.topics.create(name="Trees")
    a_verification("published", claim=a_claim(claimant=ana), verdict=a_verdict("true"))
    a_published_claim(statement="Not this one.")
    asked = {"speaker": "Ana", "facets": "verdict,speaker,publisher,topic,year"}
    facets = get("claims/", **asked)["facets"]
    counted = {name: [(f["label"], f["count"]) for f in facets[name]] for name in facets}
    assert counted == {
        "verdict": [("False", 1), ("True", 1)],
        "speaker": [("Ana", 2)],
        "publisher": [("The Paper", 1)],
        "topic": [("Trees", 1)],
        "year": [("2026", 1)],
    }
    assert facets["speaker"][0]["value"] == str(ana.public_id)


def test_facets_are_of_all_pages_and_only_those_asked_for(get):
    [a_published_claim() for _ in range(3)]
    facets = get("claims/", page_size=1, facets="verdict")["facets"]
    assert facets == {"verdict": [{"value": "false", "label": "False", "count": 3}]}
    assert get("claims/", facets="year,topic")["facets"] == {"year": [], "topic": []}


def test_keys_are_picked_and_omitted_in_lists_and_details(get):
    claim = a_published_claim(statement="It rained.")
    assert get("claims/", fields="statement,verdict", omit="verdict")["results"] == [
        {"statement": "It rained."}
    ]
    whole = get(f"claims/{claim.public_id}/")
    rest = get(f"claims/{claim.public_id}/", omit="quotes,role")
    assert list(rest) == [key for key in whole if key not in ("quotes", "role")]


def test_omitting_everything_is_a_400(get):
    claim = a_published_claim()
    (error,) = get(f"claims/{claim.public_id}/", 400, fields="id", omit="id")["errors"]
    assert error == {"parameter": "omit", "detail": "That leaves nothing."}


def test_a_snippet_marks_the_words_and_escapes_all_others(get):
    a_published_claim(statement="<script> & Babiš planted trees")
    (found,) = get("claims/", q="babis tree", snippet="true", fields="id")["results"]
    assert found["snippet"].startswith("&lt;script&gt; &amp; <mark>Babiš</mark>")
    assert "<mark>trees</mark>" in found["snippet"]


@pytest.mark.parametrize("kind", ["quotes", "speakers", "articles"])
def test_every_kind_has_its_snippet(get, kind):
    speaker = a_speaker(name="Tree friend")
    an_accepted_quote(speaker, snapshot=a_snapshot(headline="Trees"))
    (found,) = get(f"{kind}/", q="tree", snippet="true")["results"]
    assert "<mark>" in found["snippet"]
