"""Placements: where the words of a quote stand in a later text of its article, if they do."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from sources.fields import LineField, created_at
from sources.rules import Rule, Trigger

from .article import Snapshot
from .change import History
from .quote import Quote

# What is public of placements is one column of the quote, so that nothing is joined to read it.
TELL_THE_QUOTE = """
UPDATE sources_quote q SET vanished_since = NULL WHERE q.id = COALESCE(NEW.quote_id, OLD.quote_id)
AND q.vanished_since IS DISTINCT FROM sources_vanished_since(q.id);
RETURN NULL;
"""


class PlacementQuerySet(models.QuerySet):
    def to_look_at(self):
        """Return those that are not as they were: moved, orphaned, or decided on."""
        return self.exclude(status=Placement.Status.EXACT)


class Placement(models.Model):
    """
    Where a Quote's words stand in another Snapshot of its article, `snapshot.text[start:end]`.

    An orphaned one has no place; `reason` says why. The status is what was found when the text was
    captured, until an editor decides otherwise.
    """

    class Status(models.TextChoices):
        EXACT = "exact"
        MOVED = "moved"
        ORPHANED = "orphaned"

    quote = models.ForeignKey(Quote, models.CASCADE, related_name="placements")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="placements")
    status = models.CharField(max_length=8, choices=Status)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    reason = LineField(max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    created_at = created_at()

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["snapshot", "start"], name="placement_in_its_text")]
        constraints = [
            models.UniqueConstraint(
                fields=["quote", "snapshot"],
                name="placement_once_per_text",
                violation_error_message="Where this quote stands in this text is known already.",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["exact", "moved", "orphaned"]),
                name="placement_status_is_known",
                violation_error_message="A placement is exact, moved or orphaned.",
            ),
            models.CheckConstraint(
                condition=models.Q(status="orphaned", start=None, end=None)
                | (~models.Q(status="orphaned") & models.Q(start__gte=0, end__isnull=False)),
                name="placement_has_a_place_unless_orphaned",
                violation_error_message="A quote stands at a place, or is orphaned and at none.",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None, decided_at=None)
                | models.Q(decided_by__isnull=False, decided_at__isnull=False),
                name="placement_decided_by_somebody_at_a_time",
                violation_error_message="A decision has somebody who took it, and a time.",
            ),
            Rule(
                name="placement_is_of_the_same_article",
                on="INSERT",
                broken=(
                    "NOT EXISTS (SELECT FROM sources_quote q "
                    "JOIN sources_snapshot own ON own.id = q.snapshot_id "
                    "JOIN sources_snapshot n ON n.article_id = own.article_id AND n.id <> own.id "
                    "WHERE q.id = NEW.quote_id AND n.id = NEW.snapshot_id)"
                ),
                violation_error_message=(
                    "A quote is placed in another text of its own article, and in no other's."
                ),
            ),
            Rule(
                name="placement_words_stand_there",
                on='INSERT OR UPDATE OF status, start, "end"',
                broken=(
                    "NEW.status <> 'orphaned' AND NOT EXISTS (SELECT FROM sources_quote q, "
                    "sources_snapshot n WHERE q.id = NEW.quote_id AND n.id = NEW.snapshot_id "
                    'AND NEW."end" - NEW.start = length(q.text) '
                    "AND substr(n.text, NEW.start + 1, length(q.text)) = q.text)"
                ),
                violation_error_message=(
                    "These words do not stand there to the letter. A quote stands only where its "
                    "very words do."
                ),
            ),
            Rule(
                name="placement_changes_by_a_decision",
                on="UPDATE",
                broken=(
                    "(NEW.quote_id, NEW.snapshot_id, NEW.created_at) IS DISTINCT FROM "
                    "(OLD.quote_id, OLD.snapshot_id, OLD.created_at) "
                    "OR NEW.status = 'exact' AND OLD.status <> 'exact' "
                    'OR (NEW.status, NEW.start, NEW."end") IS DISTINCT FROM '
                    '(OLD.status, OLD.start, OLD."end") AND (NEW.decided_by_id IS NULL '
                    "OR NEW.decided_at IS NOT DISTINCT FROM OLD.decided_at)"
                ),
                violation_error_message=(
                    "Where a quote stands is found once, and changed only by somebody's decision."
                ),
            ),
            Trigger(
                name="placement_tells_its_quote",
                on="AFTER INSERT OR UPDATE OR DELETE",
                body=TELL_THE_QUOTE,
            ),
            History(name="placement_history", part_of=("sources_quote", "quote_id")),
        ]

    def __str__(self):
        return f"{self.get_status_display()} in snapshot {self.snapshot.number}"

    @property
    def version(self):
        """Return what tells whether somebody has decided meanwhile (a str)."""
        return self.decided_at.isoformat() if self.decided_at else ""

    def stands(self, start, by):
        """
        Decide, as the user `by`, that the words stand at `start` (code points) in the text.

        Raises IntegrityError where they do not stand there to the letter.
        """
        end = start + len(self.quote.text)
        self._decide(by, status=self.Status.MOVED, start=start, end=end)

    def is_gone(self, by):
        """Decide, as the user `by`, that the words stand in the text no longer."""
        self._decide(by, status=self.Status.ORPHANED, start=None, end=None)

    def _decide(self, by, **changes):
        for name, value in {**changes, "decided_by": by, "decided_at": timezone.now()}.items():
            setattr(self, name, value)
        self.save(update_fields=[*changes, "decided_by", "decided_at"])
