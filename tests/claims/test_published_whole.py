"""What one session holds or has set leaves nothing out of what another's statement makes public."""

import json

import pytest
from django.db import connection

from claims.models import Appearance
from config.owner import as_owner
from record.ledger.tree import leaf_hash, root
from sources.models import by
from tests.factories import (
    a_claim,
    a_published_claim,
    a_speaker,
    a_user,
    a_verification,
    amended,
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


def lines(claim):
    asked = "SELECT json_array_length(document -> 'amendments') FROM record_claim WHERE id = %s"
    return rows(asked, claim.pk)[0][0]


def test_no_setting_of_a_session_shortens_the_list_of_changes():
    """gin_fuzzy_search_limit has an index of GIN find some of its rows only."""
    speaker = a_speaker(name="Ann Lee")
    claim = a_published_claim(claimant=speaker)
    for n in range(12):
        amended(speaker, disambiguation=f"of place {n}")
    with as_owner():
        sql("VACUUM ANALYZE claims_amendment")
    connection.close()  # with the plans that it has made before
    sql("SET gin_fuzzy_search_limit = 1")
    for way in ("seqscan", "indexscan"):  # as in a table that is large
        sql(f"SET enable_{way} = off")
    sql("UPDATE sources_speaker SET kind = kind WHERE id = %s", speaker.pk)
    connection.close()
    assert lines(claim) == 12


def test_no_setting_of_a_session_changes_what_the_ledger_commits_to():
    """standard_conforming_strings has the text of a function be read otherwise."""
    connection.close()  # with what it has read before
    sql("SET standard_conforming_strings = off")
    a_published_claim([an_accepted_quote()])
    connection.close()
    [(digests, entry)] = rows(COMMITTED)
    leaves = [leaf_hash(bytes(digest)) for digest in digests]
    assert len(leaves) > 2 and json.loads(entry)["root"] == root(leaves).hex()


COMMITTED = """
SELECT array_agg(digest ORDER BY change), e.entry FROM record_commitment c
JOIN record_entry e ON e.number = c.entry
WHERE c.entry = (SELECT max(number) FROM record_entry WHERE step = 'published') GROUP BY e.entry
"""
UNPINNED = """
SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
AND (prosecdef OR prorettype = 'trigger'::regtype) AND NOT COALESCE(proconfig, '{}') @> %s
"""
PINNED = [
    "gin_fuzzy_search_limit=0",
    "standard_conforming_strings=on",
    "quote_all_identifiers=off",
]


def test_each_rule_and_each_function_of_the_owner_s_finds_all_rows():
    assert rows(UNPINNED, PINNED) == []
