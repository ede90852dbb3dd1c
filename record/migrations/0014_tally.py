"""How many claims there are of each kind, month and verdict; record/sql/tally.sql fills it."""

from django.db import migrations

TABLE = """
CREATE TABLE record_tally (
    kind text NOT NULL,
    key text NOT NULL,
    month date NOT NULL,
    verdict text NOT NULL,
    claims bigint NOT NULL,
    repeated bigint NOT NULL,
    PRIMARY KEY (kind, key, month, verdict)
);
CREATE INDEX record_tally_most ON record_tally (kind, claims DESC, key) WHERE verdict = '';
CREATE INDEX record_tally_none ON record_tally (claims) WHERE claims = 0;
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0013_words")]

    operations = [migrations.RunSQL(TABLE, "DROP TABLE record_tally")]
