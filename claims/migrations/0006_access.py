from django.contrib.auth.management import create_permissions
from django.db import migrations


def grant(apps, schema_editor):
    """Administrators may delete what other people made."""
    config = apps.get_app_config("sources")
    config.models_module = True
    create_permissions(config, verbosity=0, apps=apps)
    config.models_module = None
    permission = apps.get_model("auth", "Permission").objects.get(
        codename="delete_others", content_type__app_label="sources"
    )
    apps.get_model("auth", "Group").objects.get(name="administrator").permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0005_likeness"),
        ("sources", "0003_access"),
    ]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
