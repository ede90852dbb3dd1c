"""Two speakers who are one: everything that names the one names the other, and can be parted."""

from django.db import models
from django.utils import timezone

from sources.fields import LineField

from .change import History
from .speaker import Speaker


class Merge(models.Model):
    """
    One speaker recorded twice: `merged` becomes `kept`; sql/merge.sql moves all that names it.

    `moved` says what: the ids by table and column, the aliases that were added, the Wikidata id.
    Undoing puts back exactly that, save what somebody has since given to another speaker.
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
        """Part the two again. Raises IntegrityError if somebody did, or merged on."""
        self.undone_at = at or timezone.now()
        self.save(update_fields=["undone_at"])
