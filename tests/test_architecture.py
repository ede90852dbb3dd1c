"""The layout is the architecture: imports point down, config -> record -> claims -> sources."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ["sources", "claims", "record", "config"]  # each may import itself and those before it
ABOVE = {room: set(ROOMS[ROOMS.index(room) + 1 :]) for room in ROOMS}


def imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("room", ROOMS)
def test_imports_point_down(room):
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in (ROOT / room).rglob("*.py")
        for name in imports(path)
        if name in ABOVE[room]
    }
    assert wrong == set()


def test_extraction_knows_the_standard_library_and_itself_alone():
    names = {n for p in (ROOT / "sources/extraction").rglob("*.py") for n in imports(p)}
    assert names - set(sys.stdlib_module_names) <= {"sources"}
