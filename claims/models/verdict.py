"""The newsroom's scale: the verdicts a verification may reach."""

from django.db import models

from sources.fields import LineField, created_at
from sources.models import History
from sources.rules import AfterRule


class Verdict(models.Model):
    """A word on the scale, with a value from 1 (false) to 5 (true), or with none."""

    slug = models.SlugField(max_length=50, unique=True)
    label = LineField(max_length=50, unique=True)
    meaning = LineField(max_length=500)
    value = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="1 is false, 5 is true; empty where no number would fit."
    )
    retired = models.BooleanField(
        default=False,
        db_default=False,
        help_text="No longer chosen. Verifications that were published with it keep it.",
    )
    created_at = created_at()

    class Meta:
        ordering = [models.F("value").desc(nulls_last=True), "label"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value__range=(1, 5)),
                name="verdict_value_from_1_to_5",
                violation_error_message="A verdict's value is 1 (false) to 5 (true), or empty.",
            ),
            AfterRule(
                name="verdict_once_published_stays",
                on="UPDATE OF slug, label, meaning, value",
                broken=(
                    "(NEW.slug, NEW.label, NEW.meaning, NEW.value) IS DISTINCT FROM "
                    "(OLD.slug, OLD.label, OLD.meaning, OLD.value) AND EXISTS (SELECT FROM "
                    "claims_verification WHERE verdict_id = OLD.id "
                    "AND stage IN ('published', 'superseded', 'withdrawn'))"
                ),
                violation_error_message=(
                    "Verifications were published with this word, and it keeps its meaning. "
                    "Retire it, and add a new word for what you mean now."
                ),
            ),
            History(name="verdict_history"),
        ]

    def __str__(self):
        return self.label
