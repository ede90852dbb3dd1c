"""Which articles published claims rest on, and which of them it is time to fetch anew."""

from contextlib import contextmanager
from datetime import timedelta

from django.db import connection
from django.db.models import F, Q
from django.utils import timezone

from sources.ingest import recapture
from sources.models import Article

from .models import Claim, Verification

AT_ONCE = 20  # articles, of one run for a timer


def rested_on():
    """Return the articles with a quote that makes a published claim, or kept here as evidence."""
    claims, verifications = Claim.objects.verified(), Verification.objects.published()
    quoted = Article.objects.filter(snapshots__quotes__appearances__claim__in=claims)
    cited = Article.objects.filter(snapshots__evidence__verification__in=verifications)
    ids = quoted.values("pk").union(cited.values("pk"))
    return Article.objects.filter(pk__in=ids, url__startswith="http").order_by("pk")


def due(days, at=None):
    """Return those of them not asked for so many days, the longest not asked first."""
    before = (at or timezone.now()) - timedelta(days=days)
    late = Q(recapture=None) | Q(recapture__asked_at__lt=before)
    return rested_on().filter(late).order_by(F("recapture__asked_at").asc(nulls_first=True), "pk")


def recapture_due(days, at=None):
    """Fetch a few of those that are due anew; how many. 0 days: none; one process at a time."""
    with alone() as is_alone:
        if not days or not is_alone:
            return 0
        return len(list(recapture(due(days, at)[:AT_ONCE])))


@contextmanager
def alone():
    """Yield whether no other process is at it: no server is asked by two of ours at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('recapture'))")
        (is_alone,) = cursor.fetchone()
    try:
        yield is_alone
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext('recapture'))")
