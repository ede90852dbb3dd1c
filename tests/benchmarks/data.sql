-- A newsroom's years, made up: the same for the same number of claims. Rules and triggers rest
-- meanwhile; the record is filled from its views afterwards, as rebuild_record does.
SELECT setseed(0.42);
SET LOCAL session_replication_role = replica;

-- 20,000 words, the first ones frequent, in 50,000 phrases of four; a text is some phrases.
CREATE TEMPORARY TABLE vocabulary ON COMMIT DROP AS
SELECT n, translate(substr(md5(n::text), 1, 3 + n % 6), '0123456789', 'aeiourstln') AS word
FROM generate_series(1, 20000) n;
CREATE TEMPORARY TABLE phrase ON COMMIT DROP AS
SELECT drawn.n, string_agg(word, ' ') AS words
FROM (SELECT 1 + w / 4 AS n, 1 + floor(20000 * power(random(), 3))::integer AS drawn
    FROM generate_series(0, 199999) w) drawn JOIN vocabulary v ON v.n = drawn.drawn GROUP BY 1;
CREATE UNIQUE INDEX ON phrase (n);
ANALYZE phrase;

CREATE FUNCTION pg_temp.prose(phrases integer, seed bigint) RETURNS text LANGUAGE sql VOLATILE AS $$
    SELECT string_agg((SELECT words FROM phrase p WHERE p.n = drawn.n), ' ')
    FROM (SELECT 1 + floor(50000 * random())::integer AS n FROM generate_series(1, phrases)
        WHERE seed IS NOT NULL OFFSET 0) drawn
$$;

INSERT INTO auth_user (id, username, password, is_superuser, is_staff, is_active, first_name,
    last_name, email, date_joined)
SELECT n, 'user' || n, '!', false, false, false, '', '', '', now() FROM generate_series(1, 2) n;

INSERT INTO sources_publisher (id, name, domain, shows_full_text)
SELECT n, 'Paper ' || n, 'paper' || n || '.example', false FROM generate_series(1, 200) n;

INSERT INTO claims_topic (id, name) SELECT n, 'Topic ' || n FROM generate_series(1, 40) n;

INSERT INTO sources_speaker (id, name, kind, disambiguation, aliases)
SELECT n, initcap(pg_temp.prose(1, n)) || ' ' || n,
    (ARRAY['person', 'person', 'person', 'organisation', 'unnamed'])[1 + n % 5], '', '{}'
FROM generate_series(1, greatest(:claims / 50, 10)) n;

INSERT INTO sources_role (speaker_id, title, organisation, start_date)
SELECT id, pg_temp.prose(1, id), pg_temp.prose(1, id), '2015-01-01' FROM sources_speaker;

INSERT INTO sources_article (id, headline, url, byline, published_at, language, publisher_id)
SELECT n, pg_temp.prose(2, n), 'https://paper.example/' || n, '',
    timestamptz '2016-01-01' + random() * interval '10 years', 'en', 1 + n % 200
FROM generate_series(1, :claims / 2) n;

INSERT INTO sources_snapshot (id, number, text, article_id)
SELECT id, 1, pg_temp.prose(9, id), id FROM sources_article;

INSERT INTO sources_quote (id, start, "end", text, kind, status, occasion, reason, snapshot_id,
    speaker_id)
SELECT n, b, b + 60, substr(text, b + 1, 60), 'direct', CASE WHEN n % 10 = 0 THEN 'suggested' ELSE 'accepted' END,
    '', '', s.id, 1 + floor((:claims / 50) * power(random(), 2))::integer
FROM generate_series(1, :claims) n JOIN sources_snapshot s ON s.id = 1 + n % (:claims / 2)
CROSS JOIN LATERAL (SELECT CASE WHEN n > :claims / 2 THEN 10 ELSE 0 END) begins (b);

INSERT INTO claims_claim (id, statement, language, claimed_on, note, claimant_id, verdict_id,
    verified_at)
SELECT n, pg_temp.prose(3, n), 'en', date '2016-01-01' + (random() * 3650)::integer, '',
    1 + floor((:claims / 50) * power(random(), 2))::integer, CASE WHEN n % 5 > 1 THEN 1 + n % 7 END,
    CASE WHEN n % 5 > 1 THEN timestamptz '2016-01-01' + random() * interval '10 years' END
FROM generate_series(1, :claims) n;

INSERT INTO claims_claim_topics (claim_id, topic_id)
SELECT id, 1 + (id * 7) % 40 FROM claims_claim
UNION SELECT id, 1 + (id * 13) % 40 FROM claims_claim WHERE id % 2 = 0;

INSERT INTO claims_appearance (claim_id, quote_id, confirmed_by_id)
SELECT id, quote, CASE WHEN verdict_id IS NOT NULL THEN 2 END FROM claims_claim JOIN (
    SELECT id, id AS quote FROM claims_claim
    UNION SELECT id, 1 + (id * 31) % :claims FROM claims_claim WHERE id % 4 = 0
) made USING (id);

INSERT INTO claims_verification (id, stage, summary, rationale, correction, reason, claim_id,
    verdict_id, author_id, approver_id, submitted_at, published_at)
SELECT id, CASE WHEN verified_at IS NULL THEN 'draft' ELSE 'published' END, pg_temp.prose(5, id),
    pg_temp.prose(10, id), '', '', id, verdict_id, 1, CASE WHEN verified_at IS NOT NULL THEN 2 END,
    verified_at, verified_at
FROM claims_claim;

INSERT INTO claims_evidence (stance, title, url, publisher, excerpt, archived_url, verification_id)
SELECT 'refutes', pg_temp.prose(2, id), 'https://source.example/' || id, 'Paper', '', '', id
FROM claims_verification CROSS JOIN generate_series(1, 2);

-- They look again at whatever the transaction does after this.
SET LOCAL session_replication_role = origin;
