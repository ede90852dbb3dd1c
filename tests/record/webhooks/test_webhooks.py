"""Webhooks: a receiver of the tests' own gets what it asked for, signed, until it accepts it."""

import hmac
import json
from base64 import b64decode, b64encode
from contextlib import closing
from datetime import timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from record.models import Change, Delivery, Webhook
from record.models.webhook import KEPT, OVERTAKEN, PATIENCE, PAUSES
from record.webhooks import fill, put_test, send_due, signature
from record.webhooks.sending import fail, take_one
from tests.factories import (
    a_delivery,
    a_published_claim,
    a_speaker,
    a_user,
    a_verification,
    a_webhook,
)
from tests.pages import logged_in, read
from tests.refusals import refused_by, rows, sql

pytestmark = pytest.mark.usefixtures("without_locks")

ADD = "/admin/record/webhook/add/"


class Receiver(ThreadingHTTPServer):
    """Keeps (headers, body) of what it is sent, and answers `status`."""

    daemon_threads = True
    status = 204

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Hook)
        self.got = []

    @property
    def events(self):
        return [json.loads(body)["type"] for _, body in self.got]


class Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), body))
        self.send_response(self.server.status)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def receiver(settings):
    with Receiver() as receiver:
        Thread(target=receiver.serve_forever, daemon=True).start()
        settings.FETCH_ALSO = {receiver.server_address}
        receiver.url = "http://{}:{}/hook".format(*receiver.server_address)
        yield receiver
        receiver.shutdown()


def deliver():
    call_command("deliver_webhooks", verbosity=0)


def make_due():
    Delivery.objects.exclude(due_at=None).update(due_at=timezone.now())


def test_what_is_published_changed_and_withdrawn_arrives(receiver):
    a_published_claim(statement="Before it was asked for.")
    a_webhook(url=receiver.url)
    claim = a_published_claim(statement="It rained.")
    deliver()
    a_verification("published", claim=claim, correction="It was snow.")
    deliver()
    claim.verifications.published().get().withdraw("The source was wrong.")
    deliver()
    deliver()
    assert receiver.events == ["claim.published", "claim.changed", "claim.withdrawn"]
    first, second, third = (json.loads(body)["data"] for _, body in receiver.got)
    assert first["claim"]["statement"] == "It rained."
    assert second["claim"]["verification"]["correction"] == "It was snow."
    assert (third["claim"], third["reason"]) == (None, "The source was wrong.")
    assert {first["id"], second["id"], third["id"]} == {str(claim.public_id)}


def test_a_delivery_is_signed_as_standard_webhooks_says(receiver):
    webhook = a_webhook(url=receiver.url)
    put_test(webhook)
    send_due()
    ((headers, body),) = receiver.got
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = b64decode(webhook.secret.removeprefix("whsec_"))
    made = b64encode(hmac.new(key, signed, sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{made}"
    assert abs(int(headers["webhook-timestamp"]) - timezone.now().timestamp()) < 60
    assert headers["Content-Type"] == "application/json" and len(key) == 32


def test_another_secret_time_or_body_has_another_signature():
    secret = a_webhook().secret
    known = signature(secret, "msg_1", "1", "{}")
    others = [(secret, "msg_2", "1", "{}"), (secret, "msg_1", "2", "{}")]
    others += [(secret, "msg_1", "1", "[]"), (a_webhook().secret, "msg_1", "1", "{}")]
    assert known not in [signature(*other) for other in others]


def test_a_filter_says_of_which_and_what_was_told_is_told_of_later(receiver):
    a_webhook(url=receiver.url, filter="speaker=Ana&verdict=false")
    ana = a_speaker(name="Ana")
    a_published_claim(statement="Of another.")
    claim = a_published_claim(statement="Of hers.", claimant=ana)
    deliver()
    type(ana).objects.filter(pk=ana.pk).update(name="Somebody else")
    deliver()
    claim.verifications.get().withdraw("The source was wrong.")
    a_published_claim().verifications.get().withdraw("Of this nobody was told.")
    deliver()
    assert receiver.events == ["claim.published", "claim.changed", "claim.withdrawn"]


def test_what_is_public_again_is_published(receiver):
    a_webhook(url=receiver.url)
    claim = a_published_claim()
    deliver()
    claim.verifications.get().withdraw("The source was wrong.")
    deliver()
    a_verification("published", claim=claim)
    deliver()
    assert receiver.events == ["claim.published", "claim.withdrawn", "claim.published"]


def test_a_filter_that_names_nobody_any_more_finds_nothing(receiver):
    ana = a_speaker(name="Ana")
    a_published_claim(statement="Of hers.", claimant=ana)
    a_webhook(url=receiver.url, filter="speaker=Ana")
    type(ana).objects.filter(pk=ana.pk).update(name="Somebody else")
    a_published_claim(statement="Of another.")
    deliver()
    assert receiver.events == []


@pytest.mark.parametrize("status", [302, 400, 500])
def test_what_is_not_accepted_is_sent_again_after_growing_pauses(receiver, status):
    receiver.status = status
    put_test(a_webhook(url=receiver.url))
    for pause in PAUSES:
        before = timezone.now()
        assert send_due() == (0, 1)
        due = Delivery.objects.get().due_at
        assert abs(due - before - timedelta(seconds=pause)) < timedelta(seconds=10)
        assert send_due() == (0, 0)
        make_due()
    assert send_due() == (0, 1) and Delivery.objects.get().due_at is None
    assert sorted(PAUSES) == list(PAUSES)
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1


def test_who_comes_back_gets_what_it_missed_once(receiver):
    receiver.status = 503
    a_webhook(url=receiver.url)
    a_published_claim()
    deliver()
    receiver.status = 200
    make_due()
    deliver(), deliver()
    assert receiver.events == ["claim.published"] * 2
    delivery = Delivery.objects.get()
    assert delivery.delivered_at and delivery.tries == 2
    assert delivery.webhook.failing_since is None


def words_of(claim, receiver):
    """What was sent of a claim, the first first: (event, statement or None)."""
    sent = [json.loads(body) for _, body in receiver.got]
    told = [(one["type"], one["data"]) for one in sent if one["data"].get("id") == str(claim)]
    return [(event, data["claim"] and data["claim"]["statement"]) for event, data in told]


@pytest.mark.parametrize("filled", [True, False])
def test_what_failed_is_not_sent_again_once_the_claim_is_withdrawn(receiver, filled):
    receiver.status = 503
    a_webhook(url=receiver.url)
    claim = a_published_claim(statement="It never rained.")
    deliver()
    claim.verifications.get().withdraw("The source was wrong.")
    receiver.status = 200
    make_due()
    fill() if filled else send_due()
    make_due()
    deliver()
    assert words_of(claim.public_id, receiver) == [
        ("claim.published", "It never rained."),
        ("claim.withdrawn", None),
    ]
    assert "It never rained." not in str(rows("SELECT to_jsonb(d) FROM record_delivery d"))


def test_what_is_on_its_way_while_the_claim_is_withdrawn_is_not_tried_again(receiver):
    a_webhook(url=receiver.url)
    claim = a_published_claim()
    fill()
    on_its_way = take_one()
    claim.verifications.get().withdraw("The source was wrong.")
    fill()
    fail(on_its_way, 503, "The receiver answered 503.")
    assert Delivery.objects.get(event="claim.published").due_at is None
    make_due(), deliver()
    assert receiver.events == ["claim.withdrawn"]


def test_a_correction_takes_the_place_of_what_was_not_accepted(receiver):
    receiver.status = 503
    a_webhook(url=receiver.url)
    claim = a_published_claim()
    deliver()
    a_verification("published", claim=claim, correction="It was snow.")
    receiver.status = 200
    make_due(), deliver(), make_due(), deliver()
    assert receiver.events == ["claim.published", "claim.changed"]
    assert Delivery.objects.get(event="claim.published").answer == OVERTAKEN


def test_every_moment_is_written_alike(receiver):
    a_webhook(url=receiver.url)
    a_published_claim().verifications.get().withdraw("The source was wrong.")
    deliver()
    (sent,) = [json.loads(body) for _, body in receiver.got]
    assert sent["timestamp"].endswith("Z") and sent["data"]["withdrawn_at"].endswith("Z")


def test_delivery_tells_what_the_record_says():
    webhook, claim, other = a_webhook(), a_published_claim(), a_published_claim()
    change = Change.objects.filter(public_id=claim.public_id).latest("number")
    told = {"event": "claim.changed", "claim": claim.public_id, "change": change}
    for false in (
        {"event": "claim.withdrawn"},
        {"event": "claim.invented"},
        {"event": "webhook.test"},
        {"claim": other.public_id},
        {"change": None},
    ):
        with refused_by("delivery_tells_what_the_record_says"):
            webhook.deliveries.create(**told | false)
    true = webhook.deliveries.create(**told)
    with refused_by("delivery_tells_what_the_record_says"):
        sql("UPDATE record_delivery SET event = 'claim.withdrawn' WHERE id = %s", true.pk)


def test_webhook_keeps_its_secret():
    webhook = a_webhook()
    webhook.make_secret()
    with refused_by("webhook_keeps_its_secret"):
        webhook.save()


def test_webhook_knows_of_changes_there_are():
    """Or somebody would be told nothing of what is yet to come, and nobody would see it."""
    last = Change.objects.last_number()
    webhook = a_webhook(last_change=last)
    for number in (last - 1, last + 1):
        with refused_by("webhook_knows_of_changes_there_are"):
            Webhook.objects.filter(pk=webhook.pk).update(last_change=number)
    with refused_by("webhook_knows_of_changes_there_are"):
        a_webhook(last_change=last + 1)


def test_after_long_failure_a_webhook_is_disabled_and_can_be_enabled(receiver):
    receiver.status = 500
    webhook = a_webhook(url=receiver.url)
    put_test(webhook)
    send_due()
    Webhook.objects.update(failing_since=timezone.now() - PATIENCE - timedelta(minutes=1))
    make_due(), send_due(), make_due()
    webhook.refresh_from_db()
    assert "5 days" in webhook.disabled_because
    a_published_claim()
    assert (fill(), send_due()) == (0, (0, 0))
    receiver.status = 200
    webhook.enable()
    deliver()
    assert sorted(receiver.events[-2:]) == ["claim.published", "webhook.test"]


def test_what_was_given_up_is_told_once_it_is_enabled_again(receiver):
    receiver.status = 500
    webhook = a_webhook(url=receiver.url)
    a_published_claim(), fill()
    for _ in range(len(PAUSES) + 1):
        make_due(), send_due()
    assert Delivery.objects.get().due_at is None
    webhook.disable("Down for long.")
    receiver.status = 200
    webhook.enable()
    assert (send_due(), send_due()) == ((1, 0), (0, 0))
    webhook.enable()
    assert send_due() == (0, 0)


def test_what_was_given_up_and_is_overtaken_waits_no_more(receiver):
    webhook = a_webhook(url=receiver.url)
    claim = a_published_claim()
    fill()
    Delivery.objects.update(due_at=None)
    claim.verifications.get().withdraw("The source was wrong.")
    deliver()
    webhook.enable()
    assert not Delivery.objects.exclude(due_at=None).exists()


def test_a_receiver_that_says_410_is_asked_no_more(receiver):
    receiver.status = 410
    put_test(a_webhook(url=receiver.url))
    send_due(), make_due()
    assert send_due() == (0, 0)
    assert "410" in Webhook.objects.get().disabled_because


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/hook",
        "http://localhost/hook",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/hook",
        "http://10.0.0.7/hook",
    ],
)
def test_nothing_is_sent_into_our_own_network(url):
    put_test(a_webhook(url=url))
    assert send_due() == (0, 1)
    assert "network of this server's own" in Delivery.objects.get().answer


def test_a_redirect_is_not_followed(receiver):
    receiver.status = 307
    put_test(a_webhook(url=receiver.url))
    assert send_due() == (0, 1) and len(receiver.got) == 1


@pytest.mark.django_db(databases=["default", "record"], transaction=True, serialized_rollback=True)
def test_a_delivery_that_another_process_has_is_not_sent_twice(receiver):
    put_test(a_webhook(url=receiver.url))
    with closing(psycopg.connect(**connection.get_connection_params())) as other:
        other.execute("SELECT FROM record_delivery FOR UPDATE")
        assert send_due() == (0, 0)
    assert send_due() == (1, 0)


@pytest.mark.django_db(databases=["default", "record"], transaction=True, serialized_rollback=True)
def test_what_is_rolled_back_is_told_to_nobody(receiver):
    a_webhook(url=receiver.url)
    with transaction.atomic():
        a_published_claim()
        transaction.set_rollback(True)
    deliver()
    assert receiver.events == []


def grow_old():
    Delivery.objects.update(created_at=timezone.now() - KEPT - timedelta(days=1))


def test_the_log_forgets_what_is_old_and_done():
    done, waiting = a_delivery(due_at=None), a_delivery(webhook=a_webhook())
    grow_old()
    assert Delivery.objects.forget() == 1
    assert [*Delivery.objects.all()] == [waiting] and done.pk != waiting.pk


def test_the_log_keeps_the_last_of_a_claim_and_of_the_tests(receiver):
    webhook = a_webhook(url=receiver.url)
    claim = a_published_claim()
    deliver(), put_test(webhook), deliver()
    grow_old(), deliver()
    assert Delivery.objects.count() == 2
    claim.verifications.get().withdraw("The source was wrong.")
    deliver(), put_test(webhook)
    assert sorted(Delivery.objects.values_list("event", flat=True)) == [
        "claim.withdrawn",
        "webhook.test",
    ]


def test_what_a_filter_had_told_long_ago_is_told_to_be_withdrawn(receiver):
    a_webhook(url=receiver.url, filter="verdict=false")
    claim = a_published_claim()
    deliver()
    grow_old(), deliver()
    claim.verifications.get().withdraw("The source was wrong.")
    deliver()
    assert receiver.events == ["claim.published", "claim.withdrawn"]


def added(**fields):
    client = logged_in("administrator")
    values = {"name": "Ours", "url": "https://hook.example/", "filter": "", **fields}
    return read(client.post(ADD, values, follow=True))


def test_an_administrator_adds_one_and_sees_the_secret_once(receiver):
    a_published_claim()
    page = added(url=receiver.url, filter="verdict=false")
    webhook = Webhook.objects.get()
    assert webhook.secret in page
    client = logged_in("administrator")
    listed = read(client.get(f"/admin/record/webhook/{webhook.pk}/change/"))
    assert webhook.secret not in listed
    assert (fill(), webhook.filter) == (0, "verdict=false")  # what was before is not told


@pytest.mark.parametrize(
    "fields, sentence",
    [
        ({"url": "ftp://hook.example/"}, "Only addresses that begin with https"),
        ({"url": "https://me:secret@hook.example/"}, "user name or password"),
        ({"url": "http://hook.example:6379/"}, "own ports"),
        ({"filter": "verdcit=false"}, "There is no such parameter here."),
        ({"filter": "verdict=fals"}, "No public verdict is called"),
    ],
)
def test_what_could_never_be_told_is_refused_in_a_sentence(fields, sentence):
    assert sentence in added(**fields)
    assert not Webhook.objects.exists()


def test_a_test_event_is_sent_from_the_list(receiver):
    webhook = a_webhook(url=receiver.url)
    client = logged_in("administrator")
    for action in ("test", "disable", "enable"):
        data = {"action": action, "_selected_action": webhook.pk}
        assert client.post("/admin/record/webhook/", data).status_code == 302
    deliver()
    assert receiver.events == ["webhook.test"]
    assert "answered 204" in read(client.get("/admin/record/delivery/"))


def test_nobody_but_administrators_sees_where_it_is_sent():
    a_webhook(created_by=a_user())
    for group in ("annotator", "reviewer"):
        assert logged_in(group).get("/admin/record/webhook/").status_code == 403
