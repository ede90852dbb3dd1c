"""Where an article no longer contains a quote's words, every way out of the record says so."""

import csv
import io

import pytest

from claims.models import Verification
from claims.models.verification import ChangedMeanwhile
from sources.ingest import capture_text
from tests.factories import (
    a_claim,
    a_published_claim,
    a_snapshot,
    a_speaker,
    a_user,
    a_verification,
    an_accepted_quote,
    an_appearance,
)
from tests.pages import logged_in

WORDS = "We will plant trees,"
WAS = f"The council met. “{WORDS}” said Mayor Ann Lee. It rained. Nobody asked."


@pytest.fixture
def quote():
    return an_accepted_quote(a_speaker(name="Ann Lee"), words=WORDS, snapshot=a_snapshot(WAS))


def captured(quote, text):
    return capture_text(quote.snapshot.article, text)[0]


def exported(client, name):
    return b"".join(client.get(f"/exports/{name}").streaming_content).decode()


def feed(client):
    return client.get("/api/v1/changes/", {"page_size": 100}).json()["results"]


def test_api_exports_page_and_change_feed_say_since_when_the_words_are_gone(client, quote):
    claim = a_published_claim([quote])
    before = len(feed(client))
    assert client.get(f"/api/v1/quotes/{quote.public_id}/").json()["vanished_since"] is None
    newest = captured(quote, WAS.replace("plant", "fell"))
    since = newest.captured_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    shown = client.get(f"/api/v1/claims/{claim.public_id}/").json()["quotes"]
    assert [one["vanished_since"] for one in shown] == [since]
    assert [one["vanished_since"] for one in client.get("/api/v1/quotes/").json()["results"]] == [
        since
    ]
    rows = csv.DictReader(io.StringIO(exported(client, "quotes.csv")))
    assert [row["vanished_since"] for row in rows] == [since]
    page = client.get(f"/claims/{claim.public_id}/").content.decode()
    assert "the article no longer contains these words as they are quoted here." in page
    assert {change["kind"] for change in feed(client)[before:]} == {"claim", "quote"}


def test_what_stands_in_the_new_text_changes_no_document(client, quote):
    claim = a_published_claim([quote])
    before = feed(client)
    captured(quote, f"At last.\n{WAS}")
    assert feed(client) == before
    page = client.get(f"/claims/{claim.public_id}/").content.decode()
    assert "no longer contains" not in page


def test_a_quote_is_public_once_however_many_texts_it_stands_in(client, quote):
    captured(quote, f"{WAS} So far.")
    captured(quote, f"{WAS} So it was.")
    assert [one["id"] for one in client.get("/api/v1/quotes/").json()["results"]] == [
        str(quote.public_id)
    ]


def test_a_verification_whose_quote_is_gone_is_listed(quote):
    published = a_verification("published", claim=an_appearance(quote=quote).claim)
    a_verification("published")
    assert not Verification.objects.vanished()
    captured(quote, "Nothing of the sort.")
    assert list(Verification.objects.vanished()) == [published]
    assert list(Verification.objects.stale()) == [published]
    found = logged_in("reviewer").get("/admin/claims/verification/", {"turn": "vanished"})
    assert [row.pk for row in found.context["cl"].result_list] == [published.pk]


def test_who_publishes_has_read_that_the_words_are_gone(quote):
    claim = an_appearance(a_claim(), quote).claim
    verification = a_verification("submitted", claim=claim)
    seen = verification.version
    captured(quote, f"{WAS} So far.")
    assert verification.version == seen  # where they stand, nothing has to be read again
    captured(quote, "Nothing of the sort.")
    with pytest.raises(ChangedMeanwhile, match="What differs: the quotes"):
        verification.publish(by=a_user("reviewer"), seen=seen)
