"""What a landed migration reads is frozen with it: a database made today equals an upgraded one."""

from hashlib import sha256
from pathlib import Path

import pytest

SQL = Path(__file__).parents[2] / "sources" / "sql"
FROZEN = {
    "history.sql": "e1770af2030848cab616905cffe6075f34f5298278b7937bcf2251aece099553",
    "history_drop.sql": "6b8cb1826c3192465e53c30bb682dfed947c3ea4a69d5852ab9e90ad514eeb55",
    "merge.sql": "da362a4bac9117d96388e11cf678efe1416abe77c131039a2920956a49669096",
    "merge_drop.sql": "7535e320178c980fa1292cafab3783fd2f2d9b9c90f780dc475c03813e17ca3c",
}


@pytest.mark.parametrize(("name", "digest"), FROZEN.items(), ids=FROZEN)
def test_sql_that_a_landed_migration_reads_never_changes(name, digest):
    found = sha256((SQL / name).read_bytes()).hexdigest()
    assert found == digest, f"{name} is frozen: put the change into a new migration instead."


def test_every_sql_file_is_frozen():
    assert {path.name for path in SQL.glob("*.sql")} == FROZEN.keys()
