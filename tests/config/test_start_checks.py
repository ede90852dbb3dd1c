"""What `start` looks at before it serves, each wrong state made for real, with its sentence."""

from contextlib import closing

import psycopg
import pytest

from tests.config.test_start import free_port, run, server_15  # noqa: F401 (fixture)
from tests.test_desk_role import CHECK, Database, done, facts  # noqa: F401 (fixture)


@pytest.fixture
def wrong(facts):  # noqa: F811
    """A copy of the migrated database in which something is to be wrong, and who may do that."""
    with closing(psycopg.connect(facts.url("verbatim"), autocommit=True)) as server:
        server.execute("DROP DATABASE IF EXISTS wrong WITH (FORCE)")
        server.execute(f"CREATE DATABASE wrong TEMPLATE {facts.name} OWNER verbatim_owner")
        server.execute("REVOKE TEMPORARY ON DATABASE wrong FROM PUBLIC")  # is not copied
    return Database(facts.server, "wrong")


def broken(database, statement):
    with database.connected("verbatim") as server:
        server.execute(statement)


def refused(database):
    """What `check` says, where `start` ends without serving: as processes that know no owner."""
    checked = run(*CHECK, **database.serving)
    started = run("start", "--port", str(free_port()), **database.serving)
    for ended in (checked, started):
        assert ended.returncode == 1 and "Traceback" not in ended.stderr, ended.stderr
        assert "migrate" in ended.stderr or "CREATE EXTENSION" in ended.stderr
    return checked.stderr


@pytest.mark.parametrize(
    "statement, sentence",
    [
        (
            "REVOKE SELECT ON record_quote FROM verbatim_reader",
            "verbatim_reader cannot read record_quote.",
        ),
        (
            "REVOKE SELECT ON sources_article FROM verbatim_desk",
            "verbatim_desk cannot read sources_article.",
        ),
        (
            "GRANT DELETE ON record_edition TO verbatim_desk",
            "verbatim_desk may write record_edition.",
        ),
        (
            "GRANT CREATE ON SCHEMA public TO PUBLIC",
            "verbatim_reader may make objects in the schema public.",
        ),
        (
            "ALTER TABLE record_topic RENAME TO record_topics",
            'record_topic cannot be read: relation "record_topic" does not exist',
        ),
        (
            "CREATE FUNCTION broken() RETURNS bigint LANGUAGE sql AS 'SELECT 1 / 0'; "
            "ALTER TABLE record_publisher RENAME TO publishers; "
            "CREATE VIEW record_publisher AS SELECT broken() AS id; "
            "GRANT SELECT ON record_publisher TO verbatim_reader, verbatim_desk",
            "record_publisher cannot be read: division by zero",
        ),
    ],
    ids=["the reader's", "the desk's", "too much", "objects", "a table", "a row"],
)
def test_a_database_that_is_not_as_it_should_be_is_not_served(wrong, statement, sentence):
    broken(wrong, statement)
    assert sentence in refused(wrong)


@pytest.mark.parametrize("extension", ["pg_trgm", "unaccent"])
def test_an_extension_that_is_missing_is_named_with_the_command_that_makes_it(wrong, extension):
    broken(wrong, f"DROP EXTENSION {extension} CASCADE")
    assert f"CREATE EXTENSION {extension};" in refused(wrong)


def test_a_database_of_another_encoding_is_not_filled(facts):  # noqa: F811
    """As `CREATE DATABASE` makes them on a server that was installed without a language."""
    with facts.connected("verbatim") as server:
        server.execute("DROP DATABASE IF EXISTS ascii")
        server.execute(
            "CREATE DATABASE ascii OWNER verbatim_owner TEMPLATE template0 "
            "ENCODING 'SQL_ASCII' LOCALE 'C'"
        )
    ended = run("migrate", **Database(facts.server, "ascii").owning)
    assert ended.returncode == 1 and "Traceback" not in ended.stderr
    assert "ascii has the encoding SQL_ASCII" in ended.stderr
    assert "ENCODING 'UTF8'" in ended.stderr and "Applying" not in ended.stdout


def test_a_role_that_may_make_roles_is_not_served(facts):  # noqa: F811
    with facts.connected("verbatim") as server:
        server.execute("ALTER ROLE verbatim_reader CREATEROLE")
        try:
            said = refused(facts)
        finally:
            server.execute("ALTER ROLE verbatim_reader NOCREATEROLE")
    assert "verbatim_reader may make roles, databases or replicas." in said


@pytest.mark.parametrize(
    "statement",
    [
        "REVOKE SELECT ON record_quote FROM verbatim_reader",
        "REVOKE SELECT ON sources_article FROM verbatim_desk",
        "GRANT DELETE ON record_edition TO verbatim_desk",
        "GRANT CREATE ON SCHEMA public TO PUBLIC",
    ],
)
def test_the_owners_migrate_mends_rights_as_the_sentence_says(wrong, statement):
    broken(wrong, statement)
    done("migrate", "-v0", **wrong.owning)
    done(*CHECK, **wrong.serving)
