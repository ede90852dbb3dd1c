"""The table of the steps: the declaration in `transitions`, where the database's rules read it."""

from django.apps import apps as global_apps
from django.db import models

from sources.models import History

from .transitions import TRANSITIONS


class Step(models.Model):
    """A verification goes from stage `before` to `after`; no other way than these rows."""

    class Whose(models.TextChoices):
        OWN = "own", "one's own"
        OTHERS = "others", "another person's"

    name = models.CharField(max_length=10, unique=True)
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    whose = models.CharField(max_length=6, choices=Whose, blank=True)
    permission = models.CharField(
        max_length=60, blank=True, help_text="Empty: the database takes this step itself."
    )
    needs_reason = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["before", "after", "whose"],
                name="step_once_between_two_stages",
                violation_error_message=(
                    "There is a step of these people between these two stages already."
                ),
            ),
            History(name="step_history"),
        ]

    def __str__(self):
        return self.name


COLUMNS = ("name", "before", "after", "whose", "permission", "needs_reason")


def fill_steps(using, apps=global_apps, **kwargs):
    """
    Make the table's rows those of TRANSITIONS; what stands there already is left alone.

    Runs after every `migrate` and `flush`, rather than in a migration for each change: then the
    list has no second copy, and a table that somebody emptied or altered is right again.
    """
    try:
        rows = apps.get_model("claims", "Step").objects.using(using)
    except LookupError:  # migrated back to before there was the table
        return
    declared = [
        tuple(getattr(transition, column) for column in COLUMNS)
        for transition in TRANSITIONS.values()
    ]
    present = set(rows.values_list(*COLUMNS))
    for row in present.difference(declared):
        rows.filter(name=row[0]).delete()
    missing = [row for row in declared if row not in present]
    rows.bulk_create(
        [rows.model(**dict(zip(COLUMNS, row, strict=True))) for row in missing],
        ignore_conflicts=True,  # on the way back to where two stages had one step between them
    )
