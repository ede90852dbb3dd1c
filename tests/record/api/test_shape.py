"""What an answer holds beside its documents, and which of their keys it gives."""

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

pytestmark = pytest.mark.usefixtures("without_locks")


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


def test_who_omits_everything_gets_documents_without_keys(get):
    claim = a_published_claim()
    assert get(f"claims/{claim.public_id}/", fields="id", omit="id") == {}
    asked = {"fields": "id", "omit": "id", "q": "rained", "snippet": "true"}
    a_published_claim(statement="It rained.")
    assert get("claims/", **asked)["results"] == [{}]


def test_without_words_there_is_no_relevance_and_no_snippet(get):
    claims = [a_published_claim() for _ in range(3)]
    plain = get("claims/")["results"]
    assert len(plain) == len(claims)
    assert get("claims/", ordering="relevance", snippet="true")["results"] == plain


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


def test_speakers_and_articles_are_given_whole_where_asked(get):
    ana = a_speaker(name="Ana", aliases=["The Oak"])
    quote = an_accepted_quote(ana)
    claim = a_published_claim([quote], claimant=ana)
    speaker = get(f"speakers/{ana.public_id}/")
    article = get(f"articles/{quote.snapshot.article.public_id}/")
    whole = get(f"claims/{claim.public_id}/", expand="speaker,article,quotes,evidence")
    assert whole["claimant"] == whole["quotes"][0]["speaker"] == speaker
    assert whole["quotes"][0]["article"] == article
    (listed,) = get("claims/", expand="speaker", fields="claimant")["results"]
    assert listed == {"claimant": speaker}
    assert get("quotes/", expand="article")["results"][0]["article"] == article
    assert list(whole) == list(get(f"claims/{claim.public_id}/"))
    assert get("quotes/", 400, expand="note")["errors"][0]["known"] == ["speaker", "article"]


def test_a_claim_tells_how_often_it_was_said_and_by_whom(get):
    ana, bo = a_speaker(name="Ana"), a_speaker(name="Bo")
    said = [
        an_accepted_quote(speaker, said_on=day)
        for speaker, day in ((ana, "2026-03-01"), (bo, "2026-03-05"), (ana, "2999-01-01"))
    ]
    claim = a_published_claim(said, claimant=ana)
    assert get(f"claims/{claim.public_id}/")["appearances"] == {
        "times": 3,
        "first_said": "2026-03-01",
        "last_said": "2999-01-01",
        "after_verdict": 1,
        "first_verdict_on": claim.verified_at.date().isoformat(),
        "by": [
            {"id": str(ana.public_id), "name": "Ana", "times": 2},
            {"id": str(bo.public_id), "name": "Bo", "times": 1},
        ],
    }


def test_a_claim_is_found_by_its_readable_name_whatever_stands_before_its_end(get):
    claim = a_published_claim(statement="It rained in Łódź.")
    slug = get(f"claims/{claim.public_id}/")["slug"]
    assert slug == f"it-rained-in-lodz-{claim.public_id.hex[:12]}"
    for name in (slug, slug.replace("rained", "snowed"), claim.public_id.hex[:12]):
        assert get(f"claims/{name}/")["id"] == str(claim.public_id)
        assert len(get(f"claims/{name}/verifications/")["results"]) == 1
    assert get("claims/it-rained-in-lodz-000000000000/", 404)


def test_a_frequent_word_is_counted_and_ranked_among_the_newest_that_have_it(get, monkeypatch):
    monkeypatch.setattr("record.query.paging.MAX_RANKED", 2)
    monkeypatch.setattr("record.query.forms.MAX_RANKED", 2)
    for day in (1, 2, 3):
        a_published_claim(statement=f"It rained on day {day}.")
    ranked = get("claims/", q="rained", ordering="relevance", count="true")
    newest = [claim["id"] for claim in get("claims/", q="rained")["results"][:2]]
    assert ranked["count"] == {"value": 2, "exact": False}
    assert {claim["id"] for claim in ranked["results"]} == set(newest)


def test_facets_of_very_many_claims_say_that_they_count_the_newest(get, monkeypatch):
    monkeypatch.setattr("record.query.facets.MAX_CLAIMS", 2)
    for _ in range(3):
        a_published_claim()
    answer = get("claims/", facets="verdict")
    assert answer["facets"]["verdict"][0]["count"] == 2
    assert answer["facets_of"] == {"value": 2, "exact": False}
