"""A database of an older version, migrated, answers as one that was made today."""

import json
from difflib import unified_diff

import psycopg
import pytest

from record.models import KIND_NAMES
from tests.upgrade import loading

# Where main stood when the dump was written.
BACK = [("sources", "0008"), ("claims", "0011"), ("record", "0006")]
BACK += [("otp_static", "zero"), ("otp_totp", "zero")]
FEED = "SELECT number, kind, public_id, at, document::text FROM record_change ORDER BY number"
TOPICS = "SELECT public_id, document::text FROM record_topic ORDER BY id"
HALFWAY = """
SELECT at FROM record_change ORDER BY number OFFSET (SELECT count(*) / 2 FROM record_change) LIMIT 1
"""
PAST = " UNION ALL ".join(
    f"SELECT '{kind}', public_id, document::text FROM record_then.record_{kind}"
    for kind, _ in KIND_NAMES
)


def rows(url, query, as_of=""):
    with psycopg.connect(url) as db:
        db.execute("SELECT set_config('verbatim.as_of', %s, false)", [str(as_of)])
        return db.execute(query).fetchall()


def halfway(url):
    """A moment in the middle of all that happened before the dump was written."""
    return rows(url, HALFWAY)[0][0]


def answers(url, *as_of):
    return json.loads(loading.python(url, "tests.upgrade.answers", *as_of))


def differing(one, other):
    """The addresses that answer differently, or in one of the two alone."""
    return sorted(at for at in one.keys() | other.keys() if one.get(at) != other.get(at))


def unlike(one, other):
    """The lines by which the other schema differs from the one."""
    return list(unified_diff(one, other, n=1, lineterm=""))


@pytest.fixture(scope="module")
def older():
    """The URL of a database as the dump was written, to be left as it is."""
    with loading.database("verbatim_older") as url:
        loading.load_dump(url)
        yield url


@pytest.fixture(scope="module")
def upgraded(older):
    """The URL of a database of the dump, migrated."""
    with loading.database("verbatim_upgraded", like="verbatim_older") as url:
        loading.manage(url, "migrate", "--verbosity", "0")
        yield url


@pytest.fixture(scope="module")
def fresh(upgraded):
    """The URL of a database made today, of the same facts."""
    with loading.database("verbatim_fresh") as url:
        loading.manage(url, "migrate", "--verbosity", "0")
        loading.load_facts(upgraded, url)
        yield url


def test_an_upgraded_database_answers_as_a_fresh_one(upgraded, fresh):
    given = answers(upgraded)
    assert differing(given, answers(fresh)) == []
    assert sum(address.startswith("/claims/") for address in given) == 190


def test_an_upgraded_database_has_the_schema_of_a_fresh_one(upgraded, fresh):
    assert unlike(loading.schema(fresh), loading.schema(upgraded)) == []


def test_what_a_dump_without_privileges_lacks_is_granted(upgraded):
    with loading.database("verbatim_ungranted") as url:
        loading.load_dump(url, privileges=False)
        loading.manage(url, "migrate", "--verbosity", "0")
        assert unlike(loading.schema(upgraded), loading.schema(url)) == []


def test_upgrading_keeps_what_the_change_feed_told(older, upgraded):
    before = rows(older, FEED)
    assert rows(upgraded, FEED)[: len(before)] == before


def test_an_upgraded_database_begins_its_ledger_with_all_that_was_told(upgraded):
    told = rows(upgraded, "SELECT number FROM record_change ORDER BY number")
    committed = rows(upgraded, "SELECT change FROM record_commitment ORDER BY change")
    assert told == committed and told
    assert rows(upgraded, "SELECT DISTINCT step FROM record_entry") == [("begun",)]


def test_upgrading_keeps_the_past_as_it_was(older, upgraded):
    moment = halfway(older)
    assert sorted(rows(upgraded, PAST, moment)) == sorted(rows(older, PAST, moment))


def test_what_a_new_definition_changes_is_told_once_and_not_of_the_past(older):
    with loading.database("verbatim_changed", like="verbatim_older") as url:
        rows(url, 'UPDATE record_topic SET document = \'{"name": "Old"}\' RETURNING id')
        before = rows(url, FEED)
        loading.manage(url, "migrate", "--verbosity", "0")
        given = [change for change in rows(url, FEED)[len(before) :] if change[1] == "topic"]
        then = rows(url, TOPICS.replace("record_topic", "record_then.record_topic"), before[-1][3])
        assert [change[1:3] + change[4:] for change in given] == [
            ("topic", public_id, document) for public_id, document in rows(url, TOPICS)
        ]
        assert {document for _, document in then} == {'{"name": "Old"}'} and len(then) == len(given)


def test_backwards_and_forwards_the_answers_and_the_past_stay(older, upgraded):
    moment = halfway(older).isoformat().replace("+00:00", "Z")
    given, told = answers(upgraded, moment), rows(upgraded, FEED)
    for app, number in BACK:
        loading.manage(upgraded, "migrate", app, number, "--verbosity", "0")
    left = unlike(loading.schema(older), loading.schema(upgraded))
    assert not left, "\n".join(left)
    loading.manage(upgraded, "migrate", "--verbosity", "0")
    # A document that has gained a key is told anew in the change feed, whose end the package names.
    changed = differing(given, answers(upgraded, moment))
    told_of = {at.split("?")[0].removeprefix("http://localhost") for at in changed}
    assert told_of <= {"/api/v1/changes/", "/exports/package.zip"}
    assert rows(upgraded, FEED)[: len(told)] == told
