"""An ETag changes whenever an answer can: with the record, our code, settings and the database."""

import os
import re
from pathlib import Path

import pytest
from django.db import connection

from record.delivery import etag
from record.models import Identity
from tests.factories import a_published_claim, a_speaker

ROOT = Path(__file__).parents[3]
CLAIMS = "/api/v1/claims/"
# Settings that record's code reads and no answer with an ETag shows.
NOT_SHOWN = {
    "AUTH_USER_MODEL",
    "BASE_DIR",  # whose disk health looks at
    "CONTENT_SECURITY_POLICY",  # in a header, and no operator's choice
    "DATABASES",  # whose replicas are watched
    "LANGUAGES",  # no operator's choice: in the digest as code
    "LANGUAGE_CODE",
    "LEDGER_DIR",  # where the head is, which counts itself
    "MAIL",
    "METRICS_TOKEN",
    "RATE_LIMIT_PER_MINUTE",
    "RESPONSE_CACHE_MB",
    "SECOND_FACTOR_REQUIRED",
    "SECRET_KEY",  # in the digest as its key
    "SESSION_RENEWED_AFTER",
}
OTHER = {
    "PUBLIC_URL": "https://other.example",
    "PUBLIC_NAME": "Other",
    "LICENCE": "https://other.example/licence",
    "BEHIND_PROXY": True,
    "DEBUG": True,
    "STATIC_URL": "/other/",
    "SECRET_KEY": "another key, as long as the others are",
}


@pytest.mark.parametrize("name", OTHER)
def test_another_setting_makes_another_etag(settings, name):
    before = etag.read_version()
    assert etag.read_version() == before
    setattr(settings, name, OTHER[name])
    assert etag.read_version() != before


def test_each_setting_that_an_answer_may_show_counts():
    code = "".join(path.read_text() for path in (ROOT / "record").rglob("*.py"))
    used = set(re.findall(r"\bsettings\.([A-Z_]+)", code))
    assert {"PUBLIC_URL", "PUBLIC_NAME"} <= used <= {*etag.SHOWN, *NOT_SHOWN}


@pytest.fixture
def code(tmp_path, monkeypatch):
    """A small tree of code; returns its digest as a new process would make it."""
    monkeypatch.setattr(etag, "ROOT", tmp_path)
    for path in (
        "record/a.py",
        "record/a.html",
        "record/a.sql",
        "record/a.css",
        "record/a.mo",
        "requirements.txt",
    ):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("one")
    return etag.code_digest.__wrapped__


@pytest.mark.parametrize(
    "name", ["a.py", "a.html", "a.sql", "a.css", "a.mo", "../requirements.txt"]
)
def test_other_code_makes_another_digest(code, tmp_path, name):
    before = code()
    (tmp_path / "record" / name).write_text("two")
    assert code() != before


def test_the_same_code_unpacked_later_has_the_same_digest(code, tmp_path):
    before = code()
    os.utime(tmp_path / "record" / "a.py", (1, 1))
    assert code() == before


def test_a_renewed_identity_makes_another_etag(client):
    a_published_claim()
    before = client.get(CLAIMS)["ETag"]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")  # the owner's, as in a restore
    Identity.objects.renew()
    assert client.get(CLAIMS, HTTP_IF_NONE_MATCH=before).status_code == 200
    assert Identity.objects.count() == 1


def test_the_time_of_the_newest_change_counts():
    one, other = (etag.digest(None, "id", 7, f"2026-03-01 12:00:00.00000{n}", None) for n in (1, 2))
    assert one != other


def test_without_the_server_s_own_facts_there_is_an_etag(monkeypatch):
    monkeypatch.setattr(etag, "read_server", lambda: None)
    assert etag.read_version()


@pytest.mark.parametrize("path", [CLAIMS, "/", "/feeds/verdicts.atom", "/exports/claims.csv"])
def test_a_cache_asks_before_it_uses_an_answer(client, path):
    assert client.get(path)["Cache-Control"] == "no-cache"


def test_a_process_remembers_only_so_many_names(client, monkeypatch):
    from record.query.parameters import keys_called

    monkeypatch.setattr(etag, "MAX_CACHED_VALUES", 3)
    keys_called.known.clear()
    for n in range(5):
        name = a_speaker(name=f"Ana {n}")
        a_published_claim(claimant=name)
        client.get(CLAIMS, {"speaker": f"Ana {n}"})
        assert 1 <= len(keys_called.known) <= 3
