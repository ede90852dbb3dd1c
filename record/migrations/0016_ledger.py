from django.db import migrations, models

# The triggers that write it follow record/sql/ledger.sql; without its tables they would fail.
STOP = """
DROP FUNCTION IF EXISTS record_ledger_commits(), record_ledger_seals(), record_ledger_erases(),
    record_ledger_shares() CASCADE
"""


class Migration(migrations.Migration):
    """The ledger: what the record began to say, committed to in entries for strangers."""

    dependencies = [("record", "0015_vectors")]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("step", models.CharField(max_length=10)),
                ("entry", models.TextField()),
            ],
            options={
                "verbose_name_plural": "entries",
                "indexes": [
                    models.Index(
                        condition=models.Q(("step", "key")),
                        fields=["number"],
                        name="record_entry_keys",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                (
                    "change",
                    models.BigIntegerField(
                        help_text="Its number in the change feed.",
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("entry", models.BigIntegerField()),
                ("step", models.CharField(max_length=10)),
                ("salt", models.BinaryField(null=True)),
                ("digest", models.BinaryField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["entry", "change"], name="record_commitment_entry"),
                    models.Index(
                        condition=models.Q(("step", "changed"), _negated=True),
                        fields=["entry"],
                        name="record_commitment_stepped",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoryDigest",
            fields=[
                ("entry", models.BigIntegerField(primary_key=True, serialize=False)),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("salt", models.BinaryField()),
            ],
            options={"db_table": "record_history"},
        ),
        migrations.RunSQL(migrations.RunSQL.noop, STOP),
    ]
