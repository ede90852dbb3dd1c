"""Whatever has a history is written with the present in view; a merge leaves nothing behind."""

from importlib import import_module

from django.db import migrations

# As it stands, with whatever owner, rights and settings it was given since.
REPLACE = """
DO $do$ BEGIN
    EXECUTE replace(pg_get_functiondef('sources_keep_change'::regproc), $was${}$was$, $now${}$now$);
END $do$
"""
FIRST = "    IF TG_OP = 'UPDATE' THEN\n        SELECT"
# With a view of the rows from before, no rule sees what others have written since.
LOOKED = (
    """    IF current_setting('transaction_isolation') <> 'read committed' THEN
        PERFORM sources_refuse('written_with_the_present_in_view',
            'What the desk keeps is written in transactions of READ COMMITTED alone.');
    END IF;
"""
    + FIRST
)

NOW = import_module("sources.migrations.0009_merge_row_first").NOW
MOVES_BEFORE = NOW[NOW.index("CREATE FUNCTION sources_merge_moves()") :].split("$$;")[0] + "$$;"
MOVES_BEFORE = MOVES_BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
MOVES = MOVES_BEFORE.replace(
    "    RETURN NULL;",
    """    IF sources_named(NEW.merged_id, NEW.kept_id) <> '{}' THEN
        PERFORM sources_refuse('merge_moves_all_that_names_it', 'The statement that merges these '
            'two lets something else name the one that is gone. Write that apart.');
    END IF;
    RETURN NULL;""",
)


class Migration(migrations.Migration):
    dependencies = [("sources", "0018_captured_when_the_database_says")]

    operations = [
        migrations.RunSQL(REPLACE.format(FIRST, LOOKED), REPLACE.format(LOOKED, FIRST)),
        migrations.RunSQL(MOVES, MOVES_BEFORE),
    ]
