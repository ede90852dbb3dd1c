"""Bring a database's derived objects to what the code declares, while the record is being read."""

from django.db import connection, migrations, transaction
from django.db.migrations.executor import MigrationExecutor

from . import definition, tally
from .tables import build, exists, lock, swap, tell_changes

# Operations of Django's that PostgreSQL carries out although views show the table.
UNSEEN = (
    migrations.AddField,
    migrations.AddConstraint,
    migrations.RemoveConstraint,
    migrations.AddIndex,
    migrations.RemoveIndex,
    migrations.AlterModelOptions,
    migrations.AlterModelManagers,
    migrations.CreateModel,
    migrations.RunPython,
)
SHOWN = ("sources", "claims")  # the apps whose tables the views show
PRESENT = """
SELECT name, digest FROM record_definition WHERE name <> 'objects' OR NOT EXISTS (
    SELECT FROM pg_roles r JOIN pg_database d ON datname = current_database()
    WHERE rolname = 'verbatim_desk' AND has_database_privilege(r.oid, d.oid, 'TEMPORARY')
    AND pg_has_role(datdba, 'USAGE')
) AND (SELECT count(*) = 2 FROM pg_roles WHERE rolname IN ('verbatim_desk', 'verbatim_reader'))
AND NOT EXISTS (
    SELECT FROM pg_roles r, pg_class c WHERE relnamespace = 'public'::regnamespace
    AND (rolname = 'verbatim_reader' AND relname = ANY(%s)
        OR rolname = 'verbatim_desk' AND relkind = 'r' AND pg_has_role(relowner, 'USAGE'))
    AND NOT has_table_privilege(r.oid, c.oid, 'SELECT'))
AND NOT EXISTS (
    SELECT FROM pg_roles r, pg_class c
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
    AND rolname IN ('verbatim_desk', 'verbatim_reader') AND NOT rolsuper
    AND pg_has_role(relowner, 'USAGE') AND NOT (rolname = 'verbatim_desk' AND relname = ANY(%s))
    AND (has_table_privilege(r.oid, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
        OR has_any_column_privilege(r.oid, c.oid, 'INSERT, UPDATE')))
AND NOT EXISTS (
    SELECT FROM pg_roles r, pg_namespace n WHERE nspname = 'public' AND NOT rolsuper
    AND rolname IN ('verbatim_desk', 'verbatim_reader') AND pg_has_role(nspowner, 'USAGE')
    AND has_schema_privilege(r.oid, n.oid, 'CREATE'))
AND NOT EXISTS (
    SELECT FROM pg_roles r, pg_proc p WHERE pronamespace = 'public'::regnamespace AND prosecdef
    AND pg_has_role(proowner, 'USAGE') AND rolname = 'verbatim_reader' AND NOT rolsuper
    AND has_function_privilege(r.oid, p.oid, 'EXECUTE'))
AND NOT EXISTS (
    SELECT FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    AND (prosecdef OR prorettype = 'trigger'::regtype) AND pg_has_role(proowner, 'USAGE')
    AND NOT COALESCE(proconfig, '{}') @> '{gin_fuzzy_search_limit=0,standard_conforming_strings=on,
        quote_all_identifiers=off}')
"""
FORMER_VIEWS = ["found_claim"]
TURN = "SELECT pg_advisory_xact_lock(hashtext('record'))"  # of who writes the record
WORDS = ("record_posting", "record_word")  # read again after the commit


def bring_up_to_date(say=print):
    """
    Make what differs from the code's definition anew, in one transaction; the names of the kinds.

    Who reads gets the old answer until the end and the new one from then on. Who writes at the desk
    waits. Documents that come out otherwise are told once in the change feed, and `as_of` a time
    before goes on giving the old ones.
    """
    wanted = definition.digests()
    if present() == wanted:
        return []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('record.definition'))")
        had = present()
        stale = [kind for kind in definition.kinds() if had.get(kind.name) != wanted[kind.name]]
        writers = (*definition.FOLLOWED, *definition.BESIDE)
        lock(cursor, writers, "SHARE ROW EXCLUSIVE", say, and_also=TURN)
        cursor.execute("SELECT clock_timestamp()")  # later than all that the feed has told
        moment = cursor.fetchone()[0]
        make_functions_and_views(cursor)
        for kind in stale:
            build(cursor, kind, moment, say)
        # Nobody else writes the record until the end: all that reads or writes rows comes now.
        for kind in stale:
            tell_changes(cursor, kind, moment)
        if stale or had.get("tally") != wanted["tally"]:
            tally.rebuild()
        keep(cursor, wanted)
        cursor.execute("SELECT record_ledger_begin()")
        cursor.execute("SET CONSTRAINTS record_ledger_seals IMMEDIATE")
        cursor.execute("SET CONSTRAINTS record_ledger_seals DEFERRED")
        # From here to the end readers wait: only names change.
        emptied = WORDS if had.get("words") != wanted["words"] else ()
        swap(cursor, stale, emptied, say)
        make_triggers(cursor)
        cursor.execute(definition.access())
        # Former processes answer with the new functions, too: their ETags are not repeated.
        cursor.execute("UPDATE record_identity SET value = gen_random_uuid()")
    return [kind.name for kind in stale]


def present():
    """
    Return {name: digest} of what the database was made from, without what has to be made again.

    A restored dump has no privileges of the database itself, and where the roles were not made
    before, none at all: those are granted again by its owner, and what is too much is taken. A
    function that a migration has made since lacks the settings of the owner's functions, and
    everybody may call it.
    """
    ready = [kind.table for kind in definition.kinds()]
    with connection.cursor() as cursor:
        cursor.execute(PRESENT, [ready, definition.desk_tables()])
        return dict(cursor.fetchall())


def keep(cursor, digests):
    cursor.execute("DELETE FROM record_definition")
    for row in digests.items():
        cursor.execute("INSERT INTO record_definition (name, digest) VALUES (%s, %s)", row)


def make_functions_and_views(cursor):
    drop_views(cursor)
    every = definition.kinds()
    cursor.execute(definition.DOCUMENTS)
    for kind in every:
        for function in kind.public.functions:
            cursor.execute(function)
    for kind in every:
        for view in kind.views:
            cursor.execute(view)
        cursor.execute(kind.renew)
        cursor.execute(kind.canonical)
    cursor.execute(definition.QUESTIONS)
    cursor.execute(definition.WITHDRAWN)
    cursor.execute(definition.MATCHING)
    cursor.execute(definition.TALLY)
    cursor.execute(definition.VECTORS)
    cursor.execute(definition.FOLLOW)
    cursor.execute(definition.REVIEWED)
    cursor.execute(definition.canonical_of_kinds())
    cursor.execute(definition.LEDGER)


def make_triggers(cursor):
    for statement in (*definition.triggers(), *tally.triggers()):
        cursor.execute(statement)
    cursor.execute(
        "SELECT format('DROP TRIGGER %%I ON %%s', tgname, tgrelid::regclass) FROM pg_trigger "
        "WHERE starts_with(tgname, 'record_follows_') AND NOT tgrelid::regclass::text = ANY(%s)",
        [list(definition.FOLLOWED)],
    )
    for (statement,) in cursor.fetchall():  # of a table that is followed no longer
        cursor.execute(statement)


def drop_views(cursor):
    cursor.execute(
        "SELECT string_agg(viewname, ', ') FROM pg_views WHERE schemaname = 'public' "
        "AND (starts_with(viewname, 'public_') OR viewname = ANY(%s))",
        [[*FORMER_VIEWS, *(name for kind in definition.KINDS for name in kind.public.drafts)]],
    )
    if names := cursor.fetchone()[0]:
        cursor.execute(f"DROP VIEW {names}")


def all_applied():
    """Return whether no migration is waiting: a part of them gives tables that views do not fit."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def step_aside(plan):
    """
    Take the views away, until they are made anew, before migrations that they stand in the way of.

    Meanwhile the record is read as ever, and what the desk writes is refused with a sentence, so
    nothing goes by unfollowed; a migration that ends half-way leaves it so until the next one.
    """
    if not any(in_the_way(migration, backwards) for migration, backwards in plan):
        return
    with transaction.atomic(), connection.cursor() as cursor:
        declared = exists(cursor, "record_definition")
        if declared or exists(cursor, "public_quote") and becomes_declared(plan):
            cursor.execute(definition.REFUSE)
            drop_views(cursor)
        if declared:
            cursor.execute("DELETE FROM record_definition")


def becomes_declared(plan):
    """Return whether the plan leaves the time behind when migrations made the record's views."""
    return any(m.app_label == "record" and not backwards for m, backwards in plan)


def in_the_way(migration, backwards):
    if migration.app_label not in SHOWN:
        return migration.app_label == "record" and backwards
    return backwards or not all(isinstance(o, UNSEEN) for o in migration.operations)


def empty():
    """Empty the ready tables and the past: they are models that no migration and no flush knows."""
    with connection.cursor() as cursor:
        for kind in definition.kinds():
            cursor.execute(f"DELETE FROM {kind.table}")
            cursor.execute(f"DELETE FROM {kind.table}_past")
        cursor.execute("DELETE FROM record_posting")
        cursor.execute("DELETE FROM record_word")
        cursor.execute("DELETE FROM record_vector")
