"""What published claims show is amended: one person proposes it, another applies it."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from claims.admin.amendment import seen
from claims.models import Amendment, Appearance, Claim, Topic, Verification
from claims.models.amendment import WORDS
from record.models import Claim as PublicClaim
from sources.models import Change, Quote, Speaker
from tests.claims.test_locks import Public
from tests.factories import (
    a_proposal,
    a_published_claim,
    a_speaker,
    a_user,
    amended,
    an_accepted_quote,
    an_article,
)
from tests.refusals import refused_by, sql


@pytest.fixture
def public():
    return Public()


def document():
    return json.loads(PublicClaim.objects.get().document)


def apply(client, amendment):
    return decide(client, amendment, decision="apply", seen=seen(amendment))


def decide(client, amendment, **typed):
    address = reverse("admin:claims_amendment_decide", args=[amendment.pk])
    return client.post(address, typed, follow=True)


def test_a_correction_supersedes_what_rested_on_it_and_says_what_was_wrong(public):
    other = a_speaker(name="Ann Lee")
    amended(public.quote, speaker_id=other.pk)
    public.verification.refresh_from_db()
    now = Verification.objects.published().get()
    assert (public.verification.stage, now.supersedes) == ("superseded", public.verification)
    assert now.correction == "It was wrong." and now.author != now.approver
    assert list(now.evidence.values_list("title", "url")) == list(
        public.verification.evidence.values_list("title", "url")
    )
    shown = document()
    assert shown["quotes"][0]["speaker"]["name"] == "Ann Lee"
    assert shown["verification"]["correction"] == "It was wrong."
    assert (shown["verification"]["summary"], shown["verdict"]["label"]) == (
        public.verification.summary,
        "False",
    )


def test_a_spelling_changes_what_is_shown_and_not_the_verification(public):
    amended(public.speaker, name="Thomas Krell")
    assert document()["claimant"]["name"] == "Thomas Krell"
    assert Verification.objects.get() == public.verification
    made = Amendment.objects.get()
    assert made.changes == {"name": ["Tomas Grell", "Thomas Krell"]}
    assert made.claims == [public.claim.pk]
    change = Change.objects.of(public.speaker, []).first()
    assert (change.who, change.why) == (made.approver.username, "It was wrong.")


EVERYTHING = [
    ("quote", {"start": 0, "end": 5, "text": "The m"}),
    ("quote", {"status": "rejected"}),
    ("quote", {"said_on": "2020-01-01", "occasion": "at noon"}),
    ("article", {"url": "https://other.example/", "published_at": "2026-02-01T12:30:00Z"}),
    ("article", {"headline": "Other", "language": "de", "publisher_id": None}),
    ("publisher", {"name": "Other", "domain": "", "shows_full_text": True}),
    ("speaker", {"aliases": ["T. Grell"], "kind": "unnamed", "wikidata_id": "Q1"}),
    ("role", {"title": "Mayor", "start_date": "2020-01-01"}),
    ("claim", {"statement": "Something else.", "claimed_on": "2020-01-01"}),
    ("topic", {"name": "Forests"}),
    ("appearance", {"id": None}),
    ("role", {"id": None}),
]


@pytest.mark.parametrize(("what", "columns"), EVERYTHING)
def test_whatever_is_locked_is_amended(public, what, columns):
    row = getattr(public, what)
    before = document()
    a_proposal(row, **columns).apply(a_user("reviewer"))
    there = type(row).objects.filter(pk=row.pk)
    if "id" in columns:
        assert not there.exists()
    for column, value in columns.items():
        if column not in ("id", "published_at"):
            found = there.values_list(column, flat=True)[0]
            assert (found.isoformat() if hasattr(found, "isoformat") else found) == value
    made = Amendment.objects.get()
    assert (Verification.objects.count() == 2) == (made.kind == "substance")
    assert before["amendments"] == []
    assert told(document()) == [(one["changed"], one["was"], one["now"]) for one in made.told]
    assert {WORDS[made.table_name].get(column) for column in columns} - {None} <= {
        one["changed"] for one in made.told
    }


def told(document):
    return [(one["changed"], one["was"], one["now"]) for one in document["amendments"]]


@pytest.mark.parametrize(
    ("what", "columns", "expected"),
    [
        (
            "speaker",
            {"name": "Thomas Krell"},
            ("the speaker's name", "Tomas Grell", "Thomas Krell"),
        ),
        (
            "speaker",
            {"aliases": ["T. Grell", "TG"]},
            ("the speaker's other names", None, "T. Grell, TG"),
        ),
        ("article", {"publisher_id": None}, ("the publisher", "Gazette", None)),
        ("topic", {"name": "Forests"}, ("a topic's name", "Trees", "Forests")),
        ("claim", {"claimed_on": "2020-01-01"}, ("the day it was claimed", None, "2020-01-01")),
        ("quote", {"status": "rejected"}, ("the state of a quote", "accepted", "rejected")),
    ],
)
def test_readers_are_told_what_was_changed_in_words(public, client, what, columns, expected):
    amended(getattr(public, what), **columns)
    (change,) = document()["amendments"]
    assert (change["changed"], change["was"], change["now"]) == expected
    assert change["reason"] == "It was wrong."
    shown = escape(f"Correction of {expected[0]}: ")
    assert shown in client.get(f"/claims/{public.claim.public_id}/").content.decode()


def test_what_stood_and_what_stands_are_in_the_quotation_marks_of_the_page(public, client):
    amended(public.claim, statement="It rained.")
    amended(public.claim, claimed_on="2020-01-01")
    address = f"/claims/{public.claim.public_id}/"
    told, german = (client.get(f"{path}{address}").content.decode() for path in ("", "/de"))
    assert ", now “<bdi>It rained.</bdi>”. <bdi>It was wrong.</bdi>" in told
    assert ": –, now “<bdi>2020-01-01</bdi>”. <bdi>It was wrong.</bdi>" in told
    assert ", jetzt „<bdi>It rained.</bdi>“. <bdi>" in german


def test_readers_are_told_who_is_one_person_and_which_quote_and_topic_went(public):
    other = a_speaker(name="Tom Grell")
    amended(public.speaker, merged_into_id=other.pk)
    a_proposal(public.appearance, id=None).apply(a_user("reviewer"))
    link = Claim.topics.through.objects.get()
    a_proposal(link, id=None).apply(a_user("reviewer"))
    assert told(document()) == [
        ("who the speaker is", "Tomas Grell", "Tom Grell"),
        ("a quote that makes the claim", public.quote.text, None),
        ("a topic", "Trees", None),
    ]


def test_readers_are_not_told_of_what_is_proposed_or_refused(public):
    a_proposal(public.speaker, name="Second")
    a_proposal(public.speaker, name="Third").refuse(a_user("reviewer"), "No.")
    assert document()["amendments"] == []


def test_a_role_and_a_topic_are_added(public):
    role = public.speaker.roles.model(speaker=public.speaker, title="senator", organisation="")
    a_proposal(role, speaker_id=public.speaker.pk, title="senator", organisation="").apply(
        a_user("reviewer")
    )
    assert document()["role"]["title"] == "senator"
    link = public.claim.topics.through(claim=public.claim)
    topic = Topic.objects.create(name="Crime")
    a_proposal(link, claim_id=public.claim.pk, topic_id=topic.pk).apply(a_user("reviewer"))
    assert document()["topics"] == ["Crime", "Trees"]


def test_nothing_but_what_was_proposed_is_let_through(public):
    """Neither other values, nor another row, nor a second time, nor the way back."""
    other = an_accepted_quote(words="The mayor spoke.", snapshot=public.snapshot)
    a_published_claim([other], statement="Other.")
    amended(public.speaker, name="Thomas Krell")
    amended(public.quote, kind="partial")
    for change in ({"name": "Anybody"}, {"name": "Tomas Grell"}, {"aliases": ["T"]}):
        with refused_by("speaker_of_a_published_claim_stays"):
            Speaker.objects.filter(pk=public.speaker.pk).update(**change)
    with refused_by("quote_of_a_published_claim_stays"):
        Quote.objects.filter(pk=other.pk).update(kind="partial")
    with refused_by("quote_of_a_published_claim_stays"):
        Quote.objects.filter(pk=public.quote.pk).update(kind="direct")


def test_of_a_new_row_all_columns_are_as_proposed(public):
    """Neither with others left out, nor put together from two proposals."""
    roles = public.speaker.roles
    columns = {"speaker_id": public.speaker.pk, "organisation": "", "start_date": "2027-01-01"}
    for title in ("senator", "governor"):
        amended(roles.model(speaker=public.speaker), title=title, **columns)
    for other in ({}, {"start_date": "2028-01-01"}, {"end_date": "2029-01-01"}):
        with refused_by("role_stays_as_a_published_claim_shows_it"):
            roles.create(title="senator", **other)


def test_amendment_publishes_nothing_else(public):
    """A quote that waits for a reviewer is not made public by a correction of something else."""
    added = Appearance.objects.create(
        claim=public.claim, quote=an_accepted_quote(), created_by=a_user("annotator")
    )
    correction = a_proposal(public.quote, occasion="at noon")
    with refused_by("amendment_publishes_nothing_else"):
        correction.apply(a_user("reviewer"))
    amended(public.speaker, name="Thomas Krell")
    assert [quote["id"] for quote in document()["quotes"]] == [str(public.quote.public_id)]
    added.delete()
    correction.apply(a_user("reviewer"))
    assert document()["quotes"][0]["occasion"] == "at noon"


def test_a_proposal_of_what_no_longer_stands_is_not_applied(public):
    late = a_proposal(public.speaker, name="Third")
    amended(public.speaker, name="Second")
    with refused_by("amendment_of_what_stands"):
        late.apply(a_user("reviewer"))
    late.refuse(a_user("reviewer"), "Too late.")
    assert (late.stage, late.answer) == ("refused", "Too late.")


def test_amendment_has_a_reason(public):
    with refused_by("amendment_has_a_reason"):
        Amendment.objects.propose(public.speaker, a_user(), " ", name="Krell")


def test_amendment_refused_with_a_reason(public):
    with refused_by("amendment_refused_with_a_reason"):
        a_proposal(public.speaker, name="Krell").refuse(a_user("reviewer"), " ")


def test_amendment_applied_by_another_person(public):
    reviewer = a_user("reviewer")
    with refused_by("amendment_applied_by_another_person"):
        a_proposal(public.speaker, reviewer, name="Krell").apply(reviewer)
    with refused_by("amendment_applied_by_another_person"):
        sql(
            "UPDATE claims_amendment SET stage = 'applied', approver_id = author_id WHERE id = %s",
            a_proposal(public.speaker, a_user("reviewer"), name="Krell").pk,
        )


def test_amendment_applied_by_a_reviewer(public):
    with refused_by("amendment_applied_by_a_reviewer"):
        a_proposal(public.speaker, name="Krell").apply(a_user("annotator"))


def test_amendment_begins_as_proposed(public):
    reviewer = a_user("reviewer")
    fields = {
        "table_name": "sources_speaker",
        "row_id": public.speaker.pk,
        "kind": "spelling",
        "changes": {"name": [None, "Krell"]},
        "reason": "So.",
        "author": a_user("annotator"),
    }
    applied = {"stage": "applied", "approver": reviewer}
    later = {"created_at": timezone.now() + timedelta(days=1)}
    for forged in (applied, later, {"applied_in": 1}, {"claims": [1]}):
        with refused_by("amendment_begins_as_proposed"):
            Amendment.objects.create(**fields, **forged)


def test_amendment_changes_what_is_locked(public):
    for columns in ({"public_id": "x"}, {"name": "Krell", "created_at": None}):
        with refused_by("amendment_changes_what_is_locked"):
            a_proposal(public.speaker, **columns)
    with refused_by("amendment_changes_what_is_locked"):
        a_proposal(an_article(), url="https://other.example/", headline="Other")
    with refused_by("amendment_changes_what_is_locked"):
        a_proposal(a_user(), is_superuser=True)


def test_amendment_changes_something(public):
    with refused_by("amendment_changes_something"):
        a_proposal(public.speaker, name="Tomas Grell")


def test_amendment_stands(public):
    proposed = a_proposal(public.speaker, name="Krell")
    for change in ("changes = '{}'", "reason = 'x'", "author_id = author_id + 1", "row_id = 0"):
        with refused_by("amendment_stands"):
            sql(f"UPDATE claims_amendment SET {change}")
    with refused_by("amendment_stands"):
        Amendment.objects.all().delete()
    proposed.apply(a_user("reviewer"))
    for change in ("stage = 'refused'", "stage = 'proposed'", "applied_in = 1", "claims = '{}'"):
        with refused_by("amendment_stands"):
            sql(f"UPDATE claims_amendment SET {change}")
