from django.conf import settings
from django.db import migrations, models

import sources.rules


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0023_review_language"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="amendment",
            name="amendment_applied_by_who_changed_nothing",
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=sources.rules.Rule(
                broken='NEW.stage = \'applied\' AND claims_changed_by(NEW.approver_id, OLD.created_at, \'{"claims_appearance": ["claim_id", "id", "quote_id"], "claims_claim": ["claimant_id", "claimed_on", "language", "statement"], "claims_claim_topics": ["claim_id", "id", "topic_id"], "claims_topic": ["name"], "sources_article": ["byline", "headline", "language", "published_at", "publisher_id", "url"], "sources_publisher": ["domain", "name", "shows_full_text"], "sources_quote": ["end", "kind", "occasion", "said_on", "snapshot_id", "speaker_id", "start", "status", "text"], "sources_role": ["end_date", "id", "organisation", "speaker_id", "start_date", "title"], "sources_speaker": ["aliases", "disambiguation", "kind", "merged_into_id", "name", "wikidata_id"], "claims_verdict": ["label", "meaning", "slug", "value"]}\', ARRAY[NULLIF(NULLIF(NEW.table_name, \'claims_claim\'), \'sources_quote\'), \'sources_speaker\', \'sources_speaker\', \'sources_speaker\', \'sources_quote\', \'sources_publisher\', \'claims_topic\'], ARRAY[NEW.row_id, (NEW.changes #>> \'{speaker_id,1}\')::bigint, (NEW.changes #>> \'{claimant_id,1}\')::bigint, (NEW.changes #>> \'{merged_into_id,1}\')::bigint, (NEW.changes #>> \'{quote_id,1}\')::bigint, (NEW.changes #>> \'{publisher_id,1}\')::bigint, (NEW.changes #>> \'{topic_id,1}\')::bigint])',
                name="amendment_applied_by_who_changed_nothing",
                on="UPDATE OF stage",
                violation_error_message="You have changed what this would show since it was proposed. Ask another reviewer to apply it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="verification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("publish_at", None),
                    ("published_at", None),
                    ("published_at__gte", models.F("publish_at")),
                    _connector="OR",
                ),
                name="verification_published_when_its_time_has_come",
                violation_error_message="This verification was approved for a later time, and is published then by itself. If it may not wait, a reviewer publishes it at once on its page.",
            ),
        ),
    ]
