"""Matches: another claim that says the same, contradicts or is narrower, and who said so."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Greatest, Least
from django.utils import timezone

from sources.fields import created_at
from sources.models import History
from sources.rules import Rule

from .claim import Claim
from .reviewer import may_publish

MANY = 5  # suggested for one claim


class MatchQuerySet(models.QuerySet):
    def suggested(self):
        """Return those that nobody has decided on."""
        return self.filter(stage=Match.Stage.SUGGESTED)

    def confirmed(self):
        return self.filter(stage=Match.Stage.CONFIRMED)

    def suggest(self, claim):
        """
        Suggest the claims that look like a Claim, each pair once for ever: also if it was refused.

        Nothing else follows from it: no claim is linked, and no verdict taken over.
        """
        alike = Claim.objects.like(claim.statement, sure=True).exclude(pk=claim.pk)[:MANY]
        matches = [
            Match(claim=claim, other=other, score=other.likeness, method=other.method)
            for other in alike
        ]
        return self.bulk_create(matches, ignore_conflicts=True)

    def decide(self, stage, by):
        """Confirm or refuse the suggested ones, as the user `by`; how many that were."""
        return self.suggested().update(stage=stage, decided_by=by, decided_at=timezone.now())


class Match(models.Model):
    """That two claims say the same, that one contradicts the other, or says less than it."""

    class Kind(models.TextChoices):
        SAME = "same", "says the same: the same facts would make both true"
        CONTRADICTS = "contradicts", "contradicts: both cannot be true"
        NARROWER = "narrower", "is narrower: it follows from the other"

    class Stage(models.TextChoices):
        SUGGESTED = "suggested"
        CONFIRMED = "confirmed"
        REFUSED = "refused"

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="matches")
    other = models.ForeignKey(Claim, models.CASCADE, related_name="matched_by")
    kind = models.CharField(max_length=11, choices=Kind, default=Kind.SAME)
    stage = models.CharField(
        max_length=9, choices=Stage, default=Stage.SUGGESTED, editable=False, db_index=True
    )
    score = models.FloatField(null=True, editable=False, help_text="How alike, 0 to 1, if found.")
    method = models.CharField(max_length=50, blank=True, editable=False, help_text="What found it.")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    created_at = created_at()

    objects = MatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "matches"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                Least("claim", "other"),
                Greatest("claim", "other"),
                name="match_once_per_pair",
                violation_error_message=(
                    "These two claims are matched already, or somebody refused to match them."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["same", "contradicts", "narrower"]),
                name="match_kind_is_known",
                violation_error_message="A match says the same, contradicts, or is narrower.",
            ),
            models.CheckConstraint(
                condition=~models.Q(claim=models.F("other")),
                name="match_of_two_claims",
                violation_error_message="A claim does not match itself: choose another one.",
            ),
            models.CheckConstraint(
                condition=models.Q(stage="suggested", decided_by=None, decided_at=None)
                | models.Q(
                    stage__in=["confirmed", "refused"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="match_decided_by_somebody",
                violation_error_message="Who confirms or refuses a match is kept with the time.",
            ),
            Rule(
                name="match_confirmed_by_another_person",
                on="INSERT OR UPDATE OF stage, decided_by_id",
                broken=(
                    "NEW.stage = 'confirmed' AND (TG_OP = 'INSERT' OR "
                    "NEW.decided_by_id = NEW.created_by_id OR "
                    f"NOT {may_publish('NEW.decided_by_id')})"
                ),
                violation_error_message=(
                    "A match is confirmed by a reviewer who has not recorded it. "
                    "Ask a colleague to confirm it."
                ),
            ),
            Rule(
                name="match_stays_as_decided",
                on="UPDATE",
                broken=(
                    "(NEW.claim_id, NEW.other_id, NEW.created_by_id) IS DISTINCT FROM "
                    "(OLD.claim_id, OLD.other_id, OLD.created_by_id) OR OLD.stage <> 'suggested'"
                ),
                violation_error_message=(
                    "A match keeps its two claims and who recorded it, and once it is confirmed or "
                    "refused it stays so."
                ),
            ),
            History(name="match_history", part_of=("claims_claim", "claim_id")),
        ]

    def __str__(self):
        return f"“{self.claim}” {self.kind} “{self.other}”"
