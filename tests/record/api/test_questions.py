"""The questions of docs/questions.md are one request each, and get the right answers."""

import csv
import io
import json
import re
import shlex
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from django.core.management import call_command

from claims.models import Claim, Match, Review, Topic
from sources.ingest import capture_text
from sources.models import Publisher, Quote, Speaker
from tests.factories import (
    a_claim,
    a_match,
    a_published_claim,
    a_publisher,
    a_review,
    a_snapshot,
    a_speaker,
    a_user,
    a_verdict,
    a_verification,
    an_accepted_quote,
)

pytestmark = pytest.mark.usefixtures("without_locks")

PAGE = (Path(__file__).parents[3] / "docs/questions.md").read_text()
ASKED = dict(re.findall(r"^## (\d+)\. .*?```sh\ncurl (.*?)\n```", PAGE, re.MULTILINE | re.DOTALL))
TREES, RAIN = "The city will plant ten thousand trees.", "It rained for a month."
ARTICLE = "https://gazette.example/trees"


@pytest.fixture
def record():
    """The seed, and a mayor's claim: printed, corrected, said again, with evidence from a site."""
    call_command("seed", verbosity=0)
    mayor = a_speaker(name="Ana Ilić")
    mayor.roles.create(title="mayor", organisation="City")
    gazette = a_publisher(name="Gazette", domain="gazette.example")
    snapshot = a_snapshot(
        url=ARTICLE,
        aliases=["https://old.gazette.example/t?id=7"],
        publisher=gazette,
        published_at="2026-03-01T12:00:00Z",
    )
    said = an_accepted_quote(mayor, snapshot=snapshot, said_on="2026-03-01")
    again = an_accepted_quote(mayor, said_on="2999-01-01")
    trees = a_published_claim(
        [said, again], statement=TREES, claimant=mayor, claimed_on="2026-03-01"
    )
    correction = a_verification(
        "draft",
        claim=trees,
        verdict=a_verdict("mostly-false"),
        correction="We had overlooked a park.",
    )
    correction.evidence.create(title="The plan", url="https://www.plans.gazette.example/7")
    correction.submit()
    correction.publish(by=a_user("reviewer"))
    rain = a_published_claim(statement=RAIN)
    rain.verifications.get().withdraw("The gauge was broken.")
    return {
        "article": "http://m.gazette.example/trees/",
        "quote": said.public_id,
        "claim": trees.public_id,
        "other": a_published_claim(statement="Snow fell.").public_id,
        "page": f"https://facts.example/claims/{trees.public_id}/",
        "domain": "gazette.example",
        "evidence": "http://plans.gazette.example/7/",
    }


@pytest.fixture
def ask(client, record):
    """Returns the answer to a question of the page by its number: JSON, or text."""

    def ask(number):
        (address, *_) = [word for word in shlex.split(ASKED[str(number)]) if "://" in word]
        for name, value in record.items():
            address = address.replace(f"<{name}>", quote(str(value), safe=""))
        path, query = urlsplit(address)[2:4]
        response = client.get(path, query_params={}, QUERY_STRING=query.replace('"', "%22"))
        body = b"".join(response) if response.streaming else response.content
        assert response.status_code == 200, body
        return json.loads(body) if "json" in response["Content-Type"] else body.decode("utf-8-sig")

    return ask


def statements(answer):
    return {claim["statement"] for claim in answer["results"]}


def test_every_question_of_the_page_is_asked_here():
    tried = set(re.findall(r"\bask\((\d+)\)", Path(__file__).read_text()))
    assert tried == {*ASKED} == {str(number) for number in range(1, len(ASKED) + 1)}


def test_the_first_twenty_questions(ask, record):
    assert {q["text"] for q in ask(1)["results"]} == {"incident with drones"}
    assert {c["claimant"]["name"] for c in ask(2)["results"]} == {"Donald Tusk", "Polish officials"}
    assert {c["claimant"]["name"] for c in ask(3)["results"]} == {"Donald Tusk", "Ana Ilić"}
    assert [article["url"] for article in ask(4)["results"]] == [ARTICLE]
    assert statements(ask(5)) == statements(ask(6)) == statements(ask(8)) == {TREES}
    assert len(ask(7)["results"]) == 2
    assert statements(ask(9)) == {TREES, "Snow fell."}
    assert statements(ask(10)) == statements(ask(11)) == {TREES}
    assert ask(12)["results"][0]["statement"] == TREES
    assert {line["verdict"]: line["count"] for line in ask(13)["results"]} == {
        "unverifiable": 3,
        "mostly-false": 1,
        "false": 1,
    }
    compared = {line["speaker_label"]: line["count"] for line in ask(14)["results"]}
    assert compared == {"Donald Tusk": 1, "Polish officials": 1}
    topics = {facet["label"]: facet["count"] for facet in ask(15)["facets"]["topic"]}
    assert topics["Drones"] == 2
    (corrected,) = ask(16)["results"]
    assert corrected["verification"]["correction"] == "We had overlooked a park."
    (*_, gone) = [change for change in ask(17)["results"] if change["withdrawn_at"]]
    assert (gone["document"], gone["reason"]) == (None, "The gauge was broken.")
    assert len(ask(18)["results"]) == 1
    rows = list(csv.DictReader(io.StringIO(ask(19))))
    assert len(rows) == 3 and all("Drones" in row["topics"] for row in rows)
    assert ask(20).count("<entry>") == 3


def test_what_is_gone_who_nobody_names_what_is_alike_and_what_was_found_in_two_hours(
    get, ask, record
):
    said = Quote.objects.get(public_id=record["quote"])
    assert ask(21)["results"] == get("claims/", quote_vanished="true")["results"] == []
    capture_text(said.snapshot.article, "The council met. It was about nothing.")
    (gone,) = ask(21)["results"]
    assert gone["article"]["url"] == ARTICLE and gone["vanished_since"]
    since = gone["vanished_since"]
    assert get("quotes/", vanished_after=since)["results"][0]["id"] == str(said.public_id)
    assert get("quotes/", vanished_after="2999-01-01")["results"] == []
    assert statements(get("claims/", quote_vanished="true")) == {TREES}
    assert TREES not in statements(get("claims/", quote_vanished="false"))
    assert str(said.public_id) not in {q["id"] for q in get("quotes/", vanished="false")["results"]}
    an_accepted_quote(a_speaker(name="A source", kind="unnamed"))
    assert {q["speaker"]["kind"] for q in ask(22)["results"]} == {"unnamed"}
    assert ask(23)["results"] == []
    a_confirmed_match(record["claim"], record["other"], kind="contradicts")
    assert statements(ask(23)) == {TREES, "Snow fell."}
    assert statements(ask(24)) == statements(get("claims/"))


def test_what_nobody_checked_what_changed_for_whom_they_spoke_and_what_was_withdrawn(ask, record):
    mayor = Speaker.objects.get(name="Ana Ilić")
    asked = an_accepted_quote(mayor, occasion="in a press conference")
    made = an_accepted_quote(mayor, occasion="in a press conference")
    a_published_claim([made])
    unchecked = {quote["id"] for quote in ask(25)["results"]}
    assert str(asked.public_id) in unchecked and str(made.public_id) not in unchecked
    assert ask(26)["results"] == []
    article = Quote.objects.get(public_id=record["quote"]).snapshot.article
    capture_text(article, "The council met. It was about nothing.")
    (changed,) = ask(26)["results"]
    assert [text["added"] for text in changed["snapshots"]] == [None, 6]
    of_the_city = [line for line in ask(27)["results"] if line["organisation"] == "City"]
    assert [(line["verdict"], line["count"]) for line in of_the_city] == [
        ("false", 1),
        ("mostly-false", 1),
    ]
    (gone,) = ask(28)["results"]
    assert (gone["document"], gone["reason"]) == (None, "The gauge was broken.")


def test_which_articles_quote_somebody_and_which_words_got_a_verdict(get, ask, record):
    (quoting,) = ask(29)["results"]
    assert quoting["headline"]
    (said,) = ask(30)["results"]
    assert said["text"] == "incident with drones"
    asked = {"speaker": "Ana Ilić", "verdict": "mostly-false"}
    assert {q["id"] for q in get("quotes/", **asked)["results"]} >= {str(record["quote"])}
    assert get("quotes/", **{**asked, "verdict": "true"})["results"] == []
    assert ARTICLE in {article["url"] for article in get("articles/", **asked)["results"]}
    assert get("articles/", verdict="true")["results"] == []
    assert get("articles/", speaker="Ana Ilić", publisher="Gazette")["results"]


def test_who_goes_on_saying_it_is_counted(get, ask, record):
    (line,) = ask(31)["results"]
    assert (line["repeated_by_label"], line["verdict"]) == ("Ana Ilić", "mostly-false")
    assert line["count"] == 1
    (claim,) = get("claims/", repeated_by="Ana Ilić")["results"]
    assert claim["statement"] == TREES


def test_what_was_said_in_a_month_is_found(get, ask, record):
    assert TREES in statements(ask(32))
    assert statements(get("claims/", claimed_after="2026-03", claimed_before="2026-03")) == {TREES}


def test_who_was_wrong_most_what_is_not_what_is_both_and_what_was_said_once(get, ask, record):
    (line,) = get("statistics/", by="speaker", speaker="Ana Ilić")["results"]
    a_published_claim(statement="It is warm.", claimant=Speaker.objects.get(name="Ana Ilić"))
    first, *others = ask(33)["results"]
    assert (first["speaker"], first["count"]) == (line["speaker"], 2)
    assert {other["count"] for other in others} == {1}
    without = get("claims/", topic="Drones", speaker="Donald Tusk")
    assert statements(ask(34)) == statements(get("claims/", topic="Drones")) - statements(without)
    assert statements(without) and statements(ask(34))
    both = statements(ask(35))
    assert both == statements(get("claims/", topic="Drones")) & statements(
        get("claims/", topic="NATO")
    )
    tusk, ana = (Speaker.objects.get(name=name) for name in ("Donald Tusk", "Ana Ilić"))
    a_published_claim([an_accepted_quote(ana)], statement="Shared.", claimant=tusk)
    assert statements(get("claims/", every_speaker="Donald Tusk,Ana Ilić")) == {"Shared."}
    once = ask(36)["results"]
    assert once and {claim["appearances"]["times"] for claim in once} == {1}


def test_what_evidence_says_which_verdicts_changed_what_waited_and_what_is_quoted(get, ask, record):
    trees = Claim.objects.get(public_id=record["claim"])
    assert ask(37)["results"] == []
    assert statements(ask(38)) == statements(get("claims/", was_verdict="False")) == {TREES}
    assert get("claims/", was_verdict="mostly-false")["results"] == []  # it stands
    (line,) = get("statistics/", by="was_verdict,verdict", stage="superseded")["results"]
    assert (line["was_verdict_label"], line["verdict"], line["count"]) == (
        *("False", "mostly-false"),
        1,
    )
    waited = [
        (datetime.fromisoformat(c["verified_at"]).date() - date.fromisoformat(c["claimed_on"])).days
        for c in ask(39)["results"]
        if c["claimed_on"]
    ]
    assert waited and waited == sorted(waited, reverse=True)
    first = ask(40)["results"][0]
    assert (first["statement"], first["appearances"]["last_said"]) == (TREES, "2999-01-01")
    correction = a_verification("draft", claim=trees, correction="The plan says no.")
    correction.evidence.create(title="Plan", url="https://gazette.example/7", stance="refutes")
    correction.submit()
    correction.publish(by=a_user("reviewer"))
    assert statements(ask(37)) == {TREES}


def test_claims_are_found_by_the_stance_of_the_evidence_that_stands(get):
    for statement, stances in {
        "Both.": ["supports", "refutes"],
        "For.": ["supports", "supports", "context"],
        "Against.": ["refutes"],
    }.items():
        verification = a_verification(claim=a_claim(statement=statement), evidence=0)
        for stance in stances:
            verification.evidence.create(title="A", url="https://a.example/", stance=stance)
        verification.submit()
        verification.publish(by=a_user("reviewer"))
    assert statements(get("claims/", stance="refutes")) == {"Both.", "Against."}
    assert statements(get("claims/", stance="context,refutes")) == {"Both.", "For.", "Against."}
    assert statements(get("claims/", mixed_evidence="true")) == {"Both."}
    assert statements(get("claims/", mixed_evidence="false")) == {"For.", "Against."}
    assert get("claims/", 400, stance="denies")["errors"][0]["known"] == [
        *("supports", "refutes", "context")
    ]
    counted = {line["stance"]: line["count"] for line in get("statistics/", by="stance")["results"]}
    assert counted == {"supports": 2, "refutes": 2, "context": 1}


def test_first_verdicts_unknown_days_several_publishers_and_articles_without_claims(
    get, ask, record
):
    assert TREES in statements(get("claims/", first_verified_after="2026-01"))
    trees = get(f"claims/{record['claim']}/")
    today = datetime.now(UTC).date()
    waited = (today - date.fromisoformat(trees["claimed_on"])).days
    soon = a_published_claim(statement="Soon.", claimed_on=today)
    assert statements(ask(45)) == {"Soon."} | ({TREES} if waited <= 7 else set())
    assert all(claim["claimed_on"] is None for claim in get("claims/", has_date="false")["results"])
    assert statements(ask(46)) == statements(get("claims/")) - {TREES, soon.statement}
    assert ask(47)["results"] == []
    a_published_claim(
        [an_accepted_quote(snapshot=a_snapshot(publisher=Publisher.objects.get(name="Gazette")))],
        statement="Drzewa.",
        language="pl",
    )
    assert statements(ask(47)) == {"Drzewa."}
    assert ask(48)["results"] == []  # the example article has claims
    tusk = Speaker.objects.get(name="Donald Tusk")
    an_accepted_quote(tusk, snapshot=a_snapshot(headline="Unchecked", url="https://a.example/1"))
    assert [article["headline"] for article in ask(48)["results"]] == ["Unchecked"]


def test_claims_are_found_by_an_address_of_evidence_its_copies_and_how_much_there_is(
    get, ask, record
):
    assert statements(ask(44)) == {TREES}
    page, tracked = "https://report.example/water", "https://report.example/air?utm_source=mail"
    kept = a_snapshot(url="https://kept.example/1")
    for statement, evidence in {
        "One.": [{"url": page}],
        "Two.": [
            {"url": "https://other.example/"},
            {"url": page, "archived_url": "https://a.example/"},
        ],
        "Tracked.": [{"url": tracked}],
        "Kept.": [{"snapshot": kept}],
        "Archived.": [{"url": "https://b.example/", "archived_url": "https://a.example/b"}],
    }.items():
        verification = a_verification(claim=a_claim(statement=statement), evidence=0)
        for fields in evidence:
            verification.evidence.create(title="A", **fields)
        verification.submit()
        verification.publish(by=a_user("reviewer"))
    found = {"One.", "Two."}
    for spelling in ("http://www.report.example/water/", f"{page}?utm_source=mail#top"):
        assert statements(get("claims/", evidence_url=spelling)) == found
    assert statements(get("claims/", evidence_url="https://kept.example/1")) == {"Kept."}
    assert statements(get("claims/", evidence_url=tracked)) == {"Tracked."}  # as it was typed
    assert get("claims/", evidence_url="https://report.example/")["results"] == []
    assert get("claims/", 400, evidence_url="report")["errors"][0]["parameter"] == "evidence_url"
    ours = {"verified_after": datetime.now(UTC).date(), "evidence_url": page}
    assert statements(get("claims/", evidence_at_least=2, **ours)) == {"Two."}
    assert statements(get("claims/", evidence_at_most=1, **ours)) == {"One."}
    archived = statements(get("claims/", evidence_unarchived="false"))
    assert archived & {*found, "Kept.", "Archived."} == {"Kept.", "Archived."}
    assert statements(get("claims/", evidence_unarchived="true")) >= found


def test_claims_are_ordered_by_how_long_they_waited_and_when_they_were_said_last(get):
    today = datetime.now(UTC).date()
    for statement, day in {
        "Long.": today - timedelta(days=40),
        "Short.": today - timedelta(days=2),
        "Unknown.": None,
        "Foreseen.": today + timedelta(days=9),  # checked before it was said
    }.items():
        said = an_accepted_quote(said_on=day) if day else an_accepted_quote()
        a_published_claim([said], statement=statement, claimed_on=day)
    long_ago, yesterday = today - timedelta(days=60), today - timedelta(days=1)
    said = [an_accepted_quote(said_on=day) for day in (long_ago, yesterday)]
    a_published_claim(said, statement="Again.", claimed_on=long_ago)

    def ordered(**asked):
        return [claim["statement"] for claim in get("claims/", **asked)["results"]]

    assert ordered(ordering="-days_to_verdict")[:3] == ["Again.", "Long.", "Short."]
    assert set(ordered(ordering="-days_to_verdict")[3:]) == {"Unknown.", "Foreseen."}
    first = get("claims/", ordering="-days_to_verdict", page_size=3)
    rest = get(f"claims/?{urlsplit(first['next']).query}")["results"]
    whole = ordered(ordering="-days_to_verdict")
    assert [c["statement"] for c in (*first["results"], *rest)] == whole
    dated = {"last_said_after": today - timedelta(days=40), "ordering": "-last_said"}
    assert ordered(**dated, last_said_before=today + timedelta(days=9)) == [
        *("Foreseen.", "Again.", "Short.", "Long.")
    ]
    assert ordered(**dated, last_said_before=today) == ["Again.", "Short.", "Long."]
    assert ordered(last_said_before=today - timedelta(days=30)) == ["Long."]


def test_who_held_an_office_what_was_said_to_the_letter_and_what_was_printed(get, ask, record):
    assert {speaker["name"] for speaker in ask(41)["results"]} == {"Ana Ilić", "Donald Tusk"}
    direct = ask(42)
    every = get("quotes/", speaker="Donald Tusk", kind="direct")["results"]
    assert direct["count"]["value"] == len([q for q in every if q["said_on"]])
    assert [article["url"] for article in ask(43)["results"]] == [ARTICLE]


def test_speakers_are_found_by_the_role_that_they_held_on_a_day(get):
    one, two = a_speaker(name="One"), a_speaker(name="Two")
    for speaker in (one, two, a_speaker(name="Without")):
        an_accepted_quote(speaker)
    one.roles.create(title="mayor", organisation="City", end_date="2020-06-30")
    one.roles.create(title="senator", start_date="2020-07-01", end_date="2024-12-31")
    two.roles.create(title="mayor", organisation="City", start_date="2020-07-01")

    def named(**asked):
        return {speaker["name"] for speaker in get("speakers/", **asked)["results"]}

    assert named(role="mayors") == {"One", "Two"}
    assert named(role="mayor", role_on="2020-06-30") == {"One"}
    assert (
        named(role="mayor", role_on="2020-07-01") == named(role="city", role_on="2021") == {"Two"}
    )
    assert named(role="mayor or senator", role_on="2020-07-01") == {"One", "Two"}
    assert named(role_on="2025-01-01") == {"Two"}
    assert named(role="senator", role_on="2019-01-01") == named(role="pilot") == set()
    assert named(role="mayor", as_of="2020-01-01") == set()


def test_a_cross_table_puts_the_most_or_the_fewest_first(get):
    for slug, times in (("true", 1), ("false", 3), ("half-true", 2)):
        for _ in range(times):
            a_verification("published", verdict=a_verdict(slug))

    def counted(**asked):
        page = get("statistics/", by="verdict", **asked)
        return [(line["verdict"], line["count"]) for line in page["results"]]

    assert counted(ordering="-count") == [("false", 3), ("half-true", 2), ("true", 1)]
    assert counted(ordering="count") == [("true", 1), ("half-true", 2), ("false", 3)]
    assert counted(ordering="-count", page_size=1, page=2) == [("half-true", 2)]
    assert get("statistics/", 400, by="verdict", ordering="verdict")["errors"]


def test_claims_are_counted_by_week(get):
    a_published_claim()
    (line,) = get("statistics/", by="week")["results"]
    year, week, _ = datetime.now(UTC).isocalendar()
    assert line == {"week": f"{year}-W{week:02}", "count": 1}


def test_claims_are_counted_by_day_and_by_kind_of_claimant(get):
    a_published_claim(claimant=a_speaker(kind="organisation"))
    (line,) = get("statistics/", by="day,claimant_kind")["results"]
    assert line["day"] == f"{datetime.now(UTC):%Y-%m-%d}"
    assert (line["claimant_kind"], line["count"]) == ("organisation", 1)


def test_claims_are_found_by_how_another_is_like_them(get, client):
    wide, narrow = a_published_claim(statement="Wide."), a_published_claim(statement="Narrow.")
    a_published_claim(statement="Alone.")
    a_confirmed_match(narrow.public_id, wide.public_id, kind="narrower")
    assert statements(get("claims/", match="wider")) == {"Wide."}
    assert statements(get("claims/", match="narrower,same")) == {"Narrow."}
    assert statements(get("claims/", has_match="true")) == {"Wide.", "Narrow."}
    assert statements(get("claims/", has_match="false")) == {"Alone."}
    assert get("claims/", 400, match="alike")["errors"][0]["known"] == [
        *("same", "contradicts", "narrower", "wider")
    ]
    for path in ("/exports/claims.csv", "/feeds/verdicts.atom", "/"):
        response = client.get(path, {"match": "wider"})
        text = b"".join(response) if response.streaming else response.content
        assert b"Wide." in text and b"Narrow." not in text, path


def test_claims_are_found_that_others_reviewed_once_that_is_confirmed(get):
    claim = a_published_claim(statement="Reviewed.")
    a_published_claim(statement="Ours alone.")
    review = a_review(claim=claim, linked_by=a_user("annotator"))
    assert get("claims/", has_review="true")["results"] == []
    Review.objects.filter(pk=review.pk).update(confirmed_by=a_user("reviewer"))
    assert statements(get("claims/", has_review="true")) == {"Reviewed."}
    assert statements(get("claims/", has_review="false")) == {"Ours alone."}


@pytest.mark.parametrize("kind, name", [("claims", "verified"), ("verifications", "published")])
def test_a_time_in_a_filter_counts_to_the_second_that_documents_show(get, kind, name):
    shown = get(f"claims/{a_published_claim().public_id}/")["verified_at"]
    moment = datetime.fromisoformat(shown)
    before, after = ((moment + timedelta(seconds=n)).isoformat() for n in (-1, 1))

    def found(**asked):
        return len(
            get(f"{kind}/", **{f"{name}_{end}": when for end, when in asked.items()})["results"]
        )

    elsewhere = moment.astimezone(timezone(timedelta(hours=5))).isoformat()
    for same in (shown, elsewhere, shown[:10]):
        assert found(after=same, before=same) == 1
    assert found(after=after) == found(before=before) == 0
    assert get(f"{kind}/", 400, **{f"{name}_after": "2026-03-01T25:00:00Z"})["errors"]
    written = get("changes/")["results"][-1]["at"]  # perhaps in the next second
    assert len(get(f"{kind}/", as_of=written)["results"]) == 1


@pytest.mark.parametrize(
    "asked, found",
    [
        ({"after": "2024-02", "before": "2024-02"}, {"2024-02-01", "2024-02-29"}),
        ({"after": "2024", "before": "2024"}, {"2024-01-31", "2024-02-01", "2024-02-29"}),
        ({"before": "2024-01"}, {"2024-01-31"}),
        ({"after": "2024-03"}, {"2025-01-01"}),
        ({"before": "2024"}, {"2024-01-31", "2024-02-01", "2024-02-29"}),
    ],
)
def test_a_month_or_a_year_begins_with_its_first_day_and_ends_with_its_last(get, asked, found):
    for day in ("2024-01-31", "2024-02-01", "2024-02-29", "2025-01-01"):
        an_accepted_quote(said_on=day, snapshot=a_snapshot(published_at=f"{day}T23:59:59Z"))
    said = get("quotes/", **{f"said_{end}": when for end, when in asked.items()})["results"]
    assert {quote["said_on"] for quote in said} == found
    printed = get("articles/", **{f"published_{end}": when for end, when in asked.items()})
    assert {article["published_at"][:10] for article in printed["results"]} == found


def test_the_record_as_of_a_month_is_that_of_its_last_moment(get):
    claim = a_published_claim()
    month = get(f"claims/{claim.public_id}/")["verified_at"][:7]
    assert len(get("claims/", as_of=month)["results"]) == 1
    assert get("claims/", as_of="2020-02")["results"] == []
    assert len(get("changes/", since=month, kind="claim")["results"]) == 1


def a_confirmed_match(claim, other, kind):
    one, two = (Claim.objects.get(public_id=key) for key in (claim, other))
    match = a_match(claim=one, other=two, kind=kind, created_by=a_user("annotator"))
    Match.objects.filter(pk=match.pk).confirm(by=a_user("reviewer"))


@pytest.mark.parametrize(
    "address",
    [
        ARTICLE,
        "https://www.gazette.example/trees/",
        "https://gazette.example/amp/trees",
        "https://old.gazette.example/t?id=7",
    ],
)
def test_an_article_is_found_under_every_address_it_has(get, record, address):
    assert [article["url"] for article in get("articles/", url=address)["results"]] == [ARTICLE]
    assert statements(get("claims/", article=address)) == {TREES}
    assert len(get("quotes/", article=address)["results"]) == 1


def test_an_address_nobody_knows_finds_nothing_and_no_address_is_none(get, record):
    for kind in ("claims", "quotes", "snapshots"):
        assert get(f"{kind}/", article="https://gazette.example/other")["results"] == []
    assert get("articles/", url="https://gazette.example/other")["results"] == []
    for bad in ("gazette.example/trees", "/trees", "javascript:alert(1)"):
        assert get("articles/", 400, url=bad)["errors"][0]["parameter"] == "url"
    assert get("claims/", 400, url="https://facts.example/about/")["errors"]


def test_a_claim_is_found_by_its_slug_s_page(get, record):
    slug = get(f"claims/{record['claim']}/")["slug"]
    for page in (f"https://facts.example/claims/{slug}/?from=mail", f"http://x/pl/claims/{slug}"):
        assert statements(get("claims/", url=page)) == {TREES}


@pytest.mark.parametrize(
    "address",
    [
        f"{ARTICLE}?utm_source=mail&fbclid=x#comments",
        f"https://web.archive.org/web/20260302101010/{ARTICLE}",
        "http://WWW.GAZETTE.EXAMPLE:80/trees/",
    ],
)
def test_an_article_is_found_by_an_address_that_was_passed_on_or_of_a_copy(get, record, address):
    assert [one["url"] for one in get("articles/", url=address)["results"]] == [ARTICLE]
    assert statements(get("claims/", article=address)) == {TREES}


def test_two_hundred_ids_are_one_request_and_more_are_refused(get, record):
    ids = [str(record["claim"]), *(f"{n:032x}" for n in range(1, 200))]
    ids = [f"{i[:8]}-{i[8:12]}-{i[12:16]}-{i[16:20]}-{i[20:]}" if "-" not in i else i for i in ids]
    assert statements(get("claims/", id=",".join(ids))) == {TREES}
    (error,) = get("claims/", 400, id=[*ids, str(record["other"])])["errors"]
    assert error == {"parameter": "id", "detail": "Give at most 200 ids."}


def test_evidence_is_found_by_its_domain_and_what_that_is_a_part_of(get, record):
    for domain in ("plans.gazette.example", "GAZETTE.example", "www.plans.gazette.example"):
        assert statements(get("claims/", evidence_domain=domain)) == {TREES}
    assert statements(get("claims/", evidence_domain="example")) == set()
    facets = get("claims/", facets="evidence_domain", article=ARTICLE)["facets"]["evidence_domain"]
    assert {
        "value": "plans.gazette.example",
        "label": "plans.gazette.example",
        "count": 1,
    } in facets


def test_who_repeated_it_after_the_verdict(get, record):
    assert statements(get("claims/", repeated_by="Ana Ilic")) == {TREES}
    assert get("claims/", repeated_by="Donald Tusk")["results"] == []
    assert TREES not in statements(get("claims/", repeated_after_verdict="false"))


def test_a_name_with_a_comma_is_one_name(get):
    care, roads = "Health, care", "Roads"
    for name in (care, roads, "Health"):
        claim = a_published_claim(statement=f"Of {name}.")
        claim.topics.create(name=name)
    assert statements(get("claims/", topic=care)) == {"Of Health, care."}
    both = {"Of Health, care.", "Of Roads."}
    assert statements(get("claims/", topic=[care, roads])) == both
    assert statements(get("claims/", topic="Roads,Health")) == {"Of Roads.", "Of Health."}


@pytest.mark.parametrize(
    "written, spelt",
    [
        ("Олена Зеленко", ["Olena Zelenko", "olena zelenko"]),
        ("Юлія Грищук", ["Yuliia Hryshchuk", "Julija Hryshchuk", "Iuliia Hryshchuk"]),
        ("Євген Малецький", ["Yevhen Maletskyi", "Evhen Maletsky", "Jevhen Maletskyj"]),
        ("Сергей Лугов", ["Sergey Lugov", "Sergei Lugov", "Sergej Lugow"]),
    ],
)
def test_a_cyrillic_name_is_found_in_latin_letters(get, written, spelt):
    speaker = a_speaker(name=written)
    a_published_claim([an_accepted_quote(speaker)], statement="Of her.", claimant=speaker)
    a_published_claim(statement="Of another.", claimant=a_speaker(name="Ольга Інша"))
    for name in (written, *spelt):
        assert statements(get("claims/", speaker=name)) == {"Of her."}, name
    words = spelt[0].split()[-1]
    for kind in ("claims", "quotes", "speakers"):
        assert len(get(f"{kind}/", q=words)["results"]) == 1


def test_facets_go_on_page_by_page(get):
    for n in range(5):
        a_published_claim().topics.create(name=f"Topic {n}")
    query = {"facets": "topic", "facet_size": 2}
    pages = [get("claims/", facet_page=n, **query)["facets"]["topic"] for n in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert len({value["value"] for page in pages for value in page}) == 5


def test_facets_by_month_language_and_role(get, record):
    names = "month,said_month,language,role"
    facets = get("claims/", facets=names, article=ARTICLE)["facets"]
    assert [facets[name][0]["value"] for name in ("said_month", "language", "role")] == [
        "2026-03",
        "en",
        "mayor",
    ]
    assert re.fullmatch("[0-9]{4}-[0-9]{2}", facets["month"][0]["value"])


def test_a_cross_table_counts_every_claim_also_those_without(get):
    trees, parks = Topic.objects.create(name="Trees"), Topic.objects.create(name="Parks")
    for topics in ([trees, parks], [trees], []):
        a_published_claim().topics.add(*topics)
    table = get("statistics/", by="topic,verdict")["results"]
    assert {(line["topic_label"], line["verdict_label"], line["count"]) for line in table} == {
        ("Trees", "False", 2),
        ("Parks", "False", 1),
        (None, "False", 1),
    }


def test_a_cross_table_has_pages_and_takes_filters_and_a_day(get):
    for slug in ("true", "false", "half-true"):
        a_verification("published", verdict=a_verdict(slug))
    first = get("statistics/", by="verdict", page_size=2)
    assert [line["verdict"] for line in first["results"]] == ["false", "half-true"]
    rest = get("statistics/", by="verdict", page_size=2, page=first["next_page"])
    assert [line["verdict"] for line in rest["results"]] == ["true"] and not rest["next_page"]
    only = get("statistics/", by="verdict", normalised="5")["results"]
    assert only == [{"verdict": "true", "verdict_label": "True", "count": 1}]
    assert get("statistics/", by="verdict", as_of="2020-01-01")["results"] == []


def test_what_is_no_table_is_refused(get):
    assert "Say what to count by" in get("statistics/", 400)["errors"][0]["detail"]
    assert get("statistics/", 400, by="note")["errors"][0]["parameter"] == "by"
    (error,) = get("statistics/", 400, by="month,verdict,topic,year")["errors"]
    assert error["detail"] == "Give at most 3 of these."


def test_a_speaker_who_was_not_public_then_has_an_empty_list(get):
    a_published_claim(claimant=a_speaker(name="Ana Ilić"))
    for kind in ("claims", "quotes"):
        assert get(f"{kind}/", speaker="ana ilic", as_of="2020-01-01")["results"] == []
    assert get("claims/", 400, speaker="Nobody", as_of="2020-01-01")["errors"]


def test_changes_begin_at_a_day_a_time_or_where_the_last_answer_ended(get):
    claim = a_published_claim(statement="First.")
    everything = get("changes/")["results"]
    assert get("changes/", since="2020-01-01")["results"] == everything
    assert get("changes/", since="2999-01-01")["results"] == []
    Speaker.objects.filter(pk=claim.claimant_id).update(name="Another")
    changed = get("changes/")["results"][len(everything) :]
    assert get("changes/", since=changed[0]["at"])["results"] == changed
    assert {change["kind"] for change in get("changes/", kind="claim")["results"]} == {"claim"}
    own = get("changes/", id=claim.public_id)["results"]
    assert [change["id"] for change in own] == [str(claim.public_id)] * 2
    assert "no `since` of ours" in get("changes/", 400, since="yesterday")["errors"][0]["detail"]
