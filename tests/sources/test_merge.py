"""Two speakers who are one: all that names the one names the other, and goes back again."""

import os

import pytest
from django.urls import reverse

from claims.admin.amendment import seen
from claims.models import Amendment, Claim
from record.models import Speaker as PublicSpeaker
from sources.models import Change, Merge, Quote, Role, Speaker
from tests.claims.test_races import race
from tests.factories import (
    a_claim,
    a_published_claim,
    a_quote,
    a_snapshot,
    a_speaker,
    amended,
    an_accepted_quote,
)
from tests.pages import logged_in, page, read
from tests.refusals import refused_by, sql

ROUNDS = int(os.environ.get("ROUNDS", "10"))  # before a release: 2,000


def merge(merged, kept):
    return Merge.objects.create(merged=merged, kept=kept, reason="One person.")


def merged_by_two(merged, kept):
    """A merge of speakers whom published claims show, proposed and applied."""
    amended(merged, merged_into_id=kept.pk)
    return Merge.objects.get()


def parted_by_two(made):
    amended(Speaker.objects.get(pk=made.merged_id), merged_into_id=None)


def state():
    """Who is named where, and what everybody is called."""
    named = [(Quote, "speaker_id"), (Role, "speaker_id"), (Claim, "claimant_id")]
    rows = [list(model.objects.order_by("id").values_list("id", column)) for model, column in named]
    return rows, list(Speaker.objects.order_by("id").values())


def two_with_everything():
    one = a_speaker(name="A. Lee", aliases=["Ann", "Annie"], wikidata_id="Q1")
    other = a_speaker(name="Ann Lee", aliases=["Ann"])
    for speaker in (one, other):
        speaker.roles.create(title="mayor")
    one.roles.create(title="senator")
    for speaker in (one, other):
        a_published_claim([an_accepted_quote(speaker=speaker)], claimant=speaker)
    return one, other


def test_everything_that_names_the_one_names_the_other():
    one, other = two_with_everything()
    merged_by_two(one, other)
    other.refresh_from_db()
    assert not Quote.objects.exclude(speaker=other) and not Claim.objects.exclude(claimant=other)
    assert [str(role) for role in other.roles.order_by("title")] == ["mayor", "senator"]
    assert (other.aliases, other.wikidata_id) == (["Ann", "A. Lee", "Annie"], "Q1")


def test_undoing_puts_everything_back():
    one, other = two_with_everything()
    before = state()
    parted_by_two(merged_by_two(one, other))
    assert state() == before


def test_what_somebody_gave_to_a_third_speaker_stays_there():
    one, other, third = a_speaker(), a_speaker(), a_speaker()
    quotes = [an_accepted_quote(speaker=one) for _ in range(2)]
    made = merge(one, other)
    Quote.objects.filter(pk=quotes[0].pk).update(speaker=third)
    made.undo()
    assert list(Quote.objects.order_by("id").values_list("speaker", flat=True)) == [
        third.pk,
        one.pk,
    ]


def test_undoing_puts_everything_back_whatever_the_session_that_merged_had_set():
    """quote_all_identifiers writes the names of tables otherwise, by which it is found again."""
    one, other = a_speaker(name="A. Lee"), a_speaker(name="Ann Lee")
    for speaker in (one, other):
        speaker.roles.create(title="mayor")
        an_accepted_quote(speaker)
        a_claim(claimant=speaker)
    before = state()
    sql("SET LOCAL quote_all_identifiers = on")
    made = merge(one, other)
    sql("RESET quote_all_identifiers")
    made.undo()
    assert state() == before


def test_a_chain_of_merges_is_undone_in_turn():
    one, two, three = a_speaker(), a_speaker(), a_speaker()
    quote = an_accepted_quote(speaker=one)
    first, second = merge(one, two), merge(two, three)
    quote.refresh_from_db()
    assert quote.speaker == three
    with refused_by("merge_undone_in_turn"):
        first.undo()
    second.undo()
    Merge.objects.get(pk=first.pk).undo()
    quote.refresh_from_db()
    assert quote.speaker == one


def test_merge_joins_two_speakers():
    one, two = a_speaker(), a_speaker()
    with refused_by("merge_joins_two_speakers"):
        merge(one, one)
    merge(one, two)
    with refused_by("merge_joins_two_speakers"):
        merge(two, one)


def test_merge_of_one_wikidata_id():
    with refused_by("merge_of_one_wikidata_id"):
        merge(a_speaker(wikidata_id="Q1"), a_speaker(wikidata_id="Q2"))


def test_merge_stays_but_for_its_undoing():
    made = merge(a_speaker(), a_speaker())
    for statement in ("DELETE FROM sources_merge", "UPDATE sources_merge SET reason = 'other'"):
        with refused_by("merge_stays_but_for_its_undoing"):
            sql(statement)
    made.undo()
    with refused_by("merge_stays_but_for_its_undoing"):
        Merge.objects.get(pk=made.pk).undo()


def test_speaker_merged_by_a_merge():
    one, two = a_speaker(), a_speaker()
    with refused_by("speaker_merged_by_a_merge"):
        Speaker.objects.filter(pk=one.pk).update(merged_into=two)


def test_whoever_names_the_merged_one_afterwards_names_the_kept_one():
    one, two = a_speaker(), a_speaker()
    merge(one, two)
    assert an_accepted_quote(speaker=one).speaker_id == one.pk  # in memory, until it is read again
    a_claim(claimant=one)
    one.roles.create(title="mayor")
    assert Quote.objects.get().speaker == Claim.objects.get().claimant == Role.objects.get().speaker
    assert Quote.objects.get().speaker == two


def test_a_merged_speaker_is_found_by_its_name_as_the_one_it_became():
    one, two = a_speaker(name="Ann Leigh"), a_speaker(name="Ann Lee")
    merge(one, two)
    assert list(Speaker.objects.search("Ann Leigh")) == [two]
    assert Speaker.objects.ids_by_name({"Ann Leigh": ""}) == {"Ann Leigh": two.pk}


def test_a_suggestion_of_the_merged_name_is_accepted_as_the_kept_ones():
    one, two = a_speaker(name="Ann Leigh"), a_speaker(name="Ann Lee")
    merge(one, two)
    quote = a_quote(suggestion={"speaker": "Ann Leigh", "speaker_kind": "person"})
    quote.accept()
    assert quote.speaker == two


def test_the_public_record_follows():
    one, other = two_with_everything()
    made = merged_by_two(one, other)
    assert list(PublicSpeaker.objects.values_list("public_id", flat=True)) == [other.public_id]
    parted_by_two(made)
    assert PublicSpeaker.objects.count() == 2


def test_who_has_only_claims_leaves_the_record_and_is_found_by_the_old_id(client):
    one, other = a_speaker(name="Ann Leigh"), a_speaker(name="Ann Lee")
    a_published_claim(claimant=one)
    old = f"/api/v1/speakers/{one.public_id}/"
    slug = client.get(old).json()["slug"]
    made = merged_by_two(one, other)
    assert list(PublicSpeaker.objects.values_list("public_id", flat=True)) == [other.public_id]
    assert client.get(old).json()["id"] == str(other.public_id)
    assert len(client.get("/api/v1/claims/", {"speaker": slug}).json()["results"]) == 1
    parted_by_two(made)
    assert client.get(old).json()["id"] == str(one.public_id)
    assert list(PublicSpeaker.objects.values_list("names", flat=True)) == [["ann leigh"]]


def test_a_merge_is_kept_in_the_history_of_all_that_moved():
    one, other = two_with_everything()
    client, quote = logged_in("reviewer"), one.quotes.get()
    address = reverse("admin:sources_speaker_merge", args=[one.pk])
    client.post(address, {"kept": other.pk, "reason": "One person."})
    assert Change.objects.of(quote).first().became is not None and not Merge.objects.exists()
    second = apply_the_proposal()
    change = Change.objects.of(quote).first()
    assert (change.was, change.became) == ({"speaker_id": one.pk}, {"speaker_id": other.pk})
    assert (change.who, change.why) == (second.user.username, "One person.")


def apply_the_proposal():
    """As another reviewer; their browser."""
    client, proposed = logged_in("reviewer"), Amendment.objects.waiting().get()
    address = reverse("admin:claims_amendment_decide", args=[proposed.pk])
    client.post(address, {"decision": "apply", "seen": seen(proposed)})
    return client


def test_reviewers_merge_and_part_public_speakers_at_the_desk():
    one, other = two_with_everything()
    before, client = state(), logged_in("reviewer")
    address = reverse("admin:sources_speaker_merge", args=[one.pk])
    sent = {"kept": other.pk, "reason": "One person."}
    assert "another person applies" in read(client.post(address, sent, follow=True))
    assert state() == before
    apply_the_proposal()
    assert "Merged into this speaker" in read(client.get(page(other)))
    assert "Merged into <a" in read(client.get(page(one)))
    part = reverse("admin:sources_speaker_undo_merge", args=[other.pk])
    sent = {"merge": Merge.objects.get().pk, "reason": "Two after all."}
    assert "another person applies" in read(client.post(part, sent, follow=True))
    apply_the_proposal()
    assert state() == before


def test_a_reviewer_merges_and_parts_at_the_desk():
    one, other = a_speaker(name="Ann Leigh"), a_speaker(name="Ann Lee")
    an_accepted_quote(speaker=one)
    before, client = state(), logged_in("reviewer")
    address = reverse("admin:sources_speaker_merge", args=[one.pk])
    html = read(client.post(address, {"kept": other.pk}, follow=True))
    assert "Merged into this speaker" in html
    assert "Merged into <a" in read(client.get(page(one)))
    part = reverse("admin:sources_speaker_undo_merge", args=[other.pk])
    sent = {"merge": Merge.objects.get().pk}
    assert "stands alone again" in read(client.post(part, sent, follow=True))
    assert state() == before


def test_the_desk_says_why_two_cannot_be_merged():
    one, other = a_speaker(wikidata_id="Q1"), a_speaker(wikidata_id="Q2")
    address = reverse("admin:sources_speaker_merge", args=[one.pk])
    assert "different Wikidata ids" in read(logged_in("reviewer").post(address, {"kept": other.pk}))


@pytest.mark.django_db(transaction=True, serialized_rollback=True, databases=["default", "record"])
def test_no_quote_is_left_on_a_merged_speaker():
    snapshot = a_snapshot(" ".join(f"w{n}w" for n in range(ROUNDS)))
    for n in range(ROUNDS):
        one, two = a_speaker(), a_speaker()
        outcomes = race(
            lambda one=one, two=two: merge(one, two),
            lambda one=one, n=n: an_accepted_quote(one, words=f"w{n}w", snapshot=snapshot),
        )
        assert outcomes == [None, None]
        assert (one.quotes.count(), two.quotes.count()) == (0, 1)


NAMING_BESIDE = {
    "claim": "INSERT INTO claims_claim (statement, claimant_id, language, note) "
    "SELECT 'It is so.', merged_id, 'en', '' FROM made",
    "quote": "UPDATE sources_quote SET speaker_id = merged_id FROM made",
    "role": "INSERT INTO sources_role (speaker_id, title, organisation) "
    "SELECT merged_id, 'mayor', '' FROM made",
}


@pytest.mark.parametrize("what", NAMING_BESIDE)
def test_merge_moves_all_that_names_it(what):
    """Also what the statement writes that merges them."""
    gone, kept, _ = a_speaker(), a_speaker(), a_quote()
    made = "WITH made AS (INSERT INTO sources_merge (merged_id, kept_id, reason, moved) "
    made += f"VALUES ({gone.pk}, {kept.pk}, '', '{{}}') RETURNING merged_id) "
    with refused_by("merge_moves_all_that_names_it"):
        sql(made + NAMING_BESIDE[what])
