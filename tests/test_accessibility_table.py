"""docs/accessibility.md answers for each criterion of WCAG 2.2, A and AA, and its tests exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOC = (ROOT / "docs/accessibility.md").read_text()
ROW = re.compile(r"^\| (\d\.\d\.\d+) [^|]+ \| (A|AA) \| ([^|]+) \| ([^|]*) \|$", re.MULTILINE)
A = (
    "1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 "
    "2.4.1 2.4.2 2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 "
    "4.1.2"
)
AA = (
    "1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 "
    "2.4.11 2.5.7 2.5.8 3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3"
)


def test_each_criterion_has_a_row_and_no_other():
    rows = [(number, level) for number, level, *_ in ROW.findall(DOC)]
    wanted = [(number, "A") for number in A.split()] + [(number, "AA") for number in AA.split()]
    assert sorted(rows) == sorted(wanted)


def test_what_passes_says_by_which_test_or_that_somebody_looked():
    for number, _, verdict, by in ROW.findall(DOC):
        assert verdict in ("passes", "fails", "not there"), number
        assert verdict != "passes" or re.search(r"\[\w+\]|`tests/|by eye", by), number
        assert verdict != "fails" or by, number


def test_the_tests_that_it_names_exist():
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", DOC)
    assert len(named) >= 6
    for path, name in named:
        assert f"def {name or 'test_'}" in (ROOT / path).read_text(), path
    known = set(re.findall(r"\*\*\[(\w+)\]\*\*", DOC))
    used = {word for *_, by in ROW.findall(DOC) for word in re.findall(r"\[(\w+)\](?!\()", by)}
    assert used <= known
