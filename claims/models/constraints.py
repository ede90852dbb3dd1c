"""The rules of verification: who may take which step, and what then stands still."""

from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from sources.fields import ADDRESS, public_id_rule
from sources.models import History
from sources.rules import AfterRule, DeferredRule, Rule, Trigger

from .lock import changed_by
from .reviewer import may_publish

DRAFT, SUBMITTED, PUBLISHED = Q(stage="draft"), Q(stage="submitted"), Q(stage="published")
SUPERSEDED, WITHDRAWN = Q(stage="superseded"), Q(stage="withdrawn")
EVER_PUBLISHED = PUBLISHED | SUPERSEDED | WITHDRAWN
SETTLED = "('published', 'superseded', 'withdrawn')"

STEP = "EXISTS (SELECT FROM claims_step WHERE (before, after) = (OLD.stage, NEW.stage)"

WORDS = ("claim_id", "verdict_id", "summary", "rationale", "correction")
DECISION = ("approver_id", "published_at", "supersedes_id")
DECISION += ("publish_at", "read_digests")
APPROVAL = ("publish_at", "approver_id", "read_digests")
WITHDRAWAL = ("withdrawn_at", "reason")


def differ(columns):
    """Return SQL that is true where one of the columns has changed."""
    new, old = (", ".join(f"{row}.{column}" for column in columns) for row in ("NEW", "OLD"))
    return f"({new}) IS DISTINCT FROM ({old})"


VERIFICATION_RULES = [
    UniqueConstraint(
        fields=["claim"],
        condition=PUBLISHED,
        name="verification_published_once_per_claim",
        violation_error_message="This claim has a published verification already.",
    ),
    CheckConstraint(
        condition=DRAFT | (Q(verdict__isnull=False) & Q(summary__regex=r"\S")),
        name="verification_has_verdict_and_summary",
        violation_error_message="A verification is submitted with a verdict and a summary.",
    ),
    CheckConstraint(
        condition=DRAFT | SUBMITTED | (Q(approver__isnull=False) & ~Q(approver=F("author"))),
        name="verification_published_by_another_person",
        violation_error_message=(
            "A verification is published by somebody other than its author. "
            "Ask a colleague to read it."
        ),
    ),
    Rule(
        name="verification_published_by_a_reviewer",
        on="UPDATE OF stage, approver_id",
        broken=(
            "NEW.approver_id IS NOT NULL AND NEW.stage IN ('submitted', 'published') AND "
            f"(OLD.stage, OLD.approver_id) IS DISTINCT FROM (NEW.stage, NEW.approver_id) AND "
            f"NOT {may_publish('NEW.approver_id')}"
        ),
        violation_error_message=(
            "A verification is published by somebody who may publish. Ask a reviewer to read it."
        ),
    ),
    AfterRule(
        name="verification_published_by_who_changed_nothing",
        on="UPDATE OF stage, publish_at",
        broken=(
            "OLD.stage = 'submitted' AND (NEW.stage = 'published' OR NEW.publish_at IS NOT NULL) "
            "AND "
            + changed_by("NEW.approver_id", "OLD.submitted_at", ("'claims_claim'", "NEW.claim_id"))
        ),
        violation_error_message=(
            "You have changed what this shows since it was submitted. Return it, so that its "
            "author reads your change and submits it again; or ask another reviewer to publish it."
        ),
    ),
    AfterRule(
        name="verification_published_by_who_did_not_submit_it",
        on="UPDATE OF stage, publish_at",
        # in the name of whom it was written does not matter: the history has who submitted it
        broken=(
            "OLD.stage = 'submitted' AND (NEW.stage = 'published' OR NEW.publish_at IS NOT NULL) "
            "AND EXISTS (SELECT FROM sources_change WHERE record = 'claims_verification' "
            "AND record_id = NEW.id AND became ->> 'stage' = 'submitted' "
            "AND at >= OLD.submitted_at AND who IN (SELECT claims_names(NEW.approver_id)))"
        ),
        violation_error_message=(
            "You have submitted this yourself. Return it, so that its author reads it and submits "
            "it; or ask another reviewer to publish it."
        ),
    ),
    CheckConstraint(
        condition=Q(publish_at=None)
        | ((SUBMITTED & ~Q(read_digests="")) | EVER_PUBLISHED)
        & ~Q(approver=F("author"))
        & Q(approver__isnull=False),
        name="verification_approved_by_another_person",
        violation_error_message=(
            "A time to publish is set on a submitted verification "
            "by somebody other than its author. Ask a colleague to read it."
        ),
    ),
    Rule(
        name="verification_approval_stands",
        on="UPDATE",
        broken=(
            "OLD.stage = 'submitted' AND OLD.publish_at IS NOT NULL AND NEW.publish_at IS NOT NULL "
            f"AND {differ(APPROVAL)}"
        ),
        violation_error_message=(
            "Who approved a verification, of what and for when, stands until it is published or "
            "taken back. Return it, or publish it at once."
        ),
    ),
    CheckConstraint(
        condition=Q(publish_at=None) | Q(published_at=None) | Q(published_at__gte=F("publish_at")),
        name="verification_published_when_its_time_has_come",
        violation_error_message=(
            "This verification was approved for a later time, and is published then by itself. "
            "If it may not wait, a reviewer publishes it at once on its page."
        ),
    ),
    CheckConstraint(
        condition=(DRAFT & Q(submitted_at=None, published_at=None))
        | (SUBMITTED & Q(submitted_at__isnull=False, published_at=None))
        | (EVER_PUBLISHED & Q(submitted_at__isnull=False, published_at__isnull=False)),
        name="verification_dates_follow_its_stage",
        violation_error_message="A verification bears the dates of the steps it has taken.",
    ),
    CheckConstraint(
        condition=(WITHDRAWN & Q(withdrawn_at__isnull=False))
        | (~WITHDRAWN & Q(withdrawn_at__isnull=True)),
        name="verification_withdrawn_on_a_date",
        violation_error_message="A withdrawn verification, and no other, says when it was.",
    ),
    Rule(
        name="verification_withdrawn_by_a_reviewer",
        on="UPDATE OF stage",
        # nobody is named with this step: it is who is at work, as the history has it
        broken=(
            "NEW.stage = 'withdrawn' AND OLD.stage <> 'withdrawn' AND EXISTS ("
            "SELECT FROM auth_user a WHERE a.username = current_setting('verbatim.who', true) "
            f"AND (a.id = NEW.author_id OR NOT {may_publish('a.id')}))"
        ),
        violation_error_message=(
            "A verification is withdrawn by somebody who may publish, and not by its author. "
            "Ask a reviewer."
        ),
    ),
    Rule(
        name="verification_begins_as_draft",
        on="INSERT",
        broken="NEW.stage <> 'draft'",
        violation_error_message="A verification begins as a draft.",
    ),
    Rule(
        name="verification_takes_one_step_at_a_time",
        on="UPDATE OF stage",
        broken=f"OLD.stage <> NEW.stage AND NOT {STEP})",
        violation_error_message=(
            "A draft is submitted; a submitted verification is published or returned; "
            "a published one is superseded or withdrawn. There is no other step."
        ),
    ),
    Rule(
        name="verification_has_evidence",
        on="UPDATE OF stage",
        broken=(
            "OLD.stage = 'draft' AND NEW.stage = 'submitted' AND NOT EXISTS "
            "(SELECT FROM claims_evidence WHERE verification_id = NEW.id)"
        ),
        violation_error_message="A verification is submitted with at least one piece of evidence.",
    ),
    Rule(
        name="verification_returned_with_a_reason",
        on="UPDATE OF stage",
        # but for its own author, who takes it back: the history's name of who is at work
        broken=(
            f"{STEP} AND needs_reason) AND NEW.reason !~ '\\S' AND NOT (NEW.stage = 'draft' AND "
            "EXISTS (SELECT FROM auth_user WHERE id = NEW.author_id "
            "AND username = current_setting('verbatim.who', true)))"
        ),
        violation_error_message="Say why: a verification is returned or withdrawn with a reason.",
    ),
    Rule(
        name="verification_corrects_in_words",
        on="UPDATE OF stage",
        broken=(
            "(OLD.stage, NEW.stage) IN (('draft', 'submitted'), ('submitted', 'published')) "
            "AND NEW.correction !~ '\\S' AND "
            "EXISTS (SELECT FROM claims_verification WHERE claim_id = NEW.claim_id "
            "AND stage = 'published')"
        ),
        violation_error_message=(
            "This claim has a published verification. Say in the correction what was wrong with it."
        ),
    ),
    DeferredRule(
        name="verification_superseded_by_a_correction",
        on="UPDATE OF stage",
        # the correction is published after what it supersedes, of which there is one at a time
        broken=(
            "NEW.stage = 'superseded' AND NOT EXISTS (SELECT FROM claims_verification "
            f"WHERE supersedes_id = NEW.id AND stage IN {SETTLED})"
        ),
        violation_error_message=(
            "A verification is superseded by publishing its correction, and in no other way."
        ),
    ),
    Rule(
        name="verification_words_change_in_draft",
        on="UPDATE",
        broken=f"(OLD.stage <> 'draft' OR NEW.stage <> 'draft') AND {differ(WORDS)}",
        violation_error_message=(
            "A verification's words change only while it is a draft. "
            "Return it to its author, or publish a correction."
        ),
    ),
    Rule(
        name="verification_decision_stands",
        on="UPDATE",
        broken=(
            f"OLD.stage IN {SETTLED} AND ({differ(DECISION)} "
            f"OR OLD.stage = NEW.stage AND {differ(WITHDRAWAL)})"
        ),
        violation_error_message=(
            "Who published or withdrew a verification, when and why, never changes."
        ),
    ),
    Rule(
        name="verification_keeps_its_submission",
        on="UPDATE OF submitted_at",
        broken=(
            "OLD.stage <> 'draft' AND NEW.stage <> 'draft' AND NEW.submitted_at <> OLD.submitted_at"
        ),
        violation_error_message="When a verification was submitted, the database says.",
    ),
    public_id_rule("verification_keeps_its_public_id"),
    Rule(
        name="verification_keeps_its_author",
        on="UPDATE",
        broken="NEW.author_id <> OLD.author_id",
        violation_error_message="A verification keeps its author.",
    ),
    Rule(
        name="verification_once_published_stays",
        on="DELETE",
        broken=f"OLD.stage IN {SETTLED}",
        violation_error_message=(
            "What was once published is never deleted. Withdraw it, or publish a correction."
        ),
    ),
    Trigger(
        name="verification_dated_by_the_database",
        on="BEFORE UPDATE OF stage",
        body="""
        IF OLD.stage = 'draft' AND NEW.stage = 'submitted' THEN
            NEW.submitted_at := clock_timestamp();
        ELSIF OLD.stage = 'submitted' AND NEW.stage = 'published' THEN
            NEW.published_at := clock_timestamp();
        ELSIF OLD.stage = 'published' AND NEW.stage = 'withdrawn' THEN
            NEW.withdrawn_at := clock_timestamp();
        END IF;
        RETURN NEW;
        """,
    ),
    # PostgreSQL fires triggers in the order of their names: this one before any rule looks. An edit
    # of the claim that is under way is waited for, and the next one finds the claim held.
    Trigger(
        name="verification_awaits_its_claim",
        on="BEFORE UPDATE OF stage",
        body="""
        PERFORM FROM claims_claim WHERE id = NEW.claim_id FOR NO KEY UPDATE;
        RETURN NEW;
        """,
    ),
    Trigger(
        name="verification_supersedes_the_published",
        on="BEFORE UPDATE OF stage",
        body="""
        IF OLD.stage = 'submitted' AND NEW.stage = 'published' THEN
            NEW.supersedes_id := (SELECT id FROM claims_verification
                WHERE claim_id = NEW.claim_id AND stage = 'published');
            UPDATE claims_verification SET stage = 'superseded' WHERE id = NEW.supersedes_id;
            -- What is being taken away this moment is left alone: it waits for this claim.
            UPDATE claims_appearance SET confirmed_by_id = NEW.approver_id WHERE id IN (
                SELECT id FROM claims_appearance WHERE claim_id = NEW.claim_id
                AND confirmed_by_id IS NULL ORDER BY id FOR UPDATE SKIP LOCKED);
        END IF;
        RETURN NEW;
        """,
    ),
    Trigger(
        name="verification_writes_the_verdict",
        on="AFTER UPDATE OF stage",
        # What is superseded has its correction in this very statement, which writes it then: in
        # between, the claim would be public no longer, and its past be taken away with it.
        body="""
        IF NEW.stage <> 'superseded' THEN
            UPDATE claims_claim c SET (verdict_id, verified_at) = (
                SELECT v.verdict_id, v.published_at FROM (VALUES (1)) one
                LEFT JOIN claims_verification v ON v.claim_id = c.id AND v.stage = 'published')
            WHERE c.id = NEW.claim_id;
        END IF;
        RETURN NULL;
        """,
    ),
    Trigger(
        name="verification_summary_is_read_with_its_claim",
        on="AFTER UPDATE OF stage",
        body="""
        IF NEW.stage IN ('published', 'withdrawn') THEN
            PERFORM claims_index(ARRAY[NEW.claim_id]);
        END IF;
        RETURN NULL;
        """,
    ),
    History(name="verification_history", part_of=("claims_claim", "claim_id")),
]

EVIDENCE_RULES = [
    CheckConstraint(
        condition=Q(stance__in=["supports", "refutes", "context"]),
        name="evidence_stance_is_known",
        violation_error_message="Evidence supports, refutes or gives context.",
    ),
    CheckConstraint(
        condition=~Q(url="") | Q(snapshot__isnull=False),
        name="evidence_can_be_looked_up",
        violation_error_message="Evidence needs an address, or an article kept here.",
    ),
    CheckConstraint(
        condition=(Q(url="") | Q(url__regex=ADDRESS))
        & (Q(archived_url="") | Q(archived_url__regex=ADDRESS)),
        name="evidence_urls_are_addresses",
        violation_error_message="An address of evidence begins with https:// and has no blanks.",
    ),
    Rule(
        name="evidence_excerpt_stands_in_its_snapshot",
        on="INSERT OR UPDATE OF excerpt, snapshot_id",
        broken=(
            "EXISTS (SELECT FROM sources_snapshot WHERE id = NEW.snapshot_id AND text <> '' "
            "AND strpos(text, btrim(NEW.excerpt, E' \\t\\n')) = 0)"
        ),
        violation_error_message=(
            "The excerpt is not in the article kept here, letter for letter. "
            "Copy it from its text, or leave one of the two empty."
        ),
    ),
    Rule(
        name="evidence_changes_in_draft",
        on="INSERT OR UPDATE OR DELETE",
        # FOR SHARE waits for a submission under way, so that none slips past the other;
        # MATERIALIZED, because a condition pushed into it would lock nothing.
        broken=(
            "EXISTS (WITH held AS MATERIALIZED (SELECT stage FROM claims_verification WHERE "
            "id IN (NEW.verification_id, OLD.verification_id) FOR SHARE) "
            "SELECT FROM held WHERE stage <> 'draft')"
        ),
        violation_error_message=(
            "The evidence of a verification changes only while it is a draft; "
            "what a published one rests on is never deleted."
        ),
    ),
    History(name="evidence_history", part_of=("claims_verification", "verification_id")),
]
