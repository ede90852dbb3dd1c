"""Where an article no longer contains a quote's words, every way out of the record says so."""

import csv
import io

import pytest

from claims.models import Verification
from claims.models.verification import ChangedMeanwhile
from sources.ingest import capture_text
from sources.models import Publisher, Quote
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
    assert {change["kind"] for change in feed(client)[before:]} == {"article", "claim", "quote"}


def test_what_stands_in_the_new_text_changes_no_document_but_the_article_s(client, quote):
    claim = a_published_claim([quote])
    before = len(feed(client))
    captured(quote, f"At last.\n{WAS}")
    assert {change["kind"] for change in feed(client)[before:]} == {"article"}
    page = client.get(f"/claims/{claim.public_id}/").content.decode()
    assert "no longer contains" not in page


def the_article(client, quote):
    public_id = quote.snapshot.article.public_id
    document = client.get(f"/api/v1/articles/{public_id}/").json()
    return document, client.get(f"/articles/{public_id}/").content.decode()


def test_an_article_says_of_each_text_how_much_changed_and_which_quotes_it_lacks(client, quote):
    captured(quote, WAS.replace("plant", "fell"))
    captured(quote, f"At last. {WAS}")
    document, shown = the_article(client, quote)
    counts = [(text["length"], text["added"], text["removed"]) for text in document["snapshots"]]
    assert counts == [(len(WAS), None, None), (len(WAS) - 1, 1, 1), (len(WAS) + 9, 3, 1)]
    lacked = [text["vanished"] for text in document["snapshots"]]
    assert lacked == [[], [str(quote.public_id)], []]
    assert "1 word was added, 1 removed." in shown and "3 words were added, 1 removed." in shown
    assert shown.index("No longer there as quoted:") < shown.index("There again:")
    assert shown.count(f'href="#quote-{quote.public_id}"') == 2
    assert "Nobody asked." not in shown  # which its publisher does not allow
    assert "The whole text is its publisher’s." in shown


def test_where_the_publisher_allows_it_the_words_that_changed_are_marked(client, quote):
    Publisher.objects.create(name="Open").article_set.set([quote.snapshot.article])
    Publisher.objects.update(shows_full_text=True)
    captured(quote, WAS.replace("plant", "fell"))
    _, shown = the_article(client, quote)
    assert "<del>plant </del>" in shown and "<ins>fell </ins>" in shown


def test_a_quote_that_was_rejected_is_in_no_list_of_what_a_text_lacks(client, quote):
    other = an_accepted_quote(quote.speaker, words="The council met.", snapshot=quote.snapshot)
    captured(quote, WAS.replace("plant", "fell").replace("council", "board"))
    (_, new) = the_article(client, quote)[0]["snapshots"]
    assert len(new["vanished"]) == 2
    Quote.objects.filter(pk=other.pk).update(status="rejected", reason="Not said.")
    (_, new) = the_article(client, quote)[0]["snapshots"]
    assert new["vanished"] == [str(quote.public_id)]


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
