"""Findings on claims: one person finds, another publishes, and nothing published ever changes."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from sources.fields import LineField, ProseField, created_at, public_id
from sources.models import Snapshot

from .claim import Claim
from .rules import EVIDENCE_RULES, VERIFICATION_RULES
from .verdict import Verdict


class ChangedMeanwhile(Exception):
    """What somebody decided about is no longer what is there. The message says so in a sentence."""


class VerificationQuerySet(models.QuerySet):
    def drafts(self):
        return self.filter(stage=Verification.Stage.DRAFT)

    def returned(self):
        """The drafts that were submitted and came back with a reason."""
        return self.drafts().exclude(reason="")

    def submitted(self):
        return self.filter(stage=Verification.Stage.SUBMITTED)

    def published(self):
        return self.filter(stage=Verification.Stage.PUBLISHED)

    def waiting_for(self, user):
        """The submitted verifications that `user` may publish: another person's."""
        return self.submitted().exclude(author=user)


class Verification(models.Model):
    """
    One finding on a claim by one person, approved by another.

    Stages: draft, submitted, published; then superseded by a correction, or withdrawn.
    """

    class Stage(models.TextChoices):
        DRAFT = "draft"
        SUBMITTED = "submitted"
        PUBLISHED = "published"
        SUPERSEDED = "superseded"
        WITHDRAWN = "withdrawn"

    public_id = public_id()
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="verifications")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="verifications"
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="approved"
    )
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.DRAFT, editable=False)
    verdict = models.ForeignKey(Verdict, models.PROTECT, null=True, blank=True)
    summary = LineField(max_length=1000, blank=True, help_text="The finding in a sentence or two.")
    rationale = ProseField(blank=True, help_text="How it was found, step by step.")
    correction = LineField(
        max_length=1000,
        blank=True,
        help_text="If this corrects a published finding: what was wrong, and what is right.",
    )
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, editable=False, related_name="superseded_by"
    )
    reason = LineField(
        max_length=1000, blank=True, editable=False, help_text="Why it was returned or withdrawn."
    )
    submitted_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    created_at = created_at()

    objects = VerificationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        permissions = [("publish_verification", "Can publish, return and withdraw verifications")]
        constraints = VERIFICATION_RULES

    def __str__(self):
        return f"{self.verdict or 'No verdict yet'} ({self.stage}): {self.claim}"

    def submit(self, at=None):
        """Hand the draft to another person; from now on its words stand still."""
        self._step("draft", stage="submitted", submitted_at=at or timezone.now(), reason="")

    def send_back(self, reason):
        """Return a submitted verification to its author, saying why."""
        self._step("submitted", stage="draft", submitted_at=None, reason=reason)

    def publish(self, by, seen=None, at=None):
        """
        Publish as the user `by`, who is not the author; a published one before it is superseded.

        `seen` is the `submitted_at` of the submission that `by` read (None: the one in memory).
        Raises ChangedMeanwhile if it was returned or submitted anew since, IntegrityError if a
        rule is broken.
        """
        self.submitted_at = seen or self.submitted_at
        self._step(
            "submitted",
            {"submitted_at": self.submitted_at},
            stage="published",
            approver=by,
            published_at=at or timezone.now(),
        )

    def withdraw(self, reason, at=None):
        """Take a published finding back, saying why; it stays readable at the desk."""
        self._step("published", stage="withdrawn", withdrawn_at=at or timezone.now(), reason=reason)

    def _step(self, before, seen=None, **changes):
        """Change the row if it is still at stage `before` and as `seen`: the first one wins."""
        still = Verification.objects.filter(pk=self.pk, stage=before, **(seen or {}))
        if not still.update(**changes):
            raise ChangedMeanwhile(
                "This verification has changed since you opened it. Read it again, then decide."
            )
        self.refresh_from_db()


class Evidence(models.Model):
    """What a verification rests on: a source elsewhere, or a snapshot kept here."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports"
        REFUTES = "refutes"
        CONTEXT = "context"

    verification = models.ForeignKey(Verification, models.CASCADE, related_name="evidence")
    stance = models.CharField(max_length=8, choices=Stance, default=Stance.CONTEXT)
    title = LineField(max_length=500)
    url = models.URLField(max_length=2048, blank=True)
    publisher = LineField(max_length=300, blank=True)
    excerpt = ProseField(blank=True, help_text="The words that count, letter for letter.")
    archived_url = models.URLField(max_length=2048, blank=True)
    snapshot = models.ForeignKey(
        Snapshot, models.PROTECT, null=True, blank=True, help_text="An article kept here."
    )

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "evidence"
        constraints = EVIDENCE_RULES

    def __str__(self):
        return self.title
