import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

import claims.models.review
import sources.fields
import sources.models.change


def permit(apps, schema_editor):
    """Whoever works at the desk looks at reviews and says what their verdicts mean."""
    config = apps.get_app_config("claims")
    config.models_module = True
    create_permissions(config, verbosity=0, apps=apps)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(codename__in=ALLOWED)
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(*permissions)


GROUPS = ["annotator", "reviewer", "administrator"]
ALLOWED = ["view_review", "change_review", "view_rating", "add_rating", "change_rating"]


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0006_access"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "domain",
                    sources.fields.LineField(
                        help_text="Whose word it is: the same may mean otherwise.", max_length=253
                    ),
                ),
                ("word", sources.fields.LineField(max_length=300)),
                (
                    "verdict",
                    models.ForeignKey(
                        blank=True,
                        help_text="What it means on our scale; empty until an editor knows.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="claims.verdict",
                    ),
                ),
            ],
            options={
                "ordering": ["domain", "word"],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", sources.fields.LineField(max_length=2048)),
                (
                    "statement",
                    sources.fields.ProseField(help_text="The claim, as its publisher words it."),
                ),
                ("publisher", sources.fields.LineField(max_length=300)),
                ("domain", sources.fields.LineField(max_length=253)),
                ("claimant", sources.fields.LineField(blank=True, max_length=300)),
                ("claimed_on", models.DateField(blank=True, null=True)),
                ("published_on", models.DateField(blank=True, null=True)),
                ("language", sources.fields.LineField(blank=True, max_length=35)),
                (
                    "faults",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=4),
                        blank=True,
                        default=list,
                        help_text="The numbers of the rules it breaks, until an editor has looked.",
                        size=None,
                    ),
                ),
                ("raw", sources.fields.ProseField(help_text="The record as it came.")),
                (
                    "digest",
                    models.CharField(
                        help_text="Of what it says, in whatever wrapping.", max_length=32
                    ),
                ),
                (
                    "origin",
                    sources.fields.LineField(
                        help_text="The file and line it came in.", max_length=300
                    ),
                ),
                (
                    "identity",
                    models.GeneratedField(
                        db_persist=True,
                        expression=claims.models.review.Identity("url", "statement"),
                        output_field=models.CharField(max_length=32),
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        help_text="The claim of ours that it is about, once an editor says so.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reviews",
                        to="claims.claim",
                    ),
                ),
                (
                    "rating",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="claims.rating",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.UniqueConstraint(
                fields=("domain", "word"),
                name="rating_once_per_domain_and_word",
                violation_error_message="This publisher's word is here already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=sources.models.change.History(
                name="rating_history", part_of=("", ""), without=()
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                fields=("identity",),
                name="review_once_per_url_and_statement",
                violation_error_message="This review of this claim is here already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("url__regex", "^https?://\\S+$")),
                name="review_url_is_an_address",
                violation_error_message="A review's address begins with https:// or http://.",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=sources.models.change.History(
                name="review_history", part_of=("", ""), without=("raw",)
            ),
        ),
        migrations.RunPython(permit, migrations.RunPython.noop),
    ]
