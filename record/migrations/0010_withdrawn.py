from django.db import migrations, models

# Their reasons were written for the desk alone, so these say only that and when.
WITHDRAWN_BEFORE = """
INSERT INTO record_withdrawn (id, public_id, withdrawn_at, reason)
SELECT DISTINCT ON (c.id) c.id, c.public_id, v.withdrawn_at, ''
FROM claims_verification v
JOIN claims_claim c ON c.id = v.claim_id
WHERE v.stage = 'withdrawn' AND NOT EXISTS (
    SELECT FROM claims_verification p WHERE p.claim_id = c.id AND p.stage = 'published')
ORDER BY c.id, v.withdrawn_at DESC, v.id DESC
"""


class Migration(migrations.Migration):
    """Claims that were published once and withdrawn keep their address."""

    dependencies = [
        ("record", "0009_logins"),
        ("claims", "0012_verification_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="Withdrawn",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(unique=True)),
                ("withdrawn_at", models.DateTimeField()),
                ("reason", models.TextField(blank=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["-withdrawn_at", "-public_id"], name="record_withdrawn_newest"
                    )
                ],
            },
        ),
        migrations.RunSQL(WITHDRAWN_BEFORE, migrations.RunSQL.noop),
    ]
