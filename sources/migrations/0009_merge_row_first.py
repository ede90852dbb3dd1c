"""The row of a merge stands before anything is moved: rules look at it, and not at how deep they are."""

from pathlib import Path

from django.db import migrations

import sources.rules

FORMER = (Path(__file__).parents[1] / "sql" / "merge.sql").read_text()
NOW = """
-- The speaker that another one is now, by the merges that stand: NULL where it is itself.
CREATE FUNCTION sources_merged_into(speaker bigint) RETURNS bigint LANGUAGE sql AS $$
    WITH RECURSIVE chain (id) AS (
        SELECT speaker UNION SELECT m.kept_id FROM chain
        JOIN sources_merge m ON m.merged_id = chain.id AND m.undone_at IS NULL)
    SELECT id FROM chain WHERE id <> speaker AND NOT EXISTS (
        SELECT FROM sources_merge m WHERE m.merged_id = chain.id AND m.undone_at IS NULL)
$$;

-- What a merge moves: {"table.column": [ids]}. A role that both have had from the same day stays.
CREATE FUNCTION sources_named(one bigint, other bigint) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    named record;
    ids jsonb;
    moved jsonb := '{}';
    once text := $sql$ AND NOT EXISTS (SELECT FROM sources_role o WHERE o.speaker_id = $2
        AND (o.title, o.organisation) = (n.title, n.organisation)
        AND o.start_date IS NOT DISTINCT FROM n.start_date)$sql$;
BEGIN
    FOR named IN SELECT * FROM sources_speaker_named ORDER BY key LOOP
        EXECUTE format('SELECT jsonb_agg(id ORDER BY id) FROM %1$s n WHERE %2$I = $1 %3$s',
            named.place, named.by_column,
            CASE named.place WHEN 'sources_role'::regclass THEN once END) INTO ids USING one, other;
        IF ids IS NOT NULL THEN
            moved := moved || jsonb_build_object(named.key, ids);
        END IF;
    END LOOP;
    RETURN moved;
END $$;

-- Let what names the speaker `one` name `other`, as far as `moved` lists it.
CREATE FUNCTION sources_move(moved jsonb, one bigint, other bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    named record;
BEGIN
    FOR named IN SELECT * FROM sources_speaker_named WHERE moved ? key ORDER BY key LOOP
        EXECUTE format('UPDATE %1$s SET %2$I = $2 WHERE %2$I = $1 AND to_jsonb(id) <@ $3',
            named.place, named.by_column) USING one, other, moved -> named.key;
    END LOOP;
END $$;

CREATE OR REPLACE FUNCTION sources_merge_made() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    gone sources_speaker;
    kept sources_speaker;
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
    NEW.moved := sources_named(gone.id, kept.id) || jsonb_build_object(
        'wikidata_id', gone.wikidata_id, 'aliases', ARRAY(
            SELECT DISTINCT name FROM unnest(gone.name || gone.aliases) name
            WHERE name <> ALL (kept.name || kept.aliases) ORDER BY name));
    NEW.made_at := transaction_timestamp();
    NEW.undone_at := NULL;
    RETURN NEW;
END $$;

CREATE FUNCTION sources_merge_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM sources_move(NEW.moved, NEW.merged_id, NEW.kept_id);
    -- last, so that the public record looks when all has moved
    UPDATE sources_speaker SET merged_into_id = NEW.kept_id, wikidata_id = NULL
        WHERE id = NEW.merged_id;
    UPDATE sources_speaker
        SET aliases = aliases || ARRAY(SELECT jsonb_array_elements_text(NEW.moved -> 'aliases'))::varchar[],
            wikidata_id = COALESCE(wikidata_id, NEW.moved ->> 'wikidata_id')
        WHERE id = NEW.kept_id;
    RETURN NULL;
END $$;
CREATE TRIGGER sources_merge_moves AFTER INSERT ON sources_merge
    FOR EACH ROW EXECUTE FUNCTION sources_merge_moves();

CREATE OR REPLACE FUNCTION sources_merge_undone() RETURNS trigger LANGUAGE plpgsql AS $$
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
    NEW.undone_at := transaction_timestamp();
    RETURN NEW;
END $$;

CREATE FUNCTION sources_merge_moves_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE sources_speaker SET wikidata_id = NULLIF(wikidata_id, NEW.moved ->> 'wikidata_id')
        WHERE id = NEW.kept_id;
    UPDATE sources_speaker SET merged_into_id = NULL,
        wikidata_id = NEW.moved ->> 'wikidata_id' WHERE id = NEW.merged_id;
    PERFORM sources_move(NEW.moved, NEW.kept_id, NEW.merged_id);
    UPDATE sources_speaker SET aliases = ARRAY(
        SELECT alias FROM unnest(aliases) WITH ORDINALITY a (alias, n)
        WHERE NOT NEW.moved -> 'aliases' ? alias ORDER BY n) WHERE id = NEW.kept_id;
    RETURN NULL;
END $$;
CREATE TRIGGER sources_merge_moves_back AFTER UPDATE ON sources_merge
    FOR EACH ROW EXECUTE FUNCTION sources_merge_moves_back();
DROP FUNCTION sources_rename_speaker(bigint, bigint);
"""
REVERSE = """
DROP FUNCTION sources_merge_moves() CASCADE;
DROP FUNCTION sources_merge_moves_back() CASCADE;
DROP FUNCTION sources_move(jsonb, bigint, bigint);
DROP FUNCTION sources_named(bigint, bigint);
DROP FUNCTION sources_merged_into(bigint);
"""


def functions(text):
    """The functions of a text of SQL, to be put in the place of those there are."""
    made = ("CREATE FUNCTION" + part for part in text.split("CREATE FUNCTION")[1:])
    only = (part.split("END $$;")[0] + "END $$;" for part in made)
    return "\n".join(only).replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [("sources", "0008_one_index_of_suggestions")]

    operations = [
        migrations.RunSQL(NOW, REVERSE + functions(FORMER)),
        migrations.RemoveConstraint(model_name="speaker", name="speaker_merged_by_a_merge"),
        migrations.AddConstraint(
            model_name="speaker",
            constraint=sources.rules.Rule(
                broken=(
                    "NEW.merged_into_id IS DISTINCT FROM (CASE TG_OP WHEN 'UPDATE' THEN "
                    "OLD.merged_into_id END) AND "
                    "NEW.merged_into_id IS DISTINCT FROM sources_merged_into(NEW.id)"
                ),
                name="speaker_merged_by_a_merge",
                on="INSERT OR UPDATE OF merged_into_id",
                violation_error_message=(
                    "Speakers are merged, and parted again, by a merge alone."
                ),
            ),
        ),
    ]
