"""Whatever a database was made from, `migrate` makes the record what the code declares."""

from dataclasses import replace
from types import SimpleNamespace

import psycopg
import pytest
from django.db import OperationalError, connection, migrations, models

from record.documents.fields import TEXT, Field
from record.models import Change, Claim, Quote, Speaker
from record.query.as_of import as_of
from record.sql import bring_up_to_date, definition, step_aside, tables
from record.sql.definition import kinds
from sources.models import Speaker as DeskSpeaker
from tests.factories import a_published_claim, a_speaker, an_accepted_quote

pytestmark = pytest.mark.usefixtures("without_locks")
ANEW = ["quote", "claim"]  # a claim shows its quotes


@pytest.fixture
def owner(db):
    """The test's connection acts as the owner of the tables, as `migrate` does."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")


@pytest.fixture
def claim(owner):
    return a_published_claim(quotes=[an_accepted_quote(a_speaker(name="Ana Ilić"))])


@pytest.fixture
def another_field():
    """A public field more than the database knows of."""
    patch = pytest.MonkeyPatch()

    def declare(sql="'' || upper(q.text)", name="loud"):
        declared = Quote.public.document
        fields = (*declared.fields, Field(name, TEXT, sql))
        changed = replace(declared, fields=fields)
        patch.setattr(Quote, "public", replace(Quote.public, document=changed))

    yield declare
    patch.undo()


def rename():
    DeskSpeaker.objects.filter(name="Ana Ilić").update(name="Ana Petrović")


def made_anew():
    return bring_up_to_date(say=lambda line: None)


def documents(kind):
    return list(kind.objects.order_by("id").values_list("document", flat=True))


def test_a_database_that_is_up_to_date_is_left_alone(claim):
    assert made_anew() == []


def test_a_field_more_stands_in_every_document_that_shows_it(claim, another_field):
    another_field()
    assert made_anew() == ANEW
    assert '"loud" : "WE WILL PLANT' in documents(Quote)[0]
    assert made_anew() == []


def test_what_changed_is_told_once_and_what_did_not_is_not(claim, another_field):
    before = Change.objects.latest("number").number
    since = list(Speaker.objects.values_list("since", flat=True))
    another_field()
    made_anew()
    changes = Change.objects.filter(number__gt=before)
    feed = [(c.kind, c.document) for c in changes.order_by("number")]
    assert feed == [("quote", documents(Quote)[0]), ("claim", documents(Claim)[0])]
    assert list(Speaker.objects.values_list("since", flat=True)) == since


def test_as_of_a_time_before_the_old_document_is_given(claim, another_field):
    (old,), (moment,) = documents(Quote), Quote.objects.values_list("since", flat=True)
    another_field()
    made_anew()
    with as_of(moment):
        assert documents(Quote) == [old]
    assert documents(Quote) != [old]


def test_what_is_public_no_longer_is_gone_from_the_past_and_the_feed(claim, monkeypatch):
    rename()
    monkeypatch.setattr(Quote, "public", replace(Quote.public, condition="false"))
    made_anew()
    assert documents(Quote) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM record_quote_past")
        assert cursor.fetchone() == (0,)
    feed = Change.objects.filter(kind="quote").order_by("number").values_list("document", flat=True)
    assert set(feed) == {None}


def test_a_column_more_is_empty_in_the_past(claim, monkeypatch):
    rename()
    column = models.TextField(null=True)
    column.contribute_to_class(Quote, "occasion")
    monkeypatch.setitem(Quote.public.columns, "occasion", "q.occasion")
    try:
        assert "quote" in made_anew()
        with connection.cursor() as cursor:
            cursor.execute("SELECT occasion FROM record_quote_past")
            assert set(cursor.fetchall()) == {(None,)}
            cursor.execute("SELECT occasion FROM record_quote")
            assert cursor.fetchall() == [("",)]
    finally:
        Quote._meta.local_fields.remove(column)
        Quote._meta._expire_cache()


def test_the_record_follows_as_before_when_it_was_made_anew(claim, another_field):
    another_field()
    made_anew()
    rename()
    assert "Ana Petrović" in documents(Quote)[0]
    assert "Ana Petrović" in documents(Claim)[0]


def plan(*operations, app="sources", backwards=False):
    return [(SimpleNamespace(app_label=app, operations=operations), backwards)]


def as_the_desk(statement):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE verbatim_desk")
        cursor.execute(statement)


ALTER = migrations.AlterField("quote", "occasion", models.TextField())


def test_while_the_views_are_away_the_record_is_read_and_the_desk_is_refused(claim):
    before = documents(Claim)
    step_aside(plan(ALTER))
    assert documents(Claim) == before
    with pytest.raises(OperationalError, match="The site is being upgraded"):
        as_the_desk("UPDATE sources_speaker SET disambiguation = id")


def test_an_owners_migration_may_change_rows_and_the_record_catches_up(claim):
    step_aside(plan(ALTER))
    rename()
    assert "Ana Petrović" not in documents(Claim)[0]
    made_anew()
    assert "Ana Petrović" in documents(Claim)[0]


@pytest.mark.parametrize(
    "seen",
    [
        plan(migrations.AddField("quote", "context", models.TextField(default=""))),
        plan(ALTER, app="auth"),
        plan(ALTER, app="record"),
        [],
    ],
)
def test_the_views_stay_where_they_are_in_nobodys_way(claim, seen):
    step_aside(seen)
    assert made_anew() == []
    rename()
    assert "Ana Petrović" in documents(Claim)[0]


def test_a_table_that_is_followed_no_longer_has_no_triggers(claim, monkeypatch):
    monkeypatch.delitem(definition.FOLLOWED, "sources_role")
    made_anew()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger "
            "WHERE starts_with(tgname, 'record_follows_')"
        )
        assert {table for (table,) in cursor.fetchall()} == set(definition.FOLLOWED)


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
def test_the_ready_rows_and_the_past_have_every_index_that_is_declared(owner, kind):
    declared = {index.name for index in kind.model._meta.indexes}
    past = {name.replace(kind.table, f"{kind.table}_past") for name in declared}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname FROM pg_indexes WHERE tablename IN (%s, %s)",
            [kind.table, f"{kind.table}_past"],
        )
        assert declared and declared | past <= {name for (name,) in cursor.fetchall()}


def test_every_function_belongs_to_the_owner_of_the_tables(owner):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc p WHERE pronamespace = 'public'::regnamespace "
            "AND proowner <> (SELECT relowner FROM pg_class WHERE oid = 'sources_quote'::regclass) "
            "AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')"
        )
        assert cursor.fetchall() == []


LATER = """
CREATE FUNCTION later() RETURNS void LANGUAGE sql SECURITY DEFINER SET gin_fuzzy_search_limit = 0
SET standard_conforming_strings = on SET quote_all_identifiers = off AS ''"""


def test_a_function_of_the_owner_s_that_is_made_later_is_called_by_nobody_else(owner):
    may = "SELECT rolname FROM pg_roles WHERE has_function_privilege(oid, 'later()', 'EXECUTE')"
    with connection.cursor() as cursor:
        cursor.execute(LATER)
        made_anew()
        cursor.execute(may + " AND rolname IN ('verbatim_reader', 'verbatim_desk')")
        assert cursor.fetchall() == []


def test_a_reader_plans_anew_what_is_asked_and_nothing_inside_of_it(owner):
    asked = ["record_query", "record_expanded", "record_picked", "record_with_snippet"]
    sql = "SELECT proconfig FROM pg_proc WHERE proname = ANY(%s)"
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked])
        planned_once = ["plan_cache_mode=force_generic_plan"]
        assert cursor.fetchall() == [(planned_once,)] * len(asked)


def test_no_statement_of_the_record_takes_whatever_columns_there_are():
    texts = [text for kind in kinds() for text in (*kind.views, kind.renew, kind.then)]
    files = (definition.HERE / f"{n}.sql" for n in ("documents", "questions", "follow"))
    texts += [file.read_text() for file in files]
    assert [text for text in texts if "SELECT *" in text or ".*" in text] == []


def at_the_swap(monkeypatch, act):
    """Act when the locks are had that readers wait for."""
    take = tables.lock

    def lock(cursor, names, mode, say, **more):
        take(cursor, names, mode, say, **more)
        if mode == "ACCESS EXCLUSIVE":
            act()

    monkeypatch.setattr(tables, "lock", lock)


def touched():
    """{table of the record: how many of its rows this transaction has read and written}."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relid::bigint, seq_tup_read + COALESCE(idx_tup_fetch, 0) "
            "+ n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables "
            "WHERE starts_with(relname, 'record_')"
        )
        return dict(cursor.fetchall())


@pytest.mark.django_db(transaction=True, serialized_rollback=True, databases=["default", "record"])
class TestBesideOthers:
    """Readers and writers that do not let go."""

    @pytest.fixture
    def other(self, django_db_setup):
        """Another connection to the same database, of the owner."""
        params = connection.get_connection_params()
        kept = ("dbname", "user", "host", "port", "password")
        with psycopg.connect(**{k: v for k, v in params.items() if k in kept}) as other:
            yield other

    @pytest.fixture
    def as_owner(self):
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE NONE")
        yield
        made_anew()
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE verbatim_desk")

    def test_a_reader_who_does_not_let_go_stops_it_with_a_sentence_and_nothing_changes(
        self, other, as_owner, another_field, monkeypatch
    ):
        monkeypatch.setattr(tables, "ATTEMPTS", 2)
        monkeypatch.setattr(tables, "PAUSE", 0.01)
        another_field()
        other.execute("SELECT count(*) FROM record_quote")
        with pytest.raises(
            OperationalError, match="record_quote, record_claim: others read or write"
        ):
            made_anew()
        other.rollback()
        assert made_anew() == ANEW

    def test_a_writer_at_the_desk_is_waited_for(self, other, as_owner, another_field, monkeypatch):
        monkeypatch.setattr(tables, "PAUSE", 0.01)
        another_field()
        other.execute("LOCK TABLE sources_quote IN ROW EXCLUSIVE MODE")
        said = []

        def say(line):
            said.append(line)
            other.rollback()

        assert bring_up_to_date(say) == ANEW
        assert said[0].startswith("Waiting for others to let go of sources_publisher")
        assert all(table in said[0] for table in definition.FOLLOWED)

    def test_while_readers_wait_no_row_of_the_record_is_read_or_written(
        self, as_owner, another_field, monkeypatch
    ):
        a_published_claim()
        another_field()
        seen = []
        at_the_swap(monkeypatch, lambda: seen.append(touched()))

        def at_the_end(execute, sql, *rest):
            if sql.startswith("UPDATE record_identity"):
                seen.append(touched())
            return execute(sql, *rest)

        with connection.execute_wrapper(at_the_end):
            assert made_anew() == ANEW
        before, after = seen
        assert {k: n for k, n in after.items() if n > before.get(k, 0)} == {}

    def test_between_counting_and_swapping_nobody_writes_and_later_it_is_counted(
        self, other, as_owner, another_field, monkeypatch
    ):
        claim = a_published_claim(quotes=[an_accepted_quote(a_speaker(name="Ana Ilić"))])
        another_field()
        refused = []

        def write():
            with pytest.raises(psycopg.errors.LockNotAvailable), other.transaction():
                other.execute("SET LOCAL lock_timeout = '10ms'")
                other.execute("DELETE FROM claims_claim WHERE id = %s", [claim.id])
            turn = "SELECT pg_try_advisory_xact_lock(hashtext('record'))"
            refused.append(other.execute(turn).fetchone() == (False,))
            other.rollback()

        at_the_swap(monkeypatch, write)
        assert made_anew() == ANEW
        assert refused == [True]
        another = a_published_claim()
        assert Claim.objects.filter(public_id=another.public_id).exists()
        with connection.cursor() as cursor:
            counted = "SELECT claims FROM record_tally WHERE kind = 'rows' AND key = 'claim'"
            cursor.execute(f"SELECT ({counted}), (SELECT count(*) FROM record_claim)")
            tallied, there = cursor.fetchone()
        assert tallied == there > 1
