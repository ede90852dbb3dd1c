"""A backup comes back whole, in an empty database of any owner, or not at all."""

import json
import zipfile
from contextlib import closing

import psycopg
import pytest
from django.db import connection

from config.backup import copied_out
from tests.config.test_start import SERVER, made, removed, rows, run

PASSING = {"record_taken", "record_login", "django_migrations"}
PASSING |= {
    "claims_word",
    "claims_review_word",
}  # counted anew, by `migrate` and now and then


def kept(url):
    return {name: lines for name, lines in rows(url).items() if name not in PASSING}


@pytest.fixture(scope="module")
def site():
    """The URL of a seeded database."""
    url = made(SERVER, "verbatim_backup_of")
    assert run("migrate", "-v0", DATABASE_URL=url).returncode == 0
    assert run("seed", DATABASE_URL=url).returncode == 0
    yield url
    removed(SERVER, "verbatim_backup_of")


@pytest.fixture(scope="module")
def backup(site, tmp_path_factory):
    file = tmp_path_factory.mktemp("backups") / "site.zip"
    done = run("backup", str(file), DATABASE_URL=site, SECRET_KEY="the site's own key")
    assert (done.returncode, done.stderr) == (0, "")
    return file


@pytest.fixture
def empty():
    """The URL of an empty database."""
    url = made(SERVER, "verbatim_backup_in")
    yield url
    removed(SERVER, "verbatim_backup_in")


def restored(file, url, **environment):
    return run("restore_backup", str(file), DATABASE_URL=url, **environment)


def test_it_comes_back_letter_for_letter_and_goes_on(site, backup, empty):
    done = restored(backup, empty, SECRET_KEY="the site's own key")
    assert (done.returncode, done.stderr) == (0, "")
    assert "letter for letter" in done.stdout
    assert kept(empty) == kept(site)
    assert run("rebuild_record", DATABASE_URL=empty).returncode == 0
    assert run("check", "--database", "default", "--database", "record", DATABASE_URL=empty).stdout
    numbers = "SELECT schemaname, sequencename, last_value FROM pg_sequences ORDER BY 1, 2"
    assert asked(empty, numbers) == asked(site, numbers)


def asked(url, question):
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        found = connection.execute(question).fetchall()
        return [row for row in found if "django_migrations" not in row[1]]


LARGE = """
CREATE TABLE claims_large AS
SELECT n, repeat('x', 1000) AS words
FROM generate_series(1, pg_size_bytes(current_setting('shared_buffers')) / 4 / 900) n
"""


@pytest.mark.django_db(databases=["default", "record"])
def test_a_large_table_is_read_from_its_first_row_wherever_another_scan_has_left_off():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute(LARGE)
        read = []
        for _ in range(2):
            copied_out(cursor, "public", "claims_large", ["n"], read.append)
            cursor.execute("DECLARE part CURSOR FOR SELECT FROM claims_large")
            cursor.execute("MOVE FORWARD 9000 IN part")
            cursor.execute("CLOSE part")
    numbers = b"".join(read).split()
    assert len(numbers) > 20_000
    assert numbers == [b"%d" % n for n in range(1, len(numbers) // 2 + 1)] * 2


def test_only_its_owner_reads_the_file_and_the_key_may_be_left_out(site, backup, tmp_path):
    assert backup.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(backup) as archive:
        assert archive.read("secret_key") == b"the site's own key"
    without = tmp_path / "without.zip"
    run("backup", "--without-keys", str(without), DATABASE_URL=site)
    with zipfile.ZipFile(without) as archive:
        assert "secret_key" not in archive.namelist()


def changed(file, name, change):
    """A copy of a backup in which one member is another."""
    copy = file.with_name("changed.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(copy, "w") as new:
        for member in old.namelist():
            content = old.read(member)
            new.writestr(member, change(content) if member == name else content)
    return copy


def older(manifest):
    found = json.loads(manifest)
    found["migrations"] = found["migrations"][:-1]
    return json.dumps(found)


@pytest.mark.parametrize(
    "name, change, sentence",
    [
        ("public.sources_speaker", lambda rows: rows.replace(b"Tusk", b"Task"), "damaged"),
        ("public.sources_speaker", lambda rows: rows.replace(b"\t", b"\n"), "damaged"),
        ("manifest.json", lambda _: "{}", "no backup of ours"),
        ("manifest.json", older, "made by another version"),
    ],
)
def test_a_file_that_is_not_what_was_written_restores_nothing(
    backup, empty, name, change, sentence
):
    done = restored(changed(backup, name, change), empty)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert sentence in done.stderr
    assert rows(empty).get("sources_article", []) == []


def test_half_a_file_is_no_backup(backup, empty, tmp_path):
    half = tmp_path / "half.zip"
    half.write_bytes(backup.read_bytes()[:9000])
    done = restored(half, empty)
    assert done.returncode == 1 and "no backup of ours" in done.stderr


def test_nothing_is_written_over(site, backup):
    before = kept(site)
    done = restored(backup, site)
    assert done.returncode == 1 and "people or articles in it" in done.stderr
    assert kept(site) == before


def test_grants_that_were_lost_are_given_again_by_migrate(backup, empty):
    """As after a dump that was restored where the roles were not."""
    assert restored(backup, empty).returncode == 0
    with closing(psycopg.connect(empty, autocommit=True)) as owner:
        owner.execute("REVOKE SELECT ON record_claim FROM verbatim_reader")
        checked = run("check", "--database", "record", DATABASE_URL=empty)
        assert "verbatim_reader cannot read record_claim" in checked.stderr
        assert run("migrate", "-v0", DATABASE_URL=empty).returncode == 0
        granted = "SELECT has_table_privilege('verbatim_reader', 'record_claim', 'SELECT')"
        assert owner.execute(granted).fetchone() == (True,)
