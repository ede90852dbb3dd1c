"""A quote vanishes and is there again also by its status; roles are ordered as the record has them."""

from django.db import migrations, models

import sources.rules


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0020_amp_first"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="role",
            options={
                "ordering": [
                    "speaker_id",
                    models.OrderBy(models.F("start_date"), descending=True, nulls_last=True),
                    "-id",
                ]
            },
        ),
        migrations.RemoveConstraint(
            model_name="quote",
            name="quote_vanished_as_placed",
        ),
        migrations.AddConstraint(
            model_name="quote",
            constraint=sources.rules.Trigger(
                body='\nIF TG_OP = \'INSERT\' OR \n(NEW.snapshot_id, NEW.start, NEW."end", NEW.text)\nIS DISTINCT FROM (OLD.snapshot_id, OLD.start, OLD."end", OLD.text)\n THEN\n    NEW.vanished_since := NULL;\nELSIF EXISTS (SELECT FROM sources_placement WHERE quote_id = NEW.id) THEN\n    NEW.vanished_since := sources_vanished_since(NEW.id);\nELSE\n    NEW.vanished_since := OLD.vanished_since;\nEND IF;\nRETURN NEW;\n',
                name="quote_vanished_as_placed",
                on='BEFORE INSERT OR UPDATE OF vanished_since, status, snapshot_id, start, "end", text',
            ),
        ),
    ]
