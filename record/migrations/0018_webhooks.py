import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import sources.models.change


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0017_editions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Webhook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(help_text="Whose it is, and what for.", max_length=100)),
                (
                    "url",
                    models.CharField(
                        help_text="Where it is sent to: https://, on the public web.",
                        max_length=2048,
                        verbose_name="address",
                    ),
                ),
                (
                    "filter",
                    models.CharField(
                        blank=True,
                        help_text="Which claims, as in an address of the API, such as verdict=false&topic=Trees. Without a filter, all.",
                        max_length=2000,
                    ),
                ),
                ("secret", models.CharField(editable=False, max_length=60)),
                ("last_change", models.BigIntegerField(editable=False)),
                ("failing_since", models.DateTimeField(editable=False, null=True)),
                (
                    "disabled_because",
                    models.CharField(blank=True, default="", editable=False, max_length=300),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("event", models.CharField(max_length=20)),
                (
                    "claim",
                    models.UUIDField(
                        help_text="The public id of the claim it is about.", null=True
                    ),
                ),
                ("body", models.TextField()),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "due_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), null=True
                    ),
                ),
                ("tries", models.SmallIntegerField(default=0)),
                ("delivered_at", models.DateTimeField(null=True)),
                (
                    "answer",
                    models.CharField(blank=True, help_text="To the last try.", max_length=300),
                ),
                (
                    "webhook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="record.webhook",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "deliveries",
                "ordering": ["-id"],
            },
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=sources.models.change.History(
                name="webhook_history",
                part_of=("", ""),
                without=("secret", "last_change", "failing_since"),
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("due_at", None), _negated=True),
                fields=["due_at"],
                name="delivery_due",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["webhook", "claim"], name="delivery_of_claim"),
        ),
    ]
