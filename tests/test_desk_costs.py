"""The desk's pages ask the database as often for twenty rows as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import Claim, Topic, Verdict, Verification
from sources.models import Article, Publisher, Quote, Snapshot, Speaker
from sources.models.change import change_count
from tests.factories import (
    a_claim,
    a_publisher,
    a_snapshot,
    a_speaker,
    a_suggestion_a_word,
    a_verification,
    an_accepted_quote,
    an_appearance,
)
from tests.pages import logged_in, page


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def a_row_of_everything():
    quote = an_accepted_quote(snapshot=a_snapshot(publisher=a_publisher()))
    an_appearance(a_verification("published").claim, quote)
    Topic.objects.create(name=f"Topic {quote.pk}")


LISTS = [Article, Claim, Publisher, Quote, Snapshot, Speaker, Topic, Verdict, Verification]


@pytest.mark.parametrize("model", LISTS)
def test_a_list_costs_the_same_at_one_row_and_at_twenty(model):
    client, address = logged_in("administrator"), page(model, "changelist")
    a_row_of_everything()
    queries(client, address)
    one = queries(client, address)
    for _ in range(19):
        a_row_of_everything()
    assert queries(client, address) == one


def an_article_with(quotes):
    snapshot = a_snapshot(" ".join(f"word{n}" for n in range(quotes)) + ".")
    for n in range(quotes):
        quote = an_accepted_quote(words=f"word{n}", snapshot=snapshot)
        an_appearance(a_verification("published").claim, quote)
    return snapshot.article


def a_claim_with(rows):
    claim = a_claim()
    for _ in range(rows):
        an_appearance(claim, an_accepted_quote())
        a_verification(claim=claim)
    return claim


def a_speaker_with(rows):
    speaker = a_speaker()
    for n in range(rows):
        speaker.roles.create(title=f"title {n}")
    return speaker


def a_verification_with(rows):
    return a_verification("submitted", evidence=rows)


@pytest.mark.parametrize(
    "a_record", [an_article_with, a_claim_with, a_speaker_with, a_verification_with]
)
def test_a_page_costs_the_same_with_one_row_and_with_twenty(a_record):
    client, few, many = logged_in("reviewer"), page(a_record(1)), page(a_record(20))
    queries(client, few)
    assert queries(client, few) == queries(client, many)


def accepting(client, article):
    """What it costs to accept the article's first quote, as its card does."""
    quotes = Quote.objects.filter(snapshot__article=article).annotate(version=change_count(Quote))
    quote = quotes.order_by("start", "end").first()
    decide = reverse("admin:sources_quote_decide", args=[quote.pk])
    sent = {"decision": "accept", "speaker": str(a_speaker()), "_version": quote.version}
    with CaptureQueriesContext(connection) as asked:
        client.post(decide, sent, headers={"X-Answer": "card"})
    quote.refresh_from_db()
    assert quote.status == "accepted"
    return len(asked)


def test_an_article_costs_the_same_with_one_quote_with_twenty_and_with_two_thousand():
    client, articles = (
        logged_in("annotator"),
        [a_suggestion_a_word(number).article for number in (1, 20, 2000)],
    )
    queries(client, page(articles[0]))
    accepting(client, a_suggestion_a_word(1).article)
    assert len({queries(client, page(article)) for article in articles}) == 1
    assert len({accepting(client, article) for article in articles}) == 1


def test_the_front_page_costs_the_same_however_much_waits():
    client = logged_in("reviewer")
    an_article_with(1)
    queries(client, "/admin/")
    one = queries(client, "/admin/")
    an_article_with(20)
    assert queries(client, "/admin/") == one
