from pathlib import Path

from django.db import migrations

KINDS = [
    "publisher",
    "article",
    "snapshot",
    "speaker",
    "quote",
    "topic",
    "verdict",
    "claim",
    "verification",
]
DEFINITION = "CREATE TABLE record_definition (name text PRIMARY KEY, digest text NOT NULL)"


def sql(name):
    return (Path(__file__).parents[1] / "sql" / name).read_text()


def as_before(apps, schema_editor):
    """
    Make the ready tables, functions, views and triggers as the migrations before made them.

    The rows stay since when they were; of the past go the columns that those tables never had.
    """
    run = schema_editor.connection.cursor().execute
    run("DROP SCHEMA IF EXISTS record_next CASCADE")
    for kind in KINDS:
        run(f"CREATE TEMPORARY TABLE since_{kind} AS SELECT id, since FROM record_{kind}")
        run(f"DROP VIEW IF EXISTS record_then.record_{kind}")
        run(f"DROP TABLE record_{kind}")
        schema_editor.create_model(apps.get_model("record", kind))
    for statement in schema_editor.deferred_sql:
        schema_editor.execute(statement)
    schema_editor.deferred_sql.clear()
    run(PAST_INDEXES)
    run(FORGET)
    for name in ("functions.sql", "views.sql", "triggers.sql"):
        run(sql(name))
    run("ALTER FUNCTION record_follow() SET plan_cache_mode = force_generic_plan")
    for kind in KINDS:
        run(REFILL.format(kind=kind))
    run(sql("role.sql"))
    run("GRANT SELECT ON ALL TABLES IN SCHEMA record_then TO verbatim_desk")
    run(sql("storage.sql"))


# The past had no other indexes than these two then.
PAST_INDEXES = """
DO $$
DECLARE
    gone text;
BEGIN
    FOR gone IN SELECT indexname FROM pg_indexes WHERE schemaname = 'public'
        AND starts_with(tablename, 'record_') AND right(tablename, 5) = '_past'
        AND indexname !~ '_past_(until|one)$'
    LOOP
        EXECUTE format('DROP INDEX %I', gone);
    END LOOP;
END $$
"""
# Everything of the record that can be made again.
FORGET = """
DO $$
DECLARE
    thing text;
BEGIN
    FOR thing IN SELECT 'FUNCTION ' || oid::regprocedure FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND starts_with(proname, 'record_')
        AND prokind = 'f' AND proname <> 'record_joined'
        UNION ALL SELECT 'PROCEDURE ' || oid::regprocedure FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND proname = 'record_follows'
    LOOP
        EXECUTE format('DROP %s CASCADE', thing);
    END LOOP;
    DROP AGGREGATE IF EXISTS record_vector(tsvector);
    DROP FUNCTION IF EXISTS record_joined(tsvector, tsvector);
    DROP TEXT SEARCH CONFIGURATION verbatim, verbatim_english, verbatim_german, verbatim_french,
        verbatim_spanish, verbatim_russian;
    DROP TEXT SEARCH DICTIONARY verbatim_english, verbatim_german, verbatim_french,
        verbatim_spanish, verbatim_russian;
END $$
"""
REFILL = """
DO $$
DECLARE
    columns text;
    gone text;
BEGIN
    ALTER TABLE record_{kind} ADD since timestamptz NOT NULL DEFAULT now();
    INSERT INTO record_{kind}
    SELECT p.*, COALESCE(s.since, now()) FROM public_{kind} p LEFT JOIN since_{kind} s USING (id);
    CREATE INDEX record_{kind}_since ON record_{kind} (since);
    DROP TABLE since_{kind};
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO columns
    FROM pg_attribute WHERE attrelid = 'record_{kind}'::regclass AND attnum > 0;
    FOR gone IN SELECT attname FROM pg_attribute
        WHERE attrelid = 'record_{kind}_past'::regclass AND attnum > 0 AND NOT attisdropped
        AND attname <> 'until' AND attname NOT IN (SELECT attname FROM pg_attribute
            WHERE attrelid = 'record_{kind}'::regclass AND attnum > 0)
    LOOP
        EXECUTE format('ALTER TABLE record_{kind}_past DROP %I', gone);
    END LOOP;
    EXECUTE format('CREATE VIEW record_then.record_{kind} AS SELECT %1$s FROM ('
        'SELECT *, ''infinity''::timestamptz AS until FROM public.record_{kind} '
        'UNION ALL SELECT * FROM public.record_{kind}_past) ever '
        'WHERE since <= current_setting(''verbatim.as_of'')::timestamptz '
        'AND until > current_setting(''verbatim.as_of'')::timestamptz', columns);
END $$
"""


class Migration(migrations.Migration):
    """From here on the ready tables are no migration's: record/sql makes them after the last one."""

    dependencies = [("record", "0006_plans")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, as_before),
        *(migrations.AlterModelOptions(kind, {"managed": False}) for kind in KINDS),
        migrations.RunSQL(DEFINITION, "DROP TABLE record_definition"),
    ]
