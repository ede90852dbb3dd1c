"""What is hashed: PostgreSQL writes canonical JSON byte for byte as RFC 8785's own package does."""

import json

import pytest
import rfc8785
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from claims.models import Topic
from record.models import KINDS, Change
from tests.factories import (
    a_claim,
    a_publisher,
    a_snapshot,
    a_speaker,
    a_verification,
    amended,
    an_accepted_quote,
    an_appearance,
)

KEYS = st.text("abcdefghijklmnopqrstuvwxyzABCDEF_0123456789", max_size=9)
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
SCALARS = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)
)


def canonical(text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT record_canonical(%s::json::jsonb)", [text])
        return cursor.fetchone()[0].encode()


@given(VALUES)
def test_postgresql_writes_the_bytes_of_rfc_8785(value):
    assert canonical(json.dumps(value)) == rfc8785.dumps(value)


@pytest.mark.parametrize("control", range(1, 0x20))
def test_control_characters_are_escaped_as_rfc_8785_has_it(control):
    assert canonical(json.dumps([chr(control)])) == rfc8785.dumps([chr(control)])


def test_each_kind_of_document_is_written_as_its_declaration_says():
    """With ASCII keys and whole numbers, for which alone the bytes are those of RFC 8785."""
    claim = a_claim(claimant=a_speaker(aliases=["Bo“\n"]))
    claim.topics.add(Topic.objects.create(name="Río"))
    printed = a_snapshot(publisher=a_publisher())
    an_appearance(claim, an_accepted_quote(claim.claimant, snapshot=printed))
    a_verification("published", claim=claim)
    a_verification("published", claim=claim, correction="It was snow.")
    amended(claim.claimant, name="Ana Ilić")
    changes = Change.objects.exclude(document=None).values_list("kind", "document")
    for kind, document in changes:
        read = json.loads(document, parse_float=pytest.fail)
        assert canonical(document) == rfc8785.dumps(read)
        assert as_declared(kind, document) == rfc8785.dumps(read)
        assert all(map(str.isascii, keys(read)))
    assert {kind for kind, _ in changes} == {kind._meta.model_name for kind in KINDS}


def as_declared(kind, document):
    with connection.cursor() as cursor:
        cursor.execute("SELECT record_canonical_document(%s, %s::jsonb)", [kind, document])
        return cursor.fetchone()[0].encode()


def keys(value):
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from keys(inner)
