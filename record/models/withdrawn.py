"""Claims that were published once and withdrawn: when and why, and none of their words."""

from datetime import UTC

from django.db import models
from django.utils.dateformat import format as formatted

from record.documents import Record


class WithdrawnQuerySet(models.QuerySet):
    def newest(self):
        return self.order_by("-withdrawn_at", "-public_id")


class Withdrawn(models.Model):
    """
    A withdrawn claim of which nothing is published now; the database writes it (withdrawn.sql).

    `reason` is empty where the claim was withdrawn before reasons were public.
    """

    id = models.BigIntegerField(primary_key=True)
    public_id = models.UUIDField(unique=True)
    withdrawn_at = models.DateTimeField()
    reason = models.TextField(blank=True)

    objects = WithdrawnQuerySet.as_manager()
    rebuild = classmethod(Record.rebuild.__func__)  # from its view, as the ready tables are

    class Meta:
        indexes = [
            models.Index(fields=["-withdrawn_at", "-public_id"], name="record_withdrawn_newest")
        ]

    def __str__(self):
        """Return the sentence that stands at the claim's address."""
        day = formatted(self.withdrawn_at.astimezone(UTC), "j F Y")
        return f"This claim was withdrawn on {day}" + (f": {self.reason}" if self.reason else ".")
