"""Three logins on a server of the test's own: what the desk's may, and what nobody with it can."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
import pytest
from psycopg.errors import CheckViolation, InsufficientPrivilege, UndefinedColumn

from config.environment import ROOT
from config.postgres.account import account, give
from tests.config.test_start import Site, free_port, run, server_15  # noqa: F401 (fixture)
from tests.conftest import needs

# As docs/operating.md has an administrator of the server make them, but for passwords.
LOGINS = (
    "CREATE ROLE verbatim_owner LOGIN",
    "CREATE ROLE verbatim_desk LOGIN",
    "CREATE ROLE verbatim_reader LOGIN",
    "CREATE DATABASE facts OWNER verbatim_owner "
    "TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'",
)
CHECK = ("check", "--database", "default", "--database", "record")
DENIED = InsufficientPrivilege
FORGED = [
    # the record, its past and its feed
    "UPDATE record_claim SET document = replace(document::text, 'False', 'True')::json",
    "INSERT INTO record_claim SELECT * FROM record_claim",
    "DELETE FROM record_claim_past",
    "DELETE FROM record_change",
    "UPDATE record_withdrawn SET reason = ''",
    "TRUNCATE record_change",
    "UPDATE record_identity SET value = gen_random_uuid()",
    "DELETE FROM record_definition",
    "INSERT INTO record_edition (day, moment, sha256, size) VALUES (now(), now(), '', 1)",
    "UPDATE record_edition SET sha256 = ''",
    "DELETE FROM record_edition",
    # the ledger
    "INSERT INTO record_entry (number, step, entry) VALUES (0, 'key', '')",
    "UPDATE record_entry SET entry = ''",
    "DELETE FROM record_commitment",
    "UPDATE record_commitment SET salt = NULL",
    "UPDATE record_history SET last = 0",
    "SELECT record_ledger_append('key', '{}')",
    "SELECT record_ledger_key('')",
    "SELECT record_ledger_seal()",
    "SELECT record_ledger_begin()",
    "SELECT record_rebuild('claim')",
    "SELECT record_renew_claim('{1}')",
    "SELECT record_claims_changed('{1}')",
    # what writes them, and the rules
    "CREATE TRIGGER forged AFTER UPDATE ON claims_topic EXECUTE FUNCTION record_follow()",
    "ALTER TABLE sources_speaker DISABLE TRIGGER speaker_history",
    "ALTER TABLE claims_verification DISABLE TRIGGER ALL",
    "DROP TRIGGER verification_has_evidence ON claims_verification",
    "ALTER FUNCTION record_follow() SECURITY INVOKER",
    "CREATE OR REPLACE FUNCTION record_follow() RETURNS trigger LANGUAGE sql AS ''",
    "SET session_replication_role = replica",
    # the history, the steps, the rights that there are
    "DELETE FROM sources_change",
    "INSERT INTO sources_change (who, why, record, record_id, part_of) VALUES ('', '', '', 1, '')",
    "UPDATE claims_step SET permission = ''",
    "INSERT INTO claims_step (name, before, after, whose, permission, needs_reason) "
    "VALUES ('skip', 'draft', 'published', '', '', false)",
    "DELETE FROM django_migrations",
    "UPDATE auth_permission SET codename = 'publish_verification'",
    "UPDATE django_content_type SET model = 'claim'",
    # another role
    "SET SESSION AUTHORIZATION verbatim_owner",
    "SET ROLE verbatim_owner",
    "SET ROLE verbatim_reader",
    "ALTER ROLE verbatim_desk SUPERUSER",
    "GRANT verbatim_owner TO verbatim_desk",
    "ALTER TABLE sources_change OWNER TO verbatim_desk",
    # objects of one's own, which would stand before ours or carry a trigger
    "CREATE TEMPORARY TABLE forged (id bigint)",
    "CREATE TABLE forged (id bigint)",
    "CREATE SCHEMA forged",
    "CREATE FUNCTION pg_temp.record_verdict(bigint) RETURNS json LANGUAGE sql AS 'SELECT NULL'",
    "CREATE FUNCTION public.lower(text) RETURNS text LANGUAGE sql AS 'SELECT NULL'",
    "CREATE VIEW forged AS SELECT 1",
    # the server
    "COPY claims_claim TO PROGRAM 'true'",
    "SELECT pg_read_file('PG_VERSION')",
]


class Database:
    """A migrated database with its three addresses, and the seed in it."""

    def __init__(self, server, name="facts"):
        self.server, self.name = server, name

    def url(self, login):
        netloc = f"{login}@{self.server.netloc.rpartition('@')[2]}"
        return self.server._replace(netloc=netloc, path=f"/{self.name}").geturl()

    @property
    def serving(self):
        """The environment of a process that serves: it knows no owner."""
        reader = self.url("verbatim_reader")
        return {"DATABASE_URL": self.url("verbatim_desk"), "RECORD_DATABASE_URL": reader}

    @property
    def owning(self):
        return self.serving | {"OWNER_DATABASE_URL": self.url("verbatim_owner")}

    @contextmanager
    def connected(self, login="verbatim_desk"):
        with closing(psycopg.connect(self.url(login), autocommit=True)) as connection:
            yield connection

    def asked(self, question, login="verbatim_owner"):
        with self.connected(login) as connection:
            return connection.execute(question).fetchall()


def done(*arguments, **environment):
    """What a command printed that has to succeed."""
    ended = run(*arguments, **environment)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def facts(server_15):  # noqa: F811
    with closing(psycopg.connect(server_15, autocommit=True)) as server:
        for statement in LOGINS:
            server.execute(statement)
    database = Database(urlsplit(server_15))
    done("migrate", "-v0", **database.owning)
    superuser = {"DJANGO_SUPERUSER_PASSWORD": "correct horse battery staple"}
    named = ("--username", "root", "--email", "root@paper.example")
    done("createsuperuser", "--noinput", *named, **database.owning, **superuser)
    done("seed", **database.serving)
    return database


@pytest.mark.parametrize("attempt", FORGED)
def test_the_desks_login_forges_nothing(facts, attempt):
    with facts.connected() as desk, pytest.raises(DENIED):
        desk.execute(attempt)


@pytest.mark.parametrize(
    "attempt",
    [
        "UPDATE auth_user SET is_superuser = true",
        "INSERT INTO auth_user (username, password, is_superuser, is_staff, is_active, first_name,"
        " last_name, email, date_joined) VALUES ('x', '', true, true, true, '', '', '', now())",
    ],
)
def test_the_desks_login_makes_no_superuser(facts, attempt):
    with facts.connected() as desk, pytest.raises(CheckViolation, match="createsuperuser"):
        desk.execute(attempt)


def test_leaving_the_role_leads_nowhere(facts):
    with facts.connected() as desk:
        for leave in ("SET ROLE NONE", "RESET ROLE", "RESET SESSION AUTHORIZATION", "RESET ALL"):
            desk.execute(leave)
        assert (
            desk.execute("SELECT current_user, session_user").fetchone() == ("verbatim_desk",) * 2
        )
        with pytest.raises(DENIED):
            desk.execute("DELETE FROM record_change")


def test_what_the_desks_login_changes_is_in_the_history(facts):
    with facts.connected() as desk:
        desk.execute("UPDATE claims_claim SET note = note || '!'")
        was = "SELECT count(*) FROM sources_change WHERE record = 'claims_claim' AND was ? 'note'"
        changed = desk.execute("SELECT count(*) FROM claims_claim").fetchone()
        assert desk.execute(was).fetchone() == changed > (0,)


WEBHOOK = (
    "INSERT INTO record_webhook (name, url, filter, secret, last_change, disabled_because) "
    "VALUES ('Ours', 'https://hook.example/', '', 'whsec_', 0, '') RETURNING id"
)


def test_the_desks_login_puts_no_words_into_a_webhook(facts):
    with facts.connected() as desk:
        [hook] = desk.execute(WEBHOOK).fetchone()
        put = "INSERT INTO record_delivery (webhook_id, event, claim, change_id, tries, answer) "
        with pytest.raises(CheckViolation, match="changes of the record"):
            claim = "SELECT %s, 'claim.withdrawn', public_id, number, 0, '' FROM record_change"
            desk.execute(put + claim, [hook])
        with pytest.raises(UndefinedColumn):
            desk.execute("UPDATE record_delivery SET body = ''")
        desk.execute("UPDATE record_webhook SET url = 'https://other.example/'")
        kept = (
            "SELECT was ->> 'url' FROM sources_change WHERE record = 'record_webhook' ORDER BY id"
        )
        assert desk.execute(kept).fetchall() == [(None,), ("https://hook.example/",)]


def test_no_function_of_the_owners_finds_objects_of_others(facts):
    definers = "SELECT proname, proconfig[1] FROM pg_proc WHERE prosecdef"
    fixed = "search_path=pg_catalog, public, pg_temp"
    assert facts.asked(definers) and {path for _, path in facts.asked(definers)} == {fixed}
    # One takes locks, and neither tells nor writes anything. The others make of what stands there
    # what follows from it (words to search by, documents that wait, a digest of the history), and
    # nobody can say what.
    assert facts.asked(
        "SELECT proname FROM pg_proc WHERE prosecdef "
        "AND has_function_privilege('verbatim_desk', oid, 'EXECUTE') ORDER BY 1"
    ) == [
        ("claims_count_review_words",),
        ("claims_count_words",),
        ("claims_index",),
        ("claims_index_reviews",),
        ("claims_index_some",),
        ("claims_review_index_some",),
        ("record_hold",),
        ("record_index_some",),
        ("record_ledger_history",),
        ("record_work_off",),
    ]


def test_the_readers_login_calls_nothing_that_acts_as_the_owner(facts):
    assert not facts.asked(
        "SELECT oid::regprocedure FROM pg_proc WHERE prosecdef "
        "AND has_function_privilege('verbatim_reader', oid, 'EXECUTE')"
    )
    with facts.connected("verbatim_reader") as reader:
        reader.execute("SET default_transaction_read_only = off")  # as it may
        with pytest.raises(DENIED):
            reader.execute("SELECT record_hold(ARRAY(SELECT id FROM record_verification))")


def test_a_day_at_the_desk_goes_by(facts):
    command = [sys.executable, "-m", "tests.day"]
    env = os.environ | facts.serving | {"RATE_LIMIT_PER_MINUTE": "600"}
    ended = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout) == {
        "verified": "False",
        "withdrawn": False,
        "renamed": "Bo Lee",
        "merged": "Bo Chan",
        "token": 6000,
        "person": [True, "annotator"],
        "group": {"name": "readers"},
        "counted": '"anybody";q=600;w=60',
    }


@pytest.mark.parametrize(
    "command",
    [
        ("import_articles", "seeds/000_41abc3eb6eb10c15.txt"),
        ("suggest",),
        ("publish_due",),
        ("renew_documents",),
        ("recapture_due",),
        ("export", "claims"),
        CHECK,
    ],
    ids=lambda command: command[0],
)
def test_commands_run_without_the_owner(facts, command):
    done(*command, **facts.serving)


def test_the_owners_commands_run_by_its_own_login(facts):
    before = facts.asked("SELECT public_id, document::text FROM record_claim ORDER BY 1")
    done("rebuild_record", **facts.owning)
    done("keep_edition", **facts.owning)
    assert (
        before
        and facts.asked("SELECT public_id, document::text FROM record_claim ORDER BY 1") == before
    )


def test_an_upgrade_without_the_owner_is_refused_in_a_sentence(facts):
    done("migrate", "-v0", **facts.serving)  # there is nothing to do
    with facts.connected("verbatim_owner") as owner:
        owner.execute("UPDATE record_definition SET digest = ''")
    ended = run("migrate", "-v0", **facts.serving)
    assert ended.returncode == 1 and "Traceback" not in ended.stderr
    assert "OWNER_DATABASE_URL" in ended.stderr
    done("migrate", "-v0", **facts.owning)


def test_a_command_says_nothing_but_its_own_words(facts):
    ended = run("publish_due", **facts.serving)
    assert (ended.stdout, ended.stderr) == ("0 due.\n", "")


def test_a_site_of_three_logins_is_served(facts):
    site = Site(facts.url("verbatim_desk"), free_port(), **facts.owning)
    try:
        assert "Ctrl-C" in site.output()
        assert site.get("/api/v1/claims/")[0] == 200
    finally:
        site.end()


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"DATABASE_URL": "verbatim_owner"}, "DATABASE_URL has to log in as verbatim_desk"),
        ({"RECORD_DATABASE_URL": "verbatim_desk"}, "DATABASE_URL has to log in as verbatim_reader"),
        ({"RECORD_DATABASE_URL": ""}, "RECORD_DATABASE_URL has to log in as verbatim_reader"),
    ],
)
def test_with_the_owners_address_the_others_are_of_the_roles(facts, environment, sentence):
    urls = {name: login and facts.url(login) for name, login in environment.items()}
    ended = run("check", **facts.owning | urls)
    assert ended.returncode == 1 and sentence in ended.stderr and ended.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("more", "less", "sentence"),
    [
        ("ALTER ROLE verbatim_desk CREATEROLE", "ALTER ROLE verbatim_desk NOCREATEROLE", "roles"),
        (
            "ALTER ROLE verbatim_desk SET gin_fuzzy_search_limit = 1",
            "ALTER ROLE verbatim_desk RESET ALL",
            "has a setting of its own (gin_fuzzy_search_limit=1)",
        ),
        (
            "GRANT pg_read_all_stats TO verbatim_desk",
            "REVOKE pg_read_all_stats FROM verbatim_desk",
            "is a member of pg_read_all_stats",
        ),
        (
            "GRANT TEMPORARY ON DATABASE facts TO PUBLIC",
            "REVOKE TEMPORARY ON DATABASE facts FROM PUBLIC",
            "temporary tables",
        ),
        (
            "GRANT CREATE ON SCHEMA public TO verbatim_desk",
            "REVOKE CREATE ON SCHEMA public FROM verbatim_desk",
            "objects in the schema public",
        ),
        (
            "GRANT UPDATE ON record_claim TO verbatim_desk",
            "REVOKE UPDATE ON record_claim FROM verbatim_desk",
            "may write record_claim",
        ),
        (
            "GRANT UPDATE (permission) ON claims_step TO verbatim_desk",
            "REVOKE UPDATE (permission) ON claims_step FROM verbatim_desk",
            "may write claims_step",
        ),
        (
            "GRANT UPDATE ON claims_claim TO verbatim_reader",
            "REVOKE UPDATE ON claims_claim FROM verbatim_reader",
            "may write claims_claim",
        ),
    ],
)
def test_a_role_that_may_more_is_not_served(facts, server_15, more, less, sentence):  # noqa: F811
    admin = Database(urlsplit(server_15)).url("verbatim")
    with closing(psycopg.connect(admin, autocommit=True)) as server:
        server.execute(more)
        try:
            ended = run(*CHECK, **facts.serving)
        finally:
            server.execute(less)
    assert ended.returncode == 1 and sentence in ended.stderr


def test_migrate_takes_what_a_restored_dump_left_to_everybody(facts):
    with facts.connected("verbatim_owner") as owner:
        owner.execute("GRANT TEMPORARY ON DATABASE facts TO PUBLIC")
    done("migrate", "-v0", **facts.owning)
    with facts.connected() as desk, pytest.raises(DENIED):
        desk.execute("CREATE TEMPORARY TABLE forged (id bigint)")


def test_one_login_for_all_is_no_boundary_and_the_check_says_so(facts):
    urls = {"DATABASE_URL": facts.url("verbatim"), "RECORD_DATABASE_URL": ""}
    ended = run("check", "--deploy", "--database", "default", **urls)
    assert "SET ROLE NONE" in ended.stderr and "a login each" in ended.stderr
    assert (
        "SET ROLE NONE"
        not in run("check", "--deploy", "--database", "default", **facts.serving).stderr
    )


POOLER = """
[databases]
facts = host={host} port=5432 dbname=facts
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
pool_mode = transaction
auth_type = trust
auth_file = {home}/users
ignore_startup_parameters = options, extra_float_digits
"""


def answers(port):
    with socket.socket() as asking:
        return not asking.connect_ex(("127.0.0.1", port))


@pytest.fixture(scope="module")
def pooled(facts):
    """The database behind pgbouncer in transaction mode, which drops a connection's options."""
    program = needs(shutil.which("pgbouncer", path="/usr/sbin:/usr/bin"), "pgbouncer", "pgbouncer")
    home, port = Path(tempfile.mkdtemp()), free_port()
    host = unquote(facts.server.hostname)
    (home / "ini").write_text(POOLER.format(host=host, port=port, home=home))
    logins = ("verbatim_owner", "verbatim_desk", "verbatim_reader")
    (home / "users").write_text("".join(f'"{login}" ""\n' for login in logins))
    owner = account(home)
    for path in (home, *home.iterdir()):
        give(path, owner)
    pooler = subprocess.Popen([program, "--quiet", home / "ini"], cwd=home, **owner)
    while not answers(port):
        assert pooler.poll() is None
        time.sleep(0.05)
    yield Database(urlsplit(f"postgresql://x@127.0.0.1:{port}/facts"))
    pooler.terminate()
    pooler.wait()
    shutil.rmtree(home)


def test_behind_a_pooler_that_drops_the_roles_nothing_is_served(facts, pooled):
    with facts.connected("verbatim") as server:
        server.execute("GRANT verbatim_desk, verbatim_reader TO verbatim_owner")
    urls = {"DATABASE_URL": pooled.url("verbatim_owner"), "RECORD_DATABASE_URL": ""}
    for command in (CHECK, ("start", "--port", str(free_port()))):
        ended = run(*command, **urls)
        assert ended.returncode == 1 and "Traceback" not in ended.stderr
        assert "acts as verbatim_owner and not as verbatim_desk" in ended.stderr
        assert "acts as verbatim_owner and not as verbatim_reader" in ended.stderr


def test_a_readers_login_behind_a_pooler_that_drops_its_limits_is_not_served(facts, pooled):
    reader = {"RECORD_DATABASE_URL": pooled.url("verbatim_reader")}
    for command in (CHECK, ("start", "--port", str(free_port()))):
        ended = run(*command, **facts.owning | reader)
        assert ended.returncode == 1 and "Traceback" not in ended.stderr
        assert "RECORD_DATABASE_URL may write: its options are lost" in ended.stderr
        assert "RECORD_DATABASE_URL may take more than three seconds" in ended.stderr
