"""What one statement changes and makes public is judged when it has written all of it."""

from importlib import import_module

from django.conf import settings
from django.db import migrations

import claims.models.lock
import sources.rules

CHANGED_BEFORE = import_module("claims.migrations.0038_who_took_the_step").CHANGED
CHANGED = CHANGED_BEFORE.replace(  # what is asked about is published by then
    "v.stage IN ('submitted', 'superseded')", "v.stage IN ('submitted', 'published', 'superseded')"
).replace("AND stage = 'submitted'", "AND stage IN ('submitted', 'published')")

# What is published is merged and parted by an amendment. Any other merge found nothing public to
# move, and what becomes public later in its transaction is none of its business.
FORMER = import_module("claims.migrations.0017_tighter_locks").FUNCTIONS
MERGED_BEFORE = FORMER[FORMER.index("CREATE FUNCTION claims_merged") :].split("$$;")[0] + "$$;"
MERGED_BEFORE = MERGED_BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
MERGED = MERGED_BEFORE.replace(
    "= transaction_timestamp() AND CASE",
    """= transaction_timestamp()
        AND (place = 'claims_claim' AND NOT EXISTS (SELECT FROM claims_resting_on(place, which))
            OR EXISTS (SELECT FROM claims_amendment a WHERE a.table_name = 'sources_speaker'
                AND a.row_id = m.merged_id AND a.stage = 'applied' AND a.changes ? 'merged_into_id'
                AND a.applied_in = pg_current_xact_id()::text::bigint)) AND CASE""",
)

# A row that is taken away, or moved, is not there any more to ask what rests on it.
KEEP_BEFORE = FORMER[FORMER.index("CREATE OR REPLACE FUNCTION claims_keep_locked") :]
KEEP_BEFORE = KEEP_BEFORE.split("$$;")[0] + "$$;"
KEEP = KEEP_BEFORE.replace(
    "ORDER BY id FOR KEY SHARE;",
    """ORDER BY id FOR KEY SHARE;
        IF was ->> 'confirmed_by_id' IS NULL THEN
            RETURN COALESCE(NEW, OLD);
        END IF;""",
)

# The history has a new name of a person before any rule asks who has changed what.
RENAMED = """
DROP TRIGGER auth_user_history ON auth_user;
CREATE TRIGGER auth_user_history AFTER INSERT OR DELETE ON auth_user
    FOR EACH ROW EXECUTE FUNCTION sources_keep_change('', '', 'password last_login');
CREATE TRIGGER auth_user_history_of_changes BEFORE UPDATE ON auth_user
    FOR EACH ROW EXECUTE FUNCTION sources_keep_change('', '', 'password last_login');
"""
RENAMED_BEFORE = """
DROP TRIGGER auth_user_history_of_changes ON auth_user;
DROP TRIGGER auth_user_history ON auth_user;
CREATE TRIGGER auth_user_history AFTER INSERT OR UPDATE OR DELETE ON auth_user
    FOR EACH ROW EXECUTE FUNCTION sources_keep_change('', '', 'password last_login');
"""

# record/sql/access.sql gives the owner's functions this setting. What knew nothing of it has none.
UNSET = """
DO $$
DECLARE
    function regprocedure;
BEGIN
    FOR function IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        AND 'gin_fuzzy_search_limit=0' = ANY(proconfig)
    LOOP
        EXECUTE format('ALTER FUNCTION %s RESET gin_fuzzy_search_limit', function);
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0040_match_confirmed_as_proposed"),
        ("sources", "0017_history_before_a_row"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(migrations.RunSQL.noop, UNSET),
        migrations.RunSQL(CHANGED, CHANGED_BEFORE),
        migrations.RunSQL(MERGED, MERGED_BEFORE),
        migrations.RunSQL(KEEP, KEEP_BEFORE),
        migrations.RunSQL(RENAMED, RENAMED_BEFORE),
        migrations.RemoveConstraint(
            model_name="amendment",
            name="role_stays_as_a_published_claim_shows_it",
        ),
        migrations.RemoveConstraint(
            model_name="amendment",
            name="merge_of_a_public_speaker_by_two_people",
        ),
        migrations.RemoveConstraint(
            model_name="amendment",
            name="appearance_of_a_published_claim_stays",
        ),
        migrations.RemoveConstraint(
            model_name="amendment",
            name="claim_topics_of_a_published_claim_stay",
        ),
        migrations.RemoveConstraint(
            model_name="amendment",
            name="placement_of_a_published_claim_decided_by_a_reviewer",
        ),
        migrations.RemoveConstraint(
            model_name="amendment",
            name="placement_of_a_published_claim_stays",
        ),
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
            model_name="amendment",
            name="amendment_applied_by_who_changed_nothing",
        ),
        migrations.RemoveConstraint(
            model_name="appearance",
            name="appearance_confirmed_by_another_person",
        ),
        migrations.RemoveConstraint(
            model_name="appearance",
            name="appearance_confirmed_by_who_changed_nothing",
        ),
        migrations.RemoveConstraint(
            model_name="match",
            name="match_confirmed_by_who_changed_nothing",
        ),
        migrations.RemoveConstraint(
            model_name="rating",
            name="rating_that_a_claim_shows_keeps_its_word",
        ),
        migrations.RemoveConstraint(
            model_name="verdict",
            name="verdict_once_published_stays",
        ),
        migrations.RemoveConstraint(
            model_name="verification",
            name="verification_published_by_who_changed_nothing",
        ),
        migrations.RemoveConstraint(
            model_name="verification",
            name="verification_published_by_who_did_not_submit_it",
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=claims.models.lock.Stays(
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
            constraint=claims.models.lock.Stays(
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
            constraint=claims.models.lock.Stays(
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
            constraint=claims.models.lock.Stays(
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
            constraint=claims.models.lock.Stays(
                columns=("speaker_id", "title", "organisation", "start_date", "end_date"),
                name="role_stays_as_a_published_claim_shows_it",
                on="INSERT OR UPDATE OR DELETE",
                owner=("sources_speaker", "speaker_id"),
                table="sources_role",
                violation_error_message="A published claim shows this. Propose the change on its page, with a reason: a reviewer who is another person applies it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=claims.models.lock.StaysApart(
                columns=("undone_at",),
                name="merge_of_a_public_speaker_by_two_people",
                on="INSERT OR UPDATE OF undone_at",
                owner=("sources_merge", "id"),
                table="sources_merge",
                violation_error_message="A published claim shows this. Propose the change on its page, with a reason: a reviewer who is another person applies it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=claims.models.lock.Stays(
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
            constraint=claims.models.lock.Stays(
                columns=("claim_id", "quote_id"),
                name="appearance_of_a_published_claim_stays",
                on="UPDATE OF claim_id, quote_id OR DELETE",
                owner=("claims_claim", "claim_id"),
                table="claims_appearance",
                violation_error_message="A published verification rests on this appearance. Propose to take it away, with a reason: a reviewer who is another person applies it. Or withdraw the verification.",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=claims.models.lock.Stays(
                columns=("claim_id", "topic_id"),
                name="claim_topics_of_a_published_claim_stay",
                on="INSERT OR UPDATE OR DELETE",
                owner=("claims_claim", "claim_id"),
                table="claims_claim_topics",
                violation_error_message="A published claim shows this. Propose the change on its page, with a reason: a reviewer who is another person applies it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=claims.models.lock.Stays(
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
            constraint=claims.models.lock.DecidedByReviewerAfter(
                broken="(NEW.status = 'orphaned') <> (OLD.status = 'orphaned') AND EXISTS (SELECT FROM claims_resting_on('sources_quote', NEW.quote_id)) AND NOT \nEXISTS (SELECT FROM auth_user u WHERE u.id = NEW.decided_by_id AND (u.is_superuser OR EXISTS (\n    SELECT FROM claims_step s JOIN django_content_type t ON true\n    JOIN auth_permission p ON p.content_type_id = t.id\n    AND s.permission = t.app_label || '.' || p.codename\n    WHERE s.name = 'publish' AND p.id IN (\n        SELECT permission_id FROM auth_user_user_permissions WHERE user_id = u.id\n        UNION ALL SELECT g.permission_id FROM auth_group_permissions g\n        JOIN auth_user_groups m ON m.group_id = g.group_id WHERE m.user_id = u.id))))\n",
                name="placement_of_a_published_claim_decided_by_a_reviewer",
                on="UPDATE OF status",
                violation_error_message="A published claim shows whether these words still stand: somebody who may publish decides. Ask a reviewer.",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=claims.models.lock.DecidedByReviewerAfter(
                broken="EXISTS (SELECT FROM claims_resting_on('sources_quote', OLD.quote_id)) AND NOT EXISTS (SELECT FROM claims_amendment a WHERE (a.table_name, a.row_id, a.stage) = ('sources_quote', OLD.quote_id, 'applied') AND a.applied_in = pg_current_xact_id()::text::bigint AND a.changes ?| ARRAY['snapshot_id', 'start', 'end', 'text'])",
                name="placement_of_a_published_claim_stays",
                on="DELETE",
                violation_error_message="A published claim shows whether these words still stand: what was found stays, and a reviewer decides otherwise on the article's page.",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=sources.rules.AfterRule(
                broken='NEW.stage = \'applied\' AND claims_changed_by(NEW.approver_id, OLD.created_at, \'{"claims_appearance": ["claim_id", "id", "quote_id"], "claims_claim": ["claimant_id", "claimed_on", "language", "statement"], "claims_claim_topics": ["claim_id", "id", "topic_id"], "claims_topic": ["name"], "sources_article": ["byline", "headline", "language", "published_at", "publisher_id", "url"], "sources_publisher": ["domain", "name", "shows_full_text"], "sources_quote": ["end", "kind", "occasion", "said_on", "snapshot_id", "speaker_id", "start", "status", "text", "vanished_since"], "sources_role": ["end_date", "id", "organisation", "speaker_id", "start_date", "title"], "sources_speaker": ["aliases", "disambiguation", "kind", "merged_into_id", "name", "wikidata_id"], "claims_verdict": ["label", "meaning", "slug", "value"], "claims_amendment": ["changes"]}\', ARRAY[\'claims_amendment\', NULLIF(NULLIF(NEW.table_name, \'claims_claim\'), \'sources_quote\'), \'sources_speaker\', \'sources_speaker\', \'sources_speaker\', \'sources_quote\', \'sources_publisher\', \'claims_topic\', \'sources_snapshot\'], ARRAY[NEW.id, NEW.row_id, (NEW.changes #>> \'{speaker_id,1}\')::bigint, (NEW.changes #>> \'{claimant_id,1}\')::bigint, (NEW.changes #>> \'{merged_into_id,1}\')::bigint, (NEW.changes #>> \'{quote_id,1}\')::bigint, (NEW.changes #>> \'{publisher_id,1}\')::bigint, (NEW.changes #>> \'{topic_id,1}\')::bigint, (NEW.changes #>> \'{snapshot_id,1}\')::bigint])',
                name="amendment_applied_by_who_changed_nothing",
                on="UPDATE OF stage",
                violation_error_message="You have written this proposal, or changed what it would show since. Ask another reviewer to apply it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="appearance",
            constraint=sources.rules.AfterRule(
                broken="COALESCE(NEW.confirmed_by_id, CASE TG_OP WHEN 'UPDATE' THEN OLD.confirmed_by_id END) IS NOT NULL AND EXISTS (WITH held AS MATERIALIZED (SELECT verdict_id FROM claims_claim WHERE id = NEW.claim_id FOR SHARE) SELECT FROM held WHERE verdict_id IS NOT NULL) AND (TG_OP = 'INSERT' OR OLD.confirmed_by_id IS NOT NULL OR NEW.claim_id <> OLD.claim_id OR COALESCE(NEW.confirmed_by_id = NEW.created_by_id, true) OR NOT \nEXISTS (SELECT FROM auth_user u WHERE u.id = NEW.confirmed_by_id AND (u.is_superuser OR EXISTS (\n    SELECT FROM claims_step s JOIN django_content_type t ON true\n    JOIN auth_permission p ON p.content_type_id = t.id\n    AND s.permission = t.app_label || '.' || p.codename\n    WHERE s.name = 'publish' AND p.id IN (\n        SELECT permission_id FROM auth_user_user_permissions WHERE user_id = u.id\n        UNION ALL SELECT g.permission_id FROM auth_group_permissions g\n        JOIN auth_user_groups m ON m.group_id = g.group_id WHERE m.user_id = u.id))))\n)",
                name="appearance_confirmed_by_another_person",
                on="INSERT OR UPDATE OF claim_id, confirmed_by_id",
                violation_error_message="What is added to a published claim becomes public once a reviewer confirms it who has not recorded it. Ask a colleague to confirm it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="appearance",
            constraint=sources.rules.AfterRule(
                broken='OLD.confirmed_by_id IS NULL AND NEW.confirmed_by_id IS NOT NULL AND EXISTS (SELECT FROM claims_claim WHERE id = NEW.claim_id AND verdict_id IS NOT NULL) AND claims_changed_by(NEW.confirmed_by_id, GREATEST(OLD.created_at, (SELECT max(submitted_at) FROM claims_verification WHERE claim_id = NEW.claim_id AND stage = \'submitted\' AND author_id <> NEW.confirmed_by_id)), \'{"claims_appearance": ["claim_id", "id", "quote_id"], "claims_claim": ["claimant_id", "claimed_on", "language", "statement"], "claims_claim_topics": ["claim_id", "id", "topic_id"], "claims_topic": ["name"], "sources_article": ["byline", "headline", "language", "published_at", "publisher_id", "url"], "sources_publisher": ["domain", "name", "shows_full_text"], "sources_quote": ["end", "kind", "occasion", "said_on", "snapshot_id", "speaker_id", "start", "status", "text", "vanished_since"], "sources_role": ["end_date", "id", "organisation", "speaker_id", "start_date", "title"], "sources_speaker": ["aliases", "disambiguation", "kind", "merged_into_id", "name", "wikidata_id"], "claims_verdict": ["label", "meaning", "slug", "value"], "claims_amendment": ["changes"]}\', ARRAY[\'sources_quote\', \'claims_appearance\'], ARRAY[NEW.quote_id, NEW.id])',
                name="appearance_confirmed_by_who_changed_nothing",
                on="UPDATE OF confirmed_by_id",
                violation_error_message="You have recorded this quote as making the claim, or changed it, its speaker or its article since. Ask another reviewer to confirm it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="match",
            constraint=sources.rules.AfterRule(
                broken="NEW.stage = 'confirmed' AND \n(SELECT h.who FROM sources_change h WHERE h.record = 'claims_match' AND h.record_id = NEW.id\nAND (h.became ->> 'created_by_id' IS NOT NULL OR h.was IS NOT NULL AND h.became ? 'kind')\nORDER BY h.id DESC LIMIT 1)\n IN (SELECT claims_names(NEW.decided_by_id))",
                name="match_confirmed_by_who_changed_nothing",
                on="UPDATE OF stage",
                violation_error_message="You were the last to say of what kind this match is, or to propose it. Ask another reviewer to confirm it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=sources.rules.AfterRule(
                broken="NEW.word <> OLD.word AND EXISTS (SELECT FROM claims_review WHERE rating_id = NEW.id AND confirmed_by_id IS NOT NULL)",
                name="rating_that_a_claim_shows_keeps_its_word",
                on="UPDATE OF word",
                violation_error_message="A published claim shows this word. Take the confirmation of its reviews back first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=sources.rules.AfterRule(
                broken="(NEW.slug, NEW.label, NEW.meaning, NEW.value) IS DISTINCT FROM (OLD.slug, OLD.label, OLD.meaning, OLD.value) AND EXISTS (SELECT FROM claims_verification WHERE verdict_id = OLD.id AND stage IN ('published', 'superseded', 'withdrawn'))",
                name="verdict_once_published_stays",
                on="UPDATE OF slug, label, meaning, value",
                violation_error_message="Verifications were published with this word, and it keeps its meaning. Retire it, and add a new word for what you mean now.",
            ),
        ),
        migrations.AddConstraint(
            model_name="verification",
            constraint=sources.rules.AfterRule(
                broken='OLD.stage = \'submitted\' AND (NEW.stage = \'published\' OR NEW.publish_at IS NOT NULL) AND claims_changed_by(NEW.approver_id, OLD.submitted_at, \'{"claims_appearance": ["claim_id", "id", "quote_id"], "claims_claim": ["claimant_id", "claimed_on", "language", "statement"], "claims_claim_topics": ["claim_id", "id", "topic_id"], "claims_topic": ["name"], "sources_article": ["byline", "headline", "language", "published_at", "publisher_id", "url"], "sources_publisher": ["domain", "name", "shows_full_text"], "sources_quote": ["end", "kind", "occasion", "said_on", "snapshot_id", "speaker_id", "start", "status", "text", "vanished_since"], "sources_role": ["end_date", "id", "organisation", "speaker_id", "start_date", "title"], "sources_speaker": ["aliases", "disambiguation", "kind", "merged_into_id", "name", "wikidata_id"], "claims_verdict": ["label", "meaning", "slug", "value"], "claims_amendment": ["changes"]}\', ARRAY[\'claims_claim\'], ARRAY[NEW.claim_id])',
                name="verification_published_by_who_changed_nothing",
                on="UPDATE OF stage, publish_at",
                violation_error_message="You have changed what this shows since it was submitted. Return it, so that its author reads your change and submits it again; or ask another reviewer to publish it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="verification",
            constraint=sources.rules.AfterRule(
                broken="OLD.stage = 'submitted' AND (NEW.stage = 'published' OR NEW.publish_at IS NOT NULL) AND EXISTS (SELECT FROM sources_change WHERE record = 'claims_verification' AND record_id = NEW.id AND became ->> 'stage' = 'submitted' AND at >= OLD.submitted_at AND who IN (SELECT claims_names(NEW.approver_id)))",
                name="verification_published_by_who_did_not_submit_it",
                on="UPDATE OF stage, publish_at",
                violation_error_message="You have submitted this yourself. Return it, so that its author reads it and submits it; or ask another reviewer to publish it.",
            ),
        ),
    ]
