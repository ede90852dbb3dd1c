"""A webhook knows of changes that there are, in their order."""

from django.db import migrations

import sources.rules


class Migration(migrations.Migration):
    dependencies = [("record", "0021_log_ins")]

    operations = [
        migrations.AddConstraint(
            model_name="webhook",
            constraint=sources.rules.Rule(
                broken="NEW.last_change > (SELECT COALESCE(max(number), 0) FROM record_change) OR TG_OP = 'UPDATE' AND NEW.last_change < OLD.last_change",
                name="webhook_knows_of_changes_there_are",
                on="INSERT OR UPDATE OF last_change",
                violation_error_message="A webhook is told of changes in their order. To tell it no more, disable it.",
            ),
        ),
    ]
