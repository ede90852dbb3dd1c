"""A superuser changes one thing; `verify_ledger` finds it. Untouched, there is nothing to find."""

import random

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from record.ledger import note, verify
from record.ledger.store import write
from tests.factories import a_published_claim, a_verification, amended, an_accepted_quote
from tests.record.ledger.tampering import KINDS, tampered
from tests.refusals import as_owner, rows, sql

SOME = (
    6  # tamperings of each kind here; `python -m tests.record.ledger` tries as many as it is told
)


@pytest.fixture
def world(kept):
    """A record with a past: corrected, renamed and withdrawn, under signed heads."""
    claims = [a_published_claim([an_accepted_quote()]) for _ in range(3)]
    kept()
    a_verification("published", claim=claims[0], correction="The year was wrong.")
    amended(claims[1].claimant, name="Ana Ilić")
    claims[2].verifications.get().withdraw("The source was wrong.")
    a_verification("draft")
    kept()
    call_command("keep_edition")
    kept()
    return claims


def wrong(*heads):
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    with as_if_owner():
        return list(verify(heads))


class as_if_owner:
    """Inside a test's transaction, whose isolation cannot change any more."""

    def __enter__(self):
        sql("SET LOCAL ROLE NONE")

    def __exit__(self, *_):
        sql("RESET ROLE")


def test_untouched_all_of_it_holds(world):
    assert wrong() == []


def test_a_name_that_waits_for_its_documents_is_no_false_alarm(kept, without_locks):
    quotes = [an_accepted_quote() for _ in range(2)]
    for quote in quotes:
        quote.speaker.name += "!"
        quote.speaker.save()
    kept()
    assert wrong() == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_single_field_that_was_changed_is_found(world, kind):
    chance = random.Random(kind)
    for _ in range(SOME):
        with tampered(kind, chance) as what:
            assert wrong(), what
    assert wrong() == []


def test_the_first_entry_that_does_not_hold_is_named(world):
    as_owner("UPDATE record_entry SET entry = replace(entry, 'published', 'withdrawn')")
    assert any(
        sentence.startswith("Entry 2 is not the one that was signed") for sentence in wrong()
    )


def test_a_tree_that_is_rewritten_whole_is_found_by_an_old_head(world, ledger):
    old = ledger.heads()[0]
    (ledger.place / "heads").unlink()
    as_owner("UPDATE record_entry SET entry = replace(entry, '2026', '2025')")
    texts = [text.encode() for (text,) in rows("SELECT entry FROM record_entry ORDER BY number")]
    size = ledger.add(0, texts)
    ledger.sign(note.Head(ledger.head().origin, size, ledger.root(size)))
    (ledger.place / "heads").unlink()
    assert not any("signed" in sentence for sentence in wrong())
    assert any("is not the one that was signed" in sentence for sentence in wrong(old))


def test_a_head_that_others_signed_is_found(world, ledger):
    write(ledger.checkpoint_file, note.sign(ledger.head().text, note.new_key("x")).encode())
    assert "not signed by the key" in wrong()[0]


def test_the_command_ends_in_one_sentence(world, tmp_path, monkeypatch):
    head = tmp_path / "head"
    head.write_text("no note")
    with pytest.raises(CommandError, match="no signed note"):
        call_command("verify_ledger", head=[str(head)])


@pytest.mark.parametrize(("count", "words"), [(1, "1 thing is wrong"), (2, "2 things are wrong")])
def test_the_command_counts_what_is_wrong(monkeypatch, count, words):
    found = ["Entry 7 does not hold."] * count
    monkeypatch.setattr("config.management.commands.verify_ledger.verify", lambda heads: found)
    with pytest.raises(CommandError, match=words):
        call_command("verify_ledger")
