"""What somebody changed is theirs under every name they had, and no former approval excuses it."""

from importlib import import_module

from django.db import migrations

import sources.rules

FORMER = import_module("claims.migrations.0022_two_people").CHANGED.replace(
    "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
)
CHANGED = """
-- Whether a person has changed, since a moment, what is shown of these rows: a claim with all its
-- document is made of, a quote with its speaker and article. What they applied since that somebody
-- else had proposed does not count. Their names are all that they had: whoever is renamed is the
-- same. `columns` are {table: [columns]}.
CREATE OR REPLACE FUNCTION claims_changed_by(
    person bigint, since timestamptz, columns jsonb, tables text[], ids bigint[]
) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (
        WITH named (place, id) AS (
            SELECT * FROM unnest(tables, ids)
        ), names (name) AS (
            SELECT username::text FROM auth_user WHERE auth_user.id = person
            UNION SELECT was ->> 'username' FROM sources_change
            WHERE record = 'auth_user' AND record_id = person AND was ? 'username'
        ), claims AS (
            SELECT id FROM named WHERE place = 'claims_claim'
        ), quotes AS (
            SELECT id, speaker_id, snapshot_id FROM sources_quote WHERE id IN (
                SELECT id FROM named WHERE place = 'sources_quote'
                UNION ALL SELECT quote_id FROM claims_appearance
                WHERE claim_id IN (SELECT id FROM claims))
        ), snapshots AS (
            SELECT snapshot_id AS id FROM quotes
            UNION SELECT id FROM named WHERE place = 'sources_snapshot'
            UNION SELECT e.snapshot_id FROM claims_verification v
            JOIN claims_evidence e ON e.verification_id = v.id
            WHERE v.claim_id IN (SELECT id FROM claims) AND v.stage = 'submitted'
        ), articles AS (
            SELECT id, publisher_id FROM sources_article WHERE id IN (
                SELECT article_id FROM sources_snapshot WHERE id IN (SELECT id FROM snapshots))
        ), shown (place, id) AS (
            TABLE named
            UNION SELECT 'claims_topic', topic_id FROM claims_claim_topics
            WHERE claim_id IN (SELECT id FROM claims)
            UNION SELECT 'claims_verdict', verdict_id FROM claims_verification
            WHERE claim_id IN (SELECT id FROM claims) AND stage = 'submitted'
            UNION SELECT 'sources_quote', id FROM quotes
            UNION SELECT 'sources_speaker', speaker_id FROM quotes
            UNION SELECT 'sources_speaker', claimant_id FROM claims_claim
            WHERE id IN (SELECT id FROM claims)
            UNION SELECT 'sources_article', id FROM articles
            UNION SELECT 'sources_publisher', publisher_id FROM articles
        )
        SELECT FROM shown s
        CROSS JOIN LATERAL (
            SELECT * FROM sources_change WHERE record = s.place AND record_id = s.id
            UNION ALL SELECT * FROM sources_change WHERE part_of = s.place AND part_of_id = s.id
        ) h
        CROSS JOIN LATERAL jsonb_object_keys(COALESCE(h.became, h.was)) key
        WHERE h.who IN (SELECT name FROM names) AND h.at >= since
        AND columns -> h.record ? key AND NOT EXISTS (
            SELECT FROM claims_amendment a WHERE a.stage = 'applied' AND a.approver_id = person
            AND EXISTS (SELECT FROM sources_change d WHERE d.record = 'claims_amendment'
                AND d.record_id = a.id AND d.became ->> 'stage' = 'applied'
                AND d.at BETWEEN since AND h.at)
            AND a.table_name = h.record AND COALESCE(a.row_id, h.record_id) = h.record_id
            AND a.changes -> key -> 1 = COALESCE(h.became -> key, 'null'))
    );
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0028_held_while_it_is_decided")]

    operations = [
        migrations.RunSQL(CHANGED, FORMER),
        migrations.RemoveConstraint(
            model_name="amendment",
            name="amendment_applied_by_who_changed_nothing",
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=sources.rules.Rule(
                broken='NEW.stage = \'applied\' AND claims_changed_by(NEW.approver_id, OLD.created_at, \'{"claims_appearance": ["claim_id", "id", "quote_id"], "claims_claim": ["claimant_id", "claimed_on", "language", "statement"], "claims_claim_topics": ["claim_id", "id", "topic_id"], "claims_topic": ["name"], "sources_article": ["byline", "headline", "language", "published_at", "publisher_id", "url"], "sources_publisher": ["domain", "name", "shows_full_text"], "sources_quote": ["end", "kind", "occasion", "said_on", "snapshot_id", "speaker_id", "start", "status", "text"], "sources_role": ["end_date", "id", "organisation", "speaker_id", "start_date", "title"], "sources_speaker": ["aliases", "disambiguation", "kind", "merged_into_id", "name", "wikidata_id"], "claims_verdict": ["label", "meaning", "slug", "value"]}\', ARRAY[NULLIF(NULLIF(NEW.table_name, \'claims_claim\'), \'sources_quote\'), \'sources_speaker\', \'sources_speaker\', \'sources_speaker\', \'sources_quote\', \'sources_publisher\', \'claims_topic\', \'sources_snapshot\'], ARRAY[NEW.row_id, (NEW.changes #>> \'{speaker_id,1}\')::bigint, (NEW.changes #>> \'{claimant_id,1}\')::bigint, (NEW.changes #>> \'{merged_into_id,1}\')::bigint, (NEW.changes #>> \'{quote_id,1}\')::bigint, (NEW.changes #>> \'{publisher_id,1}\')::bigint, (NEW.changes #>> \'{topic_id,1}\')::bigint, (NEW.changes #>> \'{snapshot_id,1}\')::bigint])',
                name="amendment_applied_by_who_changed_nothing",
                on="UPDATE OF stage",
                violation_error_message="You have changed what this would show since it was proposed. Ask another reviewer to apply it.",
            ),
        ),
    ]
