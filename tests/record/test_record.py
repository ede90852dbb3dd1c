"""The ready rows are the views' rows, whatever changed and by whom."""

import json

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from claims.models import Appearance, Claim, Topic, Verdict, Verification
from config.owner import as_owner
from record import models as record
from sources.models import Article, Merge, Publisher, Quote, Role, Speaker
from tests.factories import (
    a_claim,
    a_published_claim,
    a_publisher,
    a_quote,
    a_snapshot,
    a_speaker,
    a_suggestion_a_word,
    a_user,
    a_verification,
    amended,
    an_accepted_quote,
    an_appearance,
    an_article,
)

pytestmark = pytest.mark.usefixtures("without_locks")

KINDS = [kind._meta.model_name for kind in record.KINDS]


def rows(relation, row):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {row} FROM {relation} r ORDER BY id")
        return [row for (row,) in cursor.fetchall()]


def the_record():
    """Each row as text, without the time since when it has stood there."""
    return {kind: rows(f"record_{kind}", columns(kind)) for kind in KINDS}


def the_views():
    return {kind: rows(f"public_{kind}", columns(kind)) for kind in KINDS}


def columns(kind):
    fields = apps.get_model("record", kind)._meta.local_fields
    return f"ROW({', '.join(field.column for field in fields if field.column != 'since')})::text"


@pytest.fixture
def world():
    """A public claim with everything that a document shows, and a draft beside it."""
    publisher = a_publisher(name="The Paper", domain="paper.example", shows_full_text=True)
    minister = a_speaker(name="Ana Ilić", wikidata_id="Q42")
    minister.roles.create(title="minister", organisation="Council")
    snapshot = a_snapshot(publisher=publisher, published_at="2026-03-01T23:30:00-05:00")
    claim = a_claim(claimant=minister, claimed_on="2026-03-01")
    claim.topics.add(Topic.objects.create(name="Trees"))
    an_appearance(claim, an_accepted_quote(minister, snapshot=snapshot))
    verification = a_verification(claim=claim, evidence=0)
    verification.evidence.create(title="The article", snapshot=snapshot)
    verification.submit()
    verification.publish(by=a_user("reviewer"))
    a_verification("submitted", claim=a_claim(claimant=minister))
    return claim


def change(model, **fields):
    return lambda: model.objects.update(**fields)


def correct():
    draft = a_verification("submitted", claim=Claim.objects.verified().get(), correction="Typo.")
    draft.publish(by=a_user("reviewer"))


def withdraw():
    Verification.objects.published().get().withdraw("The source was wrong.")


def delete_the_last_quote():
    withdraw()
    Appearance.objects.all().delete()
    Quote.objects.accepted().delete()


def move_the_quote():
    other = a_snapshot(headline="A second paper")
    Quote.objects.accepted().update(snapshot=other)


CHANGES = {
    "publisher inserted": lambda: a_publisher(),
    "publisher renamed": change(Publisher, name="The Daily"),
    "publisher hides texts": change(Publisher, shows_full_text=False),
    "publisher deleted": lambda: (
        Article.objects.update(publisher=None),
        Publisher.objects.all().delete(),
    ),
    "article inserted": lambda: an_article(),
    "article given another headline": change(Article, headline="Another"),
    "article given another address": change(Article, url="https://elsewhere.example/"),
    "article given another publisher": lambda: Article.objects.update(publisher=a_publisher()),
    "article dated": change(Article, published_at="2020-01-01T00:00:00Z"),
    "article deleted": lambda: an_article().delete(),
    "snapshot inserted": lambda: Article.objects.first().capture("Another text."),
    "snapshot deleted": lambda: Article.objects.first().capture("Another text.")[0].delete(),
    "speaker inserted": lambda: a_speaker(),
    "speaker renamed": change(Speaker, name="Ana Petrović"),
    "speaker deleted": lambda: a_speaker().delete(),
    "role inserted": lambda: Speaker.objects.first().roles.create(title="mayor"),
    "role renamed": change(Role, title="prime minister"),
    "role ended": change(Role, end_date="2020-01-01"),
    "role deleted": lambda: Role.objects.all().delete(),
    "quote suggested": lambda: a_quote(),
    "quote accepted": lambda: an_accepted_quote(),
    "quote given another speaker": lambda: Quote.objects.update(speaker=a_speaker()),
    "quote rejected": change(Quote, status="rejected"),
    "quote moved": move_the_quote,
    "quote deleted": delete_the_last_quote,
    "claim inserted": lambda: a_claim(),
    "claim noted": change(Claim, note="For us."),
    "claim deleted": lambda: a_claim().delete(),
    "appearance inserted": lambda: an_appearance(Claim.objects.verified().get()),
    "appearance deleted": lambda: (withdraw(), Appearance.objects.all().delete()),
    "topic given": lambda: Claim.objects.verified().get().topics.create(name="Parks"),
    "topic renamed": change(Topic, name="Forests"),
    "topic exchanged": lambda: Claim.topics.through.objects.update(
        topic=Topic.objects.create(name="Parks")
    ),
    "topic taken": lambda: Claim.objects.verified().get().topics.clear(),
    "verdict renamed": change(Verdict, meaning="Quite wrong."),
    "verdict inserted": lambda: Verdict.objects.create(slug="joke", label="Joke", meaning="Fun."),
    "verification drafted": lambda: a_verification(claim=Claim.objects.verified().get()),
    "verification published": lambda: a_published_claim(),
    "verification corrected": correct,
    "verification withdrawn": withdraw,
    "verification draft deleted": lambda: a_verification().delete(),
}


@pytest.mark.parametrize("changing", CHANGES.values(), ids=CHANGES.keys())
def test_record_equals_its_views_after(world, changing):
    changing()
    assert the_record() == the_views()


@pytest.mark.parametrize("table", [m._meta.db_table for m in (Publisher, Article, Speaker)])
def test_record_follows_a_raw_update_of(world, table):
    column = {"sources_article": "headline"}.get(table, "name")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = 'Ødegård'")
    assert the_record() == the_views()
    assert "Ødegård" in json.dumps(the_record(), ensure_ascii=False)


def test_rebuilding_the_record_changes_nothing(world, capsys):
    before = the_record()
    call_command("rebuild_record")
    assert the_record() == before
    assert capsys.readouterr().out.split("\n")[:2] == ["publisher: 1", "article: 1"]


def test_rebuilding_repairs_a_record_that_was_tampered_with(world):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("UPDATE record_claim SET verdict = 'true'")
        cursor.execute("DELETE FROM record_quote")
    call_command("rebuild_record", verbosity=0)
    assert the_record() == the_views()


def test_a_change_nobody_outside_can_see_writes_no_row(world):
    def versions():
        with connection.cursor() as cursor:
            cursor.execute("SELECT ctid::text, xmin::text FROM record_claim")
            return cursor.fetchall()

    before = versions()
    Claim.objects.update(note="For us.")
    a_verification("submitted", claim=world, correction="Typo.")
    assert versions() == before


def test_the_record_holds_public_things_alone(world):
    sizes = {kind: len(rows) for kind, rows in the_record().items()}
    assert sizes.pop("verdict") == Verdict.objects.count()
    assert set(sizes.values()) == {1}


def test_a_correction_is_one_change_and_takes_nothing_from_the_past(world):
    """Of the claim: in between, it is public no less than before and after."""
    of_it = record.Change.objects.filter(kind="claim", public_id=world.public_id)
    before = of_it.count()
    correct()
    documents = of_it.order_by("number").values_list("document", flat=True)
    assert len(documents) == before + 1 and None not in documents
    assert len(rows("record_claim_past", "document::text")) == before


def test_a_correction_that_confirms_what_was_added_takes_nothing_from_the_past(world):
    added = Appearance.objects.create(
        claim=Claim.objects.verified().get(), quote=an_accepted_quote(), created_by=a_user()
    )
    of_it = record.Change.objects.filter(kind="claim", public_id=world.public_id)
    before = of_it.count()
    correct()
    documents = of_it.order_by("number").values_list("document", flat=True)
    assert len(documents) == before + 1 and None not in documents
    assert str(added.quote.public_id) in documents[before]
    assert len(rows("record_claim_past", "document::text")) == before


def test_who_is_no_longer_said_to_have_made_a_claim_is_public_no_longer():
    claim = a_published_claim(claimant=a_speaker(name="Wrongly Named"))
    amended(claim, claimant_id=a_speaker(name="Another").pk)
    assert the_record() == the_views()
    assert not record.Speaker.objects.filter(name="Wrongly Named").exists()


@pytest.mark.django_db(databases=["default", "record"], transaction=True, serialized_rollback=True)
def test_an_amended_claim_is_told_once_with_the_verification_that_corrects_it():
    claim = a_published_claim(statement="It rained.")
    amended(claim, statement="It snowed.")
    of_it = record.Change.objects.filter(kind="claim", public_id=claim.public_id)
    told = [json.loads(each.document) for each in of_it.order_by("number")]
    assert [(one["statement"], one["verification"]["correction"]) for one in told] == [
        ("It rained.", ""),
        ("It snowed.", "It was wrong."),
    ]
    assert the_record() == the_views()


def test_a_merged_speaker_goes_by_its_newest_name(world):
    kept, other = Speaker.objects.first(), a_speaker(name="Anne")
    Merge.objects.create(merged=other, kept=kept, reason="One person.")
    Speaker.objects.filter(pk=other.pk).update(name="Annie")
    assert the_record() == the_views()


def test_a_moment_is_printed_in_utc_whatever_the_session(world):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL timezone = 'Asia/Tokyo'")
    Article.objects.update(headline="Seen from Tokyo")
    assert '"2026-03-02T04:30:00Z"' in record.Article.objects.get().document
    assert the_record() == the_views()


def test_evidence_kept_here_is_cited_by_its_address(world):
    (evidence,) = json.loads(record.Claim.objects.get().document)["verification"]["evidence"]
    assert evidence["url"] == Article.objects.first().url


def test_more_documents_than_are_made_at_once_are_all_made():
    speaker, count = a_speaker(name="Before"), 450
    a_suggestion_a_word(count)
    Quote.objects.update(status="accepted", speaker=speaker)
    Speaker.objects.update(name="After")
    record.Renewal.objects.work_off()
    documents = record.Quote.objects.values_list("document", flat=True)
    assert len(documents) == count and all('"After"' in document for document in documents)
