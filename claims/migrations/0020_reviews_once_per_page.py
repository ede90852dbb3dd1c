"""A review is one at each spelling of its address, and a rating's word in capitals is no other."""

import django.db.models.functions.text
from django.db import migrations, models

import claims.models.review
import sources.models.article

# The rating that an editor has put on the scale is kept, else the first; and of reviews the one
# that was attached to a claim, else the last. What goes is in the history.
ONE_OF_EACH = """
WITH kept AS (
    SELECT DISTINCT ON (domain, lower(word)) id, domain, lower(word) AS folded FROM claims_rating
    ORDER BY domain, lower(word), verdict_id IS NULL, id
)
UPDATE claims_review SET rating_id = kept.id FROM claims_rating other, kept
WHERE rating_id = other.id AND kept.id <> other.id
AND kept.domain = other.domain AND kept.folded = lower(other.word);

DELETE FROM claims_rating WHERE id IN (
    SELECT id FROM (
        SELECT id, row_number() OVER (
            PARTITION BY domain, lower(word) ORDER BY verdict_id IS NULL, id
        ) AS place FROM claims_rating
    ) ratings WHERE place > 1
);

DELETE FROM claims_review WHERE id IN (
    SELECT id FROM (
        SELECT id, row_number() OVER (
            PARTITION BY sources_address_key(url), statement ORDER BY claim_id IS NULL, id DESC
        ) AS place FROM claims_review
    ) reviews WHERE place > 1
);

SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0019_dated_by_the_database"),
        ("sources", "0012_as_published"),
    ]

    operations = [
        migrations.RunSQL(ONE_OF_EACH, migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="rating", name="rating_once_per_domain_and_word"),
        migrations.RemoveConstraint(model_name="review", name="review_once_per_url_and_statement"),
        migrations.RemoveField(model_name="review", name="identity"),
        migrations.AddField(
            model_name="review",
            name="identity",
            field=models.GeneratedField(
                db_persist=True,
                expression=claims.models.review.Identity(
                    sources.models.article.AddressKey("url"), "statement"
                ),
                output_field=models.CharField(max_length=32),
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                fields=("identity",),
                name="review_once_per_url_and_statement",
                violation_error_message="This review of this claim is here already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.UniqueConstraint(
                models.F("domain"),
                django.db.models.functions.text.Lower("word"),
                name="rating_once_per_domain_and_word",
                violation_error_message="This publisher's word is here already.",
            ),
        ),
    ]
