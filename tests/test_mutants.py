"""The list of guards is true: each stands where it says, and what should miss it exists."""

import ast
from pathlib import Path

import pytest

from tests.mutants.guard import NotFound, in_file
from tests.mutants.guards import GUARDS
from tests.mutants.run import DIED, ERROR, SURVIVED, judged
from tests.refusals import as_owner

ROOT = Path(__file__).parent.parent
NAMED = pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)


def test_there_are_at_least_150_guards_of_different_names():
    assert len({guard.name for guard in GUARDS}) == len(GUARDS) >= 150


@NAMED
def test_a_guard_stands_where_it_is_removed(guard):
    if guard.file:
        text = (ROOT / guard.file).read_text()
        assert guard.without(text) != text
    else:
        as_owner(guard.sql)


@NAMED
def test_the_tests_that_should_notice_exist(guard):
    assert guard.tests
    for test in guard.tests:
        path, _, name = test.partition("::")
        assert (ROOT / path).exists(), test
        assert not name or name in functions(ROOT / path), test


def functions(path):
    """The names of the functions of a module, without running it."""
    return {n.name for n in ast.parse(path.read_text()).body if isinstance(n, ast.FunctionDef)}


def test_a_text_that_does_not_stand_there_once_is_an_error():
    guard = in_file("name", "file", "old", "new", "test")
    for text in ("nothing", "old and old"):
        with pytest.raises(NotFound, match="Its text stands"):
            guard.without(text)


FAILED = "F\nFAILED tests/test_it.py::test_it[one - two] - assert 1 == 2\n1 failed\n"


@pytest.mark.parametrize(
    "status, output, outcome",
    [
        (0, "1 passed\n", SURVIVED),
        (1, FAILED, DIED),
        (1, FAILED.replace("FAILED", "ERROR"), ERROR),
        (2, "ERROR tests/test_it.py - SyntaxError\n", ERROR),
        (4, "ERROR: not found: tests/test_it.py\n", ERROR),
        (5, "no tests ran\n", ERROR),
    ],
)
def test_only_a_test_that_failed_has_noticed(status, output, outcome):
    assert judged(status, output)[0] == outcome
