"""
Rebuild the desk's tables from exported documents, with all constraints enabled.

What a document does not hold is not invented: an article's text is known by its SHA-256, and of
the two people behind a verification only that they were two. In the end the record is made from
the rows by its own views, and must hold the very documents again; else nothing is kept.
"""

import os
from collections import Counter
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User
from django.db import DataError, IntegrityError, connection

from record.models import KINDS, Identity
from sources.ingest import Unreadable
from sources.models.change import by
from sources.rules import violation_message

from .parse import parse_documents

ROWS = (Path(__file__).parent / "rows.sql").read_text()
PEOPLE = ("restored-author", "restored-approver")  # nobody can log in as one of them
HELD = "sources_speaker, sources_article, claims_claim"
TAKEN = f"""
SELECT 1 FROM (SELECT id FROM {" UNION ALL SELECT id FROM ".join(HELD.split(", "))}) held LIMIT 1"""
GIVEN = """
CREATE TEMPORARY TABLE given (
    kind text, file text, line integer, document json,
    place bigint GENERATED ALWAYS AS IDENTITY
) ON COMMIT DROP"""
COPY = "COPY given (kind, file, line, document) FROM STDIN"
DIFFERENT = """
SELECT file, line FROM given
LEFT JOIN record_{kind} r ON public_id = (given.document ->> 'id')::uuid
WHERE given.kind = '{kind}' AND r.document::text IS DISTINCT FROM given.document::text
ORDER BY place LIMIT 1"""

# A match is between two claims, and shown by both.
ALONE = """
SELECT file, line, m ->> 'id' FROM given, json_array_elements(document -> 'matches') m
WHERE kind = 'claim' AND NOT EXISTS (
    SELECT FROM claims_claim WHERE public_id = (m ->> 'id')::uuid)
ORDER BY place LIMIT 1"""

NOT_EMPTY = "This database holds articles, speakers or claims; a restore fills an empty one."
WITHOUT_MATCH = (
    "{}:{}: This claim is matched with the claim {}, which is in none of these files, so nothing "
    "is restored. Restore an export of all claims."
)
NO_CLAIMS = "There is no claim in these files."
UNLIKE = (
    "{}:{}: The record would not hold this document letter for letter, so nothing is restored. "
    "Are these files one export, whole and as it was?"
)


class NotRestored(Exception):
    """Why nothing was restored, in a sentence."""


def restore(paths, say):
    """
    Fill an empty database with the documents in the JSON Lines files `paths`; a Counter by kind.

    `say` is called with a line on each step. Raises NotRestored, and then nothing has changed.
    """
    files = ", ".join(os.path.basename(path) for path in paths)
    try:
        with by("restore", f"Restored from {files}"[:500]), connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE NONE")  # who owns a table may stop its triggers
            require_empty(cursor)
            counts = read(cursor, paths)
            say(f"{sum(counts.values()):,} documents read.")
            write(cursor)
            say("Desk rows written.")
            for kind in KINDS:
                kind.rebuild()
            require_the_same(cursor, counts)
            Identity.objects.renew()
    except IntegrityError as error:
        raise NotRestored(violation_message(error)) from None
    except DataError as error:
        reason = error.__cause__.diag.message_primary
        raise NotRestored(f"A document is none of ours: {reason}.") from None
    return counts


def require_empty(cursor):
    """Let nobody else write here from now on; raise NotRestored where somebody has."""
    cursor.execute(f"LOCK TABLE {HELD} IN SHARE ROW EXCLUSIVE MODE")
    cursor.execute(TAKEN)
    if cursor.fetchone():
        raise NotRestored(NOT_EMPTY)


def read(cursor, paths):
    """Copy the documents to the table `given`; a Counter by kind."""
    cursor.execute(GIVEN)
    counts = Counter()
    with cursor.copy(COPY) as copy:
        for path in map(os.fspath, paths):
            for row in documents(path):
                counts[row[0]] += 1
                copy.write_row(row)
    if not counts["claim"]:
        raise NotRestored(NO_CLAIMS)
    return counts


def documents(path):
    try:
        yield from parse_documents(path)
    except Unreadable as error:
        raise NotRestored(f"{path}:{error.line}: {error}") from None
    except OSError as error:
        raise NotRestored(f"{path}: {error.strerror}.") from None


def write(cursor):
    """Write the desk's rows; the record waits for them all."""
    for name in PEOPLE:
        fields = {"is_active": False, "password": make_password(None)}
        person, _ = User.objects.get_or_create(username=name, defaults=fields)
        person.groups.add(Group.objects.get(name="reviewer"))
    cursor.execute(ROWS)
    cursor.execute(ALONE)
    if alone := cursor.fetchone():
        raise NotRestored(WITHOUT_MATCH.format(*alone))


def require_the_same(cursor, counts):
    """Raise NotRestored unless every document given is in the record, letter for letter."""
    for kind in counts.keys() - {"withdrawn"}:
        cursor.execute(DIFFERENT.format(kind=kind))
        if unlike := cursor.fetchone():
            raise NotRestored(UNLIKE.format(*unlike))
