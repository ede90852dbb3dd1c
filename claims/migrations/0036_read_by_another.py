"""Whose reading counts is another's, and what is excused or looked at is the very row that is shown."""

from importlib import import_module

from django.conf import settings
from django.db import migrations

import sources.rules

FORMER = import_module("claims.migrations.0029_under_every_name").CHANGED
CHANGED = FORMER.replace(  # one that was new when it was proposed has no number to be told by
    "a.table_name = h.record AND COALESCE(a.row_id, h.record_id) = h.record_id",
    "a.table_name = h.record AND a.row_id = h.record_id",
).replace(  # what was superseded may become public again
    "WHERE v.claim_id IN (SELECT id FROM claims) AND v.stage = 'submitted'",
    "WHERE v.claim_id IN (SELECT id FROM claims) AND v.stage IN ('submitted', 'superseded')",
)


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0035_superseded_with_its_correction"),
        ("sources", "0015_dated_by_the_database"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(CHANGED, FORMER),
        migrations.RemoveConstraint(
            model_name="appearance",
            name="appearance_confirmed_by_who_changed_nothing",
        ),
        migrations.AddConstraint(
            model_name="appearance",
            constraint=sources.rules.Rule(
                broken='OLD.confirmed_by_id IS NULL AND NEW.confirmed_by_id IS NOT NULL AND EXISTS (SELECT FROM claims_claim WHERE id = NEW.claim_id AND verdict_id IS NOT NULL) AND claims_changed_by(NEW.confirmed_by_id, GREATEST(OLD.created_at, (SELECT max(submitted_at) FROM claims_verification WHERE claim_id = NEW.claim_id AND stage = \'submitted\' AND author_id <> NEW.confirmed_by_id)), \'{"claims_appearance": ["claim_id", "id", "quote_id"], "claims_claim": ["claimant_id", "claimed_on", "language", "statement"], "claims_claim_topics": ["claim_id", "id", "topic_id"], "claims_topic": ["name"], "sources_article": ["byline", "headline", "language", "published_at", "publisher_id", "url"], "sources_publisher": ["domain", "name", "shows_full_text"], "sources_quote": ["end", "kind", "occasion", "said_on", "snapshot_id", "speaker_id", "start", "status", "text"], "sources_role": ["end_date", "id", "organisation", "speaker_id", "start_date", "title"], "sources_speaker": ["aliases", "disambiguation", "kind", "merged_into_id", "name", "wikidata_id"], "claims_verdict": ["label", "meaning", "slug", "value"]}\', ARRAY[\'sources_quote\'], ARRAY[NEW.quote_id])',
                name="appearance_confirmed_by_who_changed_nothing",
                on="UPDATE OF confirmed_by_id",
                violation_error_message="You have changed this quote, its speaker or its article since it was recorded as making the claim. Ask another reviewer to confirm it.",
            ),
        ),
    ]
