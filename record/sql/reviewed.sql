-- What somebody reads before they publish, and what the database compares with it.
--
-- record_reviewed_document and record_desk_document are what the review page shows, from the view
-- that the public document is made from. record_reviewed is their digests. A verification is
-- published, or approved for later, with the digests of what was read; under locks on all that the
-- two documents are made of, they are compared with those of what is about to become public.

-- Both are read with the search_path that the trigger below has: with another one, a connection would
-- plan them anew each time, which takes far longer than they do.

-- The public document as publishing would write it, without what the moment of publishing decides:
-- `verified_at`, and of the appearances `after_verdict` and `first_verdict_on`; and without its matches
-- and others' reviews of it, which two people confirm by themselves, and which follow what others publish. With it, the
-- verification it supersedes.
CREATE OR REPLACE FUNCTION record_reviewed_document(reviewed bigint) RETURNS jsonb
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (
        SELECT (d.document::jsonb - '{verified_at,matches,reviews}'::text[]
                #- '{appearances,after_verdict}' #- '{appearances,first_verdict_on}')
            || jsonb_build_object('supersedes', (
                SELECT o.public_id FROM claims_verification o
                WHERE o.id = COALESCE(v.supersedes_id, (
                    SELECT p.id FROM claims_verification p
                    WHERE p.claim_id = v.claim_id AND p.stage = 'published' AND p.id <> v.id))))
        FROM claims_verification v JOIN draft_claim d ON d.verification = v.id
        WHERE v.id = reviewed);
END $$;

-- What the reviewer reads besides: the submission, notes and reasons, how each quote is held; who is
-- meant, and what the pages of speakers and articles show; what was superseded, and is public again.
CREATE OR REPLACE FUNCTION record_desk_document(reviewed bigint) RETURNS jsonb
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (
        SELECT jsonb_build_object(
            'submission', v.submitted_at AT TIME ZONE 'UTC',
            'note', c.note,
            'reason', v.reason,
            'quotes_at_the_desk', COALESCE((
                SELECT jsonb_agg(jsonb_build_object('id', q.public_id, 'text', q.text,
                    'status', q.status, 'reason', q.reason) ORDER BY q.id)
                FROM claims_appearance ap JOIN sources_quote q ON q.id = ap.quote_id
                WHERE ap.claim_id = c.id), '[]'),
            'speakers', (
                SELECT jsonb_agg(jsonb_build_object('id', s.public_id, 'name', s.name,
                    'disambiguation', s.disambiguation, 'aliases', s.aliases, 'roles', ARRAY(
                        SELECT concat_ws(', ', r.title, NULLIF(r.organisation, ''),
                            'from ' || to_char(r.start_date, 'YYYY-MM-DD'),
                            'to ' || to_char(r.end_date, 'YYYY-MM-DD')) FROM sources_role r
                        WHERE r.speaker_id = s.id ORDER BY r.start_date, r.id)) ORDER BY s.id)
                FROM sources_speaker s WHERE s.id IN (
                    SELECT c.claimant_id UNION SELECT q.speaker_id
                    FROM claims_appearance ap JOIN sources_quote q ON q.id = ap.quote_id
                    WHERE ap.claim_id = c.id)),
            'articles', COALESCE((
                SELECT jsonb_agg(jsonb_build_object('id', a.public_id, 'name', a.headline,
                    'byline', a.byline, 'domain', p.domain, 'full_text', p.shows_full_text)
                    ORDER BY a.id)
                FROM sources_article a LEFT JOIN sources_publisher p ON p.id = a.publisher_id
                WHERE a.id IN (
                    SELECT n.article_id FROM claims_appearance ap
                    JOIN sources_quote q ON q.id = ap.quote_id
                    JOIN sources_snapshot n ON n.id = q.snapshot_id WHERE ap.claim_id = c.id)), '[]'),
            'earlier', COALESCE((
                SELECT jsonb_agg(jsonb_build_object('id', e.public_id, 'name', e.summary,
                    'evidence', record_evidence(e.id)) ORDER BY e.id)
                FROM claims_verification e WHERE e.claim_id = c.id AND e.stage = 'superseded'
                AND e.id IS DISTINCT FROM v.supersedes_id), '[]'))
        FROM claims_verification v JOIN claims_claim c ON c.id = v.claim_id
        WHERE v.id = reviewed);
END $$;

CREATE OR REPLACE FUNCTION record_sha256(document jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT encode(sha256(convert_to(document::text, 'UTF8')), 'hex')
$$;

-- The digests, as words "name:hexadecimal": `public` and `desk` are the SHA-256 of each document
-- as jsonb prints it; the first eight digits of each of their parts tell what differs.
CREATE OR REPLACE FUNCTION record_reviewed(reviewed bigint) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    public jsonb := record_reviewed_document(reviewed);
    desk jsonb := record_desk_document(reviewed);
BEGIN
    RETURN concat_ws(' ', 'public:' || record_sha256(public), 'desk:' || record_sha256(desk), (
        SELECT string_agg(key || ':' || left(record_sha256(value), 8), ' ' ORDER BY key)
        FROM jsonb_each(public || desk)));
END $$;

-- What differs between two of these, in words for people; what follows from other parts is not named.
CREATE OR REPLACE FUNCTION record_unread(read text, present text) RETURNS text
LANGUAGE sql STABLE AS $$
    WITH words AS (
        (SELECT string_to_table(read, ' ') AS word EXCEPT SELECT string_to_table(present, ' '))
        UNION (SELECT string_to_table(present, ' ') EXCEPT SELECT string_to_table(read, ' ')))
    SELECT COALESCE(string_agg(called, ', ' ORDER BY place),
        'nothing of what was read was named with the step')
    FROM (SELECT DISTINCT place, called FROM words JOIN (VALUES
        (1, 'statement', 'the statement'), (2, 'language', 'its language'),
        (3, 'claimed_on', 'the day it was claimed'), (4, 'claimant', 'the claimant'),
        (5, 'role', 'the claimant''s role'), (6, 'topics', 'the topics'),
        (7, 'verdict', 'the verdict'), (8, 'verification', 'the verification''s words or evidence'),
        (9, 'quotes', 'the quotes'), (10, 'supersedes', 'which verification it supersedes'),
        (11, 'note', 'the note at the desk'), (12, 'reason', 'the reason at the desk'),
        (13, 'quotes_at_the_desk', 'the state of a quote at the desk'),
        (14, 'speakers', 'which speaker is meant or their names and roles'),
        (15, 'articles', 'the byline or the publisher of an article'),
        (16, 'earlier', 'the evidence of a verification that was superseded'),
        (17, 'submission', 'when it was submitted')
    ) names (place, part, called) ON part = split_part(word, ':', 1)
    WHERE read LIKE '%public:%') named
$$;

-- Lock all that these verifications' documents are made of, until the transaction ends.
--
-- The order, for everybody who locks more than one of these: verification, the record's advisory
-- lock, claim, its published verification, appearances, topics, verdict, quotes, speakers, roles, articles, publishers; rows
-- of one table by id. The claim is held so that nothing is added to it (a foreign key shares it);
-- a speaker so that no role is added (its trigger shares the speaker). Evidence needs no lock: its
-- rule shares the verification, which whoever takes a step holds.
--
-- Others come from another side (an edit of a quote shares its speaker, a merge of speakers moves
-- their quotes), so nobody is waited for while anything is held here: all is locked at once, or
-- all let go and tried again. So this is never part of a deadlock. The one exception is the turn,
-- for which record_work_off and record_index_some wait in a queue with us: who has it waits for
-- nothing.
CREATE OR REPLACE FUNCTION record_hold(held bigint[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    patience CONSTANT interval := '10 s';
    since timestamptz := clock_timestamp();
    about bigint[];
    said bigint[];
    by_whom bigint[];
    articles bigint[];
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('record.turn'));
    LOOP
        BEGIN
            PERFORM FROM claims_verification WHERE id = ANY(held) ORDER BY id
                FOR NO KEY UPDATE NOWAIT;
            IF NOT pg_try_advisory_xact_lock(hashtext('record')) THEN
                RAISE lock_not_available;
            END IF;
            about := ARRAY(SELECT claim_id FROM claims_verification WHERE id = ANY(held));
            PERFORM FROM claims_claim WHERE id = ANY(about) ORDER BY id FOR UPDATE NOWAIT;
            -- the one that a correction supersedes
            PERFORM FROM claims_verification WHERE claim_id = ANY(about) AND stage = 'published'
                ORDER BY id FOR NO KEY UPDATE NOWAIT;
            PERFORM FROM claims_appearance WHERE claim_id = ANY(about) ORDER BY id FOR SHARE NOWAIT;
            PERFORM FROM claims_claim_topics ct JOIN claims_topic t ON t.id = ct.topic_id
                WHERE ct.claim_id = ANY(about) ORDER BY ct.id FOR SHARE NOWAIT;
            PERFORM FROM claims_verdict WHERE id IN (
                SELECT verdict_id FROM claims_verification WHERE id = ANY(held)) FOR SHARE NOWAIT;
            said := ARRAY(SELECT quote_id FROM claims_appearance WHERE claim_id = ANY(about));
            PERFORM FROM sources_quote WHERE id = ANY(said) ORDER BY id FOR SHARE NOWAIT;
            by_whom := ARRAY(
                SELECT claimant_id FROM claims_claim WHERE id = ANY(about)
                UNION SELECT speaker_id FROM sources_quote WHERE id = ANY(said));
            PERFORM FROM sources_speaker WHERE id = ANY(by_whom) ORDER BY id
                FOR NO KEY UPDATE NOWAIT;
            PERFORM FROM sources_role WHERE speaker_id = ANY(by_whom) ORDER BY id FOR SHARE NOWAIT;
            articles := ARRAY(
                SELECT n.article_id FROM sources_snapshot n
                JOIN sources_quote q ON q.snapshot_id = n.id WHERE q.id = ANY(said)
                UNION SELECT n.article_id FROM sources_snapshot n
                JOIN claims_evidence e ON e.snapshot_id = n.id
                JOIN claims_verification v ON v.id = e.verification_id
                WHERE v.id = ANY(held) OR v.claim_id = ANY(about) AND v.stage = 'superseded');
            PERFORM FROM sources_article WHERE id = ANY(articles) ORDER BY id FOR SHARE NOWAIT;
            PERFORM FROM sources_publisher WHERE id IN (
                SELECT publisher_id FROM sources_article WHERE id = ANY(articles))
                ORDER BY id FOR SHARE NOWAIT;
            RETURN;
        EXCEPTION WHEN lock_not_available THEN
            IF clock_timestamp() > since + patience THEN
                RAISE lock_not_available USING MESSAGE = 'Others are changing what this '
                    'verification rests on, so nothing is done. Try again in a moment.';
            END IF;
        END;
        PERFORM pg_sleep(0.005 + random() * 0.01);
    END LOOP;
END $$;

CREATE OR REPLACE FUNCTION record_holds_what_was_read() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM record_hold(ARRAY[OLD.id]);
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION record_published_as_read() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    present text := record_reviewed(NEW.id);
BEGIN
    IF NEW.read_digests IS DISTINCT FROM present THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'verification_published_as_read',
            MESSAGE = format('This verification has changed since you opened it. What differs: %s. '
                'Read it again, then decide.', record_unread(NEW.read_digests, present));
    END IF;
    IF NEW.stage = 'published' AND EXISTS (SELECT FROM claims_appearance
            WHERE claim_id = NEW.claim_id AND confirmed_by_id IS NULL) THEN
        PERFORM sources_refuse('verification_published_with_all_its_quotes', 'Somebody else is at '
            'a quote of this claim. Nothing is published: try again in a moment.');
    END IF;
    RETURN NULL;
END $$;

-- First of all triggers, before anything else is locked. Who submits stands behind what is there
-- then, so an edit under way is waited for: its maker does not publish it as somebody else's.
CREATE OR REPLACE TRIGGER record_holds_what_was_read
    BEFORE UPDATE OF stage, publish_at ON claims_verification FOR EACH ROW
    WHEN (OLD.stage = 'draft' AND NEW.stage = 'submitted' OR OLD.stage = 'submitted'
        AND (NEW.stage = 'published' OR NEW.publish_at IS NOT NULL))
    EXECUTE FUNCTION record_holds_what_was_read();
-- After all rules have looked, before the record is written.
CREATE OR REPLACE TRIGGER verification_published_as_read
    AFTER UPDATE OF stage, publish_at, read_digests ON claims_verification FOR EACH ROW
    WHEN (OLD.stage = 'submitted' AND (NEW.stage = 'published'
        OR NEW.publish_at IS NOT NULL AND OLD.publish_at IS DISTINCT FROM NEW.publish_at))
    EXECUTE FUNCTION record_published_as_read();
