"""Lists: filters that combine, and pages that hold together."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from sources.models import Merge, Speaker
from tests.factories import (
    a_claim,
    a_published_claim,
    a_publisher,
    a_quote,
    a_snapshot,
    a_speaker,
    a_verdict,
    a_verification,
    an_accepted_quote,
)

pytestmark = pytest.mark.usefixtures("without_locks")

KINDS = {
    "publishers": "name",
    "articles": "headline",
    "speakers": "name",
    "quotes": "text",
    "topics": "name",
    "verdicts": "label",
    "claims": "statement",
    "verifications": "summary",
    "snapshots": "number",
}


@pytest.fixture
def found(get):
    """The statements (or names, texts, headlines) that a list finds."""

    return lambda kind, /, **query: sorted(
        document[KINDS[kind]] for document in get(f"{kind}/", **query)["results"]
    )


def a_verified_claim(statement, slug="false", **claim):
    claim = a_claim(statement=statement, **claim)
    a_verification("published", claim=claim, verdict=a_verdict(slug))
    return claim


def test_a_list_holds_what_is_public_and_a_detail_is_the_same_document(get):
    claim = a_published_claim([an_accepted_quote()])
    a_claim(), a_verification("submitted"), a_quote()
    for kind in KINDS:
        listed = get(f"{kind}/")
        assert listed["next"] is None
        for document in listed["results"]:
            assert get(f"{kind}/{document.get('id') or document['slug']}/") == document
    assert get("claims/")["results"][0]["id"] == str(claim.public_id)


def test_claims_are_found_by_their_words_whatever_the_accents(found):
    a_verified_claim("Czech beer is dear.", claimant=a_speaker(name="Andrej Babiš"))
    a_verified_claim("Trees are green.")
    assert found("claims", q="babis") == ["Czech beer is dear."]
    assert found("claims", q='"trees are" -beer') == ["Trees are green."]
    assert found("claims", q="beer or tree") == ["Czech beer is dear.", "Trees are green."]
    assert found("claims", q="%") == found("claims", q="' | !*:") == []


def test_claims_are_found_by_their_speaker_as_claimant_or_quoted(found):
    one, two, three = a_speaker(), a_speaker(), a_speaker()
    a_verified_claim("Claimed.", claimant=one)
    a_published_claim([an_accepted_quote(two)], statement="Quoted.", claimant=one)
    a_verified_claim("Another.", claimant=three)
    assert found("claims", speaker=two.public_id) == ["Quoted."]
    assert found("claims", speaker=one.public_id) == ["Claimed.", "Quoted."]
    assert found("claims", speaker=f"{two.public_id},{three.public_id}") == ["Another.", "Quoted."]


def test_claims_are_found_by_verdict_language_topic_and_publisher(found):
    claim = a_verified_claim("Halb wahr.", "half-true", language="de")
    trees = claim.topics.create(name="Trees")
    paper = a_publisher(domain="paper.example")
    a_published_claim(
        [an_accepted_quote(snapshot=a_snapshot(publisher=paper))], statement="Printed."
    )
    assert found("claims", verdict="half-true") == ["Halb wahr."]
    assert found("claims", verdict="Half true,false", language="de") == ["Halb wahr."]
    assert found("claims", topic=trees.public_id) == found("claims", topic="trees")
    assert found("claims", topic="trees") == ["Halb wahr."]
    assert found("claims", publisher=paper.public_id) == ["Printed."]
    assert found("claims", publisher="paper.example") == ["Printed."]


def test_a_speaker_is_called_by_id_slug_wikidata_id_name_or_alias(found, get):
    speaker = a_speaker(name="Andrej Babiš", aliases=["Bureš"], wikidata_id="Q10819807")
    a_verified_claim("Dear beer.", claimant=speaker), a_verified_claim("Trees.")
    slug = get(f"speakers/{speaker.public_id}/")["slug"]
    assert slug == f"andrej-babis-{speaker.public_id.hex[:12]}"
    for name in (speaker.public_id, slug, "Q10819807", "Andrej Babiš", "andrej babis", "bures"):
        assert found("claims", speaker=name) == ["Dear beer."]
    Speaker.objects.filter(pk=speaker.pk).update(name="Somebody Else")
    assert found("claims", speaker=slug) == ["Dear beer."]


def test_a_misspelt_speaker_is_answered_with_the_nearest(get):
    a_verified_claim("A claim.", claimant=a_speaker(name="Andrey Klimov"))
    (error,) = get("claims/", 400, speaker="Klimof")["errors"]
    assert error == {
        "parameter": "speaker",
        "detail": "No public speaker is called “Klimof”.",
        "known": ["Andrey Klimov"],
    }


def test_a_typing_error_in_a_name_is_forgiven(found):
    a_verified_claim("A claim.", claimant=a_speaker(name="Andrey Klimov"))
    assert found("speakers", q="andrej klimow") == ["Andrey Klimov"]


def test_claims_are_found_by_kind_value_and_stage(found):
    official = a_speaker(kind="unnamed", name="Officials")
    corrected = a_verified_claim("Corrected.", "unverifiable", claimant=official)
    a_verification("published", claim=corrected, correction="Typo.", verdict=a_verdict("true"))
    a_verified_claim("Standing.", "unverifiable")
    assert found("claims", claimant_kind="unnamed") == ["Corrected."]
    assert found("claims", normalised="5") == ["Corrected."]
    assert found("claims", normalised="none") == ["Standing."]
    assert found("claims", stage="superseded") == ["Corrected."]
    assert found("claims", stage="published") == ["Corrected.", "Standing."]


def test_claims_are_found_by_how_often_they_were_said(found):
    a_published_claim([an_accepted_quote(), an_accepted_quote()], statement="Twice.")
    a_published_claim([an_accepted_quote()], statement="Once.")
    a_verified_claim("Never quoted.")
    assert found("claims", has_quote="false") == ["Never quoted."]
    assert found("claims", has_quote="true") == ["Once.", "Twice."]
    assert found("claims", said_at_least=2) == ["Twice."]
    assert found("claims", said_at_most=1) == ["Never quoted.", "Once."]
    assert found("claims", said_at_most=0) == ["Never quoted."]


def test_claims_are_found_by_when_they_got_their_first_verdict_and_how_soon(found):
    today = datetime.now(UTC).date()
    a_published_claim(statement="Soon.", claimed_on=today - timedelta(days=2))
    a_published_claim(statement="Late.", claimed_on=today - timedelta(days=90))
    a_published_claim(statement="Some day.")
    assert found("claims", has_date="false") == ["Some day."]
    assert found("claims", has_date="true") == ["Late.", "Soon."]
    assert found("claims", days_to_verdict_at_most=2) == ["Soon."]
    assert found("claims", days_to_verdict_at_least=3) == ["Late."]
    with connections["record"].cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute(
            "UPDATE record_claim SET first_verified_at = '2026-01-09', verified_at = '2026-02-09' "
            "WHERE document ->> 'statement' = 'Late.'"
        )
        cursor.execute("SET LOCAL ROLE verbatim_desk")
    assert found("claims", first_verified_before="2026-01") == ["Late."]
    assert found("claims", first_verified_after="2026-01-10") == ["Some day.", "Soon."]


def test_claims_are_found_by_what_they_are_not(found):
    one, two = a_speaker(), a_speaker()
    gazette = a_publisher(name="Gazette", domain="gazette.example")
    printed = an_accepted_quote(one, snapshot=a_snapshot(publisher=gazette))
    a_published_claim([printed], statement="Printed.", claimant=two)
    green = a_verified_claim("Green.", "half-true", claimant=two, language="de")
    green.topics.create(name="Trees")
    a_verified_claim("Bare.", "true", claimant=a_speaker())
    assert found("claims", not_speaker=one.public_id) == ["Bare.", "Green."]
    assert found("claims", not_speaker=f"{one.public_id},{two.public_id}") == ["Bare."]
    assert found("claims", not_publisher="gazette.example") == ["Bare.", "Green."]
    assert found("claims", not_language="en") == ["Green."]
    assert found("claims", not_language="de,fr") == ["Bare.", "Printed."]
    assert found("claims", not_topic="trees") == ["Bare.", "Printed."]
    assert found("claims", not_verdict="true,half-true") == ["Printed."]
    assert found("claims", not_verdict=["true", "Half true"], speaker=two.public_id) == ["Printed."]


def test_claims_are_found_by_every_one_of_several_names(found, get):
    one, two, alike = a_speaker(name="One"), a_speaker(name="Two"), a_speaker(aliases=["One"])
    trees = a_published_claim([an_accepted_quote(two)], statement="Both.", claimant=one)
    parks = a_published_claim([an_accepted_quote(two)], statement="Also.", claimant=alike)
    a_verified_claim("Alone.", claimant=one)
    a_verified_claim("Apart.", claimant=two)
    trees.topics.create(name="Parks, gardens")
    trees.topics.create(name="Trees")
    parks.topics.create(name="Roads")
    assert found("claims", every_speaker=f"{one.public_id},{two.public_id}") == ["Both."]
    assert found("claims", every_speaker="one,two") == ["Also.", "Both."]  # whichever is called so
    assert found("claims", every_speaker="one") == ["Alone.", "Also.", "Both."]
    assert found("claims", every_topic=["Parks, gardens", "trees"]) == ["Both."]
    assert found("claims", every_topic="trees,roads") == []
    gazette, paper = (
        a_publisher(name=name, domain=f"{name}.example") for name in ("gazette", "paper")
    )
    prints = [an_accepted_quote(snapshot=a_snapshot(publisher=one)) for one in (gazette, paper)]
    a_published_claim(prints, statement="Printed twice.")
    a_published_claim(prints[:1], statement="Printed.")
    assert found("claims", every_publisher="gazette.example,paper") == ["Printed twice."]
    (error,) = get("claims/", 400, every_topic="trees,nothing")["errors"]
    assert error["detail"] == "No public topic is called “nothing”."
    (error,) = get("claims/", 400, every_topic=["trees"] * 11)["errors"]
    assert error["detail"] == "Give at most 10 of these."


def test_the_best_match_comes_first_and_pages_go_on(get):
    for words in ("Trees.", "Trees and trees and trees.", "Trees and trees.", "Rain."):
        a_verified_claim(words)
    whole = get("claims/", q="trees", ordering="relevance")["results"]
    assert [c["statement"] for c in whole][0] == "Trees and trees and trees."
    page = get("claims/", q="trees", ordering="relevance", page_size=1)
    paged = page["results"]
    while page["next"] and len(paged) < 20:
        page = get(page["next"].split("/api/v1/")[1])
        paged += page["results"]
    assert paged == whole and len(paged) == 3


def test_dates_include_both_their_ends(found):
    a_verified_claim("In March.", claimed_on="2026-03-01")
    a_verified_claim("In April.", claimed_on="2026-04-01")
    assert found("claims", claimed_after="2026-03-01", claimed_before="2026-03-31") == ["In March."]
    assert found("claims", claimed_before="2026-03-01") == ["In March."]
    assert found("claims", claimed_after="2026-04-01") == ["In April."]


def test_a_moment_belongs_to_its_day_in_utc(found):
    an_accepted_quote(snapshot=a_snapshot(headline="Late", published_at="2026-03-01T23:30-05:00"))
    day = {"published_after": "2026-03-02", "published_before": "2026-03-02"}
    assert found("articles", **day) == ["Late"]
    assert found("articles", published_before="2026-03-01") == []


def test_quotes_are_found_by_article_speaker_kind_and_day(found):
    quote = an_accepted_quote(kind="partial", said_on="2026-03-01")
    an_accepted_quote()
    article, speaker = quote.snapshot.article.public_id, quote.speaker.public_id
    for query in (
        {"article": article},
        {"speaker": speaker, "kind": "partial"},
        {"said_after": "2026-03-01", "said_before": "2026-03-01"},
    ):
        assert found("quotes", **query) == [quote.text]


def test_speakers_are_found_by_alias_role_and_kind(found):
    minister = a_speaker(name="Ana Ilić", aliases=["The Oak"])
    minister.roles.create(title="minister")
    an_accepted_quote(minister), an_accepted_quote(a_speaker(kind="unnamed", name="Officials"))
    assert found("speakers", q="oak") == found("speakers", q="minister") == ["Ana Ilić"]
    assert found("speakers", kind="unnamed") == ["Officials"]


@pytest.mark.parametrize("ordering", ["verified_at", "-verified_at", "claimed_on", "-claimed_on"])
def test_pages_show_every_row_once_and_in_order(get, ordering):
    for day in ("2026-03-01", "2026-03-02", "2026-03-02", "2026-03-02", None, None):
        a_verified_claim(f"Said on {day}.", claimed_on=day)
    all_at_once = get("claims/", ordering=ordering)["results"]
    paged, page = [], get("claims/", ordering=ordering, page_size=2)
    paged += page["results"]
    while page["next"] and len(paged) < 20:
        page = get(page["next"].split("/api/v1/")[1])
        paged += page["results"]
    assert paged == all_at_once and len(paged) == 6


def test_a_page_goes_on_where_it_was_although_rows_came_before_it(get):
    [a_verified_claim(f"Claim {n}.") for n in range(3)]
    first = get("claims/", page_size=2)
    a_verified_claim("A newer one.")
    second = get(first["next"].split("/api/v1/")[1])
    assert [r["statement"] for r in second["results"]] == ["Claim 0."]


def test_a_list_costs_two_queries_however_long(get, django_assert_num_queries):
    for many in (1, 10):
        [a_published_claim([an_accepted_quote()]) for _ in range(many)]
        with django_assert_num_queries(2):  # how fresh it is, and the page
            get("claims/")


def test_the_total_comes_on_request(get, monkeypatch):
    a_verified_claim("One."), a_verified_claim("Two.")
    assert "count" not in get("claims/")
    assert get("claims/", count="true", page_size=1)["count"] == {"value": 2, "exact": True}
    monkeypatch.setattr("record.query.forms.MAX_COUNTED", 1)
    assert get("claims/", count="true")["count"] == {"value": 1, "exact": False}


def test_a_withdrawn_verification_is_gone_from_the_next_answer(get):
    claim = a_verified_claim("Gone soon.")
    assert get(f"claims/{claim.public_id}/")
    claim.verifications.get().withdraw("The source was wrong.")
    assert get(f"claims/{claim.public_id}/", 410)
    assert get("claims/")["results"] == []


def test_text_leaves_letter_for_letter(get):
    words = '<b>"\\u0000" \u2028 e\u0301 \u202e \U0001f333 </script>'
    claim = a_verified_claim(words)
    assert get(f"claims/{claim.public_id}/")["statement"] == words


def test_every_verification_that_stood_is_kept_with_what_was_corrected(get):
    claim = a_verified_claim("It rained.", "true")
    a_verification("published", claim=claim, correction="It was snow.")
    a_verification("draft", claim=claim, correction="Not yet.")
    new, old = get("verifications/", claim=claim.public_id)["results"]
    assert (new["stage"], new["correction"], new["supersedes"]) == (
        "published",
        "It was snow.",
        old["id"],
    )
    assert (old["stage"], old["verdict"]["slug"]) == ("superseded", "true")
    assert get(f"claims/{claim.public_id}/verifications/")["results"] == [new, old]
    claim.verifications.published().get().withdraw("The source was wrong.")
    assert get("verifications/", claim=claim.public_id)["results"] == []


def test_a_snapshot_shows_its_text_where_the_publisher_allows_it(get):
    paper = a_publisher(shows_full_text=False)
    snapshot = an_accepted_quote(snapshot=a_snapshot(publisher=paper)).snapshot
    path = f"snapshots/{snapshot.public_id}/"
    assert get(path)["text"] is None
    type(paper).objects.update(shows_full_text=True)
    assert get(path)["text"] == snapshot.text


def test_a_merged_speaker_still_finds_the_claims_of_the_one_it_became(found):
    merged, kept = a_speaker(name="Ann Leigh"), a_speaker(name="Ann Lee")
    a_verified_claim("It rained.", claimant=kept)
    a_verified_claim("It snowed.")
    Merge.objects.create(merged=merged, kept=kept)
    for word in (str(merged.public_id), str(merged.public_id).upper(), str(kept.public_id)):
        assert found("claims", speaker=word) == ["It rained."]
