"""
The outbox: what of the change feed each webhook is to be told.

The feed is written by the transaction that publishes, so nothing is missed and nothing is told that
did not happen. A webhook's row is locked while its outbox is filled: each change is put there once.
"""

import json

from django.db import transaction
from django.http import QueryDict

from record.models import Change, Claim, Delivery, Webhook
from record.models.change import iso
from record.query.filters import ClaimFilter

AT_ONCE = 200  # changes
PUBLISHED, CHANGED, WITHDRAWN = "claim.published", "claim.changed", "claim.withdrawn"
TEST = "webhook.test"


def fill():
    """Put what is new into the outbox of every active webhook; return how many deliveries."""
    return sum(fill_one(pk) for pk in Webhook.objects.active().values_list("pk", flat=True))


@transaction.atomic
def fill_one(pk):
    """The same for one; for none while another process is at it."""
    locked = Webhook.objects.active().select_for_update(skip_locked=True)
    webhook = locked.filter(pk=pk).first()
    if webhook is None:
        return 0
    changes = Change.objects.with_withdrawal().filter(number__gt=webhook.last_change, kind="claim")
    changes = list(changes.order_by("number")[:AT_ONCE])
    if not changes:
        return 0
    last = {change.public_id: change for change in changes}  # what was changed again is told once
    put = [put_one(webhook, change) for change in last.values() if is_wanted(webhook, change)]
    Webhook.objects.filter(pk=pk).update(last_change=changes[-1].number)
    return len(put)


def is_wanted(webhook, change):
    """
    Return whether a webhook is told of a change.

    It is told of what its filter finds, and of what it was told of before: that this is no longer
    so, or no longer there.
    """
    if webhook.deliveries.filter(claim=change.public_id).exists():
        return True
    if change.document is None:
        return not webhook.filter
    claims = Claim.objects.filter(public_id=change.public_id)
    return ClaimFilter(QueryDict(webhook.filter), claims).qs.exists()


def put_one(webhook, change):
    event = event_of(webhook, change)
    body = body_of(event, change)
    return webhook.deliveries.create(event=event, claim=change.public_id, body=body)


def event_of(webhook, change):
    """Return what has happened to the claim since the webhook was last told of changes."""
    if change.document is None:
        return WITHDRAWN
    known = Change.objects.filter(public_id=change.public_id, number__lte=webhook.last_change)
    return CHANGED if known.exists() else PUBLISHED


def body_of(event, change):
    """Return the body as JSON text: the event, when it happened, and the claim as in `changes/`."""
    data = {"id": str(change.public_id), "claim": change.document and json.loads(change.document)}
    if change.document is None:
        at = change.withdrawn_at
        data |= {"withdrawn_at": at and at.isoformat(), "reason": change.reason or None}
    return to_json(event, change.at, data)


def put_test(webhook, at):
    """Put an event into the outbox that says nothing, to see whether it arrives."""
    said = {"message": "This is a test. Nothing has been published."}
    return Delivery.objects.create(webhook=webhook, event=TEST, body=to_json(TEST, at, said))


def to_json(event, at, data):
    said = {"type": event, "timestamp": iso(at), "data": data}
    return json.dumps(said, ensure_ascii=False)
