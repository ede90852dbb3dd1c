import uuid

from django.db import migrations, models

ROW = "INSERT INTO record_identity (id, value) VALUES (1, gen_random_uuid())"


class Migration(migrations.Migration):
    """A random id of this database, so that no restored copy of it repeats an ETag."""

    dependencies = [("record", "0007_derived")]

    operations = [
        migrations.CreateModel(
            name="Identity",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("value", models.UUIDField(default=uuid.uuid4)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="identity_is_one_row"
                    )
                ],
            },
        ),
        migrations.RunSQL(ROW, migrations.RunSQL.noop),
    ]
