"""System checks that query the database: is each connection who it should be, and no more?"""

import psycopg
from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import DatabaseError, connection, connections

from config.databases import ROLES, VARIABLES
from config.owner import is_desk
from record.sql.definition import KINDS, WRITTEN_BESIDES, WRITTEN_BY_OWNER

PURPOSE = {
    "verbatim_reader": "the role that the public record is read as",
    "verbatim_desk": "the role that the desk writes as",
}
RIGHTS = """
    SELECT name, session_user, role.oid IS NOT NULL,
        ours.rolsuper OR ours.rolcreaterole OR pg_has_role(session_user, role.oid, 'MEMBER')
    FROM unnest(%s::text[]) name LEFT JOIN pg_roles role ON role.rolname = name
    JOIN pg_roles ours ON ours.rolname = session_user
"""
# Of the role that a connection acts as: each thing that it may and should not, in words.
ALL = "'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER'"
TOO_MUCH = f"""
SELECT 'is a superuser' FROM pg_roles WHERE rolname = current_user AND rolsuper
UNION ALL SELECT 'may make roles, databases or replicas' FROM pg_roles
WHERE rolname = current_user AND (rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)
UNION ALL SELECT 'has a setting of its own (' || setting || ')'
FROM pg_db_role_setting, unnest(setconfig) setting WHERE setrole = current_user::regrole
UNION ALL SELECT 'is a member of ' || roleid::regrole FROM pg_auth_members
WHERE member = current_user::regrole
UNION ALL SELECT 'owns ' || oid::regclass FROM pg_class
WHERE relowner = current_user::regrole AND relpersistence <> 't'
UNION ALL SELECT 'owns ' || oid::regprocedure FROM pg_proc WHERE proowner = current_user::regrole
UNION ALL SELECT 'may make objects in the schema ' || nspname FROM pg_namespace
WHERE has_schema_privilege(oid, 'CREATE')
UNION ALL SELECT 'may make schemas in this database'
WHERE has_database_privilege(current_database(), 'CREATE')
UNION ALL SELECT 'may make temporary tables'
WHERE has_database_privilege(current_database(), 'TEMPORARY')
UNION ALL SELECT 'may write ' || oid::regclass FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
AND (has_table_privilege(oid, {ALL}) OR has_any_column_privilege(oid, 'INSERT, UPDATE'))
AND (current_user <> 'verbatim_desk'
    OR relname IN ({", ".join(map(repr, (*WRITTEN_BY_OWNER, "auth_permission")))})
    OR relname ~ '^(record|django)_' AND relname NOT IN ({", ".join(map(repr, WRITTEN_BESIDES))}))
"""
FOR_READING = """
SELECT 'may write' WHERE current_setting('transaction_read_only') = 'off'
UNION ALL SELECT 'may take more than three seconds' FROM pg_settings
WHERE name = 'statement_timeout' AND setting::int NOT BETWEEN 1 AND 3000
"""
# What it may not and should: read each table of the site, or of the record.
UNREADABLE = """
SELECT 'cannot read ' || relname FROM pg_class t WHERE relnamespace = 'public'::regnamespace
AND (current_user = 'verbatim_desk' AND relkind = 'r' AND relowner = (
        SELECT relowner FROM pg_class WHERE oid = to_regclass('public.django_migrations'))
    OR relname IN ({})) AND NOT has_table_privilege(oid, 'SELECT')
""".format(", ".join(f"'{kind._meta.db_table}'" for kind in KINDS))
EXTENSIONS = """
SELECT name FROM unnest('{pg_trgm,unaccent}'::text[]) name
WHERE NOT EXISTS (SELECT FROM pg_extension WHERE extname = name)
"""
# A row of each kind, as the world reads it: what is missing or broken says so here first.
READS = [(kind._meta.db_table, f"SELECT * FROM {kind._meta.db_table} LIMIT 1") for kind in KINDS]
WHO = "SELECT current_user, session_user"
OTHER = (
    "The connection of {} acts as {} and not as {}: the option that takes on the role is lost on "
    "the way, as behind pgbouncer."
)
LOG_IN = "Log in as {} itself, without a pooler in between; see docs/operating.md."
LOST = "The connection of {} {}: its options are lost on the way, as behind pgbouncer."
GRANT_ANEW = "Let the owner of the database run `python3 manage.py migrate`, or take it by hand."
MIGRATE = "Let the owner of the database run `python3 manage.py migrate`."
LACKS = "The database lacks the extension {}."
EXTEND = "Let its owner, or an administrator of the server, run: CREATE EXTENSION {};"
OTHER_LETTERS = "The database {} has the encoding {}, in which not every text can be kept."
MAKE_ANEW = "Make it anew: CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';"
NO_BOUNDARY = (
    "The login of {0}, {1}, takes on the role {2}, and can leave it again: whoever can run SQL "
    "there is held by no rule (`SET ROLE NONE`)."
)
LOGINS = "Give the owner, the desk and the reader a login each; see docs/operating.md."


@register(Tags.database)
def roles_can_be_taken(databases=None, **_):
    """Check that our login can take on both roles, or create them, where it is to do so."""
    taken = [role for alias, role in ROLES.items() if takes_on(alias)]
    if "default" not in (databases or ()) or not taken:
        return []
    with connection.cursor() as cursor:
        cursor.execute(RIGHTS, [taken])
        lacking = [(role, user, made) for role, user, made, may in cursor.fetchall() if not may]
    if not lacking:
        return []
    commands = [
        ("" if made else f"CREATE ROLE {role} NOLOGIN; ") + f'GRANT {role} TO "{user}";'
        for role, user, made in lacking
    ]
    what = " or ".join(f"{role}, {PURPOSE[role]}" for role, _, _ in lacking)
    return [
        Error(
            f"{lacking[0][1]} may not act as {what}.",
            hint=f"Let an administrator of the PostgreSQL server run: {' '.join(commands)}",
            id="config.E001",
        )
    ]


@register(Tags.database)
def every_letter_has_a_place(databases=None, **_):
    """Check the encoding: a server that was installed without a language makes SQL_ASCII."""
    if "default" not in (databases or ()):
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_encoding'), current_database()")
        encoding, name = cursor.fetchone()
    if encoding == "UTF8":
        return []
    return [Error(OTHER_LETTERS.format(name, encoding), hint=MAKE_ANEW, id="config.E008")]


@register(Tags.database)
def connections_are_who_they_should_be(databases=None, **_):
    """Check each connection as the site makes it; while the owner acts, there is none to check."""
    if not is_desk():
        return []
    return [error for alias in ROLES if alias in (databases or ()) for error in wrong_with(alias)]


@register(Tags.database, deploy=True)
def logins_are_a_boundary(databases=None, **_):
    """Warn, with `check --deploy`, where a role is an option of a login that may do more."""
    warnings = []
    for alias, role in ROLES.items():
        if alias in (databases or ()) and takes_on(alias):
            [[(_, login)]] = asked(alias, WHO)
            said = NO_BOUNDARY.format(VARIABLES[alias], login, role)
            warnings.append(Warning(said, hint=LOGINS, id="config.W001"))
    return warnings


@register(Tags.security, deploy=True)
def only_the_public_web_is_fetched(**_):
    """Warn, with `check --deploy`, where whoever may import can reach servers of our own."""
    if not settings.FETCH_ALSO:
        return []
    named = ", ".join(f"{host}:{port}" for host, port in sorted(settings.FETCH_ALSO))
    said = f"Everybody at the desk can have {named} asked, and read what it answers (FETCH_ALSO)."
    return [Warning(said, hint="Unset FETCH_ALSO unless that is meant.", id="config.W002")]


def takes_on(alias):
    """Return whether the connection's login is another's than the role's."""
    return settings.LOGINS[alias]["USER"] != ROLES[alias]


def wrong_with(alias):
    """Return an Error for each way in which a new connection is not what it should be."""
    role, variable = ROLES[alias], VARIABLES[alias]
    questions = (WHO, TOO_MUCH, UNREADABLE, EXTENSIONS, FOR_READING)
    [(acts_as, _)], too_much, unreadable, lacking, unlike = asked(alias, *questions)
    if acts_as != role:
        said = OTHER.format(variable, acts_as, role)
        return [Error(said, hint=LOG_IN.format(role), id="config.E002")]
    errors = [Error(f"{role} {what}.", hint=GRANT_ANEW, id="config.E003") for (what,) in too_much]
    errors += [Error(f"{role} {what}.", hint=MIGRATE, id="config.E005") for (what,) in unreadable]
    errors += [Error(LACKS.format(n), hint=EXTEND.format(n), id="config.E006") for (n,) in lacking]
    if alias == "record":
        errors += [] if unreadable else broken_reads()
        said = [LOST.format(variable, what) for (what,) in unlike]
        errors += [Error(one, hint=LOG_IN.format(role), id="config.E004") for one in said]
    return errors


def broken_reads():
    """Return an Error for each kind of the record that cannot be read."""
    errors = []
    for table, question in READS:
        try:
            asked("record", question)
        except DatabaseError as error:
            said = f"{table} cannot be read: {str(error).partition(chr(10))[0]}."
            errors.append(Error(said, hint=MIGRATE, id="config.E007"))
    return errors


def asked(alias, *questions):
    """Return the rows that answer each question, asked on a new connection that says no more."""
    ours = connections.create_connection(alias)
    parameters = ours.get_connection_params()
    with ours.wrap_database_errors, psycopg.connect(**parameters) as fresh:
        return [fresh.execute(question).fetchall() for question in questions]
