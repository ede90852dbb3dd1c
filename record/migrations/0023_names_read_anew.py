"""Published claims with names are read anew, as claims' migration `…_names_alike` spells names."""

from django.db import migrations

# `migrate` reads those that are not marked as read; how many are marked is counted exactly.
UNREAD = """
WITH unread AS (
    DELETE FROM record_posting WHERE word = '' AND claim IN (
        SELECT claim FROM record_posting WHERE word LIKE '~%') RETURNING claim)
UPDATE record_word SET claims = claims - (SELECT count(*) FROM unread) WHERE word = ''
"""


def run(statements):
    """RunPython and not RunSQL: no view shows this, so nothing of the record is made anew."""
    return lambda apps, editor: editor.execute(statements, None)


class Migration(migrations.Migration):
    dependencies = [("claims", "0045_names_alike"), ("record", "0022_webhook_in_order")]

    operations = [migrations.RunPython(run(UNREAD), run(UNREAD))]
