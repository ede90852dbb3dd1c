"""Matches: another claim that says the same, contradicts or is narrower, and who said so."""

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models.functions import Coalesce, Greatest, Least

from sources.fields import created_at
from sources.models import History, by
from sources.rules import AfterRule, Rule, Trigger

from .claim import Claim, by_pk
from .reviewer import may_publish

MANY = 5  # suggested for one claim
DIGEST = models.Func(
    "kind", "claim", "other", function="claims_match_digest", output_field=models.TextField()
)
PROPOSED_LAST_BY = """
(SELECT h.who FROM sources_change h WHERE h.record = 'claims_match' AND h.record_id = NEW.id
AND (h.became ->> 'created_by_id' IS NOT NULL OR h.was IS NOT NULL AND h.became ? 'kind')
ORDER BY h.id DESC LIMIT 1)
"""
# of two claims that can themselves not be deleted any more
BOTH_WERE_PUBLISHED = """
(SELECT count(DISTINCT claim_id) FROM claims_verification WHERE claim_id IN
(OLD.claim_id, OLD.other_id) AND stage IN ('published', 'superseded', 'withdrawn')) = 2
"""


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

    def read(self):
        """Add `digest`: of what somebody reads who confirms one, its kind and both claims."""
        return self.annotate(digest=DIGEST)

    def propose(self, by):
        """Stand behind the suggested ones that nobody has proposed, as the user `by`; how many."""
        return self.suggested().filter(created_by=None).update(created_by=by)

    @transaction.atomic
    def confirm(self, by, read=None):
        """
        Confirm the suggested ones as the user `by`; how many that were.

        `read` are the digests that `by` has read, by primary key (None: whatever is there). The
        database compares them, and raises IntegrityError where one has changed or was not read.
        """
        read = (
            DIGEST if read is None else Coalesce(by_pk(read, models.TextField()), models.Value(""))
        )
        self.suggested().hold()
        decided = {"stage": Match.Stage.CONFIRMED, "decided_by": by, "read_digest": read}
        return self.suggested().update(**decided)

    def refuse(self, by):
        """Refuse the suggested ones as the user `by`; how many that were."""
        return self.suggested().update(stage=Match.Stage.REFUSED, decided_by=by)

    def take_back(self, user, reason):
        """Refuse the confirmed ones as `user`, saying why; how many that were."""
        with by(user.get_username(), reason):
            return self.confirmed().update(stage=Match.Stage.REFUSED, decided_by=user)

    def hold(self):
        """Lock their claims until the transaction ends; an edit of one does so before any Match."""
        claims = {pk for pair in self.values_list("claim", "other") for pk in pair}
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT claims_hold(array_agg('claims_claim'::text), array_agg(id)) "
                "FROM unnest(%s::bigint[]) id",
                [list(claims)],
            )


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
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="proposed by",
        null=True,
        editable=False,
        related_name="+",
        help_text="Who says so; nobody, of what was only found.",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    read_digest = models.TextField(
        db_default="",
        default="",
        editable=False,
        help_text="Of the kind and the claims as who confirmed it read them.",
    )
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
            Trigger(
                # before any rule looks: triggers fire in the order of their names
                name="match_acts_on_what_is_held",
                on="BEFORE UPDATE OF stage",
                body=(
                    "IF NEW.stage = 'confirmed' THEN\n"
                    "PERFORM claims_hold('{claims_claim,claims_claim}', "
                    "ARRAY[NEW.claim_id, NEW.other_id]);\nEND IF;\nRETURN NEW;"
                ),
            ),
            Rule(
                name="match_confirmed_by_another_person",
                on="INSERT OR UPDATE OF stage, decided_by_id",
                broken=(
                    "NEW.stage = 'confirmed' AND (TG_OP = 'INSERT' OR NEW.created_by_id IS NULL "
                    "OR NEW.decided_by_id = NEW.created_by_id "
                    f"OR NOT {may_publish('NEW.decided_by_id')})"
                ),
                violation_error_message=(
                    "A match is proposed by one person and confirmed by another, who is a "
                    "reviewer. What was only found has to be proposed first; what you have "
                    "proposed, a colleague confirms."
                ),
            ),
            Rule(
                name="match_confirmed_as_proposed",
                on="UPDATE OF stage",
                broken=(
                    "OLD.stage = 'suggested' AND NEW.stage = 'confirmed' AND "
                    "(NEW.kind, NEW.created_by_id) IS DISTINCT FROM (OLD.kind, OLD.created_by_id)"
                ),
                violation_error_message=(
                    "What is confirmed is what somebody proposed. Save the change first; a "
                    "colleague confirms it."
                ),
            ),
            AfterRule(
                name="match_confirmed_by_who_changed_nothing",
                on="UPDATE OF stage",
                broken=(
                    f"NEW.stage = 'confirmed' AND {PROPOSED_LAST_BY} IN "
                    "(SELECT claims_names(NEW.decided_by_id))"
                ),
                violation_error_message=(
                    "You were the last to say of what kind this match is, or to propose it. "
                    "Ask another reviewer to confirm it."
                ),
            ),
            Rule(
                name="match_confirmed_as_read",
                on="UPDATE OF stage, read_digest",
                broken=(
                    "NEW.stage = 'confirmed' AND NEW.read_digest <> "
                    "claims_match_digest(NEW.kind, NEW.claim_id, NEW.other_id)"
                ),
                violation_error_message=(
                    "One of these matches or its claims has changed since you read it, or was not "
                    "on the page. Nothing is confirmed: read them again, then decide."
                ),
            ),
            Rule(
                name="match_taken_back_by_a_reviewer",
                on="UPDATE OF stage",
                broken=(
                    "OLD.stage = 'confirmed' AND NEW.stage = 'refused' AND NOT "
                    f"{may_publish('NEW.decided_by_id')}"
                ),
                violation_error_message=(
                    "A confirmed match is taken back by somebody who may publish. Ask a reviewer."
                ),
            ),
            Rule(
                name="match_stays_as_decided",
                on="UPDATE",
                # but that it is taken back, or reopened because its claims say something else now
                broken=(
                    "(NEW.claim_id, NEW.other_id) <> (OLD.claim_id, OLD.other_id) OR "
                    "OLD.stage = 'refused' OR OLD.stage = 'confirmed' AND (CASE NEW.stage "
                    "WHEN 'suggested' THEN OLD.read_digest = "
                    "claims_match_digest(OLD.kind, OLD.claim_id, OLD.other_id) "
                    "ELSE NEW.stage = 'confirmed' OR (NEW.kind, NEW.created_by_id) IS DISTINCT "
                    "FROM (OLD.kind, OLD.created_by_id) END)"
                ),
                violation_error_message=(
                    "A match keeps its two claims; what was refused stays so, and what was "
                    "confirmed can only be taken back."
                ),
            ),
            Rule(
                name="match_of_published_claims_stays",
                on="DELETE",
                broken=f"OLD.stage = 'confirmed' AND {BOTH_WERE_PUBLISHED}",
                violation_error_message=(
                    "Two published claims show this match. A reviewer takes it back, with a reason."
                ),
            ),
            Trigger(
                name="match_dated_by_the_database",
                on="BEFORE INSERT OR UPDATE OF stage, decided_at",
                body="""
                NEW.decided_at := CASE
                    WHEN NEW.stage = 'suggested' THEN NULL
                    WHEN TG_OP = 'UPDATE' AND NEW.stage = OLD.stage THEN OLD.decided_at
                    ELSE clock_timestamp() END;
                RETURN NEW;
                """,
            ),
            History(name="match_history", part_of=("claims_claim", "claim_id")),
        ]

    def __str__(self):
        return f"{self.claim} · {self.kind} · {self.other}"  # Django puts it in quotation marks
