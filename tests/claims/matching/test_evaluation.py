"""`manage.py evaluate matching` on anybody's data."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from claims.matching.calibration import expected_error, points, sure, tenths
from claims.matching.evaluation import measures, parts
from claims.meaning import near
from claims.meaning.models import ANY, ENGLISH
from config.owner import as_owner as acting_as_owner
from tests.refusals import as_owner, rows

CLAIMS = [
    {"id": "a", "text": "Storks are back.", "title": "The birds returned in March"},
    {"id": "b", "text": "Milk is cheaper."},
]
QUERIES = [
    {"id": "1", "text": "the birds that returned", "split": "dev"},
    {"id": "2", "text": "cheaper milk", "split": "test"},
]


def written(directory):
    for name, lines in (("claims", CLAIMS), ("queries", QUERIES)):
        (directory / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)))
    (directory / "qrels.tsv").write_text("1\ta\t1\n2\ta\t1\n")
    return directory


def printed(*arguments):
    out = StringIO()
    call_command("evaluate", "matching", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def test_measures_of_marked_queries_leave_nothing_behind(tmp_path):
    lines = printed(written(tmp_path))
    assert lines[:3] == ["by: words; serve_models is not running", "queries: 2", "MAP@5: 0.5000"]
    assert lines[3:5] == ["Hit@1: 0.5000", "R@20: 0.5000"]
    assert printed(tmp_path, "--split", "dev")[2] == "MAP@5: 1.0000"
    assert rows("SELECT to_regclass('evaluated_posting')") == [(None,)]


def test_a_right_one_counts_by_its_place():
    found = [(["x", "a", "b"], {"a", "b"})]
    assert measures(found)["MAP@5"] == pytest.approx((1 / 2 + 2 / 3) / 2)


def test_each_query_counts_once_as_it_is_and_once_without_what_answers_it():
    found = {"twin": 0.9, "right": 0.8, "other": 0.3}
    assert [*points([(found, {"right"}, {"twin"})])] == [(0.8, True), (0.3, False)]
    assert [*points([(found, {"right"}, set())])] == [(0.9, False), (0.9, False)]
    assert [*points([({}, {"right"}, set())])] == []


def test_the_expected_error_is_how_far_what_was_said_is_from_what_was_right():
    said = [(1.0, True), (0.9, False), (0.24, True), (0.2, False), (0.22, False), (0.22, False)]
    assert tenths(said) == [(pytest.approx(0.22), 0.25, 4), (0.95, 0.5, 2)]
    assert expected_error(said) == pytest.approx((4 * 0.03 + 2 * 0.45) / 6)
    assert expected_error([]) == 0


def test_a_yes_is_said_as_far_down_as_98_of_100_are_right():
    said = [(0.9 - n / 1000, n != 30) for n in range(60)] + [(0.1, False)] * 9
    assert sure(said, 100) == 0.59
    assert sure(said[:40], 100) == 0.30
    assert sure([], 0) == 0


def test_among_few_claims_every_query_is_asked_once_where_its_right_one_is():
    claims = [{"id": str(n)} for n in range(20)]
    queries = [{"id": f"q{n}"} for n in range(5)]
    right = {f"q{n}": {str(n)} for n in range(5)}
    several = [*parts(claims, queries, right, 4)]
    assert [len(among) for among, _ in several] == [4, 4, 4]
    assert sorted(query["id"] for _, some in several for query in some) == [*sorted(right)]
    for among, some in several:
        ids = [claim["id"] for claim in among]
        assert len({*ids}) == 4 and all(right[query["id"]] <= {*ids} for query in some)
    assert [*parts(claims, queries, right, None)] == [(claims, queries)]


def test_the_like_of_a_claim_are_told_by_the_model_of_its_language(db):
    as_owner("CREATE EXTENSION IF NOT EXISTS vector")
    vectors = {1: ([9, 0], [5, 5]), 2: ([9, 1], [5, -5]), 3: ([0, 9], [5, 5]), 4: (None, [5, 4])}
    with acting_as_owner(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE told (claim bigint, model text, vector smallint[])")
        for claim, (english, every) in vectors.items():
            for model, vector in ((ENGLISH, english), (ANY, every)):
                if vector:
                    row = [claim, model, [*vector, *[0] * 382]]
                    cursor.execute("INSERT INTO told VALUES (%s, %s, %s)", row)
        assert sorted(near(cursor, "told", [1], 0.7)) == [1, 2]
        assert sorted(near(cursor, "told", [4], 0.7)) == [1, 3, 4]
        cursor.execute("DROP TABLE told")


def test_how_far_a_probability_holds_is_printed_and_plotted(tmp_path):
    plot = tmp_path / "plot.svg"
    arguments = (written(tmp_path), "--split", "dev", "--claims", 2, "--calibration", plot)
    *_, error, yes = printed(*arguments)
    assert error.startswith("expected error: ") and yes == "yes at 98 %: 1.0000"
    assert "probability said" in plot.read_text() and "<circle" in plot.read_text()


def test_what_is_no_such_data_is_told(tmp_path):
    with pytest.raises(CommandError, match="claims.jsonl"):
        printed(tmp_path)


def test_a_database_of_an_older_version_is_told(tmp_path):
    recorder = MigrationRecorder(connection)
    newest = recorder.migration_qs.filter(app="claims").latest("name").name
    with acting_as_owner():
        recorder.record_unapplied("claims", newest)
    with pytest.raises(CommandError, match="run python3 manage.py migrate first"):
        printed(written(tmp_path))
