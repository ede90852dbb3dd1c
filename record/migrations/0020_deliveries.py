import django.db.models.deletion
from django.db import migrations, models

import sources.rules

# Which change of the record each told: its body has the moment of it. What waits and cannot be
# found any more is not sent.
FOUND = """
UPDATE record_delivery d SET change_id = c.number FROM record_change c
WHERE c.kind = 'claim' AND c.public_id = d.claim
    AND c.at = (d.body::json ->> 'timestamp')::timestamptz;
UPDATE record_delivery SET due_at = NULL, answer = 'It was of a version before and is not sent.'
WHERE change_id IS NULL AND due_at IS NOT NULL AND event <> 'webhook.test';
"""


class Migration(migrations.Migration):
    """A delivery names a change of the record, and keeps none of its words."""

    dependencies = [("record", "0019_sessions")]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="change",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="record.change",
            ),
        ),
        # Backwards, a body could not be made of the change: the log begins anew.
        migrations.RunSQL(FOUND, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="delivery", name="body"),
        migrations.RunSQL(migrations.RunSQL.noop, "DELETE FROM record_delivery"),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=sources.rules.Rule(
                broken="NOT (NEW.event = 'webhook.test' "
                "AND NEW.claim IS NULL AND NEW.change_id IS NULL "
                "OR NEW.event IN ('claim.published', 'claim.changed', 'claim.withdrawn') "
                "AND EXISTS (SELECT FROM record_change c WHERE c.number = NEW.change_id AND c.kind = 'claim' "
                "AND c.public_id = NEW.claim "
                "AND (c.document IS NULL OR NEW.event <> 'claim.withdrawn')))",
                name="delivery_tells_what_the_record_says",
                on="INSERT OR UPDATE OF event, claim, change_id",
                violation_error_message="A webhook is told changes of the record, and tests.",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=sources.rules.Rule(
                broken="NEW.secret <> OLD.secret",
                name="webhook_keeps_its_secret",
                on="UPDATE OF secret",
                violation_error_message="A webhook keeps its secret: make a new webhook.",
            ),
        ),
    ]
