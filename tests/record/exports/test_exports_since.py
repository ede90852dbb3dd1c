"""Whoever adds what changed since to what was exported has what an export gives now."""

import csv
import io
import json
import re
import zipfile

import pytest
from django.core.management import CommandError, call_command

from record.exports import INCREMENTAL, TABLES, exports
from record.models import Change
from tests.factories import a_published_claim, a_speaker, a_verification, an_accepted_quote

pytestmark = pytest.mark.usefixtures("without_locks")


def exported(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response), response.get("Link")


def lines(content):
    return [json.loads(line) for line in content.splitlines()]


def followed(held, changes, key):
    """The rows held, after the lines of an export since they were exported."""
    touched = {line[key] for line in changes}
    renewed = [line for line in changes if not line.pop("deleted", None)]
    return [row for row in held if row[key] not in touched] + renewed


def in_any_order(rows):
    return sorted(map(json.dumps, rows))


def next_of(link):
    return re.fullmatch(r'<http://testserver(.*)>; rel="next"', link)[1]


def much_happens():
    """Verifications are corrected, withdrawn, published, a speaker is renamed; one claim stays."""
    mayor = a_speaker(name="The Mayor")
    quoted, gone, corrected, stays = (
        a_published_claim([an_accepted_quote(speaker)]) for speaker in [mayor, None, None, None]
    )
    for claim in (quoted, gone, stays):
        claim.topics.create(name=f"Topic of {claim.pk}")
    yield
    a_published_claim([an_accepted_quote()])
    gone.verifications.get().withdraw("The source was wrong.")
    a_verification("published", evidence=2, claim=corrected, correction="It was less.")
    mayor.name = "The former Mayor"
    mayor.save()
    yield


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_what_changed_since_makes_of_the_last_export_the_present_one(client, table):
    address, key = f"/exports/{table.name}.jsonl", "id" if not table.each else table.key[0]
    happening = much_happens()
    next(happening)
    before, link = exported(client, address)
    next(happening)
    changes, _ = exported(client, next_of(link))
    now, _ = exported(client, address)
    assert before != now
    untouched = {row[key] for row in lines(before)} - {row[key] for row in lines(changes)}
    assert len(untouched) >= 1  # what did not change is not exported again
    assert in_any_order(followed(lines(before), lines(changes), key)) == in_any_order(lines(now))


def test_what_a_filter_no_longer_finds_is_gone(client):
    claim = a_published_claim(statement="Trees are green.")
    _, link = exported(client, "/exports/claims.jsonl?q=trees")
    a_verification("published", claim=claim, correction="Not all.")
    assert [line["statement"] for line in lines(exported(client, next_of(link))[0])] == [
        "Trees are green."
    ]
    other = next_of(link).replace("trees", "stones")
    assert lines(exported(client, other)[0]) == [{"id": str(claim.public_id), "deleted": True}]


def test_a_table_of_cells_says_in_its_last_column_what_is_gone(client):
    claim = a_published_claim()
    since = Change.objects.newest_at()
    claim.verifications.get().withdraw("The source was wrong.")
    content, _ = exported(client, f"/exports/claims.csv?since={since}")
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert (row["id"], row["statement"], row["deleted"]) == (str(claim.public_id), "", "true")
    assert "deleted" not in exported(client, "/exports/claims.csv")[0].decode()


def test_a_package_of_changes_says_when_the_next_one_begins(client):
    a_published_claim()
    since = Change.objects.newest_at()
    claim = a_published_claim()
    claim.verifications.get().withdraw("The source was wrong.")
    with zipfile.ZipFile(
        io.BytesIO(exported(client, f"/exports/package.zip?since={since}")[0])
    ) as package:
        described = json.loads(package.read("datapackage.json"))
        rows = package.read("claims.csv").decode().splitlines()[1:]
        header = package.read("claims.csv").decode().splitlines()[0]
    assert described["created"] == Change.objects.newest_at()
    claims = described["resources"][0]
    assert (claims["rows"], claims["schema"]["fields"][-1]["name"]) == (len(rows), "deleted")
    assert rows[0].startswith(f'"{claim.public_id}"') and rows[0].endswith('"true"')
    assert header.endswith(",withdrawn_at,reason,deleted") and "The source was" in rows[0]


def test_since_by_command_is_since_by_address(client, tmp_path, capsys):
    a_published_claim()
    since = Change.objects.newest_at()
    a_published_claim()
    call_command("export", "claims", since=since, output=tmp_path / "file")
    content, link = exported(client, f"/exports/claims.csv?since={since}")
    assert (tmp_path / "file").read_bytes() == content
    newest = Change.objects.newest_at()
    assert f"--since {newest}" in capsys.readouterr().err
    assert next_of(link) == f"/exports/claims.csv?since={newest.replace(':', '%3A')}"


SILENT = [(t.name, name, s) for t, name, make, s, _ in exports() if make not in INCREMENTAL]


@pytest.mark.parametrize("table, name, suffix", SILENT)
def test_a_format_that_cannot_say_what_is_gone_refuses_since(client, tmp_path, table, name, suffix):
    response = client.get(f"/exports/{table}{suffix}?since=2026-03-01")
    (error,) = response.json()["errors"]
    assert (response.status_code, error["parameter"]) == (400, "since")
    assert "cannot say what is gone" in error["detail"]
    with pytest.raises(CommandError, match="cannot say what is gone"):
        call_command("export", table, "--since=2026-03-01", format=name, output=tmp_path / "file")
    assert list(tmp_path.iterdir()) == []


def test_a_since_that_is_no_time_is_a_sentence(client):
    assert client.get("/exports/claims.csv?since=yesterday").status_code == 400
    with pytest.raises(CommandError, match="Write 2026-03-01 or"):
        call_command("export", "claims", "--since=yesterday")


def test_a_file_of_a_day_is_the_record_as_it_stood(client):
    claim = a_published_claim(statement="Then.", claimant=a_speaker(name="Before"))
    then, _ = exported(client, "/exports/claims.jsonl")
    moment = Change.objects.newest_at()
    type(claim.claimant).objects.update(name="After")
    a_published_claim(statement="Later.")
    for name in ("Before", "After"):
        as_it_was, link = exported(client, f"/exports/claims.jsonl?as_of={moment}&speaker={name}")
        assert (as_it_was, link) == (then, None)
    assert exported(client, "/exports/claims.jsonl?as_of=2020-01-01")[0] == b""
    whole = zipfile.ZipFile(io.BytesIO(exported(client, f"/exports/package.zip?as_of={moment}")[0]))
    assert b"Before" in whole.read("claims.csv") and b"Later." not in whole.read("claims.csv")


def test_what_changed_and_how_it_stood_are_not_asked_together(client):
    for name in ("claims.csv", "package.zip"):
        answer = client.get(f"/exports/{name}?since=2026-01-01&as_of=2026-01-01")
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["parameter"] == "since"


def test_a_long_file_is_whole_and_names_the_next(client, monkeypatch):
    monkeypatch.setattr("record.exports.stream.BLOCK", 1)
    [a_published_claim(statement=f"{n} {'tree ' * 150}") for n in range(200)]
    for name in ("claims.jsonl", "claims.csv", "package.zip"):
        content, link = exported(client, f"/exports/{name}")
        assert content and link
    assert len(lines(exported(client, "/exports/claims.jsonl")[0])) == 200
