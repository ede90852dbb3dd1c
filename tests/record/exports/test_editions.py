"""Dated editions: as they stood, by a hash that stays listed, with tombstones of the withdrawn."""

import csv
import io
import json
import zipfile
from hashlib import sha256

import pytest
from django.core.management import call_command
from django.utils import timezone

from config.owner import as_owner
from record.models import Edition
from tests.factories import a_published_claim, a_speaker, an_accepted_quote
from tests.refusals import refused_by

pytestmark = pytest.mark.usefixtures("without_locks")


@pytest.fixture
def kept(client):
    """Keeps an edition; returns what is at one of its addresses."""
    a_published_claim([an_accepted_quote()], statement="Withdrawn later.")
    a_published_claim(statement="Stays.", claimant=a_speaker(name="Before"))
    call_command("keep_edition", verbosity=0)
    day = timezone.now().date()

    def read(name=""):
        response = client.get(f"/exports/{day}/{name}")
        assert response.status_code == 200, name
        return b"".join(response) if response.streaming else response.content

    return read


def claims_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def withdraw():
    for claim in a_published_claim().__class__.objects.filter(statement="Withdrawn later."):
        claim.verifications.get().withdraw("The source was wrong.")


def test_an_edition_stays_as_it_was(kept):
    files = {name: kept(name) for name in ("package.zip", "claims.csv", "quotes.jsonl")}
    a_speaker().__class__.objects.filter(name="Before").update(name="After")
    a_published_claim(statement="Later.")
    assert {name: kept(name) for name in files} == files
    (listed,) = json.loads(kept())["hashes"]
    assert listed["sha256"] == sha256(files["package.zip"]).hexdigest()
    assert listed["bytes"] == len(files["package.zip"])


def test_what_was_withdrawn_later_is_a_tombstone_and_the_old_hash_stays_listed(kept):
    before = sha256(kept("package.zip")).hexdigest()
    withdraw()
    gone, stays = claims_of(kept("claims.csv"))
    assert (gone["deleted"], gone["reason"], gone["statement"]) == (
        "true",
        "The source was wrong.",
        "",
    )
    assert gone["withdrawn_at"] and (stays["statement"], stays["deleted"]) == ("Stays.", "")
    tombstone = json.loads(kept("claims.jsonl").splitlines()[0])
    assert (tombstone["id"], tombstone["deleted"]) == (gone["id"], True)
    assert b"Withdrawn later" not in b"".join(map(kept, ("claims.csv", "claims.jsonl")))
    call_command("keep_edition", verbosity=0)
    hashes = [each["sha256"] for each in json.loads(kept())["hashes"]]
    assert hashes == [before, sha256(kept("package.zip")).hexdigest()]
    with zipfile.ZipFile(io.BytesIO(kept("package.zip"))) as package:
        assert claims_of(package.read("claims.csv"))[0]["deleted"] == "true"


def test_keeping_twice_on_a_day_keeps_one(kept):
    a_published_claim(statement="Later.")
    call_command("keep_edition", verbosity=0)
    assert Edition.objects.count() == 1


def test_an_edition_says_how_to_cite_it(kept, client, settings):
    described = json.loads(kept())
    citation = kept("CITATION.cff").decode()
    for known in (described["identifier"], described["hashes"][0]["sha256"], settings.LICENCE):
        assert known in citation
    assert client.get("/exports/editions.json").json() == {"editions": [described]}
    for name in ("editions.json", f"{described['day']}/", f"{described['day']}/CITATION.cff"):
        assert client.get(f"/exports/{name}?unknown=1").status_code == 400


def test_what_was_not_kept_is_a_404_and_no_parameter_is_known(kept, client):
    assert client.get("/exports/2020-01-01/claims.csv").status_code == 404
    assert client.get("/exports/2020-02-31/").status_code == 404
    day = timezone.now().date()
    assert client.get(f"/exports/{day}/claims.csv?q=trees").status_code == 400


def test_edition_stays(kept):
    with as_owner(), refused_by("edition_stays"):
        Edition.objects.update(sha256="0" * 64)
    with as_owner(), refused_by("edition_stays"):
        Edition.objects.all().delete()


def test_edition_once_by_day_and_hash(kept):
    known = Edition.objects.values("day", "sha256", "moment", "size").get()
    with as_owner(), refused_by("edition_once_by_day_and_hash"):
        Edition.objects.create(**known)


def test_an_edition_kept_without_the_site_s_address_warns(monkeypatch, capsys):
    monkeypatch.delenv("PUBLIC_URL", raising=False)
    a_published_claim()
    call_command("keep_edition", verbosity=0)
    assert "set PUBLIC_URL" in capsys.readouterr().err
    monkeypatch.setenv("PUBLIC_URL", "https://facts.example")
    call_command("keep_edition", verbosity=0)
    assert capsys.readouterr().err == ""
