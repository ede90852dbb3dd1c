"""That another publisher's review is about a claim is said by one person and confirmed by another."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sources.rules


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0038_who_took_the_step"),
        ("sources", "0015_dated_by_the_database"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="review",
            name="confirmed_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="review",
            name="confirmed_by",
            field=models.ForeignKey(
                editable=False,
                help_text="The reviewer who confirmed it: then it is public.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="linked_by",
            field=models.ForeignKey(
                editable=False,
                help_text="Who said so.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=sources.rules.Trigger(
                body="\n        IF NEW.statement <> OLD.statement THEN\n            UPDATE claims_review SET confirmed_by_id = NULL\n            WHERE claim_id = NEW.id AND confirmed_by_id IS NOT NULL;\n        END IF;\n        RETURN NULL;\n        ",
                name="claim_reviews_lapse_with_its_words",
                on="AFTER UPDATE OF statement",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=sources.rules.Rule(
                broken="NEW.word <> OLD.word AND EXISTS (SELECT FROM claims_review WHERE rating_id = NEW.id AND confirmed_by_id IS NOT NULL)",
                name="rating_that_a_claim_shows_keeps_its_word",
                on="UPDATE OF word",
                violation_error_message="A published claim shows this word. Take the confirmation of its reviews back first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=sources.rules.Trigger(
                body="\n                IF TG_OP = 'UPDATE' AND OLD.confirmed_by_id IS NOT NULL\n                    AND (NEW.claim_id, NEW.url, NEW.statement, NEW.language, NEW.publisher, NEW.published_on, NEW.rating_id) IS DISTINCT FROM (OLD.claim_id, OLD.url, OLD.statement, OLD.language, OLD.publisher, OLD.published_on, OLD.rating_id) THEN\n                    NEW.confirmed_by_id := NULL;\n                END IF;\n                NEW.confirmed_at := CASE\n                    WHEN NEW.confirmed_by_id IS NULL THEN NULL\n                    WHEN TG_OP = 'UPDATE' AND NEW.confirmed_by_id = OLD.confirmed_by_id\n                        THEN OLD.confirmed_at\n                    ELSE clock_timestamp()\n                END;\n                RETURN NEW;\n                ",
                name="review_confirmation_lapses_with_what_was_read",
                on="BEFORE INSERT OR UPDATE",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=sources.rules.Rule(
                broken="NEW.confirmed_by_id IS NOT NULL AND (NEW.claim_id IS NULL OR NEW.linked_by_id IS NULL OR NEW.linked_by_id = NEW.confirmed_by_id OR NOT \nEXISTS (SELECT FROM auth_user u WHERE u.id = NEW.confirmed_by_id AND (u.is_superuser OR EXISTS (\n    SELECT FROM claims_step s JOIN django_content_type t ON true\n    JOIN auth_permission p ON p.content_type_id = t.id\n    AND s.permission = t.app_label || '.' || p.codename\n    WHERE s.name = 'publish' AND p.id IN (\n        SELECT permission_id FROM auth_user_user_permissions WHERE user_id = u.id\n        UNION ALL SELECT g.permission_id FROM auth_group_permissions g\n        JOIN auth_user_groups m ON m.group_id = g.group_id WHERE m.user_id = u.id))))\n)",
                name="review_confirmed_by_another_person",
                on="INSERT OR UPDATE",
                violation_error_message="That this review is about this claim is said by one person and confirmed by another, who is a reviewer. Ask a colleague to confirm it.",
            ),
        ),
    ]
