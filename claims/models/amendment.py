"""Amendments: changes to what published claims show, proposed by one person, applied by another."""

import json

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from sources.fields import LineField, created_at
from sources.models import History, by
from sources.rules import AfterRule, Rule, Trigger

from .claim import Claim
from .lock import KINDS, LOCKS, SPELLING, STANDING, SUBSTANCE, changed_by, kind_of
from .reviewer import may_publish

LOCKED_COLUMNS = ", ".join(
    f"('{table}', '{column}', '{kind}')"
    for kind, tables in KINDS.items()
    for table, columns in tables.items()
    for column in columns
)
WORDS = {
    table: {
        column: words
        for tables in KINDS.values()
        for column, words in tables.get(table, {}).items()
        if words
    }
    for table in sorted(SUBSTANCE | SPELLING)
}
WORDS_SQL = "'{}'".format(json.dumps(WORDS).replace("'", "''"))


# The proposal, the row that it changes, and those that it comes to name. Of a claim or a quote
# nothing else becomes public with it.
NAMED = [
    ("'claims_amendment'", "NEW.id"),
    ("NULLIF(NULLIF(NEW.table_name, 'claims_claim'), 'sources_quote')", "NEW.row_id"),
    *(
        (f"'{table}'", f"(NEW.changes #>> '{{{column},1}}')::bigint")
        for column, table in (
            ("speaker_id", "sources_speaker"),
            ("claimant_id", "sources_speaker"),
            ("merged_into_id", "sources_speaker"),
            ("quote_id", "sources_quote"),
            ("publisher_id", "sources_publisher"),
            ("topic_id", "claims_topic"),
            ("snapshot_id", "sources_snapshot"),
        )
    ),
]


def as_json(value):
    """Return a column's value as the database's own JSON of it can be read from."""
    return value.isoformat() if hasattr(value, "isoformat") else value


class AmendmentQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(stage=Amendment.Stage.PROPOSED)

    def waiting_for(self, user):
        """Return the proposed ones that somebody other than `user` has made."""
        return self.waiting().exclude(author=user)

    def of(self, row):
        """Return those that change a row, of any model."""
        return self.filter(table_name=row._meta.db_table, row_id=row.pk)

    def propose(self, row, author, reason, **columns):
        """
        Propose that the row's `columns` become these values, of one kind; the Amendment.

        A row without a primary key is proposed as a new one. Raises IntegrityError if a rule is
        broken, as where nothing would change.
        """
        table = row._meta.db_table
        return self.create(
            table_name=table,
            row_id=row.pk,
            kind=kind_of(table, next(iter(columns), "")),
            changes={column: [None, as_json(value)] for column, value in columns.items()},
            reason=reason,
            author=author,
        )

    def propose_removal(self, row, author, reason):
        """Propose that a row is taken away; the Amendment."""
        return self.propose(row, author, reason, id=None)


class Amendment(models.Model):
    """
    A change to what published claims rest on or show, applied by another person than proposed it.

    The target is the row `row_id` of a table, or a new row (None). `changes` are {column: [from,
    to]}; the database reads what stands there now. A removal has {"id": [id, None]}. Once applied,
    `claims` are the ids of those that it changed, and `told` is what their readers are told:
    [{"changed": words, "was": text or None, "now": text or None}].
    """

    class Kind(models.TextChoices):
        SUBSTANCE = "substance", "correction of substance"
        SPELLING = "spelling", "spelling or description"

    class Stage(models.TextChoices):
        PROPOSED = "proposed"
        APPLIED = "applied"
        REFUSED = "refused"

    table_name = models.CharField(max_length=63)
    row_id = models.BigIntegerField(null=True)
    changes = models.JSONField()
    kind = models.CharField(max_length=9, choices=Kind)
    reason = LineField(max_length=1000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.PROPOSED, editable=False)
    answer = LineField(max_length=1000, blank=True, editable=False, help_text="Why it was refused.")
    claims = ArrayField(models.BigIntegerField(), default=list, editable=False)
    told = models.JSONField(default=list, editable=False)
    created_at = created_at()
    decided_at = models.DateTimeField(null=True, editable=False)
    applied_in = models.BigIntegerField(
        null=True, editable=False, help_text="The transaction that its values are let through in."
    )

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            # the amendments of a public claim
            GinIndex(
                fields=["claims"], name="amendment_applied", condition=models.Q(stage="applied")
            )
        ]
        constraints = [
            *LOCKS,
            *STANDING,
            models.CheckConstraint(
                condition=models.Q(reason__regex=r"\S"),
                name="amendment_has_a_reason",
                violation_error_message="Say why: a change to what is published has a reason.",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage="refused") | models.Q(answer__regex=r"\S"),
                name="amendment_refused_with_a_reason",
                violation_error_message="Say why: a proposed change is refused with a reason.",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage="applied")
                | (models.Q(approver__isnull=False) & ~models.Q(approver=models.F("author"))),
                name="amendment_applied_by_another_person",
                violation_error_message=(
                    "A change to what is published is applied by somebody other than who proposed "
                    "it. Ask a reviewer."
                ),
            ),
            Rule(
                name="amendment_applied_by_a_reviewer",
                on="UPDATE OF stage",
                broken=f"NEW.stage = 'applied' AND NOT {may_publish('NEW.approver_id')}",
                violation_error_message=(
                    "A change to what is published is applied by somebody who may publish. "
                    "Ask a reviewer."
                ),
            ),
            AfterRule(
                # of what the same statement publishes, too; before it is carried out
                name="amendment_applied_to_all_that_show_it",
                on="UPDATE OF stage",
                broken="NEW.stage = 'applied' AND NOT claims_amendment_claims(NEW) <@ NEW.claims",
                violation_error_message=(
                    "Another claim that shows this is made public with the change. Do one after "
                    "the other, so that its readers are told what was changed."
                ),
            ),
            AfterRule(
                name="amendment_applied_by_who_changed_nothing",
                on="UPDATE OF stage",
                broken="NEW.stage = 'applied' AND "
                + changed_by("NEW.approver_id", "OLD.created_at", *NAMED),
                violation_error_message=(
                    "You have written this proposal, or changed what it would show since. Ask "
                    "another reviewer to apply it."
                ),
            ),
            Rule(
                name="amendment_begins_as_proposed",
                on="INSERT",
                broken=(
                    "(NEW.stage, NEW.claims, NEW.told) <> ('proposed', '{}', '[]') OR "
                    "COALESCE(NEW.approver_id, NEW.applied_in) IS NOT NULL "
                    "OR NEW.decided_at IS NOT NULL OR NEW.created_at > clock_timestamp()"
                ),
                violation_error_message="An amendment begins as a proposal.",
            ),
            Rule(
                name="amendment_changes_what_is_locked",
                on="INSERT",
                broken=(
                    "EXISTS (SELECT FROM jsonb_object_keys(NEW.changes) key WHERE "
                    "(NEW.table_name, key, NEW.kind) NOT IN "
                    f"(VALUES {LOCKED_COLUMNS}))"
                ),
                violation_error_message=(
                    "An amendment changes what published claims show, and corrections of "
                    "substance apart from spellings. Propose these separately."
                ),
            ),
            Rule(
                name="amendment_stands",
                on="UPDATE OR DELETE",
                broken=(
                    "NEW IS NULL OR OLD.stage <> 'proposed' OR (NEW.table_name, NEW.row_id, "
                    "NEW.changes, NEW.kind, NEW.reason, NEW.author_id, NEW.created_at) IS DISTINCT "
                    "FROM (OLD.table_name, OLD.row_id, OLD.changes, OLD.kind, OLD.reason, "
                    "OLD.author_id, OLD.created_at)"
                ),
                violation_error_message=(
                    "What was proposed is applied or refused once, and nothing else about it "
                    "changes. Propose another change instead."
                ),
            ),
            Trigger(
                name="amendment_reads_what_stands",
                on="BEFORE INSERT",
                body="NEW.changes := claims_amendment_changes(NEW);\nRETURN NEW;",
            ),
            Trigger(
                # before any rule looks: triggers fire in the order of their names
                name="amendment_acts_on_what_is_held",
                on="BEFORE INSERT OR UPDATE OF stage",
                body=(
                    "IF NEW.stage <> 'refused' THEN\nPERFORM claims_amendment_hold(NEW);\nEND IF;\n"
                    "RETURN NEW;"
                ),
            ),
            Trigger(
                name="amendment_touches",
                on="BEFORE UPDATE OF stage",
                body=(
                    "NEW.decided_at := clock_timestamp();\n"
                    "IF NEW.stage = 'applied' THEN\n"
                    "NEW.applied_in := pg_current_xact_id()::text::bigint;\n"
                    "NEW.claims := claims_amendment_claims(NEW);\n"
                    f"NEW.told := claims_amendment_told(NEW, {WORDS_SQL});\n"
                    "END IF;\nRETURN NEW;"
                ),
            ),
            Trigger(
                name="amendment_is_carried_out",
                on="AFTER UPDATE OF stage",
                body=(
                    "IF NEW.stage = 'applied' THEN\nPERFORM claims_amend(NEW);\nEND IF;\n"
                    "RETURN NULL;"
                ),
            ),
            History(name="amendment_history", without=("applied_in",)),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.reason}"

    def apply(self, approver):
        """
        Make the change as the user `approver`, who is not its author.

        One of substance supersedes the published verification of each claim that rests on it.
        Raises IntegrityError if a rule is broken, as where something else stands there now.
        """
        with by(approver.get_username(), self.reason):
            self._decide(stage=self.Stage.APPLIED, approver=approver)

    def refuse(self, user, reason):
        """Refuse the change as `user`, or take it back as its author, saying why."""
        with by(user.get_username(), reason):
            self._decide(stage=self.Stage.REFUSED, approver=user, answer=reason)

    def touched(self):
        """Return the published claims that it would change, or that it has changed."""
        if self.stage == self.Stage.APPLIED:
            return Claim.objects.filter(pk__in=self.claims)
        rows = Amendment.objects.filter(pk=self.pk).values_list(
            models.Func(models.F("pk"), function="claims_amendment_touches"), flat=True
        )
        return Claim.objects.filter(pk__in=list(rows))

    def _decide(self, **changes):
        Amendment.objects.filter(pk=self.pk).update(**changes)
        self.refresh_from_db()
