"""Who is told of what is published, changed and withdrawn, and what they were told."""

import secrets
from base64 import b64encode
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from sources.models.change import History
from sources.rules import Rule

from .change import Change

PUBLISHED, CHANGED, WITHDRAWN = "claim.published", "claim.changed", "claim.withdrawn"
TEST = "webhook.test"
OVERTAKEN = "Something newer of this claim is told in its place."
PREFIX = "whsec_"  # as Standard Webhooks writes a secret
# Seconds between the tries of a delivery, as Standard Webhooks recommends: three days in all.
PAUSES = (5, 5 * 60, 30 * 60, *(hours * 3600 for hours in (2, 5, 10, 14, 20, 24)))
PATIENCE = timedelta(days=5)  # with a receiver that answers no delivery
KEPT = timedelta(days=30)  # for which the log keeps what is done; the last of a claim stays


class WebhookQuerySet(models.QuerySet):
    def active(self):
        return self.filter(disabled_because="")


class Webhook(models.Model):
    """An address that is told of claims; `last_change` is the last change it was told of."""

    name = models.CharField(max_length=100, help_text="Whose it is, and what for.")
    url = models.CharField(
        "address", max_length=2048, help_text="Where it is sent to: https://, on the public web."
    )
    filter = models.CharField(
        max_length=2000,
        blank=True,
        help_text="Which claims, as in an address of the API, such as verdict=false&topic=Trees. "
        "Without a filter, all.",
    )
    secret = models.CharField(max_length=60, editable=False)
    last_change = models.BigIntegerField(editable=False)
    failing_since = models.DateTimeField(null=True, editable=False)
    disabled_because = models.CharField(max_length=300, blank=True, default="", editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = WebhookQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            History(
                name="webhook_history",
                without=("secret", "last_change", "failing_since"),
            ),
            Rule(
                name="webhook_keeps_its_secret",
                on="UPDATE OF secret",
                broken="NEW.secret <> OLD.secret",
                violation_error_message="A webhook keeps its secret: make a new webhook.",
            ),
            Rule(
                name="webhook_knows_of_changes_there_are",
                on="INSERT OR UPDATE OF last_change",
                # or nobody would be told of what is yet to come, and nothing would say so
                broken=(
                    "NEW.last_change > (SELECT COALESCE(max(number), 0) FROM record_change) "
                    "OR TG_OP = 'UPDATE' AND NEW.last_change < OLD.last_change"
                ),
                violation_error_message=(
                    "A webhook is told of changes in their order. To tell it no more, disable it."
                ),
            ),
        ]

    def __str__(self):
        return self.name

    def make_secret(self):
        """Give an unsaved webhook its secret, and return it: nobody is shown it again."""
        self.secret = PREFIX + b64encode(secrets.token_bytes(32)).decode()
        return self.secret

    def disable(self, because):
        self.disabled_because = because
        self.save(update_fields=["disabled_because"])

    def enable(self):
        """Tell it again, also of what was given up meanwhile."""
        self.failing_since, self.disabled_because = None, ""
        self.save(update_fields=["failing_since", "disabled_because"])
        self.deliveries.given_up().update(due_at=Now(), tries=0)


class DeliveryQuerySet(models.QuerySet):
    def due(self, at=None):
        """Return those to be sent now, the longest due first; none of a claim changed since."""
        due = self.filter(due_at__lte=at or timezone.now(), webhook__disabled_because="")
        newer = Change.objects.filter(kind="claim", number__gt=models.OuterRef("change"))
        newer = newer.filter(public_id=models.OuterRef("claim"))
        return due.exclude(models.Exists(newer)).order_by("due_at", "id")

    def given_up(self):
        """Return those not accepted at any try; nothing newer of their claim was put here."""
        return self.filter(due_at=None, delivered_at=None).exclude(answer=OVERTAKEN)

    def overtake(self):
        """Send none of these that was not accepted: something newer of its claim is told."""
        return self.filter(delivered_at=None).update(due_at=None, answer=OVERTAKEN)

    def forget(self, at=None):
        """Delete of these what is done and older than the log goes back; return how many."""
        before = (at or timezone.now()) - KEPT
        return self.filter(due_at=None, created_at__lt=before).delete()[0]


class Delivery(models.Model):
    """
    A change of the record that one webhook is told once, or a test.

    What is sent is made of the change at each try. `due_at` is when it is sent next, None when it
    is done.
    """

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=20)
    claim = models.UUIDField(null=True, help_text="The public id of the claim it is about.")
    change = models.ForeignKey(Change, models.PROTECT, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField(null=True, db_default=Now())
    tries = models.SmallIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True, help_text="To the last try.")

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "deliveries"
        indexes = [
            models.Index(fields=["due_at"], name="delivery_due", condition=~models.Q(due_at=None)),
            models.Index(fields=["webhook", "claim"], name="delivery_of_claim"),
        ]
        constraints = [
            Rule(
                name="delivery_tells_what_the_record_says",
                on="INSERT OR UPDATE OF event, claim, change_id",
                broken=f"NOT (NEW.event = '{TEST}' AND NEW.claim IS NULL AND NEW.change_id IS NULL "
                f"OR NEW.event IN ('{PUBLISHED}', '{CHANGED}', '{WITHDRAWN}') AND EXISTS ("
                "SELECT FROM record_change c WHERE c.number = NEW.change_id AND c.kind = 'claim' "
                "AND c.public_id = NEW.claim "
                f"AND (c.document IS NULL OR NEW.event <> '{WITHDRAWN}')))",
                violation_error_message="A webhook is told changes of the record, and tests.",
            )
        ]

    def __str__(self):
        return f"{self.event} {self.pk}"
