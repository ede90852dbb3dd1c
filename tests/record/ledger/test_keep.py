"""Heads are signed over tiles, outside of the database, and never contradict one another."""

import json
import re
import stat

import pytest
from django.core.management import call_command
from django.db import transaction

from config.owner import as_owner
from record.ledger import Refused, announce_key, keep, note, replay, verify
from record.ledger.store import Store, write
from record.ledger.tree import leaf_hash, root
from record.models import Entry
from tests.factories import a_published_claim
from tests.refusals import as_owner as done_by_owner
from tests.refusals import rows


def published(number):
    for _ in range(number):
        a_published_claim()


def leaves():
    texts = Entry.objects.order_by("number").values_list("entry", flat=True)
    return [leaf_hash(text.encode()) for text in texts]


def grown(number):
    """Entries of no claim, quickly."""
    done_by_owner(f"SELECT record_ledger_append('test', '{{}}') FROM generate_series(1, {number})")


def test_a_head_is_signed_over_all_entries(ledger, kept):
    published(2)
    head = kept()
    assert (head.size, head.root) == (len(leaves()), root(leaves()))
    assert head.origin == "localhost:8000/ledger"
    assert note.verified_by(ledger.checkpoint(), note.verifier(ledger.key()))
    assert not note.verified_by(ledger.checkpoint(), note.verifier(note.new_key("other")))


@pytest.mark.parametrize("more", [1, 255, 256, 257, 66_000])
def test_tiles_grow_to_the_same_tree(kept, more):
    published(1)
    kept()
    grown(more)
    head = kept()
    assert head.size > more and head.root == root(leaves())


def test_every_head_stays_readable(ledger, kept):
    first = kept()
    published(1)
    last = kept()
    assert [note.read_head(one) for one in ledger.heads()] == [first, last]


def test_where_nothing_is_new_nothing_is_signed(ledger, kept):
    kept()
    before = ledger.checkpoint()
    assert keep() is None and ledger.checkpoint() == before


def test_who_looks_again_and_again_says_what_was_signed_alone(kept, monkeypatch, capsys):
    kept()
    moments = iter([lambda: None, lambda: grown(1), lambda: None])
    monkeypatch.setattr("time.sleep", lambda seconds: next(moments)())
    with pytest.raises(StopIteration):
        call_command("keep_ledger", every=2)
    assert re.fullmatch(r"Signed: \d+ entries\.\n", capsys.readouterr().out)
    call_command("keep_ledger")
    assert capsys.readouterr().out == "Nothing is new.\n"


def test_the_history_is_in_the_tree_when_the_head_is_signed(kept):
    published(1)
    head = kept()
    [(last,)] = rows("SELECT max(last) FROM record_history")
    assert last == rows("SELECT max(id) FROM sources_change")[0][0]
    assert json.loads(Entry.objects.get(number=head.size - 1).entry)["step"] == "history"


def test_the_key_is_the_owners_alone(ledger):
    assert stat.S_IMODE(ledger.key_file.stat().st_mode) == 0o600


def test_a_database_behind_the_head_is_refused_with_a_sentence(kept):
    published(1)
    size = kept().size
    done_by_owner(f"DELETE FROM record_entry WHERE number >= {size - 1}")
    with pytest.raises(Refused, match=f"A head of {size} entries was signed, and this database"):
        keep()


def test_a_restored_backup_gets_the_kept_entries_back_and_goes_on(ledger, kept):
    published(2)
    before = kept()
    with pytest.raises(Restored), transaction.atomic():
        published(1)
        kept()
        after = ledger.head()
        raise Restored
    with pytest.raises(Refused, match="replay_ledger"):
        keep()
    with as_owner():
        assert replay() == after.size - before.size
        assert replay() == 0
    published(1)
    head = kept()
    assert head.size > after.size and ledger.root(after.size) == after.root
    told = [json.loads(e.entry) for e in Entry.objects.filter(step="restored")]
    assert [(each["first"], each["last"]) for each in told] == [(before.size, after.size - 1)]
    with as_owner():
        assert list(verify()) == []


class Restored(Exception):
    """The database is as it was before."""


def test_a_database_that_went_another_way_is_refused(kept):
    published(1)
    size = kept().size
    done_by_owner(f"UPDATE record_entry SET entry = '{{}}' WHERE number = {size - 1}")
    grown(1)
    with pytest.raises(Refused, match=f"Entry {size - 1} of this database is not the one"):
        keep()


def test_a_gap_is_refused(kept):
    size = kept().size
    grown(3)
    done_by_owner(f"DELETE FROM record_entry WHERE number = {size + 1}")
    with pytest.raises(Refused, match=f"Entry {size + 1} of"):
        keep()


def test_another_key_signs_only_with_a_trace(ledger, kept):
    kept()
    write(ledger.key_file, note.new_key("localhost:8000/ledger").encode())
    published(1)
    with pytest.raises(Refused, match="is not the one that its last entry of a key names"):
        kept()
    with as_owner():
        verifier = announce_key()
    kept()
    traces = Entry.objects.filter(step="key").order_by("number")
    assert [json.loads(each.entry)["key"] for each in traces][1:] == [verifier]


def test_without_a_key_nothing_is_signed(settings, tmp_path):
    settings.LEDGER_DIR = tmp_path
    published(1)
    with pytest.raises(Refused, match="ledger_key"):
        keep()


def test_one_process_keeps_the_ledger(ledger, kept):
    kept()
    published(1)
    with Store().locked() as ours:
        assert ours and keep() is None
