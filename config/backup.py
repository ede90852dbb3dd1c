"""
Backups: every row of one moment in one file, with the site's key, and back into an empty database.

A file holds rows and no tables: `migrate` makes those, with roles and grants, on whichever server
and for whichever owner. So a backup is restored by the version of this program that made it, which
its manifest names. Each table is a COPY in PostgreSQL's text form, with its SHA-256; a restore
reads every table again before it commits.
"""

import json
import zipfile
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

from sources.whole_file import whole_file

FORM = "verbatim backup 1"
MANIFEST = "manifest.json"
BLOCK = 2**20
# The tables of our apps, but for those that are worth nothing after a crash; and their columns, but
# for those that PostgreSQL computes.
TABLES = """
SELECT nspname, relname, array_agg(attname::text ORDER BY attnum)
FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace JOIN pg_attribute ON attrelid = c.oid
WHERE nspname IN ('public', 'record_then') AND relkind = 'r' AND relpersistence = 'p'
    AND split_part(relname, '_', 1) = ANY(%s) AND relname <> 'django_migrations'
    AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
GROUP BY nspname, relname ORDER BY nspname, relname
"""
SEQUENCES = """
SELECT s.schemaname, s.sequencename, s.last_value FROM pg_sequences s
WHERE s.schemaname IN ('public', 'record_then') AND split_part(sequencename, '_', 1) = ANY(%s)
    AND NOT starts_with(sequencename, 'django_migrations')
ORDER BY 1, 2
"""
# What is put aside while rows come in, foreign keys first: how to drop it, and to make it again.
ASIDE = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname,
        pg_get_constraintdef(oid))
FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(%(tables)s::regclass[])
UNION ALL
SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
FROM pg_index i WHERE indrelid = ANY(%(tables)s::regclass[])
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
ORDER BY 1
"""
EMPTY = "SELECT NOT EXISTS (SELECT FROM auth_user) AND NOT EXISTS (SELECT FROM sources_article)"
OTHER_VERSION = (
    "This backup was made by another version of the program, whose newest migrations are {}. "
    "Restore it with that version, and upgrade then."
)
NOT_EMPTY = "This database has people or articles in it. Restore into an empty one."
DAMAGED = "This file is damaged: {} is not what was written. Take another backup."
NO_BACKUP = "This is no backup of ours, or only a part of one."
KEY_FILE = "secret_key"


class NotRestored(Exception):
    """Why there is no backup or no restore, in a sentence."""


class Different(NotRestored):
    """A table reads otherwise than it was written."""


def write(path, *, keys=True):
    """Write a backup, which gets its name when it is whole and read back; return its manifest."""
    with whole_file(path) as file:
        fill(file, keys)
        file.flush()
        return verify(file.name)


def fill(file, keys):
    """Write rows, sequences and key of one moment into an open file, which only we can read."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with one_moment() as (cursor, tables):
            manifest = {
                "form": FORM,
                "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
                "migrations": applied(),
                "tables": [keep(cursor, archive, *table) for table in tables],
                "sequences": of_ours(cursor, SEQUENCES),
            }
        if keys:
            archive.writestr(KEY_FILE, settings.SECRET_KEY)
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))


@contextmanager
def one_moment():
    """
    Yield a cursor that reads what stood at one moment, and our tables.

    An upgrade that swaps tables waits.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        tables = of_ours(cursor, TABLES)
        names = sql.SQL(", ").join(sql.Identifier(*table[:2]) for table in tables)
        cursor.execute(sql.SQL("LOCK TABLE {} IN ACCESS SHARE MODE").format(names))
        yield cursor, tables


def of_ours(cursor, question):
    """Return the rows that answer a question about the tables of our apps."""
    ours = {model._meta.db_table.partition("_")[0] for model in apps.get_models()}
    cursor.execute(question, [sorted(ours)])
    return [list(row) for row in cursor.fetchall()]


def applied():
    """Return the migrations that have been applied, as [app, name]."""
    return sorted(map(list, MigrationRecorder(connection).applied_migrations()))


def keep(cursor, archive, schema, name, columns):
    """Write a table into the archive; return what the manifest says of it."""
    with archive.open(f"{schema}.{name}", "w", force_zip64=True) as member:
        return {"table": [schema, name], "columns": columns} | copied_out(
            cursor, schema, name, columns, member.write
        )


def copied_out(cursor, schema, name, columns, write):
    """
    Give all bytes of a table to `write`, in blocks; return their number and SHA-256.

    The rows come in the order of their places. Otherwise a scan of a large table would begin where
    the last one has left off, such as that of processes that make an index together.
    """
    digest, size = sha256(), 0
    cursor.execute("SET LOCAL synchronize_seqscans = off")
    with cursor.cursor.copy(copy_sql(schema, name, columns, "TO STDOUT")) as copy:
        for block in in_blocks(copy):
            digest.update(block)
            size += len(block)
            write(block)
    return {"bytes": size, "sha256": digest.hexdigest()}


def in_blocks(pieces):
    """Yield bytes that come in small pieces, such as rows, a BLOCK or a little more at a time."""
    block = bytearray()
    for piece in pieces:
        block += piece
        if len(block) > BLOCK:
            yield bytes(block)
            block.clear()
    yield bytes(block)


def copy_sql(schema, name, columns, direction):
    return sql.SQL("COPY {} ({}) " + direction).format(
        sql.Identifier(schema, name), sql.SQL(", ").join(map(sql.Identifier, columns))
    )


def verify(path):
    """Read a whole backup and return its manifest. Raises NotRestored if a byte is wrong."""
    with opened(path) as (archive, manifest):
        for table in manifest["tables"]:
            digest = sha256()
            for block in blocks(archive, table):
                digest.update(block)
            if digest.hexdigest() != table["sha256"]:
                raise NotRestored(DAMAGED.format(".".join(table["table"])))
        return manifest


@contextmanager
def opened(path):
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            if manifest["form"] != FORM:
                raise NotRestored(NO_BACKUP)
            yield archive, manifest
    except (zipfile.BadZipFile, zipfile.zlib.error, KeyError, ValueError) as error:
        raise NotRestored(f"{NO_BACKUP} ({error})") from None


def blocks(archive, table):
    with archive.open(".".join(table["table"])) as member:
        yield from iter(lambda: member.read(BLOCK), b"")


def restore(path):
    """Fill an empty, migrated database with a backup, all of it or nothing; return its manifest."""
    with opened(path) as (archive, manifest):
        if manifest["migrations"] != applied():
            newest = ", ".join(" ".join(one) for one in dict(manifest["migrations"]).items())
            raise NotRestored(OTHER_VERSION.format(newest))
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                fill_in(cursor, archive, manifest)
        except (psycopg.Error, DatabaseError, Different):
            verify(path)  # if the file is damaged, that is what to say
            raise
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return manifest


def fill_in(cursor, archive, manifest):
    cursor.execute(EMPTY)
    if cursor.fetchone() != (True,):
        raise NotRestored(NOT_EMPTY)
    with rules_asleep(cursor, [table["table"] for table in manifest["tables"]]):
        for table in manifest["tables"]:
            copy_in(cursor, archive, table)
        for schema, name, last in manifest["sequences"]:
            restart(cursor, schema, name, last)
    for table in manifest["tables"]:
        compare(cursor, table)


@contextmanager
def rules_asleep(cursor, tables):
    """
    Empty the tables; inside, they have neither triggers nor indexes nor foreign keys.

    The rows passed all rules once, and an index is made in a fraction of the time that it takes to
    enter them one by one. Foreign keys are checked as they come back.
    """
    names = [sql.Identifier(*table) for table in tables]
    for table in tables:
        switch(cursor, table, "DISABLE")
    cursor.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(names)))
    cursor.execute(ASIDE, {"tables": [name.as_string() for name in names]})
    aside = cursor.fetchall()
    for drop, _ in aside:
        cursor.execute(drop)
    yield
    cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
    for _, make in reversed(aside):
        cursor.execute(make)
    for table in tables:
        switch(cursor, table, "ENABLE")


def switch(cursor, table, how):
    words = sql.SQL("ALTER TABLE {} " + how + " TRIGGER USER")
    cursor.execute(words.format(sql.Identifier(*table)))


def copy_in(cursor, archive, table):
    words = copy_sql(*table["table"], table["columns"], "FROM STDIN WITH (FREEZE)")
    with cursor.cursor.copy(words) as copy:
        for block in blocks(archive, table):
            copy.write(block)


def restart(cursor, schema, name, last):
    """Let a sequence go on after its last number; one that has given none begins at its first."""
    if last is not None:
        named = sql.Identifier(schema, name).as_string(None)
        cursor.execute("SELECT setval(%s::regclass, %s)", [named, last])


def compare(cursor, table):
    """Raise Different unless the table reads now as it was written."""
    found = copied_out(cursor, *table["table"], table["columns"], lambda block: None)
    if found["sha256"] != table["sha256"]:
        raise Different(f"{'.'.join(table['table'])} reads otherwise than it was written.")


def key(path):
    """Return the site's key that a backup holds, or None."""
    with opened(path) as (archive, _):
        return archive.read(KEY_FILE).decode() if KEY_FILE in archive.namelist() else None
