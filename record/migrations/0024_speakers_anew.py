"""Speakers are made anew: whose claim was amended to be another's may be public still."""

from django.db import migrations

STALE = (
    "DELETE FROM record_definition WHERE name = 'speaker'"  # `migrate` makes them from the views
)


def run(statement):
    """RunPython and not RunSQL: no view shows this, so nothing else is made anew."""
    return lambda apps, editor: editor.execute(statement, None)


class Migration(migrations.Migration):
    dependencies = [("record", "0023_names_read_anew")]

    operations = [migrations.RunPython(run(STALE), migrations.RunPython.noop)]
