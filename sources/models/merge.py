"""Merge two speakers who are one person, and undo that."""

from django.db import models
from django.utils import timezone

from sources.fields import LineField

from .change import History
from .speaker import Speaker


class Merge(models.Model):
    """
    One speaker recorded twice: `merged` becomes `kept`; triggers move every reference.

    `moved` records what: the ids by table and column, the aliases added, the Wikidata id. Undoing
    moves exactly that back, but for what somebody has since given to another speaker.
    """

    merged = models.ForeignKey(Speaker, models.PROTECT, related_name="+")
    kept = models.ForeignKey(Speaker, models.PROTECT, related_name="merges")
    reason = LineField(max_length=500, blank=True)
    moved = models.JSONField(default=dict, editable=False)
    made_at = models.DateTimeField(db_default=models.functions.Now(), editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-id"]
        constraints = [
            History(
                name="merge_history", part_of=("sources_speaker", "kept_id"), without=["moved"]
            ),
        ]

    def __str__(self):
        return f"{self.merged} merged into {self.kept}"

    def undo(self, at=None):
        """Split the two again. Raises IntegrityError if that is done or `kept` is merged now."""
        self.undone_at = at or timezone.now()
        self.save(update_fields=["undone_at"])
