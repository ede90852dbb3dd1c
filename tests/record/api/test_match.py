"""`GET /api/v1/claims/match?text=`: the published claims that say what a text says."""

import json
from datetime import timedelta

import pytest

from record.api.match import matches
from tests.factories import a_claim, a_published_claim, a_verification
from tests.refusals import rows

BRIDGE = "The old bridge over the Ister was closed for two years."


@pytest.fixture
def match(client):
    def match(status=200, /, **query):
        response = client.get("/api/v1/claims/match", query)
        assert response.status_code == status, response.content
        return response.json()

    return match


def statements(answer):
    return [result["claim"]["statement"] for result in answer["results"]]


def test_a_claim_is_found_in_other_words_with_what_is_shared(match):
    a_published_claim(statement="Milk has become cheaper.")
    claim = a_published_claim(statement=BRIDGE)
    (found,) = match(text="Is it true the bridge over the Ister stayed closed?")["results"]
    assert found["claim"]["id"] == str(claim.public_id)
    assert found["words"] == ["bridge", "Ister", "closed"]
    assert 0 < found["share"] <= 1 and found["score"] > 0


def test_a_difference_in_what_matters_is_warned_of(match):
    a_published_claim(statement=BRIDGE)
    (found,) = match(text="The old bridge over the Ister was closed for seven years.")["results"]
    assert found["warnings"] == [
        {
            "kind": "number",
            "detail": "The numbers differ: “two years” in the claim, “seven years” in the text.",
        }
    ]


def test_a_verdict_of_more_than_a_year_ago_is_warned_of_and_no_answer_outlives_its_day(client):
    claim = a_published_claim(statement=BRIDGE)
    for days, kinds in ((300, []), (400, ["age"])):
        (found,) = matches(BRIDGE, 10, at=claim.verified_at + timedelta(days=days))
        assert [warning["kind"] for warning in json.loads(found)["warnings"]] == kinds
    assert "ETag" not in client.get("/api/v1/claims/match", {"text": BRIDGE}).headers


def test_what_is_not_public_is_not_found_and_changes_no_score(match):
    a_published_claim(statement=BRIDGE)
    before = match(text=BRIDGE)
    for _ in range(3):
        a_claim(statement=BRIDGE)
        a_verification("submitted", claim=a_claim(statement=BRIDGE), summary="The bridge.")
    assert match(text=BRIDGE) == before


def test_words_are_gone_with_a_withdrawn_claim(match):
    verification = a_verification("published", claim=a_claim(statement=BRIDGE))
    assert statements(match(text="Ister")) == [BRIDGE]
    verification.withdraw("The source was wrong.")
    assert statements(match(text="Ister")) == []
    assert rows("SELECT * FROM record_posting") == rows("SELECT * FROM record_word") == []


def test_in_how_many_claims_a_word_stands_is_exact():
    verifications = [a_verification("published", claim=a_claim(statement=BRIDGE)) for _ in "123"]
    verifications[0].withdraw("The source was wrong.")
    counted = "SELECT word, count(*) FROM record_posting GROUP BY word ORDER BY word"
    assert rows("SELECT word, claims FROM record_word ORDER BY word") == rows(counted)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({}, "Give the text to look for."),
        ({"text": "x" * 2001}, "Write at most 2000 characters."),
        ({"text": " "}, "Give this parameter a value, or leave it out."),
    ],
)
def test_a_bad_question_is_answered_in_a_sentence(match, query, sentence):
    (error,) = match(400, **query)["errors"]
    assert (error["parameter"], error["detail"]) == ("text", sentence)


@pytest.mark.parametrize("text", ["…", "' | & ! ( ) : * \\ % _ <->", "a" * 2000, '<b>"x', "的"])
def test_any_text_is_answered(match, text):
    a_published_claim(statement=BRIDGE)
    assert statements(match(text=text)) == []


def test_few_or_many(match):
    [a_published_claim(statement=BRIDGE) for _ in range(12)]
    assert len(match(text=BRIDGE)["results"]) == 10
    assert len(match(text=BRIDGE, page_size=3)["results"]) == 3
