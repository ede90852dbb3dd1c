"""Reviews are known by their address as sources' migration `…_amp_first` compares addresses."""

from django.db import migrations

# One whose twin is here already keeps the identity it had, so that nothing is lost.
IDENTIFY = """
UPDATE claims_review r SET url = url
WHERE url ~* '[?](output_?type=amp|(view|mode)=amp|amp(=1|=true)?)&' AND NOT EXISTS (
    SELECT FROM claims_review o WHERE o.id <> r.id AND o.statement = r.statement
    AND sources_address_key(o.url) = sources_address_key(r.url))
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0046_reviews_reworded_by_another"),
        ("sources", "0020_amp_first"),
    ]

    operations = [migrations.RunSQL(IDENTIFY, migrations.RunSQL.noop)]
