"""What somebody has read of rows that become public, as a version: it differs once they change."""

from functools import reduce
from hashlib import sha256
from operator import or_

from django.db import connection
from django.db.models import Count

from sources.models import Change, Quote, Snapshot, Speaker


def shown_with(row):
    """Return the rows that a public claim shows along with this one, itself the first."""
    if not isinstance(row, Quote | Snapshot):
        return [row]
    speaker, snapshot = (row.speaker, row.snapshot) if isinstance(row, Quote) else (None, row)
    shown = row, speaker, snapshot.article, snapshot.article.publisher
    return [each for each in shown if each]


def described(row):
    """Return in words what a public claim shows of a row: a speaker's roles, a quote's speaker."""
    if isinstance(row, Quote):
        speaker = described(row.speaker) if row.speaker else "nobody yet"
        return f"“{row.text}”, said by {speaker}, in {row.snapshot.article}"
    roles = row.roles.all() if isinstance(row, Speaker) else ()
    return ", ".join(map(str, (row, *roles)))


def version_of(rows, *beside):
    """Return how often each of the rows, and each of their roles, has changed, as one word."""
    shown = [each for row in rows for each in shown_with(row)]
    changes = [Change.objects.of(row, ["sources_role"]) for row in shown]
    counts = reduce(or_, changes, Change.objects.none()).order_by("table_name", "row_id")
    counted = counts.values_list("table_name", "row_id").annotate(Count("pk"))
    return sha256(repr((list(counted), beside)).encode()).hexdigest()


def hold(rows):
    """Lock them and what is shown with them until the transaction ends: nobody changes it now."""
    named = [row._meta.db_table for row in rows], [row.pk for row in rows]
    with connection.cursor() as cursor:
        cursor.execute("SELECT claims_hold(%s, %s)", named)
