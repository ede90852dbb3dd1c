from django.db import migrations


class Migration(migrations.Migration):
    """A connection plans once what follows a change; planning took longer than following did."""

    dependencies = [("record", "0005_own_tokens")]

    operations = [
        migrations.RunSQL(
            "ALTER FUNCTION record_follow() SET plan_cache_mode = force_generic_plan",
            "ALTER FUNCTION record_follow() RESET plan_cache_mode",
        )
    ]
