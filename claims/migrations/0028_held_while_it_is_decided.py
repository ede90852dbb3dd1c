"""What is applied or confirmed is held meanwhile: nobody's edit under way becomes public with it."""

from importlib import import_module

from django.db import migrations

import sources.rules

HOLD = """
-- The ids among these of rows of one table.
CREATE FUNCTION claims_ids(place text, places text[], ids bigint[]) RETURNS bigint[]
LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY(SELECT n.id FROM unnest(places, ids) n (place, id) WHERE n.place = claims_ids.place)
$$;

-- Lock these rows and what a claim shows with them, until the transaction ends: a quote's speaker
-- and article, an article's publisher, a speaker's roles. A new role shares its speaker, and waits.
-- Others lock in another order, so nobody is waited for while anything is held here: all is locked
-- at once, or let go and tried again (as record_hold does).
CREATE FUNCTION claims_hold(places text[], ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    patience CONSTANT timestamptz := clock_timestamp() + '10 s';
    quotes bigint[] := claims_ids('sources_quote', places, ids);
    speakers bigint[];
    articles bigint[];
BEGIN
    LOOP
        BEGIN
            PERFORM FROM claims_claim WHERE id = ANY(claims_ids('claims_claim', places, ids))
                ORDER BY id FOR NO KEY UPDATE NOWAIT;
            PERFORM FROM claims_appearance
                WHERE id = ANY(claims_ids('claims_appearance', places, ids))
                ORDER BY id FOR NO KEY UPDATE NOWAIT;
            PERFORM FROM claims_claim_topics
                WHERE id = ANY(claims_ids('claims_claim_topics', places, ids))
                ORDER BY id FOR NO KEY UPDATE NOWAIT;
            PERFORM FROM claims_topic WHERE id = ANY(claims_ids('claims_topic', places, ids))
                ORDER BY id FOR NO KEY UPDATE NOWAIT;
            PERFORM FROM sources_quote WHERE id = ANY(quotes) ORDER BY id FOR NO KEY UPDATE NOWAIT;
            speakers := claims_ids('sources_speaker', places, ids)
                || ARRAY(SELECT speaker_id FROM sources_quote WHERE id = ANY(quotes));
            PERFORM FROM sources_speaker WHERE id = ANY(speakers)
                ORDER BY id FOR NO KEY UPDATE NOWAIT;
            PERFORM FROM sources_role WHERE speaker_id = ANY(speakers)
                OR id = ANY(claims_ids('sources_role', places, ids))
                ORDER BY id FOR NO KEY UPDATE NOWAIT;
            articles := claims_ids('sources_article', places, ids) || ARRAY(
                SELECT article_id FROM sources_snapshot
                WHERE id = ANY(claims_ids('sources_snapshot', places, ids))
                OR id IN (SELECT snapshot_id FROM sources_quote WHERE id = ANY(quotes)));
            PERFORM FROM sources_article WHERE id = ANY(articles)
                ORDER BY id FOR NO KEY UPDATE NOWAIT;
            PERFORM FROM sources_publisher
                WHERE id = ANY(claims_ids('sources_publisher', places, ids))
                OR id IN (SELECT publisher_id FROM sources_article WHERE id = ANY(articles))
                ORDER BY id FOR NO KEY UPDATE NOWAIT;
            RETURN;
        EXCEPTION WHEN lock_not_available THEN
            IF clock_timestamp() > patience THEN
                PERFORM sources_refuse('nobody_else_changes_it_now', 'Others are changing what '
                    'this shows, so nothing is done. Try again in a moment.');
            END IF;
        END;
        PERFORM pg_sleep(0.005 + random() * 0.01);
    END LOOP;
END $$;

-- Lock what an amendment changes and names. A publication that shows it holds it, and is waited
-- for: so the claims that the amendment is then found to touch are all of them.
CREATE OR REPLACE FUNCTION claims_amendment_hold(a claims_amendment) RETURNS void
LANGUAGE sql AS $$
    SELECT claims_hold(array_agg(place), array_agg(id)) FROM (
        SELECT a.table_name, a.row_id
        UNION SELECT named.place, (id #>> '{}')::bigint FROM (VALUES
            ('claim_id', 'claims_claim'), ('topic_id', 'claims_topic'),
            ('quote_id', 'sources_quote'), ('snapshot_id', 'sources_snapshot'),
            ('publisher_id', 'sources_publisher'), ('speaker_id', 'sources_speaker'),
            ('claimant_id', 'sources_speaker'), ('merged_into_id', 'sources_speaker')
        ) named (key, place)
        CROSS JOIN LATERAL jsonb_array_elements(a.changes -> named.key) id
    ) held (place, id)
$$;
"""
FORMER = import_module("claims.migrations.0018_amendment_waits").HOLD
BACK = (
    FORMER.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
    + """
DROP FUNCTION claims_hold(text[], bigint[]);
DROP FUNCTION claims_ids(text, text[], bigint[]);
"""
)


class Migration(migrations.Migration):
    dependencies = [("claims", "0027_tags")]

    operations = [
        migrations.RunSQL(HOLD, BACK),
        migrations.RemoveConstraint(
            model_name="amendment",
            name="amendment_touches",
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=sources.rules.Trigger(
                body='NEW.decided_at := transaction_timestamp();\nIF NEW.stage = \'applied\' THEN\nNEW.applied_in := pg_current_xact_id()::text::bigint;\nNEW.claims := claims_amendment_claims(NEW);\nNEW.told := claims_amendment_told(NEW, \'{"claims_appearance": {"quote_id": "a quote that makes the claim"}, "claims_claim": {"statement": "the statement", "claimant_id": "the claimant", "claimed_on": "the day it was claimed", "language": "the language"}, "claims_claim_topics": {"topic_id": "a topic"}, "claims_topic": {"name": "a topic\'\'s name"}, "sources_article": {"url": "the article\'\'s address", "published_at": "when the article was published", "headline": "the headline", "byline": "the byline", "publisher_id": "the publisher", "language": "the article\'\'s language"}, "sources_publisher": {"name": "the publisher\'\'s name", "domain": "the publisher\'\'s domain"}, "sources_quote": {"text": "the quoted words", "kind": "the kind of a quote", "status": "the state of a quote", "speaker_id": "who said it", "said_on": "the day it was said", "occasion": "the occasion"}, "sources_role": {"speaker_id": "whose role it is", "title": "the title of a role", "organisation": "the organisation of a role", "start_date": "the first day of a role", "end_date": "the last day of a role"}, "sources_speaker": {"name": "the speaker\'\'s name", "kind": "what kind of speaker it is", "disambiguation": "which speaker of that name it is", "aliases": "the speaker\'\'s other names", "wikidata_id": "the speaker\'\'s Wikidata id", "merged_into_id": "who the speaker is"}}\');\nEND IF;\nRETURN NEW;',
                name="amendment_touches",
                on="BEFORE UPDATE OF stage",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=sources.rules.Trigger(
                body="IF NEW.stage = 'applied' THEN\nPERFORM claims_amendment_hold(NEW);\nEND IF;\nRETURN NEW;",
                name="amendment_acts_on_what_is_held",
                on="BEFORE UPDATE OF stage",
            ),
        ),
        migrations.AddConstraint(
            model_name="appearance",
            constraint=sources.rules.Trigger(
                body="\n                IF NEW.confirmed_by_id IS NOT NULL AND EXISTS (SELECT FROM claims_claim\n                    WHERE id = NEW.claim_id AND verdict_id IS NOT NULL) THEN\n                    PERFORM claims_hold('{sources_quote}', ARRAY[NEW.quote_id]);\n                END IF;\n                RETURN NEW;\n                ",
                name="appearance_acts_on_what_is_held",
                on="BEFORE UPDATE OF confirmed_by_id",
            ),
        ),
    ]
