-- Who changed what, when, why, from what to what. Triggers write here, and nothing else does.
CREATE TABLE sources_change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    who text NOT NULL,
    why text NOT NULL,
    record text NOT NULL,
    record_id bigint NOT NULL,
    part_of text NOT NULL,
    part_of_id bigint,
    was jsonb,
    became jsonb
);
CREATE INDEX sources_change_of_record ON sources_change (record, record_id, id);
CREATE INDEX sources_change_of_part ON sources_change (part_of, part_of_id, id);

-- Arguments: the table this row is a part of, the column that says of which, columns not kept.
CREATE FUNCTION sources_keep_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    without text[] := string_to_array(TG_ARGV[2], ' ');
    was jsonb := to_jsonb(OLD) - without;
    became jsonb := to_jsonb(NEW) - without;
    present jsonb := COALESCE(became, was);
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT jsonb_object_agg(key, before.value), jsonb_object_agg(key, after.value)
        INTO was, became
        FROM jsonb_each(was) before JOIN jsonb_each(became) after USING (key)
        WHERE before.value <> after.value;
        IF was IS NULL THEN
            RETURN NULL;
        END IF;
    END IF;
    INSERT INTO sources_change (who, why, record, record_id, part_of, part_of_id, was, became)
    VALUES (
        COALESCE(current_setting('verbatim.who', true), ''),
        COALESCE(current_setting('verbatim.why', true), ''),
        TG_TABLE_NAME, (present ->> 'id')::bigint,
        TG_ARGV[0], (present ->> TG_ARGV[1])::bigint, was, became
    );
    RETURN NULL;
END $$;

CREATE FUNCTION sources_change_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION USING ERRCODE = 'check_violation',
        CONSTRAINT = 'sources_change_is_only_added_to',
        MESSAGE = 'History is written by the changes themselves; nobody edits or deletes it.';
END $$;
CREATE TRIGGER sources_change_is_only_added_to BEFORE INSERT OR UPDATE OR DELETE
    ON sources_change FOR EACH ROW EXECUTE FUNCTION sources_change_is_only_added_to();
CREATE TRIGGER sources_change_is_never_emptied BEFORE TRUNCATE
    ON sources_change FOR EACH STATEMENT EXECUTE FUNCTION sources_change_is_only_added_to();
