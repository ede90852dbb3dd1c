from django.db import migrations

# Who has tried passwords, and when the next try is free: worth nothing after a crash.
LOGIN = """
CREATE UNLOGGED TABLE record_login (who bytea PRIMARY KEY, tries bigint NOT NULL,
    free_at timestamptz NOT NULL) WITH (fillfactor = 50)
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0011_renewal")]

    operations = [migrations.RunSQL(LOGIN, "DROP TABLE record_login")]
