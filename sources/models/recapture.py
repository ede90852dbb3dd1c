"""When an article's address was last asked for its text, and what it said."""

from django.db import models

from sources.fields import LineField

from .article import Article
from .change import History


class Recapture(models.Model):
    """The last time that an Article was fetched anew; `answer` says why nothing came of it."""

    article = models.OneToOneField(Article, models.CASCADE, related_name="recapture")
    asked_at = models.DateTimeField()
    answer = LineField(max_length=500, blank=True)
    gone_since = models.DateTimeField(
        null=True, help_text="Since when its address says that it is no longer there (404, 410)."
    )

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            History(
                name="recapture_history",
                part_of=("sources_article", "article_id"),
                without=("asked_at",),
            )
        ]

    def __str__(self):
        return self.answer or f"The text was read on {self.asked_at:%Y-%m-%d}."
