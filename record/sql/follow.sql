-- The tables follow the views within the transaction that changed what they show. Only where very
-- many documents show it, they follow in batches soon after: see record_renew_showing.
--
-- Each function renews the rows it names and passes on to those that show them:
-- publisher -> article -> quote -> claim, and speaker -> quote and claim. A function named after
-- rows renews its own kind alone: what made them public changed, not what others show of them.

-- A claim that this transaction amends in substance is left as it was until its correction is out:
-- what it says already, beside the verification that it had, nobody has read nor published.
CREATE OR REPLACE FUNCTION record_renew(kind text, ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF kind = 'claim' THEN
        ids := ARRAY(SELECT claim FROM unnest(ids) claim WHERE NOT EXISTS (
            SELECT FROM claims_amendment a JOIN claims_verification v
                ON v.claim_id = claim AND v.stage = 'published' AND v.published_at < a.decided_at
            WHERE a.stage = 'applied' AND a.kind = 'substance' AND a.claims @> ARRAY[claim]
                AND a.applied_in = pg_current_xact_id()::text::bigint));
    END IF;
    EXECUTE format('SELECT record_renew_%s($1)', kind) USING ids;
END $$;

-- With a view of the rows from before, no rule sees what others have published since, and what they
-- have withdrawn would come back.
CREATE OR REPLACE FUNCTION record_sees_the_present() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        PERFORM sources_refuse('written_with_the_present_in_view',
            'What the public record shows is written in transactions of READ COMMITTED alone.');
    END IF;
END $$;

-- The same for all rows there are or should be. Returns how many there are then. The tally counts
-- them once, at the end: kept up to date it would write its lines anew with every part, and what
-- one transaction has written over and over is slow to find.
CREATE OR REPLACE FUNCTION record_rebuild(kind text) RETURNS bigint LANGUAGE plpgsql
SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    ids bigint[];
    rows bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('record'));
    EXECUTE format('SELECT ARRAY(SELECT id FROM record_%1$s UNION SELECT id FROM public_%1$s)',
        kind) INTO ids;
    EXECUTE format('ALTER TABLE record_%s DISABLE TRIGGER USER', kind);
    PERFORM record_renew(kind, ids);
    EXECUTE format('ALTER TABLE record_%s ENABLE TRIGGER USER', kind);
    PERFORM record_recount(kind);
    EXECUTE format('SELECT count(*) FROM record_%s', kind) INTO rows;
    RETURN rows;
END $$;

-- The same for the public rows among these, which show something of another row, such as its name.
-- Many of them wait for record_work_off, a batch each: all others who write to the record would have
-- to wait for us, and so would whoever needs the row that changed. What a row's own change makes
-- public, or takes away, never waits.
CREATE OR REPLACE FUNCTION record_renew_showing(kind text, ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    at_once CONSTANT integer := 200;
    a_batch CONSTANT integer := 50;
    public bigint[];
BEGIN
    EXECUTE format('SELECT ARRAY(SELECT id FROM record_%s WHERE id = ANY($1) ORDER BY id)', kind)
        INTO public USING ids;
    IF cardinality(public) <= at_once THEN
        PERFORM record_renew(kind, public);
    ELSE
        INSERT INTO record_renewal (kind, ids)
        SELECT kind, public[i : i + a_batch - 1]
        FROM generate_series(1, cardinality(public), a_batch) i ORDER BY i;
    END IF;
END $$;

-- Renews the batch that has waited longest: how many rows, 0 if somebody else writes to the record
-- just now, NULL if nothing waits or another session is at it. Whoever publishes, and so shares the
-- turn, comes before the next batch. Nothing is waited for while the turn is had, so this is never
-- part of a deadlock. An index, even where a seldom amended site has few rows: one of an amendment
-- that is shown by thousands is long.
CREATE OR REPLACE FUNCTION record_work_off() RETURNS integer LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    batch record_renewal;
BEGIN
    PERFORM record_sees_the_present();
    IF NOT EXISTS (SELECT FROM record_renewal)
        OR NOT pg_try_advisory_xact_lock(hashtext('record.renewal')) THEN
        RETURN NULL;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('record.turn'));
    IF NOT pg_try_advisory_xact_lock(hashtext('record')) THEN
        RETURN 0;
    END IF;
    DELETE FROM record_renewal WHERE id = (SELECT min(id) FROM record_renewal)
    RETURNING * INTO batch;
    IF FOUND THEN
        PERFORM record_renew(batch.kind, batch.ids);
    END IF;
    IF NOT EXISTS (SELECT FROM record_renewal) THEN
        PERFORM record_ledger_seal();
    END IF;
    RETURN cardinality(batch.ids);
END $$;

CREATE OR REPLACE FUNCTION record_claims_changed(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM record_renew('claim', ids);
    PERFORM record_renew('topic', ARRAY(
        SELECT topic_id FROM claims_claim_topics WHERE claim_id = ANY(ids)));
    PERFORM record_renew('verification', ARRAY(
        SELECT id FROM claims_verification WHERE claim_id = ANY(ids)));
    PERFORM record_renew('withdrawn', ids);
    PERFORM record_renew_words(ids);
    PERFORM record_renew_vectors(ids);
    PERFORM record_renew_showing('claim', ARRAY(
        SELECT unnest(ARRAY[claim_id, other_id]) FROM claims_match
        WHERE stage = 'confirmed' AND (claim_id = ANY(ids) OR other_id = ANY(ids))
        EXCEPT SELECT unnest(ids)));
END $$;

CREATE OR REPLACE FUNCTION record_matched_claims_changed(ids bigint[]) RETURNS void LANGUAGE sql AS $$
    SELECT record_renew_showing('claim', ids)
$$;

CREATE OR REPLACE FUNCTION record_quotes_changed(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM record_renew('quote', ids);
    PERFORM record_renew('claim', ARRAY(
        SELECT DISTINCT claim_id FROM claims_appearance WHERE quote_id = ANY(ids)));
END $$;

CREATE OR REPLACE FUNCTION record_speakers_changed(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM record_renew('speaker', ids || ARRAY(
        SELECT merged_into_id FROM sources_speaker
        WHERE id = ANY(ids) AND merged_into_id IS NOT NULL));  -- which goes by their names, too
    PERFORM record_renew_showing('quote', ARRAY(SELECT id FROM sources_quote WHERE speaker_id = ANY(ids)));
    PERFORM record_renew_showing('claim', ARRAY(
        SELECT id FROM claims_claim WHERE claimant_id = ANY(ids)
        UNION SELECT ap.claim_id FROM claims_appearance ap
        JOIN sources_quote q ON q.id = ap.quote_id WHERE q.speaker_id = ANY(ids)));
END $$;

CREATE OR REPLACE FUNCTION record_speaker_rows_changed(ids bigint[]) RETURNS void LANGUAGE sql AS $$
    SELECT record_renew('speaker', ids)
$$;

CREATE OR REPLACE FUNCTION record_articles_changed(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    quotes bigint[] := ARRAY(
        SELECT q.id FROM sources_quote q
        JOIN sources_snapshot n ON n.id = q.snapshot_id WHERE n.article_id = ANY(ids));
    citing bigint[] := ARRAY(
        SELECT v.claim_id FROM claims_evidence e
        JOIN claims_verification v ON v.id = e.verification_id
        JOIN sources_snapshot n ON n.id = e.snapshot_id WHERE n.article_id = ANY(ids));
BEGIN
    PERFORM record_article_rows_changed(ids);
    PERFORM record_renew_showing('quote', quotes);
    PERFORM record_renew_showing('claim', ARRAY(
        SELECT unnest(citing)
        UNION SELECT claim_id FROM claims_appearance WHERE quote_id = ANY(quotes)));
    PERFORM record_renew_showing('verification', ARRAY(
        SELECT id FROM claims_verification WHERE claim_id = ANY(citing)));
END $$;

CREATE OR REPLACE FUNCTION record_article_rows_changed(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM record_renew('article', ids);
    PERFORM record_renew('publisher', ARRAY(
        SELECT publisher_id FROM sources_article WHERE id = ANY(ids)));
    PERFORM record_renew('snapshot', ARRAY(
        SELECT id FROM sources_snapshot WHERE article_id = ANY(ids)));
    PERFORM record_texts_hidden(ids);
END $$;

-- A text that its publisher no longer shows is no longer shown in the past either.
CREATE OR REPLACE FUNCTION record_texts_hidden(articles bigint[]) RETURNS void LANGUAGE plpgsql AS $$
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

CREATE OR REPLACE FUNCTION record_snapshot_rows_changed(ids bigint[]) RETURNS void LANGUAGE sql AS $$
    SELECT record_renew('snapshot', ids)
$$;

CREATE OR REPLACE FUNCTION record_snapshots_changed(ids bigint[]) RETURNS void LANGUAGE sql AS $$
    SELECT record_article_rows_changed(ARRAY(
        SELECT DISTINCT article_id FROM sources_snapshot WHERE id = ANY(ids)))
$$;

CREATE OR REPLACE FUNCTION record_publisher_rows_changed(ids bigint[]) RETURNS void LANGUAGE sql AS $$
    SELECT record_renew('publisher', ids)
$$;

CREATE OR REPLACE FUNCTION record_publishers_changed(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM record_renew('publisher', ids);
    PERFORM record_articles_changed(ARRAY(
        SELECT id FROM sources_article WHERE publisher_id = ANY(ids)));
END $$;

CREATE OR REPLACE FUNCTION record_topic_rows_changed(ids bigint[]) RETURNS void LANGUAGE sql AS $$
    SELECT record_renew('topic', ids)
$$;

CREATE OR REPLACE FUNCTION record_topics_changed(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM record_renew('topic', ids);
    PERFORM record_renew_showing('claim', ARRAY(
        SELECT DISTINCT claim_id FROM claims_claim_topics WHERE topic_id = ANY(ids)));
END $$;

CREATE OR REPLACE FUNCTION record_verdicts_changed(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    claims bigint[] := ARRAY(
        SELECT DISTINCT claim_id FROM claims_verification
        WHERE verdict_id = ANY(ids) AND stage IN ('published', 'superseded'));
BEGIN
    PERFORM record_renew('verdict', ids);
    PERFORM record_renew_showing('claim', claims);
    PERFORM record_renew_showing('verification', ARRAY(
        SELECT id FROM claims_verification WHERE claim_id = ANY(claims)));
END $$;

-- What follows when these rows of a table changed. The arguments come in threes: which of the
-- functions above, the column that holds its ids, and which rows are worth it at all. A connection
-- plans once what follows a change: planning takes longer than most changes do. All of it happens
-- as the owner, who alone may write the record; nobody's own objects are found before ours.
CREATE OR REPLACE FUNCTION record_follow() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    changed text := CASE TG_OP
        WHEN 'INSERT' THEN 'SELECT %1$s AS id FROM now changed WHERE %2$s'
        WHEN 'DELETE' THEN 'SELECT %1$s AS id FROM was changed WHERE %2$s'
        ELSE 'SELECT %1$s AS id FROM was changed WHERE %2$s UNION ALL SELECT %1$s FROM now changed WHERE %2$s' END;
    ids bigint[];
BEGIN
    PERFORM record_sees_the_present();
    FOR i IN 0 .. TG_NARGS - 1 BY 3 LOOP
        EXECUTE 'SELECT array_agg(DISTINCT id) FROM (' || format(changed, TG_ARGV[i + 1], TG_ARGV[i + 2])
            || ') changed' INTO ids;
        IF ids IS NOT NULL THEN
            -- Two transactions that renew the same row take turns; the second sees the first's work.
            PERFORM pg_advisory_xact_lock(hashtext('record'));
            EXECUTE format('SELECT record_%s_changed($1)', TG_ARGV[i]) USING ids;
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
