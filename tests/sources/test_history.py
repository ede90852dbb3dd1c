"""Every change leaves who, when, why, and from what to what; and nobody rewrites that."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from claims.models import Claim, Topic
from record.models import KINDS
from sources.models import Change, Quote, Speaker, by
from tests.factories import (
    a_claim,
    a_published_claim,
    a_quote,
    a_snapshot,
    a_speaker,
    a_user,
    a_verification,
    an_appearance,
)
from tests.pages import logged_in, page, read, save
from tests.refusals import as_owner, refused_by, sql


def last(record):
    change = Change.objects.of(record, []).first()
    return change.was, change.became


def by_save(speaker):
    speaker.name = "After"
    speaker.save()


def by_update(speaker):
    Speaker.objects.filter(pk=speaker.pk).update(name="After")


def by_bulk_update(speaker):
    speaker.name = "After"
    Speaker.objects.bulk_update([speaker], ["name"])


def by_sql(speaker):
    sql("UPDATE sources_speaker SET name = 'After' WHERE id = %s", speaker.pk)


def by_form(speaker):
    save(logged_in("annotator"), page(speaker), name="After")


@pytest.mark.parametrize("way", [by_save, by_update, by_bulk_update, by_sql, by_form])
def test_a_change_is_kept_whichever_way_it_is_made(way):
    speaker = a_speaker(name="Before")
    way(speaker)
    assert last(speaker) == ({"name": "Before"}, {"name": "After"})


def test_bulk_creation_and_deletion_are_kept():
    rows = Speaker.objects.bulk_create([Speaker(name="A"), Speaker(name="B")])
    assert [last(row)[0] for row in rows] == [None, None]
    assert [last(row)[1]["name"] for row in rows] == ["A", "B"]
    Speaker.objects.filter(pk=rows[0].pk).delete()
    was, became = last(rows[0])
    assert (was["name"], became) == ("A", None)


def test_a_save_that_changes_nothing_leaves_nothing():
    speaker = a_speaker()
    before = Change.objects.of(speaker).count()
    speaker.save()
    assert Change.objects.of(speaker).count() == before > 0


def test_a_change_at_the_desk_bears_the_persons_name_and_reason():
    speaker, client = a_speaker(), logged_in("annotator")
    save(client, page(speaker), name="Ann Lee", _why="She married.")
    change = Change.objects.of(speaker).first()
    assert (change.who, change.why) == (client.user.username, "She married.")


def test_a_reason_with_a_nul_is_refused_and_nothing_changed():
    speaker, client = a_speaker(name="Before"), logged_in("annotator")
    assert save(client, page(speaker), name="After", _why="a\0b").status_code == 400
    speaker.refresh_from_db()
    assert speaker.name == "Before"


def test_a_change_outside_the_desk_bears_the_name_it_gives():
    with by("import", "nightly"):
        speaker = a_speaker()
    assert Change.objects.of(speaker).values_list("who", "why").get() == ("import", "nightly")


def test_publishing_is_kept_on_the_claim_as_well():
    claim = a_published_claim()
    assert {"verdict_id", "verified_at"} == set(last(claim)[1])


def test_parts_are_kept_with_the_record_they_belong_to():
    claim, topic = a_claim(), Topic.objects.create(name="Trees")
    claim.topics.add(topic)
    an_appearance(claim)
    a_verification(claim=claim)
    assert list(Change.objects.of(claim).values_list("table_name", flat=True)) == [
        "claims_verification",
        "claims_appearance",
        "claims_claim_topics",
        "claims_claim",
    ]


def test_who_belongs_to_which_group_is_kept_and_no_password():
    user = a_user()
    user.groups.add(Group.objects.get(name="reviewer"))
    records = Change.objects.of(user)
    assert [change.table_name for change in records] == ["auth_user_groups", "auth_user"]
    assert "password" not in records[1].became


def test_that_somebody_set_a_password_is_kept_and_not_which():
    """Or whoever sets a reviewer's publishes in that name, and only the reviewer would wonder."""
    client, reviewer = logged_in("administrator"), a_user("reviewer")
    words = {f"password{n}": "correct horse battery staple" for n in (1, 2)}
    address = reverse("admin:auth_user_password_change", args=[reviewer.pk])
    client.post(address, {**words, "usable_password": "true"})
    (change,) = Change.objects.of(reviewer, []).exclude(was=None)
    assert User.objects.get(pk=reviewer.pk).check_password(words["password1"])
    assert change.who == client.user.username
    assert (change.was, change.became) == ({"password": ""}, {"password": "set anew"})


def test_a_log_in_without_a_new_password_changes_nothing():
    user = a_user()
    user.last_login = timezone.now()
    user.save()
    assert not Change.objects.of(user, []).exclude(was=None)


def test_the_letters_of_a_snapshot_are_not_kept_twice():
    snapshot = a_snapshot()
    assert last(snapshot)[1]["sha256"] == snapshot.article.snapshot.sha256
    assert not {"text", "raw"} & set(last(snapshot)[1])


ATTEMPTS = [
    "UPDATE sources_change SET who = 'somebody else'",
    "DELETE FROM sources_change",
    "TRUNCATE sources_change",
    "INSERT INTO sources_change (who, why, record, record_id, part_of) VALUES ('', '', '', 1, '')",
]


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_sources_change_is_only_added_to(attempt):
    a_speaker()
    with refused_by("sources_change_is_only_added_to"):
        as_owner(attempt)


@pytest.mark.parametrize(
    "attempt",
    [
        *ATTEMPTS,
        "ALTER TABLE sources_change DISABLE TRIGGER sources_change_is_only_added_to",
        "ALTER TABLE sources_speaker DISABLE TRIGGER speaker_history",
        "DROP TRIGGER speaker_history ON sources_speaker",
        "ALTER FUNCTION sources_keep_change() SECURITY INVOKER",
        "CREATE OR REPLACE FUNCTION sources_keep_change() RETURNS trigger LANGUAGE sql AS ''",
        "SET LOCAL session_replication_role = replica",
        "ALTER TABLE sources_change OWNER TO verbatim_desk",
        "TRUNCATE sources_speaker CASCADE",
    ],
)
def test_the_desks_role_reaches_neither_the_history_nor_what_writes_it(attempt):
    a_speaker()
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    refused = pytest.raises(ProgrammingError, match="permission denied|must be owner")
    with refused, transaction.atomic():
        sql(attempt)


# What the desk reads and does not write: `migrate` does, or a function of the owner's.
READ = "sources_change claims_step auth_permission django_content_type django_migrations"
READ += " record_change record_definition record_identity record_renewal record_withdrawn"
READ += " claims_posting claims_word record_posting record_word record_vector record_tally"
READ += " claims_review_posting claims_review_word record_commitment record_entry record_history"
READ += " record_edition"


def test_the_desk_writes_its_own_tables_and_no_other():
    """One that a migration still to come makes is the owner's, until it is among the models."""
    as_owner("CREATE TABLE still_to_come (id bigint GENERATED BY DEFAULT AS IDENTITY)")
    with connection.cursor() as cursor:
        cursor.execute(
            # the numbers of rows are the database's own, so rights are of the other columns
            "SELECT relname FROM pg_class "
            "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
            "AND NOT (has_table_privilege(oid, 'DELETE') AND "
            "has_any_column_privilege(oid, 'INSERT') AND has_any_column_privilege(oid, 'UPDATE'))"
        )
        ready = {f"{kind._meta.db_table}{past}" for kind in KINDS for past in ("", "_past")}
        assert {name for (name,) in cursor} == {*READ.split(), *ready, "still_to_come"}


def test_the_history_of_a_deleted_record_stays():
    quote = a_quote()
    kept = Change.objects.filter(table_name="sources_quote", row_id=quote.pk)
    quote.delete()
    assert kept.count() == 2
    assert not Quote.objects.exists()


def test_a_records_page_tells_its_history_with_names():
    before, after = a_speaker(name="Ann Lee"), a_speaker(name="Bo Chan")
    claim, client = a_claim(claimant=before), logged_in("annotator")
    save(client, page(claim), claimant=after.pk)
    html = read(client.get(page(claim, "history")))
    assert "<td>Ann Lee</td><td>Bo Chan</td>" in html
    assert f"<strong>{client.user.username}</strong> changed claim" in html


def test_a_column_in_which_nothing_stands_is_left_out_of_a_history():
    claim = a_claim()
    added = read(logged_in("annotator").get(page(claim, "history")))
    assert "Became</th>" in added and "Was</th>" not in added
    save(logged_in("annotator"), page(claim), statement="It snowed.")
    changed = read(logged_in("annotator").get(page(claim, "history")))
    assert changed.count("Was</th>") == 1 and changed.count("Became</th>") == 2


def test_a_change_that_is_refused_leaves_no_history():
    claim = a_verification("submitted").claim
    before = Change.objects.count()
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(statement="Other.")
    assert Change.objects.count() == before
