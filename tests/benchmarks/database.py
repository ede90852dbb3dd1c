"""A database of the benchmark's own, beside ours on the same server, kept for the next run."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.db import connection

from record.models import KIND_NAMES
from tests.databases import at, statement
from tests.databases import database as temporary

from .limit import PREPARE

DATA = (Path(__file__).parent / "data.sql").read_text()
# Rows that came with ids of their own leave the sequences behind: each goes on after the last one.
SEQUENCES = """
DO $$
DECLARE
    numbered record;
BEGIN
    FOR numbered IN
        SELECT attrelid::regclass AS "table", attname AS id,
            pg_get_serial_sequence(attrelid::regclass::text, attname) AS sequence
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0
            AND NOT attisdropped
            AND pg_get_serial_sequence(attrelid::regclass::text, attname) IS NOT NULL
    LOOP  -- of a table without rows the maximum is NULL, with which setval() does nothing
        EXECUTE format('SELECT setval(%L, max(%I)) FROM %s',
            numbered.sequence, numbered.id, numbered."table");
    END LOOP;
END $$
"""


def made(claims, say):
    """The URL of a database with so many claims; making it takes a minute for 100,000."""
    ours = os.environ["DATABASE_URL"]
    name = f"verbatim_benchmark_{claims}"
    begun = f"{name}_begun"  # it gets its name when it is whole
    with psycopg.connect(ours, autocommit=True) as db:
        if not db.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            say(f"Making {name}: {claims:,} claims.")
            db.execute(statement("DROP DATABASE IF EXISTS {}", begun))
            db.execute(statement("CREATE DATABASE {}", begun))
            fill(at(ours, begun), claims)
            db.execute(statement("ALTER DATABASE {} RENAME TO {}", begun, name))
    bring_up_to_date(at(ours, name))
    return at(ours, name)


@contextmanager
def passing():
    """The URL of a migrated database without rows, which is dropped at the end."""
    with temporary("verbatim_benchmark_passing") as url:
        migrate(url)
        yield url


def use(url):
    """Let Django's own connection be one to the database at `url`."""
    connection.close()
    connection.settings_dict["NAME"] = urlsplit(url).path[1:]


def migrate(url):
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=True)


def bring_up_to_date(url):
    """Make of a database that an earlier version made what fill() makes today."""
    migrate(url)
    with psycopg.connect(url) as db:
        db.execute(SEQUENCES)


def fill(url, claims):
    migrate(url)
    with psycopg.connect(url) as db:
        db.execute(DATA.replace(":claims", str(claims)))
        db.execute(SEQUENCES)
    with psycopg.connect(url, autocommit=True) as db:
        db.execute("ANALYZE")
        for kind, _ in KIND_NAMES:
            db.execute("SELECT record_rebuild(%s)", [kind])
        db.execute(PREPARE)
        db.execute("VACUUM ANALYZE")
