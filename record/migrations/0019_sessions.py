import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SECOND_FACTORS = """
-- Whose second factor was set up or taken away, when and by whom: not its secret.
CREATE FUNCTION record_keep_second_factor() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO sources_change (who, why, record, record_id, part_of, was, became)
    VALUES (COALESCE(current_setting('verbatim.who', true), ''),
        COALESCE(current_setting('verbatim.why', true), ''),
        'auth_user', COALESCE(NEW.user_id, OLD.user_id), '', '{"second_factor": ""}',
        jsonb_build_object('second_factor',
            CASE WHEN TG_OP = 'DELETE' THEN 'taken away' ELSE 'set up' END));
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION record_keep_second_factor() FROM PUBLIC;
CREATE TRIGGER second_factor_set_up AFTER UPDATE OF confirmed ON otp_totp_totpdevice
    FOR EACH ROW WHEN (NEW.confirmed AND NOT OLD.confirmed)
    EXECUTE FUNCTION record_keep_second_factor();
CREATE TRIGGER second_factor_taken_away AFTER DELETE ON otp_totp_totpdevice
    FOR EACH ROW WHEN (OLD.confirmed) EXECUTE FUNCTION record_keep_second_factor();
"""


class Migration(migrations.Migration):
    """Sessions say whose they are; the history says whose second factor came and went."""

    dependencies = [
        ("record", "0018_webhooks"),
        ("sources", "0002_history"),
        ("otp_static", "0003_add_timestamps"),
        ("otp_totp", "0003_add_timestamps"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(
                        max_length=40,
                        primary_key=True,
                        serialize=False,
                        verbose_name="session key",
                    ),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("began_at", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField(null=True)),
                ("address", models.CharField(blank=True, max_length=64)),
                ("browser", models.CharField(blank=True, max_length=200)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "abstract": False,
            },
        ),
        migrations.RunSQL(
            SECOND_FACTORS, "DROP FUNCTION IF EXISTS record_keep_second_factor() CASCADE"
        ),
    ]
