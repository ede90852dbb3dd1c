"""Who took a step is who the history says, and what was moved away was changed where it was."""

from importlib import import_module

from django.conf import settings
from django.db import migrations

import claims.models.lock
import sources.rules

FORMER = import_module("claims.migrations.0036_read_by_another").CHANGED
CHANGED = """
-- Whether a person has changed, since a moment, what is shown of these rows: a claim with all its
-- document is made of, a quote with its speaker and article. What they applied since that somebody
-- else had proposed does not count. `columns` are {table: [columns]}.
CREATE OR REPLACE FUNCTION claims_changed_by(
    person bigint, since timestamptz, columns jsonb, tables text[], ids bigint[]
) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (
        WITH named (place, id) AS (
            SELECT * FROM unnest(tables, ids)
        ), names (name) AS (
            SELECT claims_names(person)
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
            WHERE v.claim_id IN (SELECT id FROM claims) AND v.stage IN ('submitted', 'superseded')
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
            -- parts that were moved to another one
            UNION ALL SELECT * FROM sources_change WHERE s.place = 'sources_speaker'
            AND part_of = 'sources_speaker' AND was ->> 'speaker_id' = s.id::text
            UNION ALL SELECT * FROM sources_change WHERE s.place = 'claims_claim'
            AND part_of = 'claims_claim' AND was ->> 'claim_id' = s.id::text
        ) h
        CROSS JOIN LATERAL jsonb_object_keys(COALESCE(h.became, h.was)) key
        WHERE h.who IN (SELECT name FROM names) AND h.at >= since
        AND columns -> h.record ? key AND NOT EXISTS (
            SELECT FROM claims_amendment a WHERE a.stage = 'applied' AND a.approver_id = person
            AND EXISTS (SELECT FROM sources_change d WHERE d.record = 'claims_amendment'
                AND d.record_id = a.id AND d.became ->> 'stage' = 'applied'
                AND d.at BETWEEN since AND h.at)
            AND a.table_name = h.record AND a.row_id = h.record_id
            AND a.changes -> key -> 1 = COALESCE(h.became -> key, 'null'))
    );
END $$;
"""
MOVED = """
CREATE INDEX sources_change_moved_from_speaker ON sources_change ((was ->> 'speaker_id'))
    WHERE part_of = 'sources_speaker' AND was ->> 'speaker_id' IS NOT NULL;
CREATE INDEX sources_change_moved_from_claim ON sources_change ((was ->> 'claim_id'))
    WHERE part_of = 'claims_claim' AND was ->> 'claim_id' IS NOT NULL;
"""
# The correction that an amendment makes is submitted by who proposed it.
AMEND_BEFORE = import_module("claims.migrations.0022_two_people").AMEND
AMEND = AMEND_BEFORE.replace(
    """DECLARE
    published""",
    """DECLARE
    at_work CONSTANT text := COALESCE(current_setting('verbatim.who', true), '');
    published""",
).replace(
    """        UPDATE claims_verification SET stage = 'submitted', submitted_at = clock_timestamp()
        WHERE id = made;
""",
    """        PERFORM set_config('verbatim.who', username, true) FROM auth_user WHERE id = a.author_id;
        UPDATE claims_verification SET stage = 'submitted', submitted_at = clock_timestamp()
        WHERE id = made;
        PERFORM set_config('verbatim.who', at_work, true);
""",
)
UNMOVED = "DROP INDEX sources_change_moved_from_speaker, sources_change_moved_from_claim"


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0037_matches_of_two_people"),
        ("sources", "0016_keeps_its_public_id"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(MOVED, UNMOVED),
        migrations.RunSQL(CHANGED, FORMER),
        migrations.RunSQL(AMEND, AMEND_BEFORE),
        migrations.RemoveConstraint(
            model_name="amendment",
            name="quote_of_a_published_claim_stays",
        ),
        migrations.RemoveConstraint(
            model_name="amendment",
            name="publisher_of_a_published_claim_stays",
        ),
        migrations.RemoveConstraint(
            model_name="amendment",
            name="speaker_of_a_published_claim_stays",
        ),
        migrations.RemoveConstraint(
            model_name="amendment",
            name="claim_under_review_stays",
        ),
        migrations.RemoveConstraint(
            model_name="amendment",
            name="topic_of_a_published_claim_stays",
        ),
        migrations.RemoveConstraint(
            model_name="amendment",
            name="article_of_a_published_claim_stays",
        ),
        migrations.RemoveConstraint(
            model_name="amendment",
            name="amendment_applied_by_who_changed_nothing",
        ),
        migrations.RemoveConstraint(
            model_name="appearance",
            name="appearance_confirmed_by_who_changed_nothing",
        ),
        migrations.RemoveConstraint(
            model_name="verification",
            name="verification_decision_stands",
        ),
        migrations.RemoveConstraint(
            model_name="verification",
            name="verification_published_by_who_changed_nothing",
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=claims.models.lock.Locked(
                columns=(
                    "snapshot_id",
                    "start",
                    "end",
                    "text",
                    "kind",
                    "status",
                    "speaker_id",
                    "said_on",
                    "occasion",
                ),
                name="quote_of_a_published_claim_stays",
                on=None,
                owner=("sources_quote", "id"),
                table="sources_quote",
                violation_error_message="A published claim rests on this. Propose the change on its page, with a reason: a reviewer who is another person applies it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=claims.models.lock.Locked(
                columns=("url", "published_at", "headline", "byline", "publisher_id", "language"),
                name="article_of_a_published_claim_stays",
                on=None,
                owner=("sources_article", "id"),
                table="sources_article",
                violation_error_message="A published claim rests on this. Propose the change on its page, with a reason: a reviewer who is another person applies it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=claims.models.lock.Locked(
                columns=("name", "domain", "shows_full_text"),
                name="publisher_of_a_published_claim_stays",
                on=None,
                owner=("sources_publisher", "id"),
                table="sources_publisher",
                violation_error_message="A published claim shows this. Propose the change on its page, with a reason: a reviewer who is another person applies it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=claims.models.lock.Locked(
                columns=("name", "kind", "disambiguation", "aliases", "wikidata_id"),
                name="speaker_of_a_published_claim_stays",
                on=None,
                owner=("sources_speaker", "id"),
                table="sources_speaker",
                violation_error_message="A published claim shows this. Propose the change on its page, with a reason: a reviewer who is another person applies it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=claims.models.lock.Locked(
                columns=("statement", "claimant_id", "claimed_on", "language"),
                name="claim_under_review_stays",
                on=None,
                owner=("under_review", "id"),
                table="claims_claim",
                violation_error_message="A submitted or published verification is about these very words. Have a submitted one returned before you change the claim; of a published one, propose the change: a reviewer who is another person applies it. Or record another claim.",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=claims.models.lock.Locked(
                columns=("name",),
                name="topic_of_a_published_claim_stays",
                on=None,
                owner=("claims_topic", "id"),
                table="claims_topic",
                violation_error_message="A published claim shows this. Propose the change on its page, with a reason: a reviewer who is another person applies it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=sources.rules.Rule(
                broken='NEW.stage = \'applied\' AND claims_changed_by(NEW.approver_id, OLD.created_at, \'{"claims_appearance": ["claim_id", "id", "quote_id"], "claims_claim": ["claimant_id", "claimed_on", "language", "statement"], "claims_claim_topics": ["claim_id", "id", "topic_id"], "claims_topic": ["name"], "sources_article": ["byline", "headline", "language", "published_at", "publisher_id", "url"], "sources_publisher": ["domain", "name", "shows_full_text"], "sources_quote": ["end", "kind", "occasion", "said_on", "snapshot_id", "speaker_id", "start", "status", "text", "vanished_since"], "sources_role": ["end_date", "id", "organisation", "speaker_id", "start_date", "title"], "sources_speaker": ["aliases", "disambiguation", "kind", "merged_into_id", "name", "wikidata_id"], "claims_verdict": ["label", "meaning", "slug", "value"], "claims_amendment": ["changes"]}\', ARRAY[\'claims_amendment\', NULLIF(NULLIF(NEW.table_name, \'claims_claim\'), \'sources_quote\'), \'sources_speaker\', \'sources_speaker\', \'sources_speaker\', \'sources_quote\', \'sources_publisher\', \'claims_topic\', \'sources_snapshot\'], ARRAY[NEW.id, NEW.row_id, (NEW.changes #>> \'{speaker_id,1}\')::bigint, (NEW.changes #>> \'{claimant_id,1}\')::bigint, (NEW.changes #>> \'{merged_into_id,1}\')::bigint, (NEW.changes #>> \'{quote_id,1}\')::bigint, (NEW.changes #>> \'{publisher_id,1}\')::bigint, (NEW.changes #>> \'{topic_id,1}\')::bigint, (NEW.changes #>> \'{snapshot_id,1}\')::bigint])',
                name="amendment_applied_by_who_changed_nothing",
                on="UPDATE OF stage",
                violation_error_message="You have written this proposal, or changed what it would show since. Ask another reviewer to apply it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="appearance",
            constraint=sources.rules.Rule(
                broken='OLD.confirmed_by_id IS NULL AND NEW.confirmed_by_id IS NOT NULL AND EXISTS (SELECT FROM claims_claim WHERE id = NEW.claim_id AND verdict_id IS NOT NULL) AND claims_changed_by(NEW.confirmed_by_id, GREATEST(OLD.created_at, (SELECT max(submitted_at) FROM claims_verification WHERE claim_id = NEW.claim_id AND stage = \'submitted\' AND author_id <> NEW.confirmed_by_id)), \'{"claims_appearance": ["claim_id", "id", "quote_id"], "claims_claim": ["claimant_id", "claimed_on", "language", "statement"], "claims_claim_topics": ["claim_id", "id", "topic_id"], "claims_topic": ["name"], "sources_article": ["byline", "headline", "language", "published_at", "publisher_id", "url"], "sources_publisher": ["domain", "name", "shows_full_text"], "sources_quote": ["end", "kind", "occasion", "said_on", "snapshot_id", "speaker_id", "start", "status", "text", "vanished_since"], "sources_role": ["end_date", "id", "organisation", "speaker_id", "start_date", "title"], "sources_speaker": ["aliases", "disambiguation", "kind", "merged_into_id", "name", "wikidata_id"], "claims_verdict": ["label", "meaning", "slug", "value"], "claims_amendment": ["changes"]}\', ARRAY[\'sources_quote\', \'claims_appearance\'], ARRAY[NEW.quote_id, NEW.id])',
                name="appearance_confirmed_by_who_changed_nothing",
                on="UPDATE OF confirmed_by_id",
                violation_error_message="You have recorded this quote as making the claim, or changed it, its speaker or its article since. Ask another reviewer to confirm it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=sources.rules.Rule(
                broken="NEW.public_id <> OLD.public_id",
                name="topic_keeps_its_public_id",
                on="UPDATE OF public_id",
                violation_error_message="What the world knows a record by never changes.",
            ),
        ),
        migrations.AddConstraint(
            model_name="verification",
            constraint=sources.rules.Rule(
                broken='OLD.stage = \'submitted\' AND (NEW.stage = \'published\' OR NEW.publish_at IS NOT NULL) AND claims_changed_by(NEW.approver_id, OLD.submitted_at, \'{"claims_appearance": ["claim_id", "id", "quote_id"], "claims_claim": ["claimant_id", "claimed_on", "language", "statement"], "claims_claim_topics": ["claim_id", "id", "topic_id"], "claims_topic": ["name"], "sources_article": ["byline", "headline", "language", "published_at", "publisher_id", "url"], "sources_publisher": ["domain", "name", "shows_full_text"], "sources_quote": ["end", "kind", "occasion", "said_on", "snapshot_id", "speaker_id", "start", "status", "text", "vanished_since"], "sources_role": ["end_date", "id", "organisation", "speaker_id", "start_date", "title"], "sources_speaker": ["aliases", "disambiguation", "kind", "merged_into_id", "name", "wikidata_id"], "claims_verdict": ["label", "meaning", "slug", "value"], "claims_amendment": ["changes"]}\', ARRAY[\'claims_claim\'], ARRAY[NEW.claim_id])',
                name="verification_published_by_who_changed_nothing",
                on="UPDATE OF stage, publish_at",
                violation_error_message="You have changed what this shows since it was submitted. Return it, so that its author reads your change and submits it again; or ask another reviewer to publish it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="verification",
            constraint=sources.rules.Rule(
                broken="OLD.stage = 'submitted' AND (NEW.stage = 'published' OR NEW.publish_at IS NOT NULL) AND EXISTS (SELECT FROM sources_change WHERE record = 'claims_verification' AND record_id = NEW.id AND became ->> 'stage' = 'submitted' AND at >= OLD.submitted_at AND who IN (SELECT claims_names(NEW.approver_id)))",
                name="verification_published_by_who_did_not_submit_it",
                on="UPDATE OF stage, publish_at",
                violation_error_message="You have submitted this yourself. Return it, so that its author reads it and submits it; or ask another reviewer to publish it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="verification",
            constraint=sources.rules.Rule(
                broken="NEW.stage = 'withdrawn' AND OLD.stage <> 'withdrawn' AND EXISTS (SELECT FROM auth_user a WHERE a.username = current_setting('verbatim.who', true) AND (a.id = NEW.author_id OR NOT \nEXISTS (SELECT FROM auth_user u WHERE u.id = a.id AND (u.is_superuser OR EXISTS (\n    SELECT FROM claims_step s JOIN django_content_type t ON true\n    JOIN auth_permission p ON p.content_type_id = t.id\n    AND s.permission = t.app_label || '.' || p.codename\n    WHERE s.name = 'publish' AND p.id IN (\n        SELECT permission_id FROM auth_user_user_permissions WHERE user_id = u.id\n        UNION ALL SELECT g.permission_id FROM auth_group_permissions g\n        JOIN auth_user_groups m ON m.group_id = g.group_id WHERE m.user_id = u.id))))\n))",
                name="verification_withdrawn_by_a_reviewer",
                on="UPDATE OF stage",
                violation_error_message="A verification is withdrawn by somebody who may publish, and not by its author. Ask a reviewer.",
            ),
        ),
        migrations.AddConstraint(
            model_name="verification",
            constraint=sources.rules.Rule(
                broken="OLD.stage IN ('published', 'superseded', 'withdrawn') AND ((NEW.approver_id, NEW.published_at, NEW.supersedes_id, NEW.publish_at, NEW.read_digests) IS DISTINCT FROM (OLD.approver_id, OLD.published_at, OLD.supersedes_id, OLD.publish_at, OLD.read_digests) OR OLD.stage = NEW.stage AND (NEW.withdrawn_at, NEW.reason) IS DISTINCT FROM (OLD.withdrawn_at, OLD.reason))",
                name="verification_decision_stands",
                on="UPDATE",
                violation_error_message="Who published or withdrew a verification, when and why, never changes.",
            ),
        ),
        migrations.AddConstraint(
            model_name="verification",
            constraint=sources.rules.Rule(
                broken="OLD.stage <> 'draft' AND NEW.stage <> 'draft' AND NEW.submitted_at <> OLD.submitted_at",
                name="verification_keeps_its_submission",
                on="UPDATE OF submitted_at",
                violation_error_message="When a verification was submitted, the database says.",
            ),
        ),
        migrations.AddConstraint(
            model_name="verification",
            constraint=sources.rules.Rule(
                broken="NEW.public_id <> OLD.public_id",
                name="verification_keeps_its_public_id",
                on="UPDATE OF public_id",
                violation_error_message="What the world knows a record by never changes.",
            ),
        ),
    ]
