from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parents[1] / "sql"
BACK = [(SQL / name).read_text() for name in ("roles_back.sql", "desk.sql")]


class Migration(migrations.Migration):
    """
    From here on record/sql/access.sql says alone what the roles may do; forwards nothing is done.

    Backwards, the desk may again write what it could, also the tables that are made on that way.
    """

    dependencies = [("record", "0008_identity")]

    operations = [migrations.RunSQL(migrations.RunSQL.noop, "".join(BACK))]
