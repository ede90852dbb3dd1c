"""Claims are found by their words, and no longer by the first stems of the alphabet."""

from pathlib import Path

from django.db import migrations

import sources.rules

SQL = Path(__file__).parents[1] / "sql"


def run(name):
    return lambda apps, editor: editor.execute((SQL / f"{name}.sql").read_text(), None)


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0024_not_before_its_time"),
        ("sources", "0012_as_published"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="claim", name="claim_stems"),
        # no view of the record shows these tables: nothing of it is made anew (record/sql/upgrade.py)
        migrations.RunPython(run("matching"), run("matching_drop")),
        migrations.AddConstraint(
            model_name="claim",
            constraint=sources.rules.Trigger(
                name="claim_words_follow",
                on="AFTER INSERT OR DELETE OR UPDATE OF statement, language",
                body="PERFORM claims_index(ARRAY[COALESCE(NEW.id, OLD.id)]);\nRETURN NULL;",
            ),
        ),
        migrations.AddConstraint(
            model_name="verification",
            constraint=sources.rules.Trigger(
                name="verification_summary_is_read_with_its_claim",
                on="AFTER UPDATE OF stage",
                body="""
        IF NEW.stage IN ('published', 'withdrawn') THEN
            PERFORM claims_index(ARRAY[NEW.claim_id]);
        END IF;
        RETURN NULL;
        """,
            ),
        ),
    ]
