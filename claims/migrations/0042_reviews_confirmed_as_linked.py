"""Others' reviews are confirmed as they were linked; an amendment is told to all that show it."""

from django.conf import settings
from django.db import migrations

import sources.rules


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0041_one_statement"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="amendment",
            constraint=sources.rules.AfterRule(
                broken="NEW.stage = 'applied' AND NOT claims_amendment_claims(NEW) <@ NEW.claims",
                name="amendment_applied_to_all_that_show_it",
                on="UPDATE OF stage",
                violation_error_message="Another claim that shows this is made public with the change. Do one after the other, so that its readers are told what was changed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=sources.rules.Trigger(
                body="\n                IF NEW.confirmed_by_id IS NOT NULL THEN\n                    PERFORM claims_hold('{claims_claim}', ARRAY[NEW.claim_id]);\n                    PERFORM FROM claims_rating WHERE id = NEW.rating_id FOR SHARE;\n                END IF;\n                RETURN NEW;\n                ",
                name="review_acts_on_what_is_held",
                on="BEFORE UPDATE OF confirmed_by_id",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=sources.rules.Rule(
                broken="NEW.confirmed_by_id IS NOT NULL AND (TG_OP = 'INSERT' OR (NEW.claim_id, NEW.url, NEW.statement, NEW.language, NEW.publisher, NEW.published_on, NEW.rating_id, NEW.linked_by_id) IS DISTINCT FROM (OLD.claim_id, OLD.url, OLD.statement, OLD.language, OLD.publisher, OLD.published_on, OLD.rating_id, OLD.linked_by_id))",
                name="review_confirmed_as_linked",
                on="INSERT OR UPDATE",
                violation_error_message="What is confirmed is what somebody said of this very review. Save the change first; a colleague confirms it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=sources.rules.AfterRule(
                broken="NEW.confirmed_by_id IS DISTINCT FROM OLD.confirmed_by_id AND EXISTS (SELECT FROM sources_change WHERE record = 'claims_review' AND record_id = NEW.id AND became ?| '{claim_id,url,statement,language,publisher,published_on,rating_id,linked_by_id}' AND id >= \n(SELECT max(id) FROM sources_change WHERE record = 'claims_review' AND record_id = NEW.id\nAND became ?| '{claim_id,linked_by_id}')\n AND who IN (SELECT claims_names(NEW.confirmed_by_id)))",
                name="review_confirmed_by_who_changed_nothing",
                on="UPDATE OF confirmed_by_id",
                violation_error_message="You have said yourself that this review is about this claim, or changed it since. Ask another reviewer to confirm it.",
            ),
        ),
    ]
