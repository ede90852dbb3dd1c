"""
What a delivery says, as JSON: made of the record at each try, and kept nowhere else.

So nothing is told that the record does not say, and no words of a claim outlive its withdrawal.
"""

import json

from record.models import Change
from record.models.change import iso
from record.models.webhook import TEST, WITHDRAWN

TRIAL = {"message": "This is a test. Nothing has been published."}


def body(delivery):
    """Return the event, when it happened, and the claim as in `changes/`; the same at each try."""
    change = delivery.change
    if delivery.event == TEST:
        return to_json(TEST, delivery.created_at, TRIAL)
    if change.document is None:
        return to_json(WITHDRAWN, change.at, tombstone(delivery))
    document = json.loads(change.document)
    return to_json(delivery.event, change.at, {"id": str(delivery.claim), "claim": document})


def tombstone(delivery):
    """Return what is told of a withdrawn claim: when and why."""
    change = Change.objects.using("default").with_withdrawal().get(pk=delivery.change_id)
    return {
        "id": str(delivery.claim),
        "claim": None,
        "withdrawn_at": change.withdrawn_at and iso(change.withdrawn_at),
        "reason": change.reason or None,
    }


def to_json(event, at, data):
    said = {"type": event, "timestamp": iso(at), "data": data}
    return json.dumps(said, ensure_ascii=False)
