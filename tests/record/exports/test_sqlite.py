"""All tables as one SQLite database: what stands in the CSV, in real types, to be asked in SQL."""

import csv
import io
import sqlite3

import pytest
from django.core.management import CommandError, call_command

from record.exports import TABLES, formats
from tests.factories import a_published_claim, a_speaker, an_accepted_quote

pytestmark = pytest.mark.usefixtures("without_locks")


@pytest.fixture
def database(client, tmp_path):
    ana = a_speaker(name="Ana Ilić")
    claim = a_published_claim([an_accepted_quote(ana)], claimant=ana, claimed_on="2026-03-01")
    for name in ("Trees", "Health; care", 'The "plan"'):
        claim.topics.create(name=name)
    path = tmp_path / "record.sqlite"
    path.write_bytes(b"".join(client.get("/exports/record.sqlite")))
    with sqlite3.connect(path) as database:
        yield database
    database.close()


def test_each_table_has_the_rows_of_its_csv(database):
    for table in TABLES.values():
        content = b"".join(formats.csv(table, table.model.objects.all())).decode("utf-8-sig")
        expected = [list(row.values()) for row in csv.DictReader(io.StringIO(content))]
        rows = [list(row) for row in database.execute(f'SELECT * FROM "{table.name}"')]
        assert [["" if v is None else str(v) for v in row] for row in rows] == expected, table.name


def test_a_question_over_several_tables_is_answered(database):
    asked = """
        SELECT s.name, c.value, count(*) FROM claims c
        JOIN appearances a ON a.claim = c.id JOIN speakers s ON s.id = a.speaker
        WHERE c.claimed_on BETWEEN '2026-01-01' AND '2026-12-31' GROUP BY 1, 2"""
    assert database.execute(asked).fetchall() == [("Ana Ilić", 1, 1)]


def test_topics_survive_whatever_stands_in_them(database):
    names = {"Health; care", 'The "plan"', "Trees"}
    assert {name for (name,) in database.execute("SELECT topic FROM claim_topics")} == names
    ((cell,),) = database.execute("SELECT topics FROM claims")
    (read,) = csv.reader([cell], delimiter=";", skipinitialspace=True)
    assert set(read) == names


def test_it_says_what_its_columns_mean_and_whose_it_is(database, settings):
    asked = "SELECT meaning FROM columns WHERE \"table\" = 'claims' AND \"column\" = 'claimed_on'"
    assert database.execute(asked).fetchone() == ("The day it was said, if known.",)
    assert ("licence", settings.LICENCE) in database.execute("SELECT * FROM about").fetchall()


def test_the_command_writes_the_same(database, client, tmp_path):
    call_command("export", "sqlite", output=str(tmp_path / "one"), verbosity=0)
    assert (tmp_path / "one").read_bytes() == b"".join(client.get("/exports/record.sqlite"))
    with pytest.raises(CommandError, match="cannot say what is gone"):
        call_command("export", "sqlite", since="2026-01-01", output=str(tmp_path / "two"))
