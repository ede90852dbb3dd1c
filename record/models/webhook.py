"""Who is told of what is published, changed and withdrawn, and what they were told."""

import secrets
from base64 import b64encode
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from sources.models.change import History

PREFIX = "whsec_"  # as Standard Webhooks writes a secret
# Seconds between the tries of a delivery, as Standard Webhooks recommends: three days in all.
PAUSES = (5, 5 * 60, 30 * 60, *(hours * 3600 for hours in (2, 5, 10, 14, 20, 24)))
PATIENCE = timedelta(days=5)  # with a receiver that answers no delivery
KEPT = timedelta(days=30)  # for which the log keeps what is done


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
            )
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
        self.failing_since, self.disabled_because = None, ""
        self.save(update_fields=["failing_since", "disabled_because"])


class DeliveryQuerySet(models.QuerySet):
    def due(self, at=None):
        """Those to be sent now, the longest due first."""
        due = self.filter(due_at__lte=at or timezone.now(), webhook__disabled_because="")
        return due.order_by("due_at", "id")

    def forget(self, at=None):
        """Delete what is done and older than the log goes back; return how many those were."""
        before = (at or timezone.now()) - KEPT
        return self.filter(due_at=None, created_at__lt=before).delete()[0]


class Delivery(models.Model):
    """What one webhook is told once; `due_at` is when it is sent next, None when it is done."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=20)
    claim = models.UUIDField(null=True, help_text="The public id of the claim it is about.")
    body = models.TextField()
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

    def __str__(self):
        return f"{self.event} {self.pk}"
