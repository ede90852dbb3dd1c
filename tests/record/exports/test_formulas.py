"""No column of any table begins like a formula, whatever stands in the documents."""

import csv
import io
import json
import re

import pytest
from django.db import connection

from claims.models import Topic
from config.owner import as_owner
from record.exports import TABLES, formats
from tests.factories import (
    a_published_claim,
    a_publisher,
    a_snapshot,
    a_speaker,
    a_user,
    a_verification,
    an_accepted_quote,
)

pytestmark = pytest.mark.usefixtures("without_locks")

# What the database itself writes, and can never be a formula: ids, days and times.
EXACT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*Z)?")
# The columns that hold such, numbers, or an address of ours.
NO_WORDS = {
    "claims": {"id", "url", "claimed_on", "value", "verified_at", "quotes"},
    "appearances": {"claim", "quote", "said_on", "speaker", "article", "published_at"}
    | {"start", "end", "snapshot", "vanished_since"},
    "quotes": {"id", "said_on", "speaker", "article", "published_at", "start", "end", "snapshot"}
    | {"vanished_since"},
    "verifications": {"id", "claim", "value", "published_at", "supersedes"},
    "evidence": {"verification", "number"},
    "speakers": {"id"},
    "claim_topics": {"claim"},
}


def a_formula(value):
    """The value of a document with every text in it made a formula."""
    if isinstance(value, dict):
        return {key: a_formula(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [a_formula(inner) for inner in value]
    return f"={value}" if isinstance(value, str) and not EXACT.fullmatch(value) else value


@pytest.fixture
def formulas():
    """A record with something in every column, and every text of it a formula."""
    minister = a_speaker(aliases=["Ana I."], wikidata_id="Q42")
    minister.roles.create(title="minister", organisation="Council")
    paper = a_publisher(name="The Paper")
    snapshot = a_snapshot(publisher=paper, published_at="2026-03-01T12:00:00Z")
    quote = an_accepted_quote(minister, snapshot=snapshot, said_on="2026-03-01")
    claim = a_published_claim([quote], claimant=minister, claimed_on="2026-03-01")
    claim.topics.add(Topic.objects.create(name="Trees"))
    correction = a_verification("submitted", claim=claim, correction="It was more.")
    correction.publish(by=a_user("reviewer"))
    for kind in {table.model for table in TABLES.values()}:
        write_formulas(kind)


def write_formulas(kind):
    name = kind._meta.db_table
    with as_owner(), connection.cursor() as cursor:
        for pk, document in kind.objects.values_list("pk", "document"):
            changed = json.dumps(a_formula(json.loads(document)))
            cursor.execute(f"UPDATE {name} SET document = %s WHERE id = %s", [changed, pk])


@pytest.mark.parametrize("name", TABLES)
def test_no_column_of_a_table_begins_like_a_formula(formulas, name):
    table = TABLES[name]
    content = b"".join(formats.csv(table, table.model.objects.all())).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    guarded = {column for row in rows for column, cell in row.items() if cell.startswith("'=")}
    assert [cell for row in rows for cell in row.values() if cell.startswith("=")] == []
    assert set(rows[0]) - guarded == NO_WORDS[name]
