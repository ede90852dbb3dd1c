"""A review that a published claim names is taken back by a reviewer."""

from django.conf import settings
from django.db import migrations

import sources.rules


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0042_reviews_confirmed_as_linked"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="review",
            constraint=sources.rules.Rule(
                broken="OLD.confirmed_by_id IS NOT NULL AND (NEW IS NULL OR NEW.confirmed_by_id IS NULL) AND EXISTS (SELECT FROM claims_claim WHERE id = OLD.claim_id AND verdict_id IS NOT NULL) AND EXISTS (SELECT FROM auth_user a WHERE a.username = current_setting('verbatim.who', true) AND NOT \nEXISTS (SELECT FROM auth_user u WHERE u.id = a.id AND (u.is_superuser OR EXISTS (\n    SELECT FROM claims_step s JOIN django_content_type t ON true\n    JOIN auth_permission p ON p.content_type_id = t.id\n    AND s.permission = t.app_label || '.' || p.codename\n    WHERE s.name = 'publish' AND p.id IN (\n        SELECT permission_id FROM auth_user_user_permissions WHERE user_id = u.id\n        UNION ALL SELECT g.permission_id FROM auth_group_permissions g\n        JOIN auth_user_groups m ON m.group_id = g.group_id WHERE m.user_id = u.id))))\n)",
                name="review_taken_back_by_a_reviewer",
                on="UPDATE OR DELETE",
                violation_error_message="A claim's public page names this review. Somebody who may publish takes that back. Ask a reviewer.",
            ),
        ),
    ]
