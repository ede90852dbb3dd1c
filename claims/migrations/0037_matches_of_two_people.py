"""A match is proposed by one person and confirmed by another, of words that both have read."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sources.rules

FUNCTIONS = """
-- All names that a person had: whoever is renamed is the same.
CREATE FUNCTION claims_names(person bigint) RETURNS SETOF text LANGUAGE sql STABLE AS $$
    SELECT username::text FROM auth_user WHERE auth_user.id = person
    UNION SELECT was ->> 'username' FROM sources_change
    WHERE record = 'auth_user' AND record_id = person AND was ? 'username'
$$;

-- The digest of what somebody reads who confirms a match: its kind, and what both claims say.
CREATE FUNCTION claims_match_digest(kind text, claim bigint, other bigint) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(jsonb_agg(jsonb_build_array(
        kind, c.statement, c.language, c.claimed_on) ORDER BY c.id = other)::text, 'UTF8')), 'hex')
    FROM claims_claim c WHERE c.id IN (claim, other)
$$;
"""
BACK = """
DROP FUNCTION claims_match_digest(text, bigint, bigint);
DROP FUNCTION claims_names(bigint);
"""
# Nobody has proposed what was found and then confirmed: one person stands behind it, and it waits.
CONFIRMED = """
SELECT set_config('verbatim.why', 'One person confirmed what was found: it has to be proposed.', true);
UPDATE claims_match SET stage = 'suggested', decided_by_id = NULL, decided_at = NULL
WHERE stage = 'confirmed' AND created_by_id IS NULL;
UPDATE claims_match SET read_digest = claims_match_digest(kind, claim_id, other_id)
WHERE stage = 'confirmed';
SELECT set_config('verbatim.why', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0036_read_by_another"),
        ("sources", "0015_dated_by_the_database"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, BACK),
        migrations.RemoveConstraint(
            model_name="match",
            name="match_confirmed_by_another_person",
        ),
        migrations.RemoveConstraint(
            model_name="match",
            name="match_stays_as_decided",
        ),
        migrations.AddField(
            model_name="match",
            name="read_digest",
            field=models.TextField(
                db_default="",
                default="",
                editable=False,
                help_text="Of the kind and the claims as who confirmed it read them.",
            ),
        ),
        migrations.AlterField(
            model_name="match",
            name="created_by",
            field=models.ForeignKey(
                editable=False,
                help_text="Who says so; nobody, of what was only found.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="proposed by",
            ),
        ),
        migrations.RunSQL(CONFIRMED, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="claim",
            constraint=sources.rules.Trigger(
                body="\n        IF (NEW.statement, NEW.language, NEW.claimed_on)\n            IS DISTINCT FROM (OLD.statement, OLD.language, OLD.claimed_on) THEN\n            UPDATE claims_match SET stage = 'suggested', created_by_id = NULL,\n                decided_by_id = NULL, read_digest = ''\n            WHERE (claim_id = NEW.id OR other_id = NEW.id)\n            AND (stage = 'confirmed' OR stage = 'suggested' AND created_by_id IS NOT NULL);\n        END IF;\n        RETURN NULL;\n        ",
                name="claim_matches_follow",
                on="AFTER UPDATE OF statement, language, claimed_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="match",
            constraint=sources.rules.Trigger(
                body="IF NEW.stage = 'confirmed' THEN\nPERFORM claims_hold('{claims_claim,claims_claim}', ARRAY[NEW.claim_id, NEW.other_id]);\nEND IF;\nRETURN NEW;",
                name="match_acts_on_what_is_held",
                on="BEFORE UPDATE OF stage",
            ),
        ),
        migrations.AddConstraint(
            model_name="match",
            constraint=sources.rules.Rule(
                broken="NEW.stage = 'confirmed' AND (TG_OP = 'INSERT' OR NEW.created_by_id IS NULL OR NEW.decided_by_id = NEW.created_by_id OR NOT \nEXISTS (SELECT FROM auth_user u WHERE u.id = NEW.decided_by_id AND (u.is_superuser OR EXISTS (\n    SELECT FROM claims_step s JOIN django_content_type t ON true\n    JOIN auth_permission p ON p.content_type_id = t.id\n    AND s.permission = t.app_label || '.' || p.codename\n    WHERE s.name = 'publish' AND p.id IN (\n        SELECT permission_id FROM auth_user_user_permissions WHERE user_id = u.id\n        UNION ALL SELECT g.permission_id FROM auth_group_permissions g\n        JOIN auth_user_groups m ON m.group_id = g.group_id WHERE m.user_id = u.id))))\n)",
                name="match_confirmed_by_another_person",
                on="INSERT OR UPDATE OF stage, decided_by_id",
                violation_error_message="A match is proposed by one person and confirmed by another, who is a reviewer. What was only found has to be proposed first; what you have proposed, a colleague confirms.",
            ),
        ),
        migrations.AddConstraint(
            model_name="match",
            constraint=sources.rules.Rule(
                broken="NEW.stage = 'confirmed' AND \n(SELECT h.who FROM sources_change h WHERE h.record = 'claims_match' AND h.record_id = NEW.id\nAND (h.became ->> 'created_by_id' IS NOT NULL OR h.was IS NOT NULL AND h.became ? 'kind')\nORDER BY h.id DESC LIMIT 1)\n IN (SELECT claims_names(NEW.decided_by_id))",
                name="match_confirmed_by_who_changed_nothing",
                on="UPDATE OF stage",
                violation_error_message="You were the last to say of what kind this match is, or to propose it. Ask another reviewer to confirm it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="match",
            constraint=sources.rules.Rule(
                broken="NEW.stage = 'confirmed' AND NEW.read_digest <> claims_match_digest(NEW.kind, NEW.claim_id, NEW.other_id)",
                name="match_confirmed_as_read",
                on="UPDATE OF stage, read_digest",
                violation_error_message="One of these matches or its claims has changed since you read it, or was not on the page. Nothing is confirmed: read them again, then decide.",
            ),
        ),
        migrations.AddConstraint(
            model_name="match",
            constraint=sources.rules.Rule(
                broken="OLD.stage = 'confirmed' AND NEW.stage = 'refused' AND NOT \nEXISTS (SELECT FROM auth_user u WHERE u.id = NEW.decided_by_id AND (u.is_superuser OR EXISTS (\n    SELECT FROM claims_step s JOIN django_content_type t ON true\n    JOIN auth_permission p ON p.content_type_id = t.id\n    AND s.permission = t.app_label || '.' || p.codename\n    WHERE s.name = 'publish' AND p.id IN (\n        SELECT permission_id FROM auth_user_user_permissions WHERE user_id = u.id\n        UNION ALL SELECT g.permission_id FROM auth_group_permissions g\n        JOIN auth_user_groups m ON m.group_id = g.group_id WHERE m.user_id = u.id))))\n",
                name="match_taken_back_by_a_reviewer",
                on="UPDATE OF stage",
                violation_error_message="A confirmed match is taken back by somebody who may publish. Ask a reviewer.",
            ),
        ),
        migrations.AddConstraint(
            model_name="match",
            constraint=sources.rules.Rule(
                broken="(NEW.claim_id, NEW.other_id) <> (OLD.claim_id, OLD.other_id) OR OLD.stage = 'refused' OR OLD.stage = 'confirmed' AND (CASE NEW.stage WHEN 'suggested' THEN OLD.read_digest = claims_match_digest(OLD.kind, OLD.claim_id, OLD.other_id) ELSE NEW.stage = 'confirmed' OR (NEW.kind, NEW.created_by_id) IS DISTINCT FROM (OLD.kind, OLD.created_by_id) END)",
                name="match_stays_as_decided",
                on="UPDATE",
                violation_error_message="A match keeps its two claims; what was refused stays so, and what was confirmed can only be taken back.",
            ),
        ),
        migrations.AddConstraint(
            model_name="match",
            constraint=sources.rules.Rule(
                broken="OLD.stage = 'confirmed' AND \n(SELECT count(DISTINCT claim_id) FROM claims_verification WHERE claim_id IN\n(OLD.claim_id, OLD.other_id) AND stage IN ('published', 'superseded', 'withdrawn')) = 2\n",
                name="match_of_published_claims_stays",
                on="DELETE",
                violation_error_message="Two published claims show this match. A reviewer takes it back, with a reason.",
            ),
        ),
        migrations.AddConstraint(
            model_name="match",
            constraint=sources.rules.Trigger(
                body="\n                NEW.decided_at := CASE\n                    WHEN NEW.stage = 'suggested' THEN NULL\n                    WHEN TG_OP = 'UPDATE' AND NEW.stage = OLD.stage THEN OLD.decided_at\n                    ELSE clock_timestamp() END;\n                RETURN NEW;\n                ",
                name="match_dated_by_the_database",
                on="BEFORE INSERT OR UPDATE OF stage, decided_at",
            ),
        ),
    ]
