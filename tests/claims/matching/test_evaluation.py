"""`manage.py evaluate matching` on anybody's data."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from claims.matching.evaluation import measures
from tests.refusals import rows

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
    assert lines[:4] == ["queries: 2", "MAP@5: 0.5000", "Hit@1: 0.5000", "R@20: 0.5000"]
    assert printed(tmp_path, "--split", "dev")[1] == "MAP@5: 1.0000"
    assert rows("SELECT to_regclass('evaluated_posting')") == [(None,)]


def test_a_right_one_counts_by_its_place():
    found = [(["x", "a", "b"], {"a", "b"})]
    assert measures(found)["MAP@5"] == pytest.approx((1 / 2 + 2 / 3) / 2)


def test_what_is_no_such_data_is_told(tmp_path):
    with pytest.raises(CommandError, match="claims.jsonl"):
        printed(tmp_path)
