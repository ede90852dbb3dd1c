"""An amendment is decided by the clock, as a verification is published by it."""

from django.conf import settings
from django.db import migrations

import sources.rules


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0047_amp_first"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="amendment",
            name="amendment_touches",
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=sources.rules.Trigger(
                body='NEW.decided_at := clock_timestamp();\nIF NEW.stage = \'applied\' THEN\nNEW.applied_in := pg_current_xact_id()::text::bigint;\nNEW.claims := claims_amendment_claims(NEW);\nNEW.told := claims_amendment_told(NEW, \'{"claims_appearance": {"quote_id": "a quote that makes the claim"}, "claims_claim": {"statement": "the statement", "claimant_id": "the claimant", "claimed_on": "the day it was claimed", "language": "the language"}, "claims_claim_topics": {"topic_id": "a topic"}, "claims_topic": {"name": "a topic\'\'s name"}, "sources_article": {"url": "the article\'\'s address", "published_at": "when the article was published", "headline": "the headline", "byline": "the byline", "publisher_id": "the publisher", "language": "the article\'\'s language"}, "sources_publisher": {"name": "the publisher\'\'s name", "domain": "the publisher\'\'s domain"}, "sources_quote": {"text": "the quoted words", "kind": "the kind of a quote", "status": "the state of a quote", "speaker_id": "who said it", "said_on": "the day it was said", "occasion": "the occasion"}, "sources_role": {"speaker_id": "whose role it is", "title": "the title of a role", "organisation": "the organisation of a role", "start_date": "the first day of a role", "end_date": "the last day of a role"}, "sources_speaker": {"name": "the speaker\'\'s name", "kind": "what kind of speaker it is", "disambiguation": "which speaker of that name it is", "aliases": "the speaker\'\'s other names", "wikidata_id": "the speaker\'\'s Wikidata id", "merged_into_id": "who the speaker is"}}\');\nEND IF;\nRETURN NEW;',
                name="amendment_touches",
                on="BEFORE UPDATE OF stage",
            ),
        ),
    ]
