"""Documents that wait to be made anew, after a change that very many of them show."""

import time

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

PAUSE = 0.01  # seconds, while somebody else writes to the record


class RenewalQuerySet(models.QuerySet):
    def work_off(self):
        """
        Make what waits anew, a batch in each transaction, and return how many documents that were.

        However many ask, one works at a time; the others return at once. A batch whose transaction
        fails waits on.
        """
        total = 0
        with connection.cursor() as cursor:
            while (renewed := next_batch(cursor)) is not None:
                total += renewed
                if not renewed:
                    time.sleep(PAUSE)
        return total


def next_batch(cursor):
    """
    Return how many documents were made anew, 0 if it was not our turn.

    None if none waits, or another process is at it.
    """
    cursor.execute("SELECT record_work_off()")
    return cursor.fetchone()[0]


class Renewal(models.Model):
    """A batch of documents that show what changed; the database writes it (follow.sql)."""

    kind = models.CharField(max_length=12)
    ids = ArrayField(models.BigIntegerField(), help_text="Of the desk's rows.")

    objects = RenewalQuerySet.as_manager()

    def __str__(self):
        return f"{self.pk}: {len(self.ids)} of {self.kind}"
