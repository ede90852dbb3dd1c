-- How many claims there are by speaker, topic, publisher and language, by month and verdict; kept as
-- claims come and go, since counting a million takes seconds. The table is the migration `…_tally`'s.

-- What one claim counts for: each line in its month with its verdict, and in the total, which has
-- neither: the first day of all, and no word.
CREATE OR REPLACE FUNCTION record_tallied(speakers uuid[], topics uuid[], publishers uuid[],
    language text, verdict text, claimed_on date, verified_at timestamptz)
RETURNS TABLE (kind text, key text, month date, verdict_slug text) LANGUAGE sql STABLE AS $$
    SELECT kind, key, month, slug FROM (
        SELECT 'all', ''
        UNION ALL SELECT 'speaker', unnest(speakers)::text
        UNION ALL SELECT 'topic', unnest(topics)::text
        UNION ALL SELECT 'publisher', unnest(publishers)::text
        UNION ALL SELECT 'language', language
        UNION ALL SELECT 'days', CASE
            WHEN days <= 1 THEN '1' WHEN days <= 7 THEN '7' WHEN days <= 30 THEN '30'
            WHEN days <= 365 THEN '365' ELSE 'more' END
        FROM (SELECT (verified_at AT TIME ZONE 'UTC')::date - claimed_on) taken (days)
        WHERE days >= 0
    ) counted (kind, key)
    CROSS JOIN (VALUES (date_trunc('month', verified_at AT TIME ZONE 'UTC')::date, verdict),
        ('0001-01-01', '')) place (month, slug)
$$;

-- Adds claims to the tally, or with -1 takes them from it.
CREATE OR REPLACE FUNCTION record_tally_claims() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('
        INSERT INTO record_tally AS t (kind, key, month, verdict, claims, repeated)
        SELECT kind, key, month, verdict_slug, %s * count(*), %s * count(*) FILTER (WHERE repeated)
        FROM (SELECT t.*, (c.document #>> ''{appearances,after_verdict}'')::integer > 0 AS repeated
            FROM %I c, record_tallied(c.speakers, c.topics, c.publishers, c.language, c.verdict,
                c.claimed_on, c.verified_at) t) one
        GROUP BY 1, 2, 3, 4
        ON CONFLICT (kind, key, month, verdict) DO UPDATE
        SET claims = t.claims + EXCLUDED.claims, repeated = t.repeated + EXCLUDED.repeated',
        TG_ARGV[0], TG_ARGV[0], TG_ARGV[1]);
    DELETE FROM record_tally WHERE claims = 0;
    RETURN NULL;
END $$;

-- The same for how many rows of a kind there are.
CREATE OR REPLACE FUNCTION record_tally_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('
        INSERT INTO record_tally AS t (kind, key, month, verdict, claims, repeated)
        SELECT ''rows'', %L, ''0001-01-01'', '''', %s * count(*), 0 FROM %I HAVING count(*) > 0
        ON CONFLICT (kind, key, month, verdict) DO UPDATE SET claims = t.claims + EXCLUDED.claims',
        TG_ARGV[2], TG_ARGV[0], TG_ARGV[1]);
    DELETE FROM record_tally WHERE claims = 0;
    RETURN NULL;
END $$;

-- Counts one kind anew; of claims what they count for, too.
CREATE OR REPLACE FUNCTION record_recount(counted text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT counted = ANY('{:kinds}'::text[]) THEN
        RETURN;  -- what was withdrawn is in no tally
    END IF;
    DELETE FROM record_tally
    WHERE kind = 'rows' AND key = counted OR kind <> 'rows' AND counted = 'claim';
    IF counted = 'claim' THEN
        INSERT INTO record_tally (kind, key, month, verdict, claims, repeated)
        SELECT kind, key, month, verdict_slug, count(*), count(*) FILTER (WHERE repeated)
        FROM (SELECT t.*, (c.document #>> '{appearances,after_verdict}')::integer > 0 AS repeated
            FROM record_claim c, record_tallied(c.speakers, c.topics, c.publishers, c.language,
                c.verdict, c.claimed_on, c.verified_at) t) one
        GROUP BY 1, 2, 3, 4;
    END IF;
    EXECUTE format('
        INSERT INTO record_tally (kind, key, month, verdict, claims, repeated)
        SELECT ''rows'', %L, ''0001-01-01'', '''', count(*), 0 FROM %I HAVING count(*) > 0',
        counted, 'record_' || counted);
END $$;

-- Counts the whole record anew. Returns how many lines the tally has then.
CREATE OR REPLACE FUNCTION record_renew_tally() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    counted text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('record'));
    DELETE FROM record_tally;
    FOREACH counted IN ARRAY '{:kinds}'::text[] LOOP
        PERFORM record_recount(counted);
    END LOOP;
    RETURN (SELECT count(*) FROM record_tally);
END $$;
