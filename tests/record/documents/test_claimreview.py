"""A ClaimReview says what Google's rules for fact checks want, and nothing that is not so."""

import json

import pytest

from claims.reviews import lint
from record import models as record
from record.documents.claimreview import claim_review
from tests.factories import (
    a_claim,
    a_publisher,
    a_snapshot,
    a_speaker,
    a_verdict,
    a_verification,
    an_accepted_quote,
    an_appearance,
)


def review_of(slug="false", quotes=(), **claim):
    claim = a_claim(**claim)
    for quote in quotes:
        an_appearance(claim, quote)
    a_verification("published", claim=claim, verdict=a_verdict(slug))
    return claim_review(json.loads(record.Claim.objects.get().document))


def test_the_whole_review(settings):
    minister = a_speaker(name="Ana Ilić", wikidata_id="Q42")
    minister.roles.create(title="minister", organisation="Council")
    snapshot = a_snapshot(
        headline="Trees", publisher=a_publisher(name="The Paper"), published_at="2026-03-02T08:00Z"
    )
    quote = an_accepted_quote(minister, snapshot=snapshot)
    review = review_of(
        quotes=[quote], claimant=minister, claimed_on="2026-03-01", statement="It rained."
    )
    claim = record.Claim.objects.get()
    appearance = {
        "@type": "Article",
        "name": "Trees",
        "url": snapshot.article.url,
        "publisher": {"@type": "Organization", "name": "The Paper"},
        "datePublished": "2026-03-02T08:00:00Z",
    }
    assert review == {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"{settings.PUBLIC_URL}/claims/{claim.public_id}/",
        "claimReviewed": "It rained.",
        "inLanguage": "en",
        "datePublished": claim.verified_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "author": {
            "@type": "Organization",
            "name": "Verbatim",
            "url": f"{settings.PUBLIC_URL}/",
        },
        "license": settings.LICENCE,
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "False",
            "ratingValue": 1,
            "worstRating": 1,
            "bestRating": 5,
        },
        "reviewBody": "It is not so.",
        "itemReviewed": {
            "@type": "Claim",
            "author": {
                "@type": "Person",
                "name": "Ana Ilić",
                "jobTitle": "minister, Council",
                "sameAs": "https://www.wikidata.org/entity/Q42",
            },
            "datePublished": "2026-03-01",
            "firstAppearance": appearance,
            "appearance": [appearance],
        },
        "citation": [
            {"@type": "CreativeWork", "name": "Source 0", "url": "https://source.example/0"}
        ],
    }


@pytest.mark.parametrize("slug", ["disputed", "unverifiable"])
def test_a_verdict_without_a_value_has_words_and_no_numbers(slug):
    assert review_of(slug)["reviewRating"] == {"@type": "Rating", "alternateName": slug.title()}


@pytest.mark.parametrize(
    ("kind", "type"),
    [("person", "Person"), ("organisation", "Organization"), ("unnamed", "Person")],
)
def test_the_author_of_a_claim_is_what_the_speaker_is(kind, type):
    author = review_of(claimant=a_speaker(kind=kind, name="Polish officials"))["itemReviewed"]
    assert author == {"@type": "Claim", "author": {"@type": type, "name": "Polish officials"}}


def test_a_claim_without_a_date_bears_the_day_its_first_quote_was_said():
    later = an_accepted_quote(said_on="2026-03-05")
    first = an_accepted_quote(said_on="2026-03-02")
    item = review_of(quotes=[later, first])["itemReviewed"]
    assert item["datePublished"] == "2026-03-02"
    assert [work["url"] for work in item["appearance"]] == [
        first.snapshot.article.url,
        later.snapshot.article.url,
    ]


def test_the_first_appearance_is_the_earliest_even_if_its_article_quotes_again_later():
    snapshot = a_snapshot("“Yes,” she said. “No,” she said.")
    days = {"Yes,": "2026-03-01", "No,": "2026-03-09"}
    quotes = [an_accepted_quote(words=w, snapshot=snapshot, said_on=d) for w, d in days.items()]
    between = an_accepted_quote(said_on="2026-03-05")
    item = review_of(quotes=[*quotes, between])["itemReviewed"]
    assert item["firstAppearance"]["url"] == snapshot.article.url


def test_a_text_without_a_web_address_is_no_appearance():
    quote = an_accepted_quote(snapshot=a_snapshot(url="urn:sha256:0"))
    assert "appearance" not in review_of(quotes=[quote])["itemReviewed"]


def test_two_quotes_of_one_article_are_one_appearance():
    snapshot = a_snapshot("“Yes,” she said. “No,” she said.")
    quotes = [an_accepted_quote(words=w, snapshot=snapshot) for w in ("Yes,", "No,")]
    assert len(review_of(quotes=quotes)["itemReviewed"]["appearance"]) == 1


@pytest.mark.parametrize("slug", ["false", "true", "disputed"])
def test_a_review_passes_our_own_linter(settings, slug):
    settings.PUBLIC_URL = "https://facts.example"
    quote = an_accepted_quote(said_on="2026-03-02")
    assert lint(review_of(slug, quotes=[quote], claimed_on="2026-03-01")) == []
