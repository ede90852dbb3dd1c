"""The roles of the desk are declared once, and `migrate` gives their groups what stands there."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management.sql import emit_post_migrate_signal

from claims import roles
from claims.roles import ADMINISTRATOR, ANNOTATOR, REVIEWER, ROLES
from sources.models import Change

ROOT = Path(__file__).parents[2]


def permissions_of(name):
    rows = Group.objects.get(name=name).permissions.select_related("content_type")
    return {f"{row.content_type.app_label}.{row.codename}" for row in rows}


def permission(name):
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def bring_in_line():
    emit_post_migrate_signal(0, interactive=False, db="default")


@pytest.mark.parametrize("name", ROLES)
def test_after_migrate_a_group_has_what_is_declared(name):
    assert permissions_of(name) == ROLES[name]


@pytest.mark.parametrize("name", ROLES)
def test_migrate_gives_what_an_older_database_lacks(name):
    Group.objects.get(name=name).permissions.clear()
    bring_in_line()
    assert permissions_of(name) == ROLES[name]


def test_migrate_makes_a_group_that_is_gone():
    Group.objects.all().delete()
    bring_in_line()
    assert {name: permissions_of(name) for name in ROLES} == ROLES


def test_what_was_given_by_hand_stays():
    by_hand = permission("sources.merge_speaker")
    Group.objects.get(name="annotator").permissions.add(by_hand)
    Group.objects.create(name="guests").permissions.add(by_hand)
    bring_in_line()
    assert permissions_of("annotator") == ANNOTATOR | {"sources.merge_speaker"}
    assert permissions_of("guests") == {"sources.merge_speaker"}


def test_what_left_the_declaration_is_taken(monkeypatch):
    monkeypatch.setitem(roles.ROLES, "reviewer", REVIEWER - {"sources.merge_speaker"})
    monkeypatch.setitem(roles.REMOVED, "reviewer", {"sources.merge_speaker"})
    bring_in_line()
    assert permissions_of("reviewer") == REVIEWER - {"sources.merge_speaker"}
    assert permissions_of("administrator") == ADMINISTRATOR


def test_nothing_is_both_given_and_taken():
    assert {name for name in ROLES if ROLES[name] & roles.REMOVED.get(name, set())} == set()


def test_a_database_in_line_is_left_alone():
    before = Change.objects.count()
    bring_in_line()
    assert Change.objects.count() == before


def test_each_role_has_what_the_one_before_has():
    assert ANNOTATOR < REVIEWER < ADMINISTRATOR


def test_every_declared_permission_exists():
    assert all(permission(name) for name in ADMINISTRATOR)


def test_the_documentation_names_the_roles_in_a_table():
    texts = [path.read_text() for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]]
    columns = f" | {' | '.join(ROLES)} |"
    lines = [line for text in texts for line in text.splitlines()]
    assert any(line.startswith("| what") and line.endswith(columns) for line in lines)
