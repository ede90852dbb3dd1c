"""Verifications of claims: one person writes, another publishes, nothing published changes."""

from itertools import count

from django.conf import settings
from django.db import IntegrityError, connection, models, transaction
from django.db.models.functions import Now
from django.utils.html import format_html

from sources.fields import LineField, ProseField, created_at, public_id
from sources.models import Quote, Snapshot, by
from sources.rules import violation_message

from .claim import Claim
from .constraints import EVIDENCE_RULES, VERIFICATION_RULES
from .transitions import TRANSITIONS
from .verdict import Verdict


class ChangedMeanwhile(Exception):
    """Raised when the row is no longer what was decided about; the message is for users."""

    def __init__(
        self,
        sentence="This verification has changed since you opened it. Read it again, then decide.",
    ):
        super().__init__(sentence)


AS_READ = "verification_published_as_read"  # the rule, in record/sql/reviewed.sql
NOT_APPROVED = {"approver": None, "publish_at": None, "read_digests": ""}


class VerificationQuerySet(models.QuerySet):
    def drafts(self):
        return self.filter(stage=Verification.Stage.DRAFT)

    def returned(self):
        """Return the drafts that were submitted and came back with a reason."""
        return self.drafts().exclude(reason="")

    def submitted(self):
        return self.filter(stage=Verification.Stage.SUBMITTED)

    def published(self):
        return self.filter(stage=Verification.Stage.PUBLISHED)

    def due(self):
        """Return the approved verifications whose time, by the database's clock, has come."""
        return self.submitted().filter(publish_at__lte=Now())

    def publish_due(self):
        """
        Publish what is due, each once, however many ask at a time; return how many were due.

        An approval lapses with a reason if its verification has changed since or breaks a rule.
        """
        for done in count():
            with transaction.atomic():
                waiting = self.due().select_for_update(skip_locked=True).order_by("pk")
                verification = waiting.first()
                if verification is None:
                    return done
                verification.fall_due()

    def hold(self):
        """
        Lock all that these verifications' documents are made of, until the transaction ends.

        Whoever publishes several in one transaction calls this first. Raises OperationalError,
        with a sentence for users, where others do not let go of it for ten seconds.
        """
        with connection.cursor() as cursor:
            cursor.execute("SELECT record_hold(%s)", [list(self.values_list("pk", flat=True))])

    def stale(self):
        """Return the published ones about an article captured anew since they were submitted."""
        since = models.OuterRef("submitted_at")
        newer = Snapshot.objects.filter(
            models.Q(captured_at__gt=since) | models.Q(recaptured_at__gt=since)
        )
        cited = newer.filter(article__snapshots__evidence__verification=models.OuterRef("pk"))
        quoted = newer.filter(
            article__snapshots__quotes__appearances__claim=models.OuterRef("claim")
        )
        return self.published().filter(models.Exists(cited) | models.Exists(quoted))

    def vanished(self):
        """Return the published ones with a quote whose words its article no longer contains."""
        gone = Quote.objects.accepted().vanished()
        quoted = gone.filter(appearances__claim=models.OuterRef("claim"))
        return self.published().filter(models.Exists(quoted))

    def waiting_for(self, user):
        """Return the submitted verifications of other people than `user`, not yet approved."""
        return self.submitted().filter(publish_at=None).exclude(author=user)


class Verification(models.Model):
    """
    One person's answer to a claim, approved by another.

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
    verdict = models.ForeignKey(
        Verdict, models.PROTECT, null=True, blank=True, limit_choices_to={"retired": False}
    )
    summary = LineField(max_length=1000, blank=True, help_text="The answer in a sentence or two.")
    rationale = ProseField(blank=True, help_text="How it was found, step by step.")
    correction = LineField(
        max_length=1000,
        blank=True,
        help_text="If this corrects a published verification: what was wrong, and what is right.",
    )
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, editable=False, related_name="superseded_by"
    )
    reason = LineField(
        max_length=1000, blank=True, editable=False, help_text="Why it was returned or withdrawn."
    )
    submitted_at = models.DateTimeField(null=True, editable=False)
    publish_at = models.DateTimeField(
        null=True, editable=False, help_text="An embargo: when the approved text is published."
    )
    read_digests = models.TextField(
        db_default="",
        default="",
        editable=False,
        help_text="Of what the approver read: as record_reviewed() gives them.",
    )
    published_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    created_at = created_at()

    objects = VerificationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        permissions = [("publish_verification", "Can publish, return and withdraw verifications")]
        indexes = [
            models.Index(
                fields=["publish_at"],
                condition=models.Q(stage="submitted", publish_at__isnull=False),
                name="verification_due",
            )
        ]
        constraints = VERIFICATION_RULES

    def __str__(self):
        return f"{self.verdict or 'No verdict yet'} ({self.stage}): {self.claim}"

    def __html__(self):
        return format_html("{} ({}): {}", self.verdict or "No verdict yet", self.stage, self.claim)

    def take(self, step, by, reason="", seen=None, publish_at=None):
        """
        Take the step of this name (a key of TRANSITIONS) as the user `by`.

        To publish with a time is to approve. Raises ChangedMeanwhile or IntegrityError, as the
        step's own method does; who may take it is asked before, of the Transition.
        """
        if step == "publish" and publish_at:
            return self.approve(by, publish_at, seen)
        words = {"by": by, "reason": reason, "seen": seen}
        transition = TRANSITIONS[step]
        getattr(self, transition.method)(**{name: words[name] for name in transition.takes})

    def submit(self):
        """Hand the draft to another person; from now on its words stand still."""
        self._take("submit", reason="")

    def send_back(self, reason):
        """Return a submitted verification to its author, saying why."""
        self._take("return", submitted_at=None, reason=reason, **NOT_APPROVED)

    def take_back(self):
        """Make a submitted verification its author's draft again, at the author's own wish."""
        self._take("take_back", submitted_at=None, reason="", **NOT_APPROVED)

    def publish(self, by, seen=None):
        """
        Publish as the user `by`, who is not the author; a published one before it is superseded.

        `seen` is the version that `by` read (None: whatever is there of this submission); the
        database compares it with what becomes public. Raises ChangedMeanwhile if it changed since,
        IntegrityError if a rule is broken.
        """
        with transaction.atomic():
            if seen is None:
                Verification.objects.filter(pk=self.pk).hold()
                seen = self.version
            of_this = {"submitted_at": self.submitted_at}
            self._take("publish", of_this, approver=by, publish_at=None, read_digests=seen)

    def approve(self, by, publish_at, seen):
        """Have what `by` read, version `seen`, published at the time `publish_at` by itself."""
        approval = {"approver": by, "publish_at": publish_at, "read_digests": seen}
        self._change("submitted", {"publish_at": None}, **approval)

    def withdraw(self, reason):
        """Take a published verification back, saying why; it stays readable at the desk."""
        self._take("withdraw", reason=reason)

    def fall_due(self):
        """Publish what was approved, or void the approval if it changed or breaks a rule."""
        try:
            with by(self.approver.username, "The time set with the approval has come."):
                self._take("publish")
        except (ChangedMeanwhile, IntegrityError) as error:
            why = violation_message(error) if isinstance(error, IntegrityError) else str(error)
            with by(self.approver.username, "The approval has lapsed."):
                self._change("submitted", reason=f"The approval has lapsed. {why}", **NOT_APPROVED)

    @property
    def version(self):
        """Return the digests (a str) of what would be published now, and of what the desk sees."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT record_reviewed(%s)", [self.pk])
            return cursor.fetchone()[0]

    def _take(self, step, seen=None, **changes):
        """Move the row from the step's first stage to its second, if it is still there."""
        transition = TRANSITIONS[step]
        self._change(transition.before, seen, stage=transition.after, **changes)

    def _change(self, before, seen=None, **changes):
        """Change the row if it is still at stage `before` and as `seen`: the first one wins."""
        still = Verification.objects.filter(pk=self.pk, stage=before, **(seen or {}))
        try:
            with transaction.atomic():
                if not still.update(**changes):
                    raise ChangedMeanwhile()
        except IntegrityError as error:
            if error.__cause__.diag.constraint_name == AS_READ:
                raise ChangedMeanwhile(violation_message(error)) from None
            raise
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
