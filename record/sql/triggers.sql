-- The tables follow the views within the transaction that changed what they show.
--
-- Each function renews the rows it names and passes on to those that show them:
-- publisher -> article -> quote -> claim, and speaker -> quote and claim. A function named after
-- rows renews its own kind alone: what made them public changed, not what others show of them.

-- Only rows that differ are written: a change nobody outside can see leaves the record untouched.
-- What was written is told in record_change, in the order of its commits. Each kind has a function of
-- its own, whose statements a connection plans once: planning takes longer than most changes do.
DO $each$
DECLARE
    kind text;
BEGIN
    FOREACH kind IN ARRAY '{publisher,article,snapshot,speaker,quote,topic,verdict,claim,verification}'
        ::text[] LOOP
        EXECUTE format($create$
CREATE FUNCTION record_renew_%1$s(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    old uuid[];
    new uuid[];
BEGIN
    IF ids = '{}' THEN
        RETURN;
    END IF;
    -- A row as text is the view's and, at its end, `since`.
    WITH gone AS (DELETE FROM record_%1$s r WHERE id = ANY(ids) AND NOT EXISTS (
        SELECT FROM public_%1$s p WHERE p.id = r.id
        AND starts_with(r::text, left(p::text, -1) || ',')) RETURNING r.*),
    past AS (INSERT INTO record_%1$s_past SELECT *, moment FROM gone)
    SELECT ARRAY(SELECT public_id FROM gone) INTO old;
    WITH fresh AS (INSERT INTO record_%1$s SELECT *, moment FROM public_%1$s
        WHERE id = ANY(ids) ON CONFLICT (id) DO NOTHING RETURNING public_id)
    SELECT ARRAY(TABLE fresh) INTO new;
    INSERT INTO record_change (kind, public_id, at, document)
    SELECT '%1$s', public_id, moment, document FROM record_%1$s WHERE public_id = ANY(new)
    UNION ALL SELECT '%1$s', id, moment, NULL FROM unnest(old) id WHERE NOT id = ANY(new);
    -- What is taken away is taken away from the past as well: the world can no longer ask for it.
    DELETE FROM record_%1$s_past WHERE public_id = ANY(old) AND NOT public_id = ANY(new);
    UPDATE record_change SET document = NULL
    WHERE kind = '%1$s' AND public_id = ANY(old) AND NOT public_id = ANY(new)
        AND document IS NOT NULL;
END $$
        $create$, kind);
    END LOOP;
END $each$;

CREATE FUNCTION record_renew(kind text, ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('SELECT record_renew_%s($1)', kind) USING ids;
END $$;

-- The same for all rows there are or should be. Returns how many there are then.
CREATE FUNCTION record_rebuild(kind text) RETURNS bigint LANGUAGE plpgsql
SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    ids bigint[];
    rows bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('record'));
    EXECUTE format('SELECT ARRAY(SELECT id FROM record_%1$s UNION SELECT id FROM public_%1$s)',
        kind) INTO ids;
    PERFORM record_renew(kind, ids);
    EXECUTE format('SELECT count(*) FROM record_%s', kind) INTO rows;
    RETURN rows;
END $$;

CREATE FUNCTION record_claims_changed(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM record_renew('claim', ids);
    PERFORM record_renew('speaker', ARRAY(SELECT claimant_id FROM claims_claim WHERE id = ANY(ids)));
    PERFORM record_renew('topic', ARRAY(
        SELECT topic_id FROM claims_claim_topics WHERE claim_id = ANY(ids)));
    PERFORM record_renew('verification', ARRAY(
        SELECT id FROM claims_verification WHERE claim_id = ANY(ids)));
END $$;

CREATE FUNCTION record_quotes_changed(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM record_renew('quote', ids);
    PERFORM record_renew('claim', ARRAY(
        SELECT DISTINCT claim_id FROM claims_appearance WHERE quote_id = ANY(ids)));
END $$;

CREATE FUNCTION record_speakers_changed(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM record_renew('speaker', ids);
    PERFORM record_renew('quote', ARRAY(SELECT id FROM sources_quote WHERE speaker_id = ANY(ids)));
    PERFORM record_renew('claim', ARRAY(
        SELECT id FROM claims_claim WHERE claimant_id = ANY(ids)
        UNION SELECT ap.claim_id FROM claims_appearance ap
        JOIN sources_quote q ON q.id = ap.quote_id WHERE q.speaker_id = ANY(ids)));
END $$;

CREATE FUNCTION record_speaker_rows_changed(ids bigint[]) RETURNS void LANGUAGE sql AS $$
    SELECT record_renew('speaker', ids)
$$;

CREATE FUNCTION record_articles_changed(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM record_article_rows_changed(ids);
    PERFORM record_claims_changed(ARRAY(
        SELECT v.claim_id FROM claims_evidence e
        JOIN claims_verification v ON v.id = e.verification_id
        JOIN sources_snapshot n ON n.id = e.snapshot_id WHERE n.article_id = ANY(ids)));
    PERFORM record_quotes_changed(ARRAY(
        SELECT q.id FROM sources_quote q
        JOIN sources_snapshot n ON n.id = q.snapshot_id WHERE n.article_id = ANY(ids)));
END $$;

CREATE FUNCTION record_article_rows_changed(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM record_renew('article', ids);
    PERFORM record_renew('publisher', ARRAY(
        SELECT publisher_id FROM sources_article WHERE id = ANY(ids)));
    PERFORM record_renew('snapshot', ARRAY(
        SELECT id FROM sources_snapshot WHERE article_id = ANY(ids)));
    PERFORM record_texts_hidden(ids);
END $$;

-- A text that its publisher no longer shows is no longer shown in the past either.
CREATE FUNCTION record_texts_hidden(articles bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    hidden uuid[] := ARRAY(
        SELECT unnest(ARRAY[a.public_id, n.public_id])
        FROM sources_article a
        JOIN sources_snapshot n ON n.article_id = a.id
        LEFT JOIN sources_publisher p ON p.id = a.publisher_id
        WHERE a.id = ANY(articles) AND p.shows_full_text IS NOT TRUE);
    within text;
BEGIN
    FOREACH within IN ARRAY '{record_change,record_article_past,record_snapshot_past}'::text[] LOOP
        EXECUTE format('UPDATE %I SET document = (SELECT json_object_agg(key, '
            'CASE key WHEN ''text'' THEN ''null'' ELSE value END ORDER BY n) '
            'FROM json_each(document) WITH ORDINALITY each (key, value, n)) '
            'WHERE public_id = ANY($1) AND document ->> ''text'' IS NOT NULL', within) USING hidden;
    END LOOP;
END $$;

CREATE FUNCTION record_snapshot_rows_changed(ids bigint[]) RETURNS void LANGUAGE sql AS $$
    SELECT record_renew('snapshot', ids)
$$;

CREATE FUNCTION record_snapshots_changed(ids bigint[]) RETURNS void LANGUAGE sql AS $$
    SELECT record_article_rows_changed(ARRAY(
        SELECT DISTINCT article_id FROM sources_snapshot WHERE id = ANY(ids)))
$$;

CREATE FUNCTION record_publisher_rows_changed(ids bigint[]) RETURNS void LANGUAGE sql AS $$
    SELECT record_renew('publisher', ids)
$$;

CREATE FUNCTION record_publishers_changed(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM record_renew('publisher', ids);
    PERFORM record_articles_changed(ARRAY(
        SELECT id FROM sources_article WHERE publisher_id = ANY(ids)));
END $$;

CREATE FUNCTION record_topic_rows_changed(ids bigint[]) RETURNS void LANGUAGE sql AS $$
    SELECT record_renew('topic', ids)
$$;

CREATE FUNCTION record_topics_changed(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM record_renew('topic', ids);
    PERFORM record_renew('claim', ARRAY(
        SELECT DISTINCT claim_id FROM claims_claim_topics WHERE topic_id = ANY(ids)));
END $$;

CREATE FUNCTION record_verdicts_changed(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM record_renew('verdict', ids);
    PERFORM record_claims_changed(ARRAY(
        SELECT claim_id FROM claims_verification
        WHERE verdict_id = ANY(ids) AND stage IN ('published', 'superseded')));
END $$;

-- What follows when these rows of a table changed. The arguments come in threes: which of the
-- functions above, the column that holds its ids, and which rows are worth it at all.
CREATE FUNCTION record_follow() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed text := CASE TG_OP
        WHEN 'INSERT' THEN 'SELECT * FROM now'
        WHEN 'DELETE' THEN 'SELECT * FROM was'
        ELSE 'SELECT * FROM was UNION ALL SELECT * FROM now' END;
    ids bigint[];
BEGIN
    FOR i IN 0 .. TG_NARGS - 1 BY 3 LOOP
        EXECUTE format('SELECT array_agg(DISTINCT %s) FROM (%s) changed WHERE %s',
            TG_ARGV[i + 1], changed, TG_ARGV[i + 2]) INTO ids;
        IF ids IS NOT NULL THEN
            -- Two transactions that renew the same row take turns; the second sees the first's work.
            PERFORM pg_advisory_xact_lock(hashtext('record'));
            EXECUTE format('SELECT record_%s_changed($1)', TG_ARGV[i]) USING ids;
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

CREATE PROCEDURE record_follows(followed regclass, VARIADIC arguments text[])
LANGUAGE plpgsql AS $$
DECLARE
    call text := format('record_follow(%s)',
        (SELECT string_agg(quote_literal(a), ', ' ORDER BY n)
         FROM unnest(arguments) WITH ORDINALITY AS argument (a, n)));
BEGIN
    EXECUTE format('CREATE TRIGGER record_follows_insert AFTER INSERT ON %s '
        'REFERENCING NEW TABLE AS now FOR EACH STATEMENT EXECUTE FUNCTION %s', followed, call);
    EXECUTE format('CREATE TRIGGER record_follows_update AFTER UPDATE ON %s '
        'REFERENCING OLD TABLE AS was NEW TABLE AS now '
        'FOR EACH STATEMENT EXECUTE FUNCTION %s', followed, call);
    EXECUTE format('CREATE TRIGGER record_follows_delete AFTER DELETE ON %s '
        'REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION %s', followed, call);
END $$;

CALL record_follows('sources_publisher', 'publishers', 'id', 'true');
CALL record_follows('sources_article',
    'articles', 'id', 'true',
    'publisher_rows', 'publisher_id', 'publisher_id IS NOT NULL');
CALL record_follows('sources_snapshot',
    'article_rows', 'article_id', 'true',
    'snapshot_rows', 'id', 'true');
CALL record_follows('sources_speaker', 'speakers', 'id', 'true');
CALL record_follows('sources_role', 'speakers', 'speaker_id', 'true');
CALL record_follows('sources_quote',
    'quotes', 'id', $$status = 'accepted'$$,
    'speaker_rows', 'speaker_id', $$status = 'accepted'$$,
    'snapshots', 'snapshot_id', $$status = 'accepted'$$);
CALL record_follows('claims_appearance', 'claims', 'claim_id', 'true');
CALL record_follows('claims_claim', 'claims', 'id', 'verdict_id IS NOT NULL');
CALL record_follows('claims_claim_topics',
    'claims', 'claim_id', 'true',
    'topic_rows', 'topic_id', 'true');
CALL record_follows('claims_topic', 'topics', 'id', 'true');
CALL record_follows('claims_verdict', 'verdicts', 'id', 'true');
CALL record_follows('claims_verification', 'claims', 'claim_id', $$stage NOT IN ('draft', 'submitted')$$);
