"""Clients of Google's Fact Check Tools API read the record without a change."""

import pytest

from tests.factories import a_claim, a_published_claim, a_speaker, a_verdict, a_verification


@pytest.fixture
def search(client):
    def search(status=200, /, **query):
        response = client.get("/v1alpha1/claims:search", query)
        assert response.status_code == status, response.content
        return response.json()

    return search


def texts(answer):
    return [claim["text"] for claim in answer.get("claims", [])]


def test_a_claim_in_google_s_words(search):
    claim = a_published_claim(
        statement="It rained.", claimant=a_speaker(name="Ana"), claimed_on="2026-03-01"
    )
    (found,) = search(query="rain", languageCode="en-US", key="secret", alt="json")["claims"]
    (review,) = found.pop("claimReview")
    assert found == {"text": "It rained.", "claimant": "Ana", "claimDate": "2026-03-01T00:00:00Z"}
    assert review.pop("reviewDate").endswith("Z")
    assert review == {
        "publisher": {"name": "Verbatim", "site": "localhost"},
        "url": f"http://localhost:8000/claims/{claim.public_id}/",
        "title": "False: It rained.",
        "textualRating": "False",
        "languageCode": "en",
    }


def test_nothing_found_is_an_empty_object(search):
    assert search(query="nothing") == {}


def test_pages_follow_one_another(search):
    for n in range(5):
        a_published_claim(statement=f"Rain {'and rain ' * n}.")
    whole = texts(search(query="rain"))
    page = search(query="rain", pageSize=2)
    paged = texts(page)
    while "nextPageToken" in page:
        page = search(query="rain", pageSize=2, pageToken=page["nextPageToken"])
        paged += texts(page)
    assert paged == whole and len(whole) == 5
    assert texts(search(query="rain", offset=3)) == whole[3:]


def test_ten_are_on_a_page_if_nobody_says(search):
    [a_published_claim(statement="Rain.") for _ in range(11)]
    assert len(search(query="rain")["claims"]) == 10


def test_a_page_has_a_largest_size(search, monkeypatch):
    monkeypatch.setattr("record.api.google.MAX_PAGE_SIZE", 2)
    [a_published_claim(statement="Rain.") for _ in range(3)]
    page = search(query="rain", pageSize=1000)
    assert len(page["claims"]) == 2 and page["nextPageToken"]


def test_google_s_own_filters(search):
    a_published_claim(statement="Rain.", language="de")
    assert search(query="rain", languageCode="en") == {}
    assert texts(search(query="rain", languageCode="de-AT", maxAgeDays=1)) == ["Rain."]
    assert texts(search(reviewPublisherSiteFilter="localhost")) == ["Rain."]
    assert search(reviewPublisherSiteFilter="elsewhere.example") == {}


def test_our_filters_beside_them(search):
    ana = a_speaker(name="Ana")
    a_verification("published", claim=a_claim(claimant=ana), verdict=a_verdict("true"))
    a_published_claim()
    found = search(query="trees", claimant="ana", rating="True", reviewedAfter="2020-01-01")
    assert len(found["claims"]) == 1


BAD = [{}, {"query": "x", "pageToken": "x"}, {"query": "x", "pageSize": "-1"}, {"qery": "x"}]


@pytest.mark.parametrize("query", [*BAD, {"query": "x", "rating": "flase"}])
def test_errors_have_google_s_shape(search, query):
    error = search(400, **query)["error"]
    assert (error["code"], error["status"]) == (400, "INVALID_ARGUMENT") and error["message"]


BRIDGE = "The old bridge over the Ister was closed for two years because of rust."
OTHERS = [
    "The old town of Ister was flooded for two days.",
    "A bridge in the north was opened two years ago.",
    "Milk has become cheaper because of the harvest.",
]


@pytest.mark.parametrize(
    "query",
    [
        "The old bridge over the Ister",
        BRIDGE.replace("closed", "shut"),
        f"Is it true that {BRIDGE[:-1]}?",
        "Because of rust, for two years closed: the bridge over the Ister",
        f"{BRIDGE} {'They say so, and more than that, again and again. ' * 60}",
        "the old BRIDGE over the Istr was closed for two yeers because of rust",
    ],
)
def test_words_are_ranked_and_not_all_demanded(search, query):
    for statement in (*OTHERS, BRIDGE):
        a_published_claim(statement=statement)
    assert texts(search(query=query))[0] == BRIDGE


def test_quotation_marks_demand_and_a_minus_keeps_away(search):
    for statement in (*OTHERS, BRIDGE):
        a_published_claim(statement=statement)
    assert texts(search(query='"old bridge" flooded town')) == [BRIDGE]
    assert texts(search(query="“old town” bridge")) == [OTHERS[0]]
    assert BRIDGE not in texts(search(query="old bridge -rust"))


def test_the_marks_of_a_whole_sentence_demand_nothing(search):
    said = 'The mayor said the old bridge was "a rusty danger" and -1 of its lanes is closed.'
    for statement in (*OTHERS, said):
        a_published_claim(statement=statement)
    asked = 'The mayor claimed the old bridge was "a rusty hazard" and -2 of its lanes is closed.'
    assert texts(search(query=asked))[0] == said


def test_what_has_every_word_comes_first_be_it_in_the_speakers_name(search):
    a_published_claim(statement="Rain is wet.", claimant=a_speaker(name="Ana Ilic"))
    a_published_claim(statement="Rain, rain, only rain.", claimant=a_speaker(name="Jon Birk"))
    assert texts(search(query="rain Ilic"))[0] == "Rain is wet."


def test_a_language_is_asked_for_as_bcp_47_does(search):
    a_published_claim(statement="Rain.", language="zh-Hant")
    for code in ("zh", "ZH", "zh-Hant", "zh-hant-TW"):
        assert texts(search(query="rain", languageCode=code)) == ["Rain."]
    assert search(query="rain", languageCode="z") == {}


def test_an_answer_that_counts_days_from_now_is_never_the_same(client):
    a_published_claim()
    assert "ETag" in client.get("/v1alpha1/claims:search", {"query": "rain"})
    aged = client.get("/v1alpha1/claims:search", {"query": "rain", "maxAgeDays": 1})
    assert (aged.status_code, "ETag" in aged) == (200, False)
