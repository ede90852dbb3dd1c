"""What very many documents show reaches them in batches, and others write in between."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connection, connections

from record import models as record
from record.query.as_of import as_of
from sources.models import Quote
from tests.factories import (
    a_claim,
    a_published_claim,
    a_snapshot,
    a_speaker,
    a_user,
    a_verification,
    amended,
    an_appearance,
)
from tests.record.test_record import the_record, the_views

PATIENCE = 20  # seconds
NUMBER = 201  # quotes: more than are renewed at once, so four batches of 50, and one more


@pytest.fixture
def speaker():
    """Somebody with NUMBER public quotes, of which the first makes a public claim."""
    speaker = a_speaker(name="Before")
    snapshot = a_snapshot(" ".join(f"word{n:04}" for n in range(NUMBER)))
    Quote.objects.all().delete()
    quotes = Quote.objects.bulk_create(
        Quote(
            snapshot=snapshot,
            start=n * 9,
            end=n * 9 + 8,
            text=f"word{n:04}",
            status="accepted",
            speaker=speaker,
        )
        for n in range(NUMBER)
    )
    a_published_claim(quotes[:1], claimant=speaker)
    return speaker


def named(name):
    """How many public quotes show it."""
    quotes = record.Quote.objects.using("default")
    return quotes.filter(document__contains=f'"name" : "{name}"').count()


def a_batch():
    with connection.cursor() as cursor:
        cursor.execute("SELECT record_work_off()")
        return cursor.fetchone()[0]


def test_two_hundred_documents_show_it_at_once(speaker):
    Quote.objects.filter(pk__in=Quote.objects.order_by("-pk")[:1]).update(status="rejected")
    amended(speaker, name="After")
    assert (named("Before"), named("After")) == (0, 200)
    assert not record.Renewal.objects.exists()


def test_very_many_show_it_batch_by_batch_until_the_record_is_what_the_views_are(speaker):
    amended(speaker, name="After")
    shown = [named("After"), *((a_batch(), named("After")) for _ in range(6))]
    assert shown == [0, (50, 50), (50, 100), (50, 150), (50, 200), (1, 201), (None, 201)]
    assert the_record() == the_views()


def test_the_speaker_and_the_claims_show_it_in_the_transaction_that_changed_it(speaker):
    amended(speaker, name="After")
    for kind in (record.Speaker, record.Claim):
        assert '"name" : "Before"' not in kind.objects.using("default").get().document


def test_a_batch_renews_what_is_there_when_its_turn_comes(speaker):
    amended(speaker, name="Meanwhile")
    a_batch()
    amended(speaker, name="After")
    Quote.objects.filter(pk=Quote.objects.latest("pk").pk).update(status="rejected")
    call_command("renew_documents")
    assert (named("Meanwhile"), named("After")) == (0, NUMBER - 1)
    assert the_record() == the_views()


def test_the_change_feed_has_each_document_once(speaker):
    before = record.Change.objects.using("default").latest("number").number
    amended(speaker, name="After")
    record.Renewal.objects.work_off()
    changes = record.Change.objects.using("default").filter(kind="quote", number__gt=before)
    assert changes.count() == changes.values("public_id").distinct().count() == NUMBER


def test_as_of_a_time_in_between_is_what_was_read_then(speaker):
    amended(speaker, name="After")
    a_batch()
    moment = record.Change.objects.using("default").latest("number").at
    before = named("Before"), named("After")
    record.Renewal.objects.work_off()
    with as_of(moment):
        quotes = [q.document for q in record.Quote.objects.all()]
    assert before == tuple(
        sum(f'"name" : "{name}"' in q for q in quotes) for name in ("Before", "After")
    )


@pytest.mark.django_db(transaction=True, serialized_rollback=True, databases=["default", "record"])
def test_others_publish_while_documents_wait(speaker):
    amended(speaker, name="Meanwhile")
    a_batch()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(another_publication, speaker).result(PATIENCE)
    assert record.Claim.objects.filter(document__contains="Another one.").count() == 1
    assert (named("Before"), record.Renewal.objects.using("default").count()) == (151, 4)
    record.Renewal.objects.work_off()
    assert the_record() == the_views()


def another_publication(speaker):
    try:
        claim = a_claim(claimant=speaker, statement="Another one.")
        an_appearance(claim, Quote.objects.latest("pk"))
        a_verification("submitted", claim=claim).publish(by=a_user("reviewer"))
    finally:
        connections.close_all()
