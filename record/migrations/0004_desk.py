from pathlib import Path

from django.db import migrations


def sql(name):
    return (Path(__file__).parents[1] / "sql" / name).read_text()


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0010_reviewer"),
        ("record", "0003_corrected"),
        ("sources", "0005_merge"),
    ]

    operations = [migrations.RunSQL(sql("desk.sql"), sql("desk_drop.sql"))]
