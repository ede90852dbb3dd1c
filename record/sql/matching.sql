-- Which published claims say what a text says: as at the desk (claims/sql/matching.sql and the claims'
-- migration `…_tags`), by the words of published claims alone, in the tables of the migration `…_words`. How many have a word is exact: whoever publishes takes turns.

-- Only what differs is written.
CREATE OR REPLACE FUNCTION record_renew_words(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    fresh record_posting[] := ARRAY(
        SELECT (w.word, c.id, w.weight)::record_posting FROM record_claim c, claims_weights(
            c.document ->> 'statement', c.document #>> '{verification,summary}', c.language) w
        WHERE c.id = ANY(ids));
    unsaid text[];
BEGIN
    WITH gone AS (
        DELETE FROM record_posting r WHERE claim = ANY(ids) AND NOT EXISTS (
            SELECT FROM unnest(fresh) f WHERE (f.claim, f.word) = (r.claim, r.word))
        RETURNING word),
    added AS (
        INSERT INTO record_posting AS r (word, claim, weight)
        SELECT word, claim, weight FROM unnest(fresh)
        ON CONFLICT (claim, word) DO UPDATE SET weight = EXCLUDED.weight
            WHERE r.weight <> EXCLUDED.weight
        RETURNING word, xmax = 0 AS is_new),
    counted AS (
        INSERT INTO record_word AS w (word, claims)
        SELECT word, sum(change) FROM (
            SELECT word, -1 AS change FROM gone
            UNION ALL SELECT word, 1 FROM added WHERE is_new) changed
        GROUP BY word HAVING sum(change) <> 0
        ON CONFLICT (word) DO UPDATE SET claims = w.claims + EXCLUDED.claims)
    SELECT array_agg(word) INTO unsaid FROM gone;
    DELETE FROM record_word WHERE word = ANY(unsaid) AND claims = 0;
END $$;

-- Reads at most so many claims that have not been read: how many, 0 if there are none, NULL if somebody
-- else writes to the record just now. Who publishes, and so shares the turn, comes before the next
-- batch, as with record_work_off; and nothing is waited for while the turn is had.
CREATE OR REPLACE FUNCTION record_index_some(most integer) RETURNS integer LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    ids bigint[];
BEGIN
    PERFORM record_sees_the_present();
    PERFORM pg_advisory_xact_lock(hashtext('record.turn'));
    IF NOT pg_try_advisory_xact_lock(hashtext('record')) THEN
        RETURN NULL;
    END IF;
    ids := ARRAY(
        SELECT id FROM record_claim c WHERE NOT EXISTS (
            SELECT FROM record_posting p WHERE p.claim = c.id AND p.word = '')
        ORDER BY id LIMIT most);
    PERFORM record_renew_words(ids);
    RETURN cardinality(ids);
END $$;

-- The same for all claims. Returns how many words stand there then.
CREATE OR REPLACE FUNCTION record_rebuild_words() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    at_once CONSTANT integer := 1000;
    ids bigint[];
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('record'));
    ids := ARRAY(SELECT id FROM record_claim UNION SELECT claim FROM record_posting ORDER BY 1);
    FOR i IN 1 .. cardinality(ids) BY at_once LOOP
        PERFORM record_renew_words(ids[i : i + at_once - 1]);
    END LOOP;
    RETURN (SELECT count(*) FROM record_word);
END $$;
