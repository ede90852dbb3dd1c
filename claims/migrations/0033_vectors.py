"""What claims mean, as vectors: made by whatever process holds the models, of claims without one."""

from django.db import migrations

import sources.rules

TABLE = """
CREATE TABLE claims_vector (
    claim bigint NOT NULL,
    model text NOT NULL,
    vector smallint[] NOT NULL CHECK (cardinality(vector) = 384),
    PRIMARY KEY (model, claim)
);
ALTER TABLE claims_vector ALTER vector SET STORAGE PLAIN;
"""
EMPTIED = """
CREATE OR REPLACE FUNCTION claims_words_emptied() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    TRUNCATE claims_posting, claims_word{};
    RETURN NULL;
END $$;
"""


def run(statements):
    """RunPython and not RunSQL: no view shows this, so nothing of the record is made anew."""
    return lambda apps, editor: editor.execute(statements, None)


class Migration(migrations.Migration):
    dependencies = [("claims", "0032_rarest_first")]

    operations = [
        migrations.RunPython(run(TABLE), run("DROP TABLE claims_vector")),
        migrations.RunPython(run(EMPTIED.format(", claims_vector")), run(EMPTIED.format(""))),
        migrations.AddConstraint(
            model_name="claim",
            constraint=sources.rules.Trigger(
                name="claim_vector_is_of_what_it_says",
                on="AFTER DELETE OR UPDATE OF statement, language",
                body="""
        IF TG_OP = 'DELETE' OR (NEW.statement, NEW.language) <> (OLD.statement, OLD.language) THEN
            DELETE FROM claims_vector WHERE claim = OLD.id;
        END IF;
        RETURN NULL;
        """,
            ),
        ),
    ]
