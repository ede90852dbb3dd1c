"""The pages people read: plain, escaped, without anything from outside."""

import json
import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.utils.html import strip_tags

from tests.factories import (
    a_claim,
    a_published_claim,
    a_snapshot,
    a_speaker,
    a_user,
    a_verification,
    an_accepted_quote,
)
from tests.refusals import as_owner, switched_off

pytestmark = pytest.mark.usefixtures("without_locks")

HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;{{ 7|add:7 }}\u2028"
)
ATOM = "{http://www.w3.org/2005/Atom}"


def reviews(response):
    pattern = r'<script type="application/ld\+json">(.*?)</script>'
    return [json.loads(found) for found in re.findall(pattern, response.content.decode(), re.S)]


def withdrawn(reason, **fields):
    """A Claim that was published, and withdrawn at noon of 5 March 2026."""
    claim = a_published_claim(**fields)
    at = datetime(2026, 3, 5, 12, tzinfo=UTC)
    with switched_off("verification_dated_by_the_database", "claims_verification"):
        claim.verifications.update(stage="withdrawn", reason=reason, withdrawn_at=at)
    return claim


def page(client, claim):
    return client.get(f"/claims/{claim.public_id}/")


def test_a_claim_s_page_says_what_was_said_and_found(client):
    minister = a_speaker(name="Ana Ilić")
    minister.roles.create(title="minister", organisation="Council")
    quote = an_accepted_quote(minister, occasion="in a speech")
    claim = a_published_claim([quote], claimant=minister, statement="It rained.")
    shown = page(client, claim).content.decode()
    role = "<bdi>Ana Ilić</bdi></a>, <bdi>minister</bdi>, <bdi>Council</bdi>"
    assert shown.count(role) == 2  # of the claim, and of the quote
    for words in (
        *("Ana Ilić", "minister", "It rained.", quote.text, "in a speech"),
        *(quote.snapshot.article.headline, quote.snapshot.article.url),
        *("False", "It is not so.", "Source 0", "https://source.example/0"),
    ):
        assert words in shown


def test_a_claim_s_page_holds_its_one_claimreview(client):
    claim = a_published_claim(statement="It rained.")
    (review,) = reviews(page(client, claim))
    assert review["claimReviewed"] == "It rained."
    assert review["url"].endswith(f"/claims/{claim.public_id}/")


def test_no_word_of_the_record_runs(client):
    speaker = a_speaker(name=HOSTILE[:300])
    claim = a_published_claim([an_accepted_quote(speaker)], statement=HOSTILE, claimant=speaker)
    for response in (page(client, claim), client.get("/"), client.get("/", {"q": HOSTILE})):
        assert b"<img" not in response.content and b"<script>" not in response.content
    assert reviews(page(client, claim))[0]["claimReviewed"] == HOSTILE


def test_an_address_that_is_none_is_no_link(client):
    """A database of before there was the rule may hold one."""
    as_owner("ALTER TABLE claims_evidence DROP CONSTRAINT evidence_urls_are_addresses")
    verification = a_verification(evidence=0)
    verification.evidence.create(
        title="Bad", url="javascript:alert(1)", archived_url="data:text/html,x"
    )
    verification.submit()
    verification.publish(by=a_user("reviewer"))
    shown = page(client, verification.claim).content.decode()
    assert "Bad" in shown and "javascript:" not in shown and "data:text" not in shown


def test_a_correction_is_said_on_the_page(client):
    claim = a_published_claim()
    a_verification("published", claim=claim, correction="The year was wrong.")
    shown = page(client, claim).content.decode()
    assert "The year was wrong." in shown
    (earlier,) = re.findall(r'href="([^"]+/verifications/)"', shown)
    stages = [verification["stage"] for verification in client.get(earlier).json()["results"]]
    assert stages == ["published", "superseded"]


@pytest.mark.parametrize("path", ["/claims/c6a9fb3d-1f0a-4b3a-b8a0-2b2f9d0f3f0e/", "/nothing/"])
def test_what_is_not_public_is_not_there(client, path):
    assert client.get(path).status_code == 404
    assert page(client, a_claim()).status_code == 404
    assert page(client, a_verification("submitted").claim).status_code == 404


def test_a_withdrawn_claim_s_page_says_when_and_why_and_none_of_its_words(client):
    claim = withdrawn("The source was <b>wrong</b>.", statement="It rained.")
    response = page(client, claim)
    shown = response.content.decode()
    assert (response.status_code, reviews(response)) == (410, [])
    assert "On 5 March 2026" in shown and "The source was &lt;b&gt;wrong&lt;/b&gt;." in shown
    for words in ("It rained.", "It is not so.", claim.claimant.name, "Source 0", "False"):
        assert words not in shown


def test_a_claim_published_again_is_as_any_other(client):
    claim = withdrawn("The source was wrong.")
    a_verification("submitted", claim=claim, reason="For us.").send_back("For us.")
    assert page(client, claim).status_code == 410 and b"For us." not in page(client, claim).content
    a_verification("published", claim=claim)
    response = page(client, claim)
    assert response.status_code == 200 and "The source was wrong." not in response.content.decode()
    assert "The source was wrong." not in client.get("/feeds/corrections.atom").content.decode()


def test_withdrawn_before_reasons_were_public_it_says_when(client):
    claim = withdrawn("For us.")
    as_owner("UPDATE record_withdrawn SET reason = ''")
    call_command("rebuild_record", verbosity=0)
    shown = page(client, claim).content.decode()
    assert "On 5 March 2026" in shown and "For us." not in shown


def test_the_front_page_searches(client):
    a_published_claim(statement="Trees are green."), a_published_claim(statement="It rained.")
    shown = client.get("/", {"q": "tree", "cursor": ""}).content.decode()
    assert "Trees are green." in shown and "It rained." not in shown


def test_the_front_page_leads_to_all_that_is_older(client):
    [a_published_claim(statement=f"Claim {n}.") for n in range(21)]
    first = client.get("/").content.decode()
    assert "Claim 20." in first and "Claim 0." not in first
    older = re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")
    assert "Claim 0." in client.get(older).content.decode()


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/?repeated_after_verdict=true&topic=Trees", [("repeated_after_verdict", "true")]),
        ("/quotes/?speaker=x&speaker=y&q=a&cursor=", [("speaker", "x"), ("speaker", "y")]),
    ],
)
def test_what_a_form_has_no_box_for_goes_on_with_its_next_search(client, address, kept):
    claim = a_published_claim([an_accepted_quote()])
    claim.topics.create(name="Trees")
    for name in "xy":
        a_published_claim(claimant=a_speaker(name=name))
    html = client.get(address).content.decode()
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)">', html)
    assert hidden == kept


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("verdict=true,false", '<option value="true,false" selected>'),
        ("verdict=true&verdict=false", '<option value="true,false" selected>'),
        ("verdict=false", '<option value="false" selected>'),
        ("ordering=-said", '<option value="-said" selected>'),
        ("speaker=Ana&speaker=Bo", 'name="speaker" value="Ana,Bo"'),
        ("", 'type="date" name="claimed_after"'),
    ],
)
def test_what_was_asked_stands_in_the_boxes_whole(client, query, shown):
    for name in ("Ana", "Bo"):
        a_published_claim(claimant=a_speaker(name=name))
    html = client.get(f"/?{query}").content.decode()
    assert shown in html and html.count(" selected>") == ("speaker" not in query and bool(query))


def test_a_box_for_days_shows_a_month_that_was_asked_for(client):
    html = client.get("/?claimed_after=2026-03&claimed_before=2026-03-09").content.decode()
    assert '<input type="text" name="claimed_after" value="2026-03">' in html
    assert '<input type="date" name="claimed_before" value="2026-03-09">' in html


def test_no_comma_stands_where_an_article_has_no_publisher(client):
    for known in ({"byline": "Jane Doe"}, {"published_at": "2026-03-03T12:00Z"}, {}):
        quote = an_accepted_quote(snapshot=a_snapshot(**known))
        a_published_claim([quote])
        for address in (f"/articles/{quote.snapshot.article.public_id}/", "/articles/"):
            html = client.get(address).content.decode()
            for line in re.findall(r'class="by">(.*?)(?: · |</p>|</span>)', html):
                words = strip_tags(line).strip()
                assert not words.startswith(",") and not words.endswith(","), words


def test_more_words_than_are_searched_for_and_nobody_has_find_nothing(client):
    words = "+".join(f"nobody{number}" for number in range(40))
    response = client.get(f"/?q={words}")
    assert response.status_code == 200 and "It is not so." not in response.content.decode()


def test_an_empty_field_beside_a_full_one_is_no_reason_to_show_everything(client):
    a_published_claim(statement="It rained.")
    for query in ("?language=de&language=", "?language=&language=de"):
        assert b"It rained." not in client.get(f"/{query}").content


def test_an_address_that_is_no_path_is_answered(client):
    assert client.generic("OPTIONS", "*").status_code in (404, 405)


def test_a_bad_question_is_answered_in_sentences(client):
    response = client.get("/", {"qery": "rain"})
    assert response.status_code == 400
    assert "There is no such parameter here." in response.content.decode()


def test_the_feed_bears_the_newest_verdicts(client):
    claim = a_published_claim(statement="It rained \u0001 <b>.")
    feed = ElementTree.fromstring(client.get("/feeds/verdicts.atom").content)
    (entry,) = feed.iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id").endswith(f"/claims/{claim.public_id}/")
    assert entry.findtext(f"{ATOM}title") == "False: It rained  <b>."


def test_the_feed_of_corrections_bears_what_was_wrong(client):
    a_published_claim()
    corrected = a_published_claim(statement="It rained.")
    a_verification("published", claim=corrected, correction="It was snow.", summary="It snowed.")
    feed = ElementTree.fromstring(client.get("/feeds/corrections.atom").content)
    (entry,) = feed.iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id").endswith(f"/claims/{corrected.public_id}/")
    assert entry.findtext(f"{ATOM}summary") == "It was snow. It snowed."


def test_the_feed_of_corrections_bears_what_was_withdrawn_and_none_of_its_words(client):
    gone = withdrawn("The source was \u0001 <b>wrong</b>.", statement="It rained.")
    corrected = a_published_claim()
    a_verification("published", claim=corrected, correction="It was snow.")
    feed = client.get("/feeds/corrections.atom").content
    first, second = ElementTree.fromstring(feed).iter(f"{ATOM}entry")
    assert first.findtext(f"{ATOM}summary").startswith("It was snow.")  # the newest
    assert second.findtext(f"{ATOM}id").endswith(f"/claims/{gone.public_id}/")
    assert second.findtext(f"{ATOM}updated") == "2026-03-05T12:00:00+00:00"
    assert second.findtext(f"{ATOM}title") == "Withdrawn"
    sentence = "This claim was withdrawn on 5 March 2026: The source was  <b>wrong</b>."
    assert second.findtext(f"{ATOM}summary") == sentence
    assert "It rained." not in feed.decode()


@pytest.mark.parametrize("path", ["/", "/feeds/verdicts.atom", "/api/v1/claims/", "/nothing/"])
def test_reading_sets_no_cookie_and_asks_for_nothing_from_outside(client, path):
    a_published_claim()
    response = client.get(path)
    assert not response.cookies and "Cookie" not in response.get("Vary", "")
    assert "default-src 'self'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/feeds/verdicts.atom", "/feeds/corrections.atom"])
def test_nobody_writes_a_page(client, admin_client, path):
    for somebody in (client, admin_client):
        assert somebody.post(path).status_code == 405
