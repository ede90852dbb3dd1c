"""Publishing, correcting, withdrawing and renaming append entries, in the same transaction."""

import json
from hashlib import sha256

import pytest
from django.core.management import call_command
from django.db import connection
from pymerkle import InmemoryTree

from config.owner import as_owner
from record.ledger.proof import content as content_of
from record.models import Change, Commitment, Edition, Entry, Renewal
from tests.factories import (
    a_published_claim,
    a_speaker,
    a_verification,
    amended,
    an_accepted_quote,
)
from tests.record.ledger.conftest import sealed
from tests.refusals import sql


def entries():
    sealed()
    texts = Entry.objects.order_by("number").values_list("entry", flat=True)
    return [json.loads(text) for text in texts]


def newest():
    return entries()[-1]


def test_a_publication_is_one_entry_that_names_the_claim():
    sealed()
    before = len(entries())
    claim = a_published_claim([an_accepted_quote()])
    *_, entry = entries()
    assert (entry["step"], entry["claims"]) == ("published", [str(claim.public_id)])
    assert entry["number"] == len(entries()) - 1 >= before


def test_a_correction_and_a_withdrawal_are_named():
    claim = a_published_claim()
    sealed()
    corrected = a_verification("published", claim=claim, correction="The year was wrong.")
    assert (newest()["step"], newest()["claims"]) == ("corrected", [str(claim.public_id)])
    corrected.withdraw("The source was wrong.")
    assert (newest()["step"], newest()["claims"]) == ("withdrawn", [str(claim.public_id)])


def test_a_change_of_spelling_is_an_entry_that_names_no_step():
    speaker = a_speaker()
    a_published_claim(claimant=speaker)
    sealed()
    amended(speaker, name="Ana Ilic")
    assert newest()["step"] == "changed" and newest()["changes"] >= 2


def test_the_entries_have_no_gap_and_hold_every_change_once():
    for _ in range(3):
        a_published_claim()
        sealed()
    numbers = list(Entry.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(len(numbers)))
    committed = Commitment.objects.order_by("change").values_list("change", flat=True)
    assert list(committed) == list(Change.objects.order_by("number").values_list("pk", flat=True))


def test_what_is_hashed_is_the_salt_and_the_row_of_the_feed():
    claim = a_published_claim()
    change = Change.objects.filter(public_id=claim.public_id).latest("number")
    commitment = Commitment.objects.get(change=change.number)
    content = content_of(change.number)
    told = json.loads(content)
    assert told["document"] == json.loads(change.document)
    assert (told["number"], told["kind"], told["id"]) == (change.pk, "claim", str(claim.public_id))
    assert len(commitment.salt) == 32
    assert sha256(bytes(commitment.salt) + content.encode()).digest() == bytes(commitment.digest)


def test_what_is_withdrawn_is_erased_with_its_salt():
    claim = a_published_claim()
    a_published_claim()
    claim.verifications.get().withdraw("The source was wrong.")
    of_it = Change.objects.filter(kind="claim", public_id=claim.public_id).order_by("number")
    salts = [Commitment.objects.get(change=change.number).salt for change in of_it]
    assert salts[0] is None and salts[-1] is not None and of_it.last().document is None


def test_a_name_that_very_many_documents_show_is_one_entry(without_locks):
    speaker = a_speaker()
    for _ in range(210):
        an_accepted_quote(speaker)
    sealed()
    before = len(entries())
    speaker.name = "Ana Ilic"
    speaker.save()
    sealed()
    assert Renewal.objects.exists() and len(entries()) == before
    assert Renewal.objects.work_off() >= 210
    assert len(entries()) == before + 1 and newest()["changes"] >= 211


def test_who_publishes_meanwhile_is_in_the_ledger_at_once(without_locks):
    speaker = a_speaker()
    for _ in range(210):
        an_accepted_quote(speaker)
    sealed()
    speaker.name = "Ana Ilic"
    speaker.save()
    claim = a_published_claim()
    assert newest()["claims"] == [str(claim.public_id)]
    assert Renewal.objects.work_off() >= 210
    assert newest()["step"] == "changed"


def test_the_history_is_committed_to_without_a_word_of_it():
    claim = a_published_claim()
    sql("SELECT record_ledger_history()")
    entry = newest()
    assert entry.keys() == {"at", "definition", "digest", "number", "step"}
    assert entry["step"] == "history" and claim.statement not in json.dumps(entry)
    before = len(entries())
    sql("SELECT record_ledger_history()")
    assert len(entries()) == before  # nothing was changed since


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 8, 9, 100])
def test_postgresql_hashes_the_tree_of_rfc_6962(size):
    data = [bytes([n]) * 32 for n in range(size)]
    theirs = InmemoryTree(algorithm="sha256")
    for one in data:
        theirs.append_entry(one)
    leaves = [sha256(b"\0" + one).digest() for one in data]
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT record_ledger_root(%s::bytea[])", [leaves])
        assert bytes(cursor.fetchone()[0]) == theirs.get_root()


def test_a_kept_edition_is_an_entry_that_has_its_hash():
    a_published_claim()
    call_command("keep_edition")
    kept = Edition.objects.get()
    entry = newest()
    assert (entry["step"], entry["edition"]) == ("edition", str(kept.day))
    assert (entry["sha256"], entry["bytes"]) == (kept.sha256, kept.size)
