"""The function that keeps the history may fire before a row is written, too, which it lets be."""

from django.db import migrations

# As it stands, with whatever owner, rights and settings it was given since.
REPLACE = """
DO $$ BEGIN
    EXECUTE replace(pg_get_functiondef('sources_keep_change'::regproc), '{}', '{}');
END $$
"""
NOTHING, THE_ROW = "RETURN NULL;", "RETURN COALESCE(NEW, OLD);"


class Migration(migrations.Migration):
    dependencies = [("sources", "0016_keeps_its_public_id")]

    operations = [
        migrations.RunSQL(REPLACE.format(NOTHING, THE_ROW), REPLACE.format(THE_ROW, NOTHING))
    ]
