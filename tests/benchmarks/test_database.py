"""The benchmark's database is one that somebody can work with."""

from tests.benchmarks import database
from tests.upgrade import loading


def test_a_filled_database_takes_what_start_records():
    with database.passing() as url:
        database.fill(url, 300)
        assert loading.manage(url, "seed").endswith(": recorded.\n")
