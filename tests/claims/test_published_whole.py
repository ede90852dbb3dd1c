"""What one session holds leaves nothing out of what another's statement makes public."""

import pytest
from django.db import connection

from claims.models import Appearance
from sources.models import by
from tests.factories import (
    a_claim,
    a_user,
    a_verification,
    an_accepted_quote,
    an_appearance,
)
from tests.refusals import refused_by, rows, sql

pytestmark = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "record"]
)
AT_THE_DESK = ("desk", "quotes_at_the_desk", "speakers", "articles")
PUBLISHED = """
UPDATE claims_verification SET stage = 'published', approver_id = %s, read_digests = %s
WHERE id = %s
"""
HELD = "SELECT FROM claims_appearance WHERE id = %s FOR KEY SHARE"


def digests(verification):
    words = rows("SELECT record_reviewed(%s)", verification.pk)[0][0].split()
    return dict(word.split(":") for word in words)


def test_verification_published_with_all_its_quotes():
    """Though another session has the row of one of them, and the reviewer names what is left."""
    claim, annotator, reviewer = a_claim(), a_user("annotator"), a_user("reviewer")
    appearance = an_appearance(claim, an_accepted_quote(), created_by=annotator)
    verification = a_verification("submitted", claim=claim)
    whole = digests(verification)
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("DELETE FROM claims_appearance WHERE id = %s", [appearance.pk])
        without = digests(verification)
        cursor.execute("ROLLBACK")
    named = {part: (whole if part in AT_THE_DESK else without)[part] for part in whole}
    read = " ".join(f"{part}:{digest}" for part, digest in named.items())
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute(HELD, [appearance.pk])
        with refused_by("verification_published_with_all_its_quotes"), by(reviewer.username):
            sql(PUBLISHED, reviewer.pk, read, verification.pk)
    finally:
        other.close()
    assert Appearance.objects.filter(pk=appearance.pk, confirmed_by=None).exists()
