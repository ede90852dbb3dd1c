from django.contrib.auth.management import create_permissions
from django.db import migrations

DESK = {
    "sources": ["publisher", "article", "snapshot", "speaker", "role", "quote"],
    "claims": ["topic", "claim", "appearance", "verification", "evidence"],
}
WRITE = ("view", "add", "change")
# Drafts and what hangs on them may go; what was captured or published may not.
DELETE = ("role", "quote", "appearance", "claim", "verification", "evidence")


def permissions(Permission, models, actions):
    return Permission.objects.filter(codename__in=[f"{a}_{m}" for a in actions for m in models])


def make(apps, schema_editor):
    """Three groups: who annotates, who also publishes, and who also keeps the scale and people."""
    for app in ("sources", "claims", "auth"):
        config = apps.get_app_config(app)
        config.models_module = True
        create_permissions(config, verbosity=0, apps=apps)
        config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    desk = [model for models in DESK.values() for model in models]
    annotate = [
        *permissions(Permission, desk, WRITE),
        *permissions(Permission, DELETE, ["delete"]),
        *permissions(Permission, ["verdict"], ["view"]),
    ]
    publish = [*annotate, *permissions(Permission, ["verification"], ["publish"])]
    administer = [
        *publish,
        *permissions(Permission, ["verdict", "user", "group"], WRITE),
        *permissions(Permission, desk, ["delete"]),
    ]
    for name, granted in (
        ("annotator", annotate),
        ("reviewer", publish),
        ("administrator", administer),
    ):
        Group.objects.get_or_create(name=name)[0].permissions.set(granted)


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0002_scale"),
        ("sources", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
