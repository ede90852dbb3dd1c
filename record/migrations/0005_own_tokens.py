import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def grant(apps, schema_editor):
    """Everybody at the desk makes tokens, and sees their own."""
    permissions = apps.get_model("auth", "Permission").objects.filter(
        codename__in=["add_token", "view_token"], content_type__app_label="record"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=["annotator", "reviewer"]):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0004_desk"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="token",
            name="created_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
