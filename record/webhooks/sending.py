"""
Send what is due, signed as Standard Webhooks says; try again later what fails.

A delivery is taken by moving the time at which it is due (SKIP LOCKED: each by one process), and is
sent outside of the transaction. Whoever is killed meanwhile leaves it due again: a receiver may get
it twice, with the same webhook-id. Source: github.com/standard-webhooks/standard-webhooks, v1.
"""

import hmac
from base64 import b64decode, b64encode
from datetime import timedelta
from hashlib import sha256

import httpcore
from django.db import transaction
from django.utils import timezone

from record.models import Delivery, Webhook
from record.models.webhook import PATIENCE, PAUSES, PREFIX
from sources.ingest import Unreadable
from sources.ingest.fetch import agent, checked_address
from sources.ingest.network import Deadline, PublicNetwork

from .message import body

SECONDS = 15  # for one try
TAKEN_FOR = timedelta(minutes=2)
AT_ONCE = 50  # deliveries
GONE = 410
NO_LONGER_WANTED = "The receiver answered 410: it wants no more."
FAILED_LONG = "No delivery has been accepted for {} days."


def send_due():
    """Send what is due, AT_ONCE at most; return how many were accepted, and how many were not."""
    accepted = failed = 0
    while accepted + failed < AT_ONCE and (delivery := take_one()):
        status, said = post(delivery)
        good = 200 <= status < 300
        finish(delivery, said) if good else fail(delivery, status, said)
        accepted, failed = accepted + good, failed + (not good)
    return accepted, failed


@transaction.atomic
def take_one():
    """Return a due delivery, which nobody else takes for a while; None if none is due."""
    due = Delivery.objects.due().select_for_update(skip_locked=True, of=("self",))
    delivery = due.select_related("webhook", "change").first()
    if delivery:
        delivery.tries += 1
        delivery.due_at = timezone.now() + TAKEN_FOR
        delivery.save(update_fields=["tries", "due_at"])
    return delivery


def post(delivery):
    """Send a delivery; return the status of the answer, 0 if there was none, and a sentence."""
    deadline, said = Deadline(SECONDS), body(delivery)
    try:
        url = checked_address(delivery.webhook.url)
        with (
            httpcore.ConnectionPool(network_backend=PublicNetwork(deadline)) as pool,
            pool.stream(
                "POST", url, headers=headers(delivery, said), content=said.encode()
            ) as answer,
        ):
            return answer.status, f"The receiver answered {answer.status}."
    except Unreadable as error:
        return 0, str(error)[:300]
    except httpcore.TimeoutException:
        return 0, f"The receiver did not answer within {SECONDS} seconds."
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        return 0, f"The receiver cannot be reached: {error or 'it broke off'}."[:300]


def headers(delivery, said):
    at = str(int(timezone.now().timestamp()))
    message = f"msg_{delivery.pk}"
    return {
        "Content-Type": "application/json",
        "User-Agent": agent(),
        "webhook-id": message,
        "webhook-timestamp": at,
        "webhook-signature": signature(delivery.webhook.secret, message, at, said),
    }


def signature(secret, message, at, body):
    """Return the value of webhook-signature: HMAC-SHA256 of id, time and body, in Base64."""
    key = b64decode(secret.removeprefix(PREFIX))
    made = hmac.digest(key, f"{message}.{at}.{body}".encode(), sha256)
    return f"v1,{b64encode(made).decode()}"


def finish(delivery, said):
    delivery.due_at, delivery.delivered_at, delivery.answer = None, timezone.now(), said
    delivery.save(update_fields=["due_at", "delivered_at", "answer"])
    Webhook.objects.filter(pk=delivery.webhook_id).update(failing_since=None)


def fail(delivery, status, said):
    """Note when it is tried again, if at all; disable a webhook that fails for long."""
    now = timezone.now()
    pause = PAUSES[delivery.tries - 1] if delivery.tries <= len(PAUSES) else None
    # Unless something newer of its claim took its place meanwhile.
    waiting = Delivery.objects.filter(pk=delivery.pk).exclude(due_at=None)
    waiting.update(due_at=pause and now + timedelta(seconds=pause), answer=said)
    webhook = Webhook.objects.filter(pk=delivery.webhook_id)
    webhook.filter(failing_since=None).update(failing_since=now)
    if status == GONE:
        webhook.update(disabled_because=NO_LONGER_WANTED)
    webhook.filter(failing_since__lt=now - PATIENCE).update(
        disabled_because=FAILED_LONG.format(PATIENCE.days)
    )
