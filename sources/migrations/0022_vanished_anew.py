"""Of quotes whose words are there again since their status changed, it is no longer said otherwise."""

from django.db import migrations

ANEW = """
UPDATE sources_quote q SET vanished_since = NULL
WHERE q.status = 'accepted' AND EXISTS (SELECT FROM sources_placement p WHERE p.quote_id = q.id)
AND q.vanished_since IS DISTINCT FROM sources_vanished_since(q.id);
"""  # the trigger quote_vanished_as_placed writes what is so


def vanished_anew(apps, schema_editor):
    schema_editor.execute(ANEW)


class Migration(migrations.Migration):
    dependencies = [("sources", "0021_vanished_by_status")]

    operations = [migrations.RunPython(vanished_anew, migrations.RunPython.noop)]
