"""What may become public keeps its public id from the beginning, and no text begins as one that came back."""

from django.db import migrations

import sources.rules


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0015_dated_by_the_database"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="snapshot",
            name="snapshot_dated_by_the_database",
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=sources.rules.Rule(
                broken="NEW.public_id <> OLD.public_id",
                name="article_keeps_its_public_id",
                on="UPDATE OF public_id",
                violation_error_message="What the world knows a record by never changes.",
            ),
        ),
        migrations.AddConstraint(
            model_name="publisher",
            constraint=sources.rules.Rule(
                broken="NEW.public_id <> OLD.public_id",
                name="publisher_keeps_its_public_id",
                on="UPDATE OF public_id",
                violation_error_message="What the world knows a record by never changes.",
            ),
        ),
        migrations.AddConstraint(
            model_name="quote",
            constraint=sources.rules.Rule(
                broken="NEW.public_id <> OLD.public_id",
                name="quote_keeps_its_public_id",
                on="UPDATE OF public_id",
                violation_error_message="What the world knows a record by never changes.",
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=sources.rules.Trigger(
                body="\nIF TG_OP = 'INSERT' THEN\n    NEW.captured_at := LEAST(NEW.captured_at, clock_timestamp());\n    NEW.recaptured_at := NULL;\nELSIF NEW.recaptured_at IS DISTINCT FROM OLD.recaptured_at THEN\n    NEW.recaptured_at := clock_timestamp();\nEND IF;\nRETURN NEW;\n",
                name="snapshot_dated_by_the_database",
                on="BEFORE INSERT OR UPDATE OF recaptured_at",
            ),
        ),
    ]
