"""Others' readers open our files: frictionless, npm's datapackage, DuckDB and pandas."""

import json
import os
import shutil
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import duckdb
import pandas
import pytest
from frictionless import Package, system, validate

from record.exports import TABLES, package, sqlite
from record.exports.formats import csv, jsonl
from tests.factories import a_published_claim, a_speaker, an_accepted_quote

pytestmark = pytest.mark.usefixtures("without_locks")
READERS = Path(__file__).parents[2] / "readers"
# What it says of a package: whether it is one, and the first row of each of its tables.
NPM = """
const {Package} = require("datapackage");
(async () => {
    const read = await Package.load(process.argv[1]);
    const rows = {};
    for (const each of read.resources) {
        rows[each.name] = await each.read({keyed: true, relations: true});
    }
    console.log(JSON.stringify({valid: read.valid, errors: read.errors.map(String), rows}));
})();
"""
WORDS = 'It "rained", <b>he</b> said; Łódź,\nthe 2nd 🌧'
TOPICS = {"Health; care", 'The "plan"', "Trees, parks"}


@pytest.fixture
def claim():
    """A public claim whose words try a reader."""
    ana = a_speaker(name="Ana Ilić, mayor")
    quote = an_accepted_quote(ana, said_on="2026-03-02")
    claim = a_published_claim([quote], claimant=ana, statement=WORDS, claimed_on="2026-03-01")
    for name in TOPICS:
        claim.topics.create(name=name)
    a_published_claim(statement="Without a day.", claimed_on=None)
    return claim


@pytest.fixture
def described(claim, tmp_path):
    """The path of datapackage.json of the package, unpacked."""
    (tmp_path / "package.zip").write_bytes(b"".join(package()))
    with zipfile.ZipFile(tmp_path / "package.zip") as zip:
        zip.extractall(tmp_path)
    return tmp_path / "datapackage.json"


def written(tmp_path, name, make, table="claims"):
    path = tmp_path / name
    path.write_bytes(b"".join(make(TABLES[table], TABLES[table].model.objects.all())))
    return path


def test_frictionless_finds_no_fault_in_the_package(described):
    report = validate(str(described))
    assert report.valid, report.flatten(["type", "note"])
    with system.use_context(trusted=True):
        rows = Package(str(described)).get_resource("claims").read_rows()
    (row,) = [row for row in rows if row["statement"] == WORDS]
    assert row["claimed_on"] == date(2026, 3, 1) and row["value"] == 1
    assert isinstance(row["verified_at"], datetime)


def test_npm_s_reader_follows_its_keys_from_table_to_table(described, claim):
    if not (READERS / "node_modules").exists() or not shutil.which("node"):
        pytest.skip("npm's datapackage is not installed: `npm ci --prefix tests/readers`")
    answer = subprocess.run(
        ["node", "--eval", NPM, described.name],
        cwd=described.parent,
        env=os.environ | {"NODE_PATH": str(READERS / "node_modules")},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert answer.returncode == 0, answer.stderr
    read = json.loads(answer.stdout)
    assert (read["valid"], read["errors"]) == (True, [])
    assert set(read["rows"]) == set(TABLES)
    assert {row["topic"] for row in read["rows"]["claim_topics"]} == TOPICS
    (appearance,) = read["rows"]["appearances"]
    assert appearance["claim"]["statement"] == WORDS  # the row that the key leads to


def test_duckdb_reads_days_times_and_numbers_as_such(claim, tmp_path):
    path = written(tmp_path, "claims.csv", csv)
    with duckdb.connect() as db:
        (row,) = db.execute(
            "SELECT statement, claimed_on, value, verified_at FROM read_csv(?) WHERE id = ?",
            [str(path), str(claim.public_id)],
        ).fetchall()
    assert row[:3] == (WORDS, date(2026, 3, 1), 1)
    assert row[3].timestamp() == int(claim.verifications.get().published_at.timestamp())


def test_duckdb_asks_json_lines_in_sql(claim, tmp_path):
    path = written(tmp_path, "claims.jsonl", jsonl)
    with duckdb.connect() as db:
        asked = "SELECT claimant.name, len(quotes) FROM read_json(?) WHERE statement = ?"
        assert db.execute(asked, [str(path), WORDS]).fetchall() == [("Ana Ilić, mayor", 1)]


def test_pandas_reads_every_table_of_the_package_as_it_is_described(described):
    for resource in json.loads(described.read_text())["resources"]:
        fields = resource["schema"]["fields"]
        days = [field["name"] for field in fields if field["type"] in ("date", "datetime")]
        frame = pandas.read_csv(described.parent / resource["path"], parse_dates=days)
        assert list(frame.columns) == [field["name"] for field in fields]
        assert len(frame) == resource["rows"]
        for day in days:
            if frame[day].notna().any():
                assert pandas.api.types.is_datetime64_any_dtype(frame[day]), day


def test_pandas_asks_the_sqlite_file(claim, tmp_path):
    path = tmp_path / "record.sqlite"
    path.write_bytes(b"".join(sqlite()))
    with closing(sqlite3.connect(path)) as database:
        frame = pandas.read_sql("SELECT * FROM claims", database, parse_dates=["claimed_on"])
    assert set(frame["statement"]) == {WORDS, "Without a day."}
    assert frame["claimed_on"].max() == pandas.Timestamp("2026-03-01")
