"""
The outbox: what of the change feed each webhook is to be told.

The feed is written by the transaction that publishes, so nothing is missed and nothing is told that
did not happen. A webhook's row is locked while its outbox is filled: each change is put there once,
and takes the place of what was not accepted yet of its claim.
"""

from django.db import transaction
from django.http import QueryDict

from record.models import Change, Claim, Delivery, Webhook
from record.models.webhook import CHANGED, PUBLISHED, TEST, WITHDRAWN
from record.query.filters import ClaimFilter

AT_ONCE = 200  # changes


def fill():
    """Put what is new into the outbox of every active webhook; return how many deliveries."""
    return sum(fill_one(pk) for pk in Webhook.objects.active().values_list("pk", flat=True))


@transaction.atomic
def fill_one(pk):
    """Put what is new into one webhook's outbox, unless another process does; return how many."""
    locked = Webhook.objects.active().select_for_update(skip_locked=True)
    webhook = locked.filter(pk=pk).first()
    if webhook is None:
        return 0
    changes = Change.objects.filter(number__gt=webhook.last_change, kind="claim")
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
    found = ClaimFilter(QueryDict(webhook.filter), claims)
    return found.is_valid() and found.qs.exists()  # a name that is nobody's by now finds nothing


def put_one(webhook, change):
    """Put a change into the outbox; it is now by this one that the claim is known to be told of."""
    earlier = webhook.deliveries.filter(claim=change.public_id)
    earlier.overtake()
    earlier.forget()
    event = event_of(webhook, change)
    return webhook.deliveries.create(event=event, claim=change.public_id, change=change)


def event_of(webhook, change):
    """Return what has happened to the claim since the webhook was last told of changes."""
    if change.document is None:
        return WITHDRAWN
    known = Change.objects.filter(public_id=change.public_id, number__lte=webhook.last_change)
    last = known.order_by("-number").values_list("document", flat=True).first()
    return CHANGED if last else PUBLISHED  # also of what was withdrawn, and is public again


def put_test(webhook):
    """Put an event into the outbox that says nothing, to see whether it arrives."""
    webhook.deliveries.filter(event=TEST).forget()
    return Delivery.objects.create(webhook=webhook, event=TEST)
