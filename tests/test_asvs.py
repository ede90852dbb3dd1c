"""docs/asvs.csv: each requirement of OWASP ASVS 5.0, level 1, has a test, a reason or a waiver."""

import csv
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROWS = list(csv.DictReader((ROOT / "docs" / "asvs.csv").read_text().splitlines()))


def test_there_is_a_row_for_each_of_the_seventy():
    assert len({row["requirement"] for row in ROWS}) == len(ROWS) == 70


def test_each_has_a_verdict_and_says_where():
    for row in ROWS:
        assert row["verdict"] in ("test", "reason", "waiver")
        assert len(row["where"].split()) >= (1 if row["verdict"] == "test" else 3), row


def test_the_tests_that_are_named_are_there():
    named = [row["where"].split("::") for row in ROWS if row["verdict"] == "test"]
    assert named
    missing = [(path, test) for path, test in named if f"def {test}(" not in read(path)]
    assert missing == []


def read(path):
    return (ROOT / path).read_text() if (ROOT / path).exists() else ""
