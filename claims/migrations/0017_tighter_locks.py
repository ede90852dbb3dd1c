"""What is let through is to the letter what an amendment or a merge says, and nothing beside it."""

from importlib import import_module

from django.db import migrations

import claims.models.lock
import sources.rules

FORMER = import_module("claims.migrations.0014_amendment").FUNCTIONS
FUNCTIONS = """
-- Superseded verifications of a public claim are public, too, with their evidence's addresses.
CREATE OR REPLACE FUNCTION claims_resting_on(place text, which bigint) RETURNS SETOF bigint
LANGUAGE plpgsql AS $$
BEGIN
    CASE place
    WHEN 'claims_claim' THEN RETURN QUERY
        SELECT id FROM claims_claim WHERE id = which AND verdict_id IS NOT NULL;
    WHEN 'under_review' THEN RETURN QUERY
        SELECT claim_id FROM claims_verification
        WHERE claim_id = which AND stage IN ('submitted', 'published');
    WHEN 'claims_appearance' THEN RETURN QUERY
        SELECT c.id FROM claims_appearance ap JOIN claims_claim c ON c.id = ap.claim_id
        WHERE ap.id = which AND ap.confirmed_by_id IS NOT NULL AND c.verdict_id IS NOT NULL;
    WHEN 'claims_topic' THEN RETURN QUERY
        SELECT c.id FROM claims_claim_topics t JOIN claims_claim c ON c.id = t.claim_id
        WHERE t.topic_id = which AND c.verdict_id IS NOT NULL;
    WHEN 'sources_quote' THEN RETURN QUERY
        SELECT c.id FROM claims_appearance ap JOIN claims_claim c ON c.id = ap.claim_id
        WHERE ap.quote_id = which AND ap.confirmed_by_id IS NOT NULL AND c.verdict_id IS NOT NULL;
    WHEN 'sources_speaker' THEN RETURN QUERY
        SELECT id FROM claims_claim WHERE claimant_id = which AND verdict_id IS NOT NULL
        UNION SELECT c.id FROM sources_quote q JOIN claims_appearance ap ON ap.quote_id = q.id
        JOIN claims_claim c ON c.id = ap.claim_id WHERE q.speaker_id = which
        AND ap.confirmed_by_id IS NOT NULL AND c.verdict_id IS NOT NULL;
    WHEN 'sources_article' THEN RETURN QUERY
        SELECT c.id FROM sources_snapshot n JOIN sources_quote q ON q.snapshot_id = n.id
        JOIN claims_appearance ap ON ap.quote_id = q.id JOIN claims_claim c ON c.id = ap.claim_id
        WHERE n.article_id = which AND ap.confirmed_by_id IS NOT NULL AND c.verdict_id IS NOT NULL
        UNION SELECT c.id FROM sources_snapshot n JOIN claims_evidence e ON e.snapshot_id = n.id
        JOIN claims_verification v ON v.id = e.verification_id
        JOIN claims_claim c ON c.id = v.claim_id
        WHERE n.article_id = which AND v.stage IN ('published', 'superseded')
        AND c.verdict_id IS NOT NULL;
    WHEN 'sources_publisher' THEN RETURN QUERY
        SELECT DISTINCT c.id FROM sources_article a
        CROSS JOIN LATERAL claims_resting_on('sources_article', a.id) c (id)
        WHERE a.publisher_id = which;
    ELSE RAISE EXCEPTION 'No published claim rests on a row of %.', place;
    END CASE;
END $$;

-- Whether a merge that is made or undone in this transaction moves this column of this row from
-- pair[0] to pair[1]: what it lists, and the aliases and the Wikidata id that go with it.
CREATE FUNCTION claims_merged(place text, which bigint, key text, pair jsonb) RETURNS boolean
LANGUAGE sql AS $$
    SELECT EXISTS (SELECT FROM sources_merge m
        CROSS JOIN LATERAL (SELECT m.merged_id, m.kept_id WHERE m.undone_at IS NULL
            UNION ALL SELECT m.kept_id, m.merged_id WHERE m.undone_at IS NOT NULL) way (one, other)
        WHERE COALESCE(m.undone_at, m.made_at) = transaction_timestamp() AND CASE
        WHEN place <> 'sources_speaker' THEN key IN ('speaker_id', 'claimant_id')
            AND pair = jsonb_build_array(way.one, way.other)
            AND m.moved -> (place || '.' || key) @> to_jsonb(which)
        WHEN key = 'wikidata_id' THEN (which, pair) IN (
            (way.one, jsonb_build_array(m.moved -> key, NULL)),
            (way.other, jsonb_build_array(NULL, m.moved -> key)))
        WHEN key = 'aliases' AND m.undone_at IS NOT NULL THEN which = m.kept_id AND pair -> 1 = (pair -> 0)
            - ARRAY(SELECT jsonb_array_elements_text(m.moved -> key))
        WHEN key = 'aliases' THEN which = m.kept_id AND pair -> 1 = (pair -> 0) || (m.moved -> key)
            AND NOT pair -> 0 @> (m.moved -> key)  -- once
        ELSE false END)
$$;

-- Whether an amendment that is being applied in this transaction, or a merge, says that this row
-- changes so, {column: [from, to]}. What is said of a new row is said of all its columns.
CREATE FUNCTION claims_amended(place text, which bigint, changed jsonb) RETURNS boolean
LANGUAGE sql AS $$
    WITH applied AS (SELECT a.row_id, a.changes FROM claims_amendment a WHERE a.table_name = place
        AND a.row_id IS NOT DISTINCT FROM which AND a.stage = 'applied'
        AND a.applied_in = pg_current_xact_id()::text::bigint)
    SELECT CASE WHEN which IS NULL THEN EXISTS (SELECT FROM applied a WHERE a.changes = changed)
        ELSE NOT EXISTS (SELECT FROM jsonb_each(changed) c WHERE NOT EXISTS (
            SELECT FROM applied a WHERE a.changes -> c.key = c.value)
            AND NOT claims_merged(place, which, c.key, c.value)) END
$$;

CREATE OR REPLACE FUNCTION claims_keep_locked() RETURNS trigger
LANGUAGE plpgsql SET timezone = 'UTC' AS $$
DECLARE
    was jsonb := COALESCE(to_jsonb(OLD), '{}');
    becomes jsonb := COALESCE(to_jsonb(NEW), '{}');
    which bigint := was ->> 'id';
    owners bigint[] := ARRAY[was ->> TG_ARGV[4], becomes ->> TG_ARGV[4]]::bigint[];
    changed jsonb := (
        SELECT jsonb_object_agg(key, jsonb_build_array(was -> key, becomes -> key))
        FROM unnest(string_to_array(TG_ARGV[2], ' ')) key
        WHERE NULLIF(was -> key, 'null') IS DISTINCT FROM NULLIF(becomes -> key, 'null'));
BEGIN
    -- Waits for a publication under way. A topic's link waits where the record would let it wait
    -- anyhow, and so in the way of no other edit of the claim.
    IF TG_TABLE_NAME = 'claims_appearance' THEN
        PERFORM FROM claims_claim WHERE id IN ((was ->> 'claim_id')::bigint,
            (becomes ->> 'claim_id')::bigint) ORDER BY id FOR KEY SHARE;
    ELSIF TG_TABLE_NAME = 'claims_claim_topics' THEN
        PERFORM pg_advisory_xact_lock(hashtext('record'));
    END IF;
    IF changed IS NOT NULL AND NOT claims_amended(TG_TABLE_NAME, which, changed) AND EXISTS (
        SELECT FROM unnest(owners) owner CROSS JOIN LATERAL claims_resting_on(TG_ARGV[3], owner)
        WHERE owner IS NOT NULL
    ) THEN
        PERFORM sources_refuse(TG_ARGV[0], TG_ARGV[1]);
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;

CREATE OR REPLACE FUNCTION claims_keep_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted jsonb := CASE TG_OP WHEN 'INSERT' THEN jsonb_build_array(NULL, NEW.kept_id)
        ELSE jsonb_build_array(NEW.kept_id, NULL) END;
BEGIN
    -- waits for a publication under way, which holds its speakers
    PERFORM FROM sources_speaker WHERE id IN (NEW.merged_id, NEW.kept_id) ORDER BY id FOR UPDATE;
    IF NOT claims_amended('sources_speaker', NEW.merged_id,
        jsonb_build_object('merged_into_id', wanted)) AND EXISTS (
        SELECT FROM claims_resting_on('sources_speaker', NEW.merged_id)
        UNION ALL SELECT FROM claims_resting_on('sources_speaker', NEW.kept_id))
    THEN
        PERFORM sources_refuse(TG_ARGV[0], TG_ARGV[1]);
    END IF;
    RETURN NEW;
END $$;
DROP FUNCTION claims_amended(text, bigint, text, jsonb);

-- Change the row as the amendment says, if it still stands as it did when that was proposed.
CREATE OR REPLACE FUNCTION claims_amend_row(a claims_amendment) RETURNS void
LANGUAGE plpgsql SET timezone = 'UTC' AS $$
DECLARE
    wanted jsonb := (SELECT jsonb_object_agg(key, value -> 1) FROM jsonb_each(a.changes));
    listed text := (SELECT string_agg(format('%I', key), ', ') FROM jsonb_object_keys(a.changes) key);
    was jsonb;
BEGIN
    IF a.row_id IS NULL THEN
        IF a.table_name = 'claims_appearance' THEN  -- whoever confirms it is another person
            wanted := wanted || jsonb_build_object('created_by_id', a.author_id);
            listed := listed || ', created_by_id';
        END IF;
        EXECUTE format('INSERT INTO %1$I (%2$s) SELECT %2$s FROM jsonb_populate_record(NULL::%1$I, '
            '$1)', a.table_name, listed) USING wanted;
        RETURN;
    END IF;
    EXECUTE format('SELECT to_jsonb(t) FROM %I t WHERE id = $1 FOR UPDATE', a.table_name)
        INTO was USING a.row_id;
    IF was IS NULL OR EXISTS (SELECT FROM jsonb_each(a.changes) c
            WHERE NULLIF(c.value -> 0, 'null') IS DISTINCT FROM NULLIF(was -> c.key, 'null')) THEN
        PERFORM sources_refuse('amendment_of_what_stands', 'What it would change has changed since '
            'it was proposed. Refuse it, and propose the change to what stands there now.');
    END IF;
    IF a.changes ? 'merged_into_id' THEN
        IF wanted ->> 'merged_into_id' IS NULL THEN
            UPDATE sources_merge SET undone_at = transaction_timestamp()
            WHERE merged_id = a.row_id AND undone_at IS NULL;
        ELSE
            INSERT INTO sources_merge (merged_id, kept_id, reason, moved)
            VALUES (a.row_id, (wanted ->> 'merged_into_id')::bigint, left(a.reason, 500), '{}');
        END IF;
    ELSIF a.changes ? 'id' THEN
        EXECUTE format('DELETE FROM %I WHERE id = $1', a.table_name) USING a.row_id;
    ELSE
        EXECUTE format('UPDATE %I t SET (%s) = (SELECT %2$s FROM jsonb_populate_record(t, $1)) '
            'WHERE id = $2', a.table_name, listed) USING wanted, a.row_id;
    END IF;
END $$;

-- What waits for a reviewer on a claim is not made public by a correction that is about something else.
CREATE OR REPLACE FUNCTION claims_amend(a claims_amendment) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    published claims_verification;
    made bigint;
    all_made bigint[] := '{}';
BEGIN
    FOR published IN SELECT * FROM claims_verification v WHERE a.kind = 'substance'
        AND v.claim_id = ANY(a.claims) AND v.stage = 'published' ORDER BY v.claim_id
    LOOP
        INSERT INTO claims_verification (claim_id, author_id, stage, verdict_id, summary, rationale,
            correction, reason)
        VALUES (published.claim_id, a.author_id, 'draft', published.verdict_id, published.summary,
            published.rationale, a.reason, '')
        RETURNING id INTO made;
        INSERT INTO claims_evidence (verification_id, stance, title, url, publisher, excerpt,
            archived_url, snapshot_id)
        SELECT made, stance, title, url, publisher, excerpt, archived_url, snapshot_id
        FROM claims_evidence WHERE verification_id = published.id ORDER BY id;
        UPDATE claims_verification SET stage = 'submitted', submitted_at = clock_timestamp()
        WHERE id = made;
        all_made := all_made || made;
    END LOOP;
    PERFORM claims_amend_row(a);
    IF all_made <> '{}' THEN
        PERFORM record_hold(all_made);  -- nothing is added meanwhile
        IF EXISTS (SELECT FROM claims_appearance
            WHERE claim_id = ANY(a.claims) AND confirmed_by_id IS NULL) THEN
            PERFORM sources_refuse('amendment_publishes_nothing_else', 'A quote that was added to '
                'a claim that this corrects waits for a reviewer. Make it public on the claim''s '
                'page, or take it away there; then apply this.');
        END IF;
    END IF;
    FOREACH made IN ARRAY all_made LOOP
        UPDATE claims_verification SET stage = 'published', published_at = clock_timestamp(),
            approver_id = a.approver_id, read_digests = record_reviewed(made) WHERE id = made;
    END LOOP;
END $$;
"""
REVERSE = (
    FORMER.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
    + """
DROP FUNCTION claims_amended(text, bigint, jsonb);
DROP FUNCTION claims_merged(text, bigint, text, jsonb);
"""
)


class Migration(migrations.Migration):
    dependencies = [("claims", "0016_taken_back")]

    operations = [
        migrations.RunSQL(FUNCTIONS, REVERSE),
        migrations.RemoveConstraint(
            model_name="amendment",
            name="quote_of_a_published_claim_stays",
        ),
        migrations.RemoveConstraint(
            model_name="amendment",
            name="article_of_a_published_claim_stays",
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
            model_name="appearance",
            name="appearance_confirmed_by_another_person",
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
                    "public_id",
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
                columns=(
                    "url",
                    "published_at",
                    "headline",
                    "publisher_id",
                    "language",
                    "public_id",
                ),
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
                columns=("name", "domain", "shows_full_text", "public_id"),
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
                columns=("name", "kind", "disambiguation", "aliases", "wikidata_id", "public_id"),
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
                columns=("statement", "claimant_id", "claimed_on", "language", "public_id"),
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
                columns=("name", "public_id"),
                name="topic_of_a_published_claim_stays",
                on=None,
                owner=("claims_topic", "id"),
                table="claims_topic",
                violation_error_message="A published claim shows this. Propose the change on its page, with a reason: a reviewer who is another person applies it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="appearance",
            constraint=sources.rules.Rule(
                broken="COALESCE(NEW.confirmed_by_id, CASE TG_OP WHEN 'UPDATE' THEN OLD.confirmed_by_id END) IS NOT NULL AND EXISTS (WITH held AS MATERIALIZED (SELECT verdict_id FROM claims_claim WHERE id = NEW.claim_id FOR SHARE) SELECT FROM held WHERE verdict_id IS NOT NULL) AND (TG_OP = 'INSERT' OR OLD.confirmed_by_id IS NOT NULL OR NEW.claim_id <> OLD.claim_id OR COALESCE(NEW.confirmed_by_id = NEW.created_by_id, true) OR NOT \nEXISTS (SELECT FROM auth_user u WHERE u.id = NEW.confirmed_by_id AND (u.is_superuser OR EXISTS (\n    SELECT FROM claims_step s JOIN django_content_type t ON true\n    JOIN auth_permission p ON p.content_type_id = t.id\n    AND s.permission = t.app_label || '.' || p.codename\n    WHERE s.name = 'publish' AND p.id IN (\n        SELECT permission_id FROM auth_user_user_permissions WHERE user_id = u.id\n        UNION ALL SELECT g.permission_id FROM auth_group_permissions g\n        JOIN auth_user_groups m ON m.group_id = g.group_id WHERE m.user_id = u.id))))\n)",
                name="appearance_confirmed_by_another_person",
                on="INSERT OR UPDATE OF claim_id, confirmed_by_id",
                violation_error_message="What is added to a published claim becomes public once a reviewer confirms it who has not recorded it. Ask a colleague to confirm it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="appearance",
            constraint=sources.rules.Rule(
                broken="NEW.created_by_id IS DISTINCT FROM OLD.created_by_id OR OLD.confirmed_by_id IS NULL AND (NEW.claim_id, NEW.quote_id) <> (OLD.claim_id, OLD.quote_id)",
                name="appearance_stays_as_recorded",
                on="UPDATE OF claim_id, quote_id, created_by_id",
                violation_error_message="An appearance keeps its claim, its quote and who recorded it. Delete it, and record another one.",
            ),
        ),
    ]
