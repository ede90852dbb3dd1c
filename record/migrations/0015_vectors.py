"""The vectors of published claims; record/sql/vectors.sql fills the table."""

from django.db import migrations

TABLE = """
CREATE TABLE record_vector (
    claim bigint NOT NULL,
    model text NOT NULL,
    vector smallint[] NOT NULL,
    PRIMARY KEY (model, claim)
);
ALTER TABLE record_vector ALTER vector SET STORAGE PLAIN;
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0014_tally"), ("claims", "0033_vectors")]

    operations = [migrations.RunSQL(TABLE, "DROP TABLE record_vector")]
