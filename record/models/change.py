"""What the public record began to say, and when: for mirrors, and for the past."""

from django.db import models

from record.documents import KIND_NAMES
from record.documents.row import DocumentField

from .withdrawn import Withdrawn


class ChangeQuerySet(models.QuerySet):
    def of(self, kind, since):
        """Return the changes to records of a kind (a model) at the moment `since` or later."""
        return self.filter(kind=kind._meta.model_name, at__gte=since)

    def with_withdrawal(self):
        """Annotate `withdrawn_at` and `reason` where the record's claim is a withdrawn one."""
        withdrawn = Withdrawn.objects.filter(public_id=models.OuterRef("public_id"))
        return self.annotate(
            withdrawn_at=models.Subquery(withdrawn.values("withdrawn_at")),
            reason=models.Subquery(withdrawn.values("reason")),
        )

    def last_before(self, moment):
        """Return the number of the last change before a moment; 0 if there is none."""
        # Of each kind the first one then or later, by its index: times rise as numbers do.
        at_or_after = [
            self.filter(kind=kind, at__gte=moment).order_by("at", "number").values("number")[:1]
            for kind, _ in KIND_NAMES
        ]
        first = self.none().union(*at_or_after).order_by("number").values_list("number", flat=True)
        if next_one := first.first():
            return next_one - 1
        return self.last_number()

    def last_number(self):
        return self.aggregate(last=models.Max("number"))["last"] or 0

    def newest_at(self):
        """Return the last change's time as ISO 8601; all that commit later are of a later one."""
        at = self.aggregate(at=models.Max("at"))["at"]
        return at and iso(at)


def iso(moment):
    """Return a moment in UTC as all answers have it: ISO 8601 with a Z."""
    return moment.isoformat().replace("+00:00", "Z")


class Change(models.Model):
    """What the public record began to say at a moment: a document, or no longer anything."""

    number = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=12)
    public_id = models.UUIDField()
    at = models.DateTimeField()
    document = DocumentField(null=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["public_id", "-number"], name="record_change_of_one"),
            models.Index(fields=["kind", "at"], name="record_change_since"),
        ]

    def __str__(self):
        return f"{self.number}: {self.kind} {self.public_id}"
