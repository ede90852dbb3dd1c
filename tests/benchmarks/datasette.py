"""Datasette over the same public claims in SQLite, where it is installed."""

import shutil
import sqlite3
import subprocess
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import psycopg

PORT = 18013
CLAIM = "/record/claim"
# What the workloads ask for, each in a column with an index, and the document that leaves.
TABLE = """
CREATE TABLE claim (id TEXT PRIMARY KEY, verified_at TEXT, verdict TEXT, speaker TEXT, topic TEXT,
    year INTEGER, document TEXT, words TEXT)
"""
ROWS = """
SELECT public_id::text, to_char(verified_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    verdict, speakers[1]::text, topics[1]::text, extract(year FROM claimed_on)::int, document::text,
    concat_ws(' ', document ->> 'statement', document -> 'claimant' ->> 'name',
        document -> 'verification' ->> 'summary')
FROM record_claim
"""
FINISH = """
CREATE INDEX newest ON claim (verified_at);
CREATE INDEX filtered ON claim (speaker, verdict, verified_at);
CREATE VIRTUAL TABLE claim_fts USING fts5 (words, content=claim);
INSERT INTO claim_fts (rowid, words) SELECT rowid, words FROM claim;
ANALYZE;
"""
SERVE = ("--port", str(PORT), "--setting", "sql_time_limit_ms", "20000")
FACETING = ("--setting", "facet_time_limit_ms", "20000", "--setting", "default_cache_ttl", "0")


def copied(database, path):
    """Write the public claims of PostgreSQL's `database` to the SQLite file `path`."""
    with psycopg.connect(database) as db, db.cursor("rows") as rows, sqlite3.connect(path) as lite:
        rows.itersize = 10_000
        lite.execute(TABLE)
        lite.executemany("INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows.execute(ROWS))
        lite.executescript(FINISH)


@contextmanager
def server(database, wait):
    """The pids of a running Datasette, or None where it is not installed."""
    program = shutil.which("datasette")
    if not program:
        yield None
        return
    with TemporaryDirectory() as directory:
        path = Path(directory) / "record.db"
        copied(database, path)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen([program, "serve", "-i", str(path), *SERVE, *FACETING], **quiet)
        try:
            wait(PORT, f"{CLAIM}.json?_size=1")
            yield [process.pid]
        finally:
            process.terminate()
            process.wait()


def asked(**question):
    newest = {"_col": "document", "_shape": "array", "_size": 50, "_sort_desc": "verified_at"}
    return f"{CLAIM}.json?{urlencode({**newest, **question})}"


def paths(ids, filtered, words, frequent, deep):
    """{workload: its questions as Datasette's paths}, in the words of api.questions."""
    after = {"verified_at__gte": "2020-01-01", "verdict": "false"}
    facets = [("_facet", name) for name in ("verdict", "speaker", "topic", "year")]
    return {
        "newest": [asked()],
        "filtered": [asked(speaker=speaker, **after) for speaker in filtered],
        "search": [asked(_search=pair) for pair in words],
        "frequent": [asked(_search=word) for word in frequent],
        "deep": [asked(verified_at__lt=deep)],
        "one": [f"{CLAIM}/{public_id}.json?_shape=array" for public_id in ids],
        "facets": [
            f"{CLAIM}.json?{urlencode([('_search', pair), ('_size', 1), *facets])}"
            for pair in words
        ],
    }
