"""The layout is the architecture: imports point down, config -> record -> claims -> sources."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ["sources", "claims", "record", "config"]  # each may import itself and those before it
ABOVE = {room: set(ROOMS[ROOMS.index(room) + 1 :]) for room in ROOMS}
# Inside record: a room imports only rooms of the floors below its own.
FLOORS = [
    {"documents"},
    {"models", "sql"},
    {"ledger"},
    {"router", "apps"},
    {"delivery"},
    {"query"},
    {"exports", "restore", "webhooks"},
    {"site", "templatetags"},
    {"api", "admin", "management"},
    {"urls"},
]
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
# All that config knows of record: how its answers are delivered, where its addresses are, and who
# runs its commands.
KNOWN_TO_CONFIG = (
    *("record.delivery.", "record.models.", "record.router.", "record.urls"),
    *("record.api.schema.", "record.api.schema_view", "record.documents.rendering.", "record.sql"),
    "record.ledger",  # which `start` begins
    "record.management.commands",  # which the owner runs
)


def modules(path):
    """The full name of each module or object that a file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = path.relative_to(ROOT).parent.parts
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *filter(None, [node.module])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def imports(path):
    return (name.split(".")[0] for name in modules(path))


@pytest.mark.parametrize("room", ROOMS)
def test_imports_point_down(room):
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in (ROOT / room).rglob("*.py")
        for name in imports(path)
        if name in ABOVE[room]
    }
    assert wrong == set()


def rooms_of_record():
    """(file, its room, a room of record that it imports), without migrations."""
    for path in (ROOT / "record").rglob("*.py"):
        room = path.relative_to(ROOT / "record").parts[0].removesuffix(".py")
        if room not in ("migrations", "__init__"):
            for name in modules(path):
                if name.startswith("record.") and name.split(".")[1] != room:
                    yield path.relative_to(ROOT), room, name.split(".")[1]


def test_imports_inside_record_point_down():
    arrows = list(rooms_of_record())
    assert len(arrows) > 50
    wrong = {f"{path} imports {there}" for path, room, there in arrows if not below(there, room)}
    assert wrong == set()


def below(there, room):
    return FLOOR_OF[there] < FLOOR_OF[room]


def test_each_room_of_record_has_its_floor():
    entries = (ROOT / "record").iterdir()
    rooms = {e.stem for e in entries if e.suffix == ".py" or any(e.rglob("*.py"))}
    assert rooms - {"migrations", "__init__"} <= FLOOR_OF.keys()


def test_config_knows_of_record_only_how_it_is_delivered():
    named = {
        name
        for path in (ROOT / "config").rglob("*.py")
        for name in re.findall(r"\brecord\.[a-z_.A-Z]+", path.read_text())
    }
    assert named and {name for name in named if not name.startswith(KNOWN_TO_CONFIG)} == set()


def test_extraction_knows_the_standard_library_and_itself_alone():
    names = {n for p in (ROOT / "sources/extraction").rglob("*.py") for n in imports(p)}
    assert names - set(sys.stdlib_module_names) <= {"sources"}
