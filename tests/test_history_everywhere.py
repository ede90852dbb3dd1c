"""Each table that an editor touches, whatever the way: what changed is in the history."""

from contextlib import nullcontext

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import connection

from claims.models import (
    Amendment,
    Rating,
    Step,
    Verdict,
    Verification,
)
from config.owner import as_owner
from record.models import Token, Webhook
from sources.models import (
    Change,
    Merge,
    Snapshot,
)
from tests.factories import made_superuser
from tests.model_rows import FORMS, ROWS, WORDS
from tests.pages import logged_in, page, save
from tests.refusals import sql


def ours(model):
    return model._meta.app_label in ("sources", "claims", "auth") or model in (Token, Webhook)


def tables():
    """Every table of ours and of people and groups; a permission is no editor's."""
    models = filter(ours, apps.get_models(include_auto_created=True))
    return {model._meta.db_table for model in models} - {"sources_change", "auth_permission"}


def test_every_table_an_editor_touches_keeps_its_history():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger "
            "WHERE tgfoid = 'sources_keep_change'::regproc AND tgenabled = 'O'"
        )
        kept = {table for (table,) in cursor.fetchall()}
    assert tables() - kept == set()


def test_each_model_is_tried_here():
    assert set(ROWS) == {m for m in apps.get_models() if ours(m) and m._meta.db_table in tables()}


def whoever_may(model):
    """The steps are the owner's alone; the desk is refused."""
    return as_owner() if model is Step else nullcontext()


def by_save(row, column):
    setattr(row, column, "After")
    row.save()


def by_update(row, column):
    type(row).objects.filter(pk=row.pk).update(**{column: "After"})


def by_bulk_update(row, column):
    setattr(row, column, "After")
    type(row).objects.bulk_update([row], [column])


def by_sql(row, column):
    sql(f"UPDATE {row._meta.db_table} SET {column} = 'After' WHERE id = %s", row.pk)


def last(row):
    change = Change.objects.of(row, []).first()
    return change.became


@pytest.mark.parametrize("way", [by_save, by_update, by_bulk_update, by_sql])
@pytest.mark.parametrize("model", WORDS, ids=lambda model: model.__name__)
def test_a_change_is_kept(model, way):
    make, column = WORDS[model]
    row = make()
    with whoever_may(model):
        way(row, column)
    assert last(row)[column] == "After"


@pytest.mark.parametrize("model", FORMS, ids=lambda model: model.__name__)
def test_a_change_by_a_form_is_kept_with_who_and_why(model):
    make, column = WORDS[model]
    row, client = make(), logged_in("administrator")
    if model is Group:  # what one may do, a superuser alone decides
        made_superuser(client.user)
    save(client, page(row), **{column: "After", "_why": "So it is."})
    change = Change.objects.of(row, []).first()
    assert (change.became[column], change.who, change.why) == (
        "After",
        client.user.username,
        "So it is.",
    )


def away_by_delete(row):
    row.delete()


def away_by_queryset(row):
    type(row).objects.filter(pk=row.pk).delete()


def away_by_sql(row):
    sql(f"DELETE FROM {row._meta.db_table} WHERE id = %s", row.pk)


# What is held by another row, or by the rules, does not go; the tests of the rules say so.
KEPT = (Snapshot, Merge, Verdict, Rating, Amendment, User, Group)
GOING = [m for m in ROWS if m not in KEPT]


@pytest.mark.parametrize("way", [away_by_delete, away_by_queryset, away_by_sql])
@pytest.mark.parametrize("model", GOING, ids=lambda model: model.__name__)
def test_what_is_deleted_is_kept(model, way):
    row = ROWS[model][0]()
    table, pk = row._meta.db_table, row.pk
    sql("DELETE FROM claims_evidence") if model is Verification else None
    with whoever_may(model):
        way(row)
    change = Change.objects.filter(table_name=table, row_id=pk).first()
    assert (change.became, change.was["id"]) == (None, pk)
