"""When a text was captured is when it came in: nobody dates it back."""

from django.db import migrations

import sources.rules


class Migration(migrations.Migration):
    dependencies = [("sources", "0017_history_before_a_row")]

    operations = [
        migrations.RemoveConstraint(
            model_name="snapshot",
            name="snapshot_dated_by_the_database",
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=sources.rules.Trigger(
                body="\nIF TG_OP = 'INSERT' THEN\n    NEW.captured_at := clock_timestamp();\n    NEW.recaptured_at := NULL;\nELSIF NEW.recaptured_at IS DISTINCT FROM OLD.recaptured_at THEN\n    NEW.recaptured_at := clock_timestamp();\nEND IF;\nRETURN NEW;\n",
                name="snapshot_dated_by_the_database",
                on="BEFORE INSERT OR UPDATE OF recaptured_at",
            ),
        ),
    ]
