import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    """What very many documents show reaches them in batches, after the change itself."""

    dependencies = [
        ("record", "0010_withdrawn"),
    ]

    operations = [
        migrations.CreateModel(
            name="Renewal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                (
                    "ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        help_text="Of the desk's rows.",
                        size=None,
                    ),
                ),
            ],
        ),
    ]
