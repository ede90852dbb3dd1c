"""What left as our export comes back into an empty database as the same record, to the letter."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from claims.models import Claim, Match, Rating, Review, Verification
from record.exports import exports
from record.models import Withdrawn
from record.restore import NotRestored, restore
from sources.ingest import Document, capture_article, capture_text
from sources.models import Change, Quote, Snapshot
from tests.benchmarks.database import DATA, SEQUENCES
from tests.factories import (
    a_claim,
    a_match,
    a_published_claim,
    a_review,
    a_snapshot,
    a_speaker,
    a_user,
    a_verification,
    amended,
    an_accepted_quote,
)
from tests.refusals import as_owner, refused_by

DOCUMENTS = ("claims", "verifications", "quotes", "speakers")  # exported as they stand
DESK = """
TRUNCATE claims_claim, claims_topic, claims_verification, claims_evidence, claims_appearance,
    claims_claim_topics, sources_speaker, sources_role, sources_article, sources_publisher,
    sources_snapshot, sources_quote, claims_review, claims_rating, record_change CASCADE"""


def files():
    """What every export of claims, and the documents of the other kinds, are as bytes."""
    return {
        f"{table.name}{suffix}": b"".join(maker(table, table.model.objects.all()))
        for table, name, maker, suffix, _ in exports()
        if name in ("csv", "jsonl", "claimreview") and table.name in DOCUMENTS
    }


def empty():
    """As a new database is: no desk rows, and no record of any."""
    as_owner(DESK)
    call_command("rebuild_record", verbosity=0)


@pytest.fixture
def round_trip(tmp_path):
    """Export, empty, restore from the files of the `tables`: the exports before and after."""

    def round_trip(*tables):
        before = files()
        paths = [tmp_path / f"{table}.jsonl" for table in tables]
        for path in paths:
            path.write_bytes(before[path.name])
        empty()
        assert not files()["claims.jsonl"]
        restore(paths, say=lambda line: None)
        return before, files()

    return round_trip


def of_claims(exported):
    return {name: data for name, data in exported.items() if name.startswith("claims.")}


def test_the_seed_comes_back_to_the_byte(round_trip):
    call_command("seed")
    before, after = round_trip("claims")
    assert len(of_claims(after)) == 3
    assert of_claims(after) == of_claims(before)


def test_what_was_amended_comes_back_to_the_byte(round_trip):
    claim = a_published_claim(claimant=a_speaker(name="Tomas Grell"), language="en")
    amended(claim.claimant, name="Thomas Krell")
    amended(claim, language="de", claimed_on="2020-01-01")
    before, after = round_trip("claims", "verifications")
    assert before["claims.jsonl"].count(b'"changed"') == 3
    assert of_claims(after) == of_claims(before)


def test_that_words_are_gone_from_their_article_comes_back_and_stays_until_it_is_seen(round_trip):
    quote = an_accepted_quote(a_speaker(name="Ana Ilic"))
    a_published_claim([quote])
    capture_text(quote.snapshot.article, "Nothing of the sort.")
    before, after = round_trip("claims")
    assert b'"vanished_since": null' not in before["claims.jsonl"] and after == before
    capture_text(Quote.objects.get().snapshot.article, f"“{quote.text}” said Ana Ilic.")
    assert Quote.objects.get().vanished_since is None


def a_confirmed_review(claim, word, **fields):
    rating = word and Rating.objects.create(domain="river.example", word=word)
    review = a_review(
        claim=claim, linked_by=a_user("annotator"), rating=rating, publisher="River", **fields
    )
    Review.objects.filter(pk=review.pk).update(confirmed_by=a_user("reviewer"))


def a_confirmed_match(claim, other, kind="same"):
    match = a_match(claim=claim, other=other, kind=kind, created_by=a_user("annotator"))
    Match.objects.filter(pk=match.pk).confirm(by=a_user("reviewer"))


def test_what_others_found_and_which_claims_are_alike_comes_back_to_the_byte(round_trip):
    all_ferries, one_ferry, another = (a_published_claim() for _ in range(3))
    a_confirmed_match(one_ferry, all_ferries, "narrower")
    a_confirmed_match(another, all_ferries, "contradicts")
    a_confirmed_match(another, one_ferry)
    a_match(claim=a_published_claim(), other=all_ferries)  # nobody has confirmed it
    a_confirmed_review(all_ferries, "Falso", url="https://www.river.example:8443/1")
    a_confirmed_review(all_ferries, "Vero", url="https://river.example/2", language="it")
    a_confirmed_review(one_ferry, None, published_on="2026-03-01")
    before, after = round_trip("claims")
    assert before["claims.jsonl"].count(b'"wider"') == 1 and b'"Vero"' in before["claims.jsonl"]
    assert of_claims(after) == of_claims(before)
    assert Match.objects.count() == 3 == Review.objects.count()
    call_command("rebuild_record", verbosity=0)
    assert of_claims(files()) == of_claims(before)


def test_a_claim_without_the_one_it_is_matched_with_is_refused(tmp_path):
    one, other = a_published_claim(), a_published_claim()
    a_confirmed_match(one, other)
    alone = next(claim for claim in exported() if claim["id"] == str(one.public_id))
    empty()
    with pytest.raises(NotRestored, match=f"matched with the claim {other.public_id}, which is in"):
        restore([a_file_of(tmp_path, alone)], print)
    assert not Claim.objects.exists()


def test_three_hundred_generated_claims_come_back_to_the_byte(round_trip):
    as_owner(DATA.replace(":claims", "300"))
    as_owner(SEQUENCES)
    as_owner("ANALYZE")  # a vacuum in between has seen empty tables, and plans follow what it saw
    call_command("rebuild_record", verbosity=0)
    before, after = round_trip("claims")
    assert before["claims.jsonl"].count(b"\n") == 180
    assert of_claims(after) == of_claims(before)


def a_corrected_claim():
    """Twice corrected, of a minister who became a senator, with a quote on each day."""
    speaker = a_speaker(name="Ana", aliases=["A. B."], wikidata_id="Q42", disambiguation="the one")
    speaker.roles.create(title="Minister", organisation="State", end_date="2024-06-30")
    speaker.roles.create(title="Senator", start_date="2024-07-01")
    quotes = [an_accepted_quote(speaker, said_on=day) for day in ("2024-05-01", "2024-08-01")]
    claim = a_published_claim(quotes, claimant=speaker, claimed_on="2024-05-01")
    for words in ("A digit was wrong.", "Another one, too."):
        a_verification("published", claim=claim, correction=words)
    return claim


def test_all_documents_come_back_with_superseded_verifications_roles_and_aliases(round_trip):
    a_corrected_claim()
    a_published_claim(claimant=a_speaker(name="Ana"))
    before, after = round_trip(*DOCUMENTS)
    assert after == before
    assert before["verifications.jsonl"].count(b'"superseded"') == 2


def test_claims_alone_are_enough_for_the_claims(round_trip):
    a_corrected_claim()
    a_published_claim(claimant=a_speaker(name="Ana"))  # another one of that name
    before, after = round_trip("claims")
    assert of_claims(after) == of_claims(before)


def test_drafts_and_withdrawn_verifications_do_not_travel(round_trip):
    a_published_claim()
    a_verification("submitted", claim=a_claim(statement="It is secret."))
    a_verification("withdrawn", claim=a_claim(statement="It was taken back."))
    round_trip(*DOCUMENTS)
    assert Claim.objects.count() == 1


def what_is_told_of(claim, client):
    """Of a withdrawn claim: its page, the API, the last change but for its moment, the feed."""
    address = f"/claims/{claim.public_id}/"
    changes = json.loads(client.get("/api/v1/changes/?page_size=200").content)["results"]
    *_, told = (c for c in changes if c["id"] == str(claim.public_id))
    answers = [client.get(address), client.get(f"/api/v1{address}")]
    feed = client.get("/feeds/corrections.atom").content
    return [(a.status_code, a.content) for a in answers], told | {"at": None}, feed


def test_what_was_withdrawn_comes_back_as_withdrawn(tmp_path, client):
    a_published_claim()
    claim = a_verification("withdrawn", claim=a_claim(statement="It was taken back.")).claim
    before, path = what_is_told_of(claim, client), tmp_path / "claims.jsonl"
    options = {"format": "jsonl", "since": datetime(2000, 1, 1, tzinfo=UTC)}
    call_command("export", "claims", output=path, **options)
    empty()
    assert not Withdrawn.objects.exists()
    assert restore([path], print) == {"claim": 1, "withdrawn": 1}
    assert what_is_told_of(claim, client) == before
    again = tmp_path / "again.jsonl"
    call_command("export", "claims", output=again, **options)
    assert again.read_bytes() == path.read_bytes()
    call_command("rebuild_record", verbosity=0)
    assert what_is_told_of(claim, client) == before


def test_two_people_stand_behind_it_and_neither_can_log_in(round_trip):
    a_published_claim()
    round_trip("claims")
    verification = Verification.objects.get()
    people = [verification.author, verification.approver]
    assert [person.username for person in people] == ["restored-author", "restored-approver"]
    assert not any(person.is_active or person.has_usable_password() for person in people)
    change = Change.objects.of(verification).first()
    assert (change.who, change.why) == ("restore", "Restored from claims.jsonl")


def test_an_articles_text_is_not_made_up(round_trip):
    quote = an_accepted_quote()
    a_published_claim([quote])
    round_trip("claims")
    held = Snapshot.objects.get()
    assert (held.text, held.sha256) == ("", quote.snapshot.sha256)


def test_a_text_that_is_brought_again_changes_no_export(round_trip):
    snapshot = an_accepted_quote().snapshot
    a_published_claim([Quote.objects.get()])
    _, after = round_trip("claims")
    capture_article(Document(snapshot.text, url=snapshot.article.url))
    assert Snapshot.objects.get().text == snapshot.text
    assert of_claims(files()) == of_claims(after)


@pytest.mark.usefixtures("without_locks")
def test_a_quote_of_a_text_that_is_not_held_is_as_long_as_its_span(round_trip):
    a_published_claim([an_accepted_quote()])
    round_trip("claims")
    quotes = Quote.objects.all()
    with refused_by("quote_text_is_its_span"):
        quotes.update(text="Shorter.")


def test_a_text_is_held_or_known_by_its_hash_and_never_both():
    snapshot = a_snapshot()
    for text, known in (("Words.", "0" * 64), ("", ""), ("", "no hash")):
        with refused_by("snapshot_has_text"):
            snapshot.article.snapshots.create(number=2, text=text, absent_sha256=known)


def a_file_of(tmp_path, *documents):
    path = tmp_path / "claims.jsonl"
    path.write_text("\n".join(json.dumps(document) for document in documents))
    return path


def exported():
    return [json.loads(line) for line in files()["claims.jsonl"].splitlines()]


def test_it_fills_an_empty_database_alone(tmp_path):
    a_published_claim()
    with pytest.raises(CommandError, match="a restore fills an empty one"):
        call_command("restore", a_file_of(tmp_path, *exported()))


@pytest.mark.parametrize(
    "change, reason",
    [
        (lambda c: c.update(verified_at="2026-01-01"), "claims.jsonl:1: The record would not hold"),
        (lambda c: c.update(more=1), "claims.jsonl:1: The record would not hold this document"),
        (lambda c: c.update(id="no uuid"), "A document is none of ours: invalid input syntax"),
        (lambda c: c["verification"].update(evidence=[]), "with at least one piece of evidence"),
        (lambda c: c["verification"].update(summary=" "), "submitted with a verdict and a summ"),
        (lambda c: c.pop("quotes"), "claims.jsonl:1: This is no claim, verification, quote or"),
        (lambda c: c["quotes"][0].update(end=99), "to the letter, what stands in the snapshot"),
        (lambda c: c["quotes"][0]["snapshot"].update(sha256=""), "A snapshot needs a text."),
    ],
)
def test_what_is_no_export_of_ours_is_refused_whole(tmp_path, change, reason):
    a_published_claim([an_accepted_quote()])
    (claim,) = exported()
    empty()
    change(claim)
    with pytest.raises(NotRestored) as refused:
        restore([a_file_of(tmp_path, claim)], print)
    assert reason in str(refused.value)
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    "written, reason",
    [
        (b"[" * 100_000, "nested too deep"),
        (b'{"id": 1}\n', "claims.jsonl:1: This is no claim"),
        (b"\n\xff\xfe{", "claims.jsonl:2: This line is not UTF-8"),
        (b"", "There is no claim in these files."),
    ],
)
def test_what_is_no_json_lines_is_refused_with_its_line(tmp_path, written, reason):
    path = tmp_path / "claims.jsonl"
    path.write_bytes(written)
    with pytest.raises(CommandError) as refused:
        call_command("restore", path)
    assert reason in str(refused.value)


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(CommandError, match="No such file"):
        call_command("restore", Path("nowhere.jsonl"))


def test_the_record_follows_again_afterwards(round_trip):
    a_published_claim()
    _, after = round_trip("claims")
    Verification.objects.get().withdraw("The source was wrong.")
    assert b"statement" in after["claims.jsonl"] and files()["claims.jsonl"] == b""
