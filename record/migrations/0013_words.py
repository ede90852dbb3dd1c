"""The words that published claims are found by; record/sql/matching.sql fills the tables."""

from django.db import migrations

TABLES = """
CREATE TABLE record_posting (
    word text NOT NULL,
    claim bigint NOT NULL,
    weight real NOT NULL,
    PRIMARY KEY (claim, word)
);
CREATE INDEX record_posting_word ON record_posting (word) INCLUDE (claim, weight);
CREATE TABLE record_word (word text PRIMARY KEY, claims bigint NOT NULL);
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0012_login"), ("claims", "0025_matching")]

    operations = [migrations.RunSQL(TABLES, "DROP TABLE record_posting, record_word")]
