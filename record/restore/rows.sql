-- Desk rows of the documents in the table `given`. The rules look on as ever; only the record
-- waits, and is made from its views when all rows are there.
CREATE FUNCTION pg_temp.follow(what text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    follower record;
BEGIN
    SET CONSTRAINTS ALL IMMEDIATE;  -- a table with rows still to be checked cannot be altered
    SET CONSTRAINTS ALL DEFERRED;
    FOR follower IN SELECT tgrelid::regclass AS followed, tgname AS name FROM pg_trigger
        -- of a restored verification nobody kept what was read; it keeps its moment, as matches and
        -- others' reviews do; a restored amendment changes nothing; a restored quote is placed in no
        -- text that is held here
        WHERE starts_with(tgname, 'record_') OR tgname IN ('verification_published_as_read',
            'verification_dated_by_the_database', 'quote_vanished_as_placed',
            'match_dated_by_the_database', 'review_confirmation_lapses_with_what_was_read')
            OR starts_with(tgname, 'amendment_') AND tgname <> 'amendment_history'
    LOOP
        EXECUTE format('ALTER TABLE %s %s TRIGGER %I', follower.followed, what, follower.name);
    END LOOP;
END $$;
SELECT pg_temp.follow('DISABLE');

CREATE TEMPORARY TABLE given_claim ON COMMIT DROP AS
SELECT (document ->> 'id')::uuid AS public_id, document::jsonb AS d, place
FROM given WHERE kind = 'claim';

CREATE TEMPORARY TABLE given_quote ON COMMIT DROP AS
SELECT DISTINCT ON (d ->> 'id') (d ->> 'id')::uuid AS public_id, d,
    (d #>> '{article,id}')::uuid AS article, (d #>> '{snapshot,number}')::integer AS number,
    (d #>> '{article,published_at}')::timestamptz AS published_at
FROM (
    SELECT document::jsonb AS d FROM given WHERE kind = 'quote'
    UNION ALL SELECT q FROM given_claim, jsonb_array_elements(d -> 'quotes') q
) given;

CREATE TEMPORARY TABLE given_speaker ON COMMIT DROP AS
SELECT DISTINCT ON (d ->> 'id') (d ->> 'id')::uuid AS public_id, d, is_document
FROM (
    SELECT document::jsonb AS d, true AS is_document FROM given WHERE kind = 'speaker'
    UNION ALL SELECT d -> 'claimant', false FROM given_claim
    UNION ALL SELECT d -> 'speaker', false FROM given_quote
) given
ORDER BY d ->> 'id', is_document DESC;
ANALYZE given, given_claim, given_quote, given_speaker;

-- What was said.
INSERT INTO sources_publisher (name, domain, shows_full_text)
SELECT DISTINCT d #>> '{article,publisher}', '', false FROM given_quote
WHERE d #>> '{article,publisher}' IS NOT NULL ORDER BY 1;

-- A quote names its article and its language; the byline it does not.
INSERT INTO sources_article (public_id, headline, url, byline, published_at, language, publisher_id)
SELECT DISTINCT ON (article) article, d #>> '{article,headline}', d #>> '{article,url}', '',
    published_at, d ->> 'language', p.id
FROM given_quote LEFT JOIN sources_publisher p ON p.name = d #>> '{article,publisher}'
ORDER BY article;

INSERT INTO sources_snapshot (article_id, number, text, absent_sha256)
SELECT DISTINCT a.id, number, '', d #>> '{snapshot,sha256}'
FROM given_quote JOIN sources_article a ON a.public_id = article ORDER BY 1, 2;

-- Where two speakers of one name stand in claims alone, only their ids differ.
INSERT INTO sources_speaker (public_id, name, kind, disambiguation, aliases, wikidata_id)
SELECT public_id, d ->> 'name', d ->> 'kind',
    COALESCE(d ->> 'disambiguation', CASE WHEN count(*) OVER (PARTITION BY d ->> 'name', d ->> 'kind')
        > 1 THEN left(public_id::text, 8) ELSE '' END),
    ARRAY(SELECT jsonb_array_elements_text(d -> 'aliases')), d ->> 'wikidata_id'
FROM given_speaker ORDER BY public_id;

INSERT INTO sources_role (speaker_id, title, organisation, start_date, end_date)
SELECT s.id, r ->> 'title', r ->> 'organisation', (r ->> 'start_date')::date,
    (r ->> 'end_date')::date
FROM given_speaker t JOIN sources_speaker s USING (public_id),
    jsonb_array_elements(t.d -> 'roles') WITH ORDINALITY roles (r, n)
WHERE is_document ORDER BY s.id, n;

-- Of other speakers the role on some days is known. It is taken as held from the first of them to
-- the last, as long as no day between shows another; one shown where no day is known, always.
WITH seen AS (
    SELECT (d #>> '{claimant,id}')::uuid AS public_id, (d ->> 'claimed_on')::date AS day,
        d -> 'role' ->> 'title' AS title, d -> 'role' ->> 'organisation' AS organisation
    FROM given_claim
    UNION SELECT (d #>> '{speaker,id}')::uuid, (d ->> 'said_on')::date,
        d -> 'role' ->> 'title', d -> 'role' ->> 'organisation' FROM given_quote
), runs AS (
    SELECT public_id, day, title, organisation, row_number() OVER (PARTITION BY public_id ORDER BY day)
        - row_number() OVER (PARTITION BY public_id, title, organisation ORDER BY day) AS run
    FROM seen WHERE day IS NOT NULL
), spans AS (
    SELECT public_id, title, organisation, min(day) AS first, max(day) AS last
    FROM runs GROUP BY public_id, title, organisation, run
    UNION ALL SELECT public_id, title, organisation, NULL, NULL FROM seen WHERE day IS NULL
)
INSERT INTO sources_role (speaker_id, title, organisation, start_date, end_date)
SELECT s.id, title, organisation, first, last
FROM spans JOIN given_speaker t USING (public_id) JOIN sources_speaker s USING (public_id)
WHERE title IS NOT NULL AND NOT is_document ORDER BY s.id, first;

INSERT INTO sources_quote (public_id, snapshot_id, start, "end", text, kind, status, speaker_id,
    said_on, occasion, reason, vanished_since)
SELECT t.public_id, n.id, (d ->> 'start')::integer, (d ->> 'end')::integer, d ->> 'text',
    d ->> 'kind', 'accepted', s.id,
    NULLIF((d ->> 'said_on')::date, (t.published_at AT TIME ZONE 'UTC')::date), d ->> 'occasion', '',
    (d ->> 'vanished_since')::timestamptz
FROM given_quote t JOIN sources_article a ON a.public_id = article
JOIN sources_snapshot n ON n.article_id = a.id AND n.number = t.number
JOIN sources_speaker s ON s.public_id = (d #>> '{speaker,id}')::uuid
ORDER BY n.id, 3;

-- What we make of it.
CREATE TEMPORARY TABLE given_verification ON COMMIT DROP AS
WITH RECURSIVE earlier AS (
    SELECT (document ->> 'id')::uuid AS public_id, (document ->> 'supersedes')::uuid AS supersedes,
        document::jsonb AS d, place
    FROM given WHERE kind = 'verification'
), chain AS (
    SELECT (c.d #>> '{verification,id}')::uuid AS public_id, f.supersedes, c.public_id AS claim,
        c.d -> 'verification' || jsonb_build_object('verdict', c.d -> 'verdict',
            'published_at', c.d -> 'verified_at') AS d,
        COALESCE(f.place, c.place) AS place, 0 AS corrections
    FROM given_claim c LEFT JOIN earlier f ON f.public_id = (c.d #>> '{verification,id}')::uuid
    -- what a withdrawn correction had superseded hangs on nothing, and is left out
    UNION ALL SELECT f.public_id, f.supersedes, claim, f.d, f.place, corrections + 1
    FROM chain JOIN earlier f ON f.public_id = chain.supersedes WHERE corrections < 1000
)
SELECT public_id, supersedes, claim, d, place, corrections,
    -- documents give the second; of several in one, the order of the lines stays
    (d ->> 'published_at')::timestamptz + interval '1 microsecond'
        * (row_number() OVER (PARTITION BY d ->> 'published_at' ORDER BY place) - 1) AS published_at
FROM chain;
ANALYZE given_verification;

INSERT INTO claims_verdict (slug, label, meaning, value)
SELECT DISTINCT d -> 'verdict' ->> 'slug', d -> 'verdict' ->> 'label',
    d -> 'verdict' ->> 'meaning', (d -> 'verdict' ->> 'value')::smallint
FROM given_verification ORDER BY 1
ON CONFLICT (slug) DO UPDATE
SET label = EXCLUDED.label, meaning = EXCLUDED.meaning, value = EXCLUDED.value;

INSERT INTO claims_claim (public_id, statement, language, claimed_on, note, claimant_id)
SELECT t.public_id, d ->> 'statement', d ->> 'language', (d ->> 'claimed_on')::date, '', s.id
FROM given_claim t JOIN sources_speaker s ON s.public_id = (d #>> '{claimant,id}')::uuid
ORDER BY place;

INSERT INTO claims_topic (name)
SELECT DISTINCT jsonb_array_elements_text(d -> 'topics') FROM given_claim ORDER BY 1;

INSERT INTO claims_claim_topics (claim_id, topic_id)
SELECT c.id, t.id FROM given_claim given JOIN claims_claim c USING (public_id),
    jsonb_array_elements_text(d -> 'topics') topic JOIN claims_topic t ON t.name = topic;

INSERT INTO claims_appearance (claim_id, quote_id)
SELECT c.id, q.id FROM given_claim given JOIN claims_claim c USING (public_id),
    jsonb_array_elements(d -> 'quotes') WITH ORDINALITY quotes (quote, n)
    JOIN sources_quote q ON q.public_id = (quote ->> 'id')::uuid
ORDER BY c.id, n;

INSERT INTO claims_verification (public_id, claim_id, stage, verdict_id, summary, rationale,
    correction, reason, author_id)
SELECT t.public_id, c.id, 'draft', w.id, d ->> 'summary', d ->> 'rationale', d ->> 'correction', '',
    (SELECT id FROM auth_user WHERE username = 'restored-author')
FROM given_verification t JOIN claims_claim c ON c.public_id = claim
JOIN claims_verdict w ON w.slug = d -> 'verdict' ->> 'slug' ORDER BY t.published_at;

INSERT INTO claims_evidence (verification_id, stance, title, url, publisher, excerpt, archived_url)
SELECT v.id, e ->> 'stance', e ->> 'title', e ->> 'url', e ->> 'publisher', e ->> 'excerpt',
    e ->> 'archived_url'
FROM given_verification t JOIN claims_verification v USING (public_id),
    jsonb_array_elements(d -> 'evidence') WITH ORDINALITY evidence (e, n)
ORDER BY v.id, n;
ANALYZE sources_article, sources_snapshot, sources_quote, sources_speaker, claims_claim,
    claims_verification, claims_evidence, claims_appearance;

-- When it was submitted is not given: not later than it was published.
UPDATE claims_verification v SET stage = 'submitted', submitted_at = t.published_at
FROM given_verification t WHERE t.public_id = v.public_id;

DO $$
BEGIN
    FOR n IN REVERSE (SELECT max(corrections) FROM given_verification) .. 0 LOOP  -- the oldest first
        UPDATE claims_verification v SET stage = 'published', published_at = t.published_at,
            approver_id = (SELECT id FROM auth_user WHERE username = 'restored-approver')
        FROM given_verification t WHERE t.public_id = v.public_id AND corrections = n;
    END LOOP;
END $$;

-- What was amended stands already: what is told of it is restored.
INSERT INTO claims_amendment (table_name, row_id, changes, kind, reason, author_id, approver_id,
    stage, answer, claims, told, decided_at)
SELECT 'claims_claim', c.id, '{}', 'spelling', a ->> 'reason',
    (SELECT id FROM auth_user WHERE username = 'restored-author'),
    (SELECT id FROM auth_user WHERE username = 'restored-approver'),
    'applied', '', ARRAY[c.id], jsonb_agg(a - ARRAY['applied_at', 'reason'] ORDER BY n),
    (a ->> 'applied_at')::timestamptz
FROM given_claim JOIN claims_claim c USING (public_id),
    jsonb_array_elements(d -> 'amendments') WITH ORDINALITY amendments (a, n)
GROUP BY c.id, a ->> 'applied_at', a ->> 'reason' ORDER BY c.id, min(n);

-- Both claims show a match, one as narrower and the other as wider: it is restored once.
INSERT INTO claims_match (claim_id, other_id, kind, stage, method, created_by_id)
SELECT c.id, o.id, m ->> 'kind', 'suggested', '',
    (SELECT id FROM auth_user WHERE username = 'restored-author')
FROM given_claim JOIN claims_claim c USING (public_id), jsonb_array_elements(d -> 'matches') m
JOIN claims_claim o ON o.public_id = (m ->> 'id')::uuid
WHERE m ->> 'kind' = 'narrower' OR m ->> 'kind' <> 'wider' AND c.id < o.id;

UPDATE claims_match m SET stage = 'confirmed', decided_at = (shown ->> 'confirmed_at')::timestamptz,
    decided_by_id = (SELECT id FROM auth_user WHERE username = 'restored-approver'),
    read_digest = claims_match_digest(m.kind, m.claim_id, m.other_id)
FROM given_claim JOIN claims_claim c USING (public_id), jsonb_array_elements(d -> 'matches') shown
JOIN claims_claim o ON o.public_id = (shown ->> 'id')::uuid
WHERE m.claim_id = c.id AND m.other_id = o.id;

-- Of others' reviews that is restored which is shown; what a word means on our scale is not.
CREATE TEMPORARY TABLE given_review ON COMMIT DROP AS
SELECT c.id AS claim_id, r, regexp_replace(
    substring(lower(r ->> 'url') FROM '^https?://(?:[^/?#]*@)?([^/:?#]+)'), '^www\.', '') AS domain
FROM given_claim JOIN claims_claim c USING (public_id),
    jsonb_array_elements(d -> 'reviews') WITH ORDINALITY reviews (r, n)
ORDER BY place, n;

INSERT INTO claims_rating (domain, word)
SELECT DISTINCT ON (domain, lower(r ->> 'verdict')) domain, r ->> 'verdict' FROM given_review
WHERE r ->> 'verdict' IS NOT NULL ORDER BY domain, lower(r ->> 'verdict')
ON CONFLICT DO NOTHING;

INSERT INTO claims_review (claim_id, url, statement, language, publisher, published_on, domain,
    rating_id, claimant, faults, raw, digest, origin, linked_by_id, confirmed_at)
SELECT claim_id, r ->> 'url', r ->> 'statement', r ->> 'language', r ->> 'publisher',
    (r ->> 'published_on')::date, g.domain, w.id, '', '{}', r::text, '', 'restored',
    (SELECT id FROM auth_user WHERE username = 'restored-author'),
    (r ->> 'confirmed_at')::timestamptz
FROM given_review g
LEFT JOIN claims_rating w ON w.domain = g.domain AND lower(w.word) = lower(r ->> 'verdict');
UPDATE claims_review
SET confirmed_by_id = (SELECT id FROM auth_user WHERE username = 'restored-approver')
WHERE origin = 'restored';

-- A withdrawn claim is known by its address alone, so it is no claim of the desk's: its number is
-- below zero.
INSERT INTO record_withdrawn (id, public_id, withdrawn_at, reason)
SELECT -place, (document ->> 'id')::uuid, (document ->> 'withdrawn_at')::timestamptz,
    COALESCE(document ->> 'reason', '')
FROM given WHERE kind = 'withdrawn';
INSERT INTO record_change (kind, public_id, at)
SELECT 'claim', public_id, clock_timestamp() FROM record_withdrawn WHERE id < 0 ORDER BY id DESC;

SELECT pg_temp.follow('ENABLE');
ANALYZE sources_role, claims_claim_topics, claims_verification, claims_claim;
