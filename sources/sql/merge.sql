-- Two speakers become one, and two again. The row in sources_merge says it, its triggers do it.

-- Every column that names a speaker, by the database's own foreign keys: what comes later is in it.
CREATE VIEW sources_speaker_named AS
SELECT k.conrelid::regclass AS place, a.attname AS by_column, format('%s.%s', k.conrelid::regclass, a.attname) AS key
FROM pg_constraint k
JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
WHERE k.contype = 'f' AND k.confrelid = 'sources_speaker'::regclass
    AND k.conrelid <> 'sources_merge'::regclass;

CREATE FUNCTION sources_refuse(rule text, message text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = rule, MESSAGE = message;
END $$;

-- Let all that names one speaker name another: {"table.column": [ids]}. A role that both have
-- had from the same day stays where it is.
CREATE FUNCTION sources_rename_speaker(one bigint, other bigint) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    named record;
    ids jsonb;
    moved jsonb := '{}';
    once text := $sql$ AND NOT EXISTS (SELECT FROM sources_role o WHERE o.speaker_id = $2
        AND (o.title, o.organisation) = (n.title, n.organisation)
        AND o.start_date IS NOT DISTINCT FROM n.start_date)$sql$;
BEGIN
    FOR named IN SELECT * FROM sources_speaker_named ORDER BY key LOOP
        EXECUTE format('WITH moved AS (UPDATE %1$s n SET %2$I = $2 WHERE %2$I = $1 %3$s RETURNING id) '
            'SELECT jsonb_agg(id ORDER BY id) FROM moved', named.place, named.by_column,
            CASE named.place WHEN 'sources_role'::regclass THEN once END) INTO ids USING one, other;
        IF ids IS NOT NULL THEN
            moved := moved || jsonb_build_object(named.key, ids);
        END IF;
    END LOOP;
    RETURN moved;
END $$;

CREATE FUNCTION sources_merge_made() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    gone sources_speaker;
    kept sources_speaker;
    added text[];
BEGIN
    PERFORM FROM sources_speaker WHERE id IN (NEW.merged_id, NEW.kept_id) ORDER BY id FOR UPDATE;
    SELECT * INTO gone FROM sources_speaker WHERE id = NEW.merged_id AND merged_into_id IS NULL;
    SELECT * INTO kept FROM sources_speaker WHERE id = NEW.kept_id AND merged_into_id IS NULL;
    IF gone.id IS NULL OR kept.id IS NULL OR gone.id = kept.id THEN
        PERFORM sources_refuse('merge_joins_two_speakers',
            'Two speakers are merged, of whom neither is merged into another already.');
    ELSIF gone.wikidata_id <> kept.wikidata_id THEN
        PERFORM sources_refuse('merge_of_one_wikidata_id',
            'The two have different Wikidata ids, so they are two. '
            'If one of the ids is wrong, take it away first.');
    END IF;
    added := ARRAY(SELECT DISTINCT name FROM unnest(gone.name || gone.aliases) name
        WHERE name <> ALL (kept.name || kept.aliases) ORDER BY name);
    NEW.moved := sources_rename_speaker(gone.id, kept.id)
        || jsonb_build_object('aliases', added, 'wikidata_id', gone.wikidata_id);
    -- last, so that the public record looks when all has moved
    UPDATE sources_speaker SET merged_into_id = kept.id, wikidata_id = NULL WHERE id = gone.id;
    UPDATE sources_speaker SET aliases = kept.aliases || added,
        wikidata_id = COALESCE(kept.wikidata_id, gone.wikidata_id) WHERE id = kept.id;
    NEW.made_at := clock_timestamp();
    NEW.undone_at := NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER sources_merge_made BEFORE INSERT ON sources_merge
    FOR EACH ROW EXECUTE FUNCTION sources_merge_made();

CREATE FUNCTION sources_merge_undone() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    named record;
BEGIN
    IF TG_OP = 'DELETE' OR OLD.undone_at IS NOT NULL OR NEW.undone_at IS NULL
        OR to_jsonb(NEW) - 'undone_at' <> to_jsonb(OLD) - 'undone_at' THEN
        PERFORM sources_refuse('merge_stays_but_for_its_undoing',
            'A merge is undone, once; nothing else about it changes.');
    END IF;
    PERFORM FROM sources_speaker WHERE id IN (OLD.merged_id, OLD.kept_id) ORDER BY id FOR UPDATE;
    IF NOT EXISTS (SELECT FROM sources_speaker gone JOIN sources_speaker kept
            ON kept.id = gone.merged_into_id AND kept.merged_into_id IS NULL
            WHERE gone.id = OLD.merged_id AND kept.id = OLD.kept_id) THEN
        PERFORM sources_refuse('merge_undone_in_turn',
            'The one that was kept is merged into another since. Undo that merge first.');
    END IF;
    UPDATE sources_speaker SET wikidata_id = NULLIF(wikidata_id, OLD.moved ->> 'wikidata_id')
        WHERE id = OLD.kept_id;
    UPDATE sources_speaker SET merged_into_id = NULL,
        wikidata_id = OLD.moved ->> 'wikidata_id' WHERE id = OLD.merged_id;
    FOR named IN SELECT * FROM sources_speaker_named WHERE OLD.moved ? key ORDER BY key LOOP
        EXECUTE format('UPDATE %1$s SET %2$I = $1 WHERE %2$I = $2 AND to_jsonb(id) <@ $3',
            named.place, named.by_column) USING OLD.merged_id, OLD.kept_id, OLD.moved -> named.key;
    END LOOP;
    UPDATE sources_speaker SET aliases = ARRAY(
        SELECT alias FROM unnest(aliases) WITH ORDINALITY a (alias, n)
        WHERE NOT OLD.moved -> 'aliases' ? alias ORDER BY n) WHERE id = OLD.kept_id;
    RETURN NEW;
END $$;
CREATE TRIGGER sources_merge_undone BEFORE UPDATE OR DELETE ON sources_merge
    FOR EACH ROW EXECUTE FUNCTION sources_merge_undone();
