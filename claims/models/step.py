"""Who may take which step: a table that the database's rules, the desk and the README read."""

from django.db import models

from sources.models import History


class Step(models.Model):
    """A finding goes from stage `before` to `after`; no other way than these rows."""

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
                fields=["before", "after"],
                name="step_once_between_two_stages",
                violation_error_message="There is a step between these two stages already.",
            ),
            History(name="step_history"),
        ]

    def __str__(self):
        return self.name

    def open_to(self, user, verification):
        """Whether `user` may take this step with `verification`, if it stands where it begins."""
        own = verification.author_id == user.pk
        return (
            bool(self.permission)
            and own == (self.whose == "own")
            and user.has_perm(self.permission)
        )
