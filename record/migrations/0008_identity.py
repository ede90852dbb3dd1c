import uuid

from django.db import migrations, models

# Made in SQL, so that no `flush` empties it: a database has an identity from here on.
TABLE = """
CREATE TABLE record_identity (id smallint PRIMARY KEY, value uuid NOT NULL,
    CONSTRAINT identity_is_one_row CHECK (id = 1));
INSERT INTO record_identity (id, value) VALUES (1, gen_random_uuid());
"""


class Migration(migrations.Migration):
    """A random id of this database, so that no restored copy of it repeats an ETag."""

    dependencies = [("record", "0007_derived")]

    operations = [
        migrations.RunSQL(TABLE, "DROP TABLE record_identity"),
        migrations.CreateModel(
            name="Identity",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("value", models.UUIDField(default=uuid.uuid4)),
            ],
            options={"managed": False},
        ),
    ]
