"""Dated editions of the record, for citing: when each was kept, and the hash of its package."""

from django.db import models
from django.db.models.functions import Now

from sources.rules import Rule


class EditionQuerySet(models.QuerySet):
    def of(self, day):
        """Return the packages of a day's edition, the first one first."""
        return self.filter(day=day).order_by("made_at", "id")


class Edition(models.Model):
    """
    A package of the record as it stood at a `moment`.

    A day has one edition, and one row for each package that it ever was: the first as it was kept,
    further ones after something in it was withdrawn. What a hash once stood for stays listed.
    """

    day = models.DateField()
    moment = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField(help_text="Bytes.")
    made_at = models.DateTimeField(db_default=Now())

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "sha256"], name="edition_once_by_day_and_hash"),
            Rule(
                name="edition_stays",
                on="UPDATE OR DELETE",
                broken="true",
                violation_error_message="An edition that was kept is never changed or taken away.",
            ),
        ]

    def __str__(self):
        return f"{self.day} {self.sha256[:12]}"
