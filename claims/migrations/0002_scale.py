from django.db import migrations

SCALE = [
    ("true", "True", "The claim is right, and nothing that matters is left out.", 5),
    ("mostly-true", "Mostly true", "Right in what matters; a detail is off or missing.", 4),
    ("half-true", "Half true", "Partly right, but what it leaves out changes the picture.", 3),
    ("mostly-false", "Mostly false", "Holds a grain of truth, but gives a wrong picture.", 2),
    ("false", "False", "The claim is wrong.", 1),
    ("disputed", "Disputed", "Credible sources contradict each other; none settles it.", None),
    ("unverifiable", "Unverifiable", "No source that can be checked decides it.", None),
]


def fill(apps, schema_editor):
    Verdict = apps.get_model("claims", "Verdict")
    Verdict.objects.bulk_create(
        Verdict(slug=slug, label=label, meaning=meaning, value=value)
        for slug, label, meaning, value in SCALE
    )


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
