"""Two people, or two tabs of one, save the same record: nothing is ever silently overwritten."""

import os
import re
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep

import psycopg
import pytest
from django import forms
from django.db import connection, connections, transaction
from django.urls import reverse

from claims.models import Topic
from sources.admin.history import _shown
from sources.models import Change, Speaker
from tests.factories import (
    a_claim,
    a_quote,
    a_speaker,
    a_verification,
    an_accepted_quote,
    an_appearance,
    made_superuser,
)
from tests.model_rows import FORMS, WORDS
from tests.pages import filled, logged_in, page, read
from tests.refusals import sql

ROUNDS = int(os.environ.get("ROUNDS", "20"))  # before a release: 1,000
LATE = "INSERT INTO claims_claim_topics (claim_id, topic_id) VALUES (%s, %s)"
DEADLINE = 30  # seconds: a wait that would hang fails instead
SAID = "This was changed since you opened it, and nothing is saved yet."


def words_of(response):
    """Return a page without what says the language of words."""
    return re.sub("</?span[^>]*>", "", read(response))


def two_tabs(record):
    """Two people have opened a record's page: (client, what the page would send) of each."""
    clients = [logged_in("annotator"), logged_in("annotator")]
    return [(client, filled(client.get(page(record)))) for client in clients]


def send(tab, record, **typed):
    client, sent = tab
    return client.post(page(record), sent | typed, follow=True)


def test_the_second_save_shows_both_versions_and_keeps_what_was_typed():
    claim = a_claim(statement="Before.")
    first, second = two_tabs(claim)
    send(first, claim, statement="The first.")
    html = words_of(send(second, claim, statement="The second."))
    claim.refresh_from_db()
    assert SAID in html and claim.statement == "The first."
    assert "<td>Before.</td><td>The first.</td>" in html
    assert "<td>The second.</td><td>The first.</td>" in html
    assert "\nThe second.</textarea>" in html


@pytest.mark.parametrize("sent", ["x", "1\0", "9" * 30])
def test_what_is_no_record_is_typed_over_a_change_without_an_error(sent):
    claim = an_appearance(a_claim()).claim
    first, second = two_tabs(claim)
    send(first, claim, note="First.")
    typed = {"claimant": sent, "topics": sent, "appearances-0-quote": "", "note": "Second."}
    html = words_of(send(second, claim, **typed))
    assert SAID in html and "<td>Second.</td><td>First.</td>" in html


@pytest.mark.parametrize("model", FORMS, ids=lambda model: model.__name__)
def test_no_second_save_of_whatever_record_is_silent(model):
    make, column = WORDS[model]
    row, client = make(), logged_in("administrator")
    made_superuser(client.user)
    tabs = [(client, filled(client.get(page(row)))) for _ in range(2)]
    send(tabs[0], row, **{column: "The first."})
    html = words_of(send(tabs[1], row, **{column: "The second."}))
    row.refresh_from_db()
    assert SAID in html and getattr(row, column) == "The first."
    assert "<td>The second.</td><td>The first.</td>" in html


def test_one_person_in_two_tabs_is_warned_as_well():
    claim, client = a_claim(), logged_in("annotator")
    tabs = [(client, filled(client.get(page(claim)))) for _ in range(2)]
    send(tabs[0], claim, note="One.")
    assert SAID in words_of(send(tabs[1], claim, note="Two."))


def test_saving_again_keeps_the_second_on_purpose():
    claim = a_claim()
    first, second = two_tabs(claim)
    send(first, claim, statement="The first.")
    shown = send(second, claim, statement="The second.")
    send((second[0], filled(shown)), claim)
    claim.refresh_from_db()
    assert claim.statement == "The second."


def test_different_fields_are_no_reason_to_overwrite():
    claim = a_claim(statement="Before.", note="")
    first, second = two_tabs(claim)
    send(first, claim, statement="The first.")
    html = words_of(send(second, claim, note="A note."))
    claim.refresh_from_db()
    assert (claim.statement, claim.note) == ("The first.", "")
    assert "<td>Before.</td><td>The first.</td>" in html and "<td>A note.</td><td></td>" in html


def test_a_row_changed_in_an_inline_is_a_change_of_the_page():
    author = logged_in("annotator")
    draft = a_verification(author=author.user)
    tabs = [(author, filled(author.get(page(draft)))) for _ in range(2)]
    send(tabs[0], draft, **{"evidence-0-title": "The first."})
    html = words_of(send(tabs[1], draft, **{"evidence-0-title": "The second."}))
    assert SAID in html and "<td>The second.</td><td>The first.</td>" in html
    assert draft.evidence.get().title == "The first."


def test_a_row_taken_away_from_an_inline_is_a_change_of_the_page():
    speaker = a_speaker()
    role = speaker.roles.create(title="mayor")
    first, second = two_tabs(speaker)
    send(first, speaker, **{"roles-0-DELETE": "on"})
    html = words_of(send(second, speaker, **{"roles-0-title": "senator"}))
    assert SAID in html and f"deleted role {role.pk}" in html
    assert not speaker.roles.exists()


def test_topics_chosen_meanwhile_are_a_change_of_the_page():
    claim, trees, roads = (
        a_claim(),
        Topic.objects.create(name="Trees"),
        Topic.objects.create(name="Roads"),
    )
    first, second = two_tabs(claim)
    send(first, claim, topics=[trees.pk])
    html = words_of(send(second, claim, topics=[roads.pk]))
    assert SAID in html and "<td>Roads</td><td>Trees</td>" in html
    assert list(claim.topics.all()) == [trees]


def test_an_appearance_recorded_meanwhile_is_a_change_of_the_page():
    claim = a_claim()
    first, second = two_tabs(claim)
    an_appearance(claim, an_accepted_quote())
    assert SAID in words_of(send(second, claim, note="A note."))


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "٣"])
def test_a_save_that_names_no_version_saves_nothing(version):
    claim = a_claim(note="")
    first, _ = two_tabs(claim)
    assert SAID in words_of(send(first, claim, note="Blind.", _version=version))
    claim.refresh_from_db()
    assert claim.note == ""


def test_a_quote_decided_meanwhile_is_not_decided_again():
    quote, client = a_quote(speaker=a_speaker()), logged_in("annotator")
    opened = client.get(page(quote.snapshot.article)).context["quotes"][0].version
    quote.reject("A slogan.")
    decide = reverse("admin:sources_quote_decide", args=[quote.pk])
    sent = {"decision": "accept", "_version": opened}
    html = read(client.post(decide, sent, follow=True))
    quote.refresh_from_db()
    assert quote.status == "rejected"
    assert "has changed quote" in html and "status: Suggested → Rejected" in html


@pytest.mark.django_db(transaction=True, serialized_rollback=True, databases=["default", "record"])
def test_of_two_saves_at_the_same_moment_one_is_kept_and_the_other_told():
    claim = a_claim(note="")
    tabs = two_tabs(claim)

    def race(note):
        try:
            return SAID in words_of(send(tabs[int(note[-1])], claim, note=note))
        finally:
            connections.close_all()

    for n in range(ROUNDS):
        tabs = [(client, filled(client.get(page(claim)))) for client, _ in tabs]
        notes = [f"Round {n}, tab 0", f"Round {n}, tab 1"]
        with ThreadPoolExecutor(2) as pool:
            saves = list(pool.map(race, notes, timeout=DEADLINE))
        claim.refresh_from_db()
        assert sorted(saves) == [False, True]
        assert claim.note == notes[saves.index(False)]


@pytest.mark.django_db(transaction=True, serialized_rollback=True, databases=["default", "record"])
def test_a_change_begun_before_and_committed_after_the_page_was_opened_is_told():
    """Its number in the history is lower than the one of what the page already shows."""
    claim, topic, client = (
        a_claim(note="Before."),
        Topic.objects.create(name="Trees"),
        logged_in("annotator"),
    )
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute(LATE, [claim.pk, topic.pk])
        claim.note = "Changed meanwhile, and shown."
        claim.save()
        opened = client, filled(client.get(page(claim)))
    assert SAID in words_of(send(opened, claim, note="After."))
    claim.refresh_from_db()
    assert claim.note == "Changed meanwhile, and shown."


@pytest.mark.django_db(transaction=True, serialized_rollback=True, databases=["default", "record"])
def test_of_two_who_wait_for_each_other_one_is_told_to_send_it_again():
    quote = a_quote(speaker=a_speaker())
    client = logged_in("annotator")
    sent = {"decision": "accept", "_version": Change.objects.of(quote, []).count()}
    address = reverse("admin:sources_quote_decide", args=[quote.pk])

    def press():
        try:
            return client.post(address, sent)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            sql("SELECT FROM sources_speaker WHERE id = %s FOR UPDATE", quote.speaker_id)
            pressed = pool.submit(press)
            wait_for_a_lock()  # it has the quote, and waits for the speaker
            sql("UPDATE sources_quote SET occasion = 'at noon' WHERE id = %s", quote.pk)
        response = pressed.result(timeout=DEADLINE)
    assert response.status_code == 503
    assert "Go back, and send it again." in read(response)
    quote.refresh_from_db()
    assert (quote.status, quote.occasion) == ("suggested", "at noon")


def wait_for_a_lock(seconds=DEADLINE):
    deadline = monotonic() + seconds
    with connection.cursor() as cursor:
        while not cursor.rowcount > 0:
            if monotonic() > deadline:
                raise TimeoutError(f"Nobody waits for a lock, after {seconds} seconds.")
            sleep(0.01)
            cursor.execute("SELECT FROM pg_locks WHERE NOT granted")


def test_where_nobody_waits_for_a_lock_the_wait_ends():
    with pytest.raises(TimeoutError):
        wait_for_a_lock(seconds=0.05)


def test_what_was_typed_of_another_record_is_named_without_a_look_at_all_of_them(
    django_assert_num_queries,
):
    speakers, chosen = forms.ModelChoiceField(Speaker.objects.all()), a_speaker(name="Ann Lee")
    with django_assert_num_queries(0):
        assert _shown(speakers, chosen) == "Ann Lee"
