from django.db import migrations

# What opens a log-in, whichever way it is written: a row for each person, without any secret.
# Noting when a code was last used, or a wrong one typed, is no change of it.
LOG_INS = """
CREATE FUNCTION record_keep_factor() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO sources_change (who, why, record, record_id, part_of, was, became)
    SELECT COALESCE(current_setting('verbatim.who', true), ''),
        COALESCE(current_setting('verbatim.why', true), ''),
        'auth_user', person, '', '{"second_factor": ""}',
        jsonb_build_object('second_factor', TG_ARGV[0])
    FROM (SELECT NEW.user_id UNION SELECT OLD.user_id) people (person) WHERE person IS NOT NULL;
    RETURN NULL;
END $$;
CREATE FUNCTION record_keep_recovery_codes() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO sources_change (who, why, record, record_id, part_of, was, became)
    SELECT COALESCE(current_setting('verbatim.who', true), ''),
        COALESCE(current_setting('verbatim.why', true), ''),
        'auth_user', device.user_id, '', '{"recovery_codes": ""}',
        jsonb_build_object('recovery_codes', count(*) || ' ' || TG_ARGV[0])
    FROM codes JOIN otp_static_staticdevice device ON device.id = codes.device_id
    GROUP BY device.user_id;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION record_keep_factor(), record_keep_recovery_codes() FROM PUBLIC;

CREATE TRIGGER second_factor_made AFTER INSERT ON otp_totp_totpdevice
    FOR EACH ROW WHEN (NEW.confirmed) EXECUTE FUNCTION record_keep_factor('set up');
CREATE TRIGGER second_factor_changed AFTER UPDATE ON otp_totp_totpdevice
    FOR EACH ROW WHEN (OLD.confirmed AND
        (NEW.user_id, NEW.confirmed, NEW.key, NEW.step, NEW.t0, NEW.digits, NEW.tolerance)
        IS DISTINCT FROM
        (OLD.user_id, OLD.confirmed, OLD.key, OLD.step, OLD.t0, OLD.digits, OLD.tolerance))
    EXECUTE FUNCTION record_keep_factor('changed');
CREATE TRIGGER recovery_codes_moved AFTER UPDATE ON otp_static_staticdevice
    FOR EACH ROW WHEN (
        (NEW.user_id, NEW.confirmed) IS DISTINCT FROM (OLD.user_id, OLD.confirmed))
    EXECUTE FUNCTION record_keep_factor('recovery codes changed');
CREATE TRIGGER recovery_codes_made AFTER INSERT ON otp_static_statictoken
    REFERENCING NEW TABLE AS codes
    FOR EACH STATEMENT EXECUTE FUNCTION record_keep_recovery_codes('made');
CREATE TRIGGER recovery_codes_changed AFTER UPDATE ON otp_static_statictoken
    REFERENCING NEW TABLE AS codes
    FOR EACH STATEMENT EXECUTE FUNCTION record_keep_recovery_codes('changed');
CREATE TRIGGER recovery_codes_gone AFTER DELETE ON otp_static_statictoken
    REFERENCING OLD TABLE AS codes
    FOR EACH STATEMENT EXECUTE FUNCTION record_keep_recovery_codes('used or taken away');
"""
BACK = "DROP FUNCTION IF EXISTS record_keep_factor(), record_keep_recovery_codes() CASCADE"


class Migration(migrations.Migration):
    """The history has every change of what opens a log-in, by SQL too."""

    dependencies = [
        ("record", "0020_deliveries"),
        ("otp_static", "0003_add_timestamps"),
        ("otp_totp", "0003_add_timestamps"),
    ]

    operations = [migrations.RunSQL(LOG_INS, BACK)]
