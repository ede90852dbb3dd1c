import django.db.models.functions.datetime
from django.db import migrations, models

import sources.rules


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0016_ledger"),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("moment", models.DateTimeField()),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.BigIntegerField(help_text="Bytes.")),
                (
                    "made_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                fields=["day", "sha256"], name="edition_once_by_day_and_hash"
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=sources.rules.Rule(
                broken="true",
                name="edition_stays",
                on="UPDATE OR DELETE",
                violation_error_message="An edition that was kept is never changed or taken away.",
            ),
        ),
    ]
