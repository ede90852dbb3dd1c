-- What is public, defined once: one view per kind of thing, with the columns of its table.

CREATE VIEW public_quote AS
SELECT
    q.id,
    q.public_id,
    json_build_object(
        'id', q.public_id,
        'text', q.text,
        'language', a.language,
        'kind', q.kind,
        'said_on', d.said_on,
        'occasion', q.occasion,
        'speaker', record_speaker_name(q.speaker_id),
        'role', record_role(q.speaker_id, d.said_on),
        'article', json_build_object(
            'id', a.public_id,
            'headline', a.headline,
            'url', a.url,
            'publisher', p.name,
            'published_at', record_time(a.published_at)
        ),
        'start', q.start,
        'end', q."end",
        'snapshot', json_build_object('number', n.number, 'sha256', n.sha256)
    ) AS document,
    record_search(concat_ws(' ', s.name, q.text), a.language) AS search,
    s.public_id AS speaker,
    a.public_id AS article,
    p.public_id AS publisher,
    q.kind,
    d.said_on
FROM sources_quote q
JOIN sources_speaker s ON s.id = q.speaker_id
JOIN sources_snapshot n ON n.id = q.snapshot_id
JOIN sources_article a ON a.id = n.article_id
LEFT JOIN sources_publisher p ON p.id = a.publisher_id
CROSS JOIN LATERAL (
    SELECT COALESCE(q.said_on, (a.published_at AT TIME ZONE 'UTC')::date) AS said_on
) d
WHERE q.status = 'accepted';

-- A claim as each of its findings has it, published or not: what the desk looks at beforehand.
CREATE VIEW found_claim AS
SELECT
    v.id AS finding,
    v.stage,
    c.id,
    c.public_id,
    json_build_object(
        'id', c.public_id,
        'slug', record_slug(c.statement, c.public_id),
        'statement', c.statement,
        'language', c.language,
        'claimed_on', c.claimed_on,
        'claimant', record_speaker_name(c.claimant_id),
        'role', record_role(c.claimant_id, c.claimed_on),
        'topics', t.names,
        'verdict', record_verdict(w.id),
        'verified_at', record_time(v.published_at),
        'verification', json_build_object(
            'id', v.public_id,
            'summary', v.summary,
            'rationale', v.rationale,
            'correction', v.correction,
            'evidence', record_evidence(v.id)
        ),
        'appearances', json_build_object(
            'times', q.said,
            'first_said', q.first_said,
            'last_said', q.last_said,
            'after_verdict', q.after_verdict,
            'by', b.list
        ),
        'quotes', q.list
    ) AS document,
    record_search(concat_ws(' ', c.statement, s.name, v.summary), c.language) || q.search AS search,
    ARRAY(SELECT DISTINCT unnest(s.public_id || q.speakers) ORDER BY 1) AS speakers,
    q.publishers,
    t.ids AS topics,
    w.slug AS verdict,
    w.value AS verdict_value,
    s.kind AS claimant_kind,
    q.said,
    h.stages,
    c.language,
    c.claimed_on,
    v.published_at AS verified_at
FROM claims_claim c
JOIN claims_verification v ON v.claim_id = c.id
JOIN claims_verdict w ON w.id = v.verdict_id
JOIN sources_speaker s ON s.id = c.claimant_id
CROSS JOIN LATERAL (
    SELECT
        array_agg(DISTINCT v.stage::text ORDER BY v.stage::text) AS stages,
        (min(v.published_at) AT TIME ZONE 'UTC')::date AS first_verdict
    FROM claims_verification v
    WHERE v.claim_id = c.id AND v.stage IN ('published', 'superseded')
) h
CROSS JOIN LATERAL (
    SELECT
        COALESCE(json_agg(t.name ORDER BY t.name), '[]') AS names,
        COALESCE(array_agg(t.public_id ORDER BY t.name), '{}') AS ids
    FROM claims_claim_topics ct
    JOIN claims_topic t ON t.id = ct.topic_id
    WHERE ct.claim_id = c.id
) t
CROSS JOIN LATERAL (
    SELECT
        -- in an order that the documents themselves tell: a restored record has other row ids
        COALESCE(json_agg(q.document ORDER BY q.said_on, q.article, w.start, q.public_id), '[]')
            AS list,
        count(*)::integer AS said,
        min(q.said_on) AS first_said,
        max(q.said_on) AS last_said,
        count(*) FILTER (WHERE q.said_on > h.first_verdict) AS after_verdict,
        record_vector(q.search ORDER BY q.said_on, q.article, w.start, q.public_id) AS search,
        COALESCE(array_agg(q.speaker ORDER BY q.id), '{}') AS speakers,
        COALESCE(array_agg(DISTINCT q.publisher) FILTER (WHERE q.publisher IS NOT NULL), '{}')
            AS publishers
    FROM claims_appearance ap
    JOIN public_quote q ON q.id = ap.quote_id
    JOIN sources_quote w ON w.id = q.id
    WHERE ap.claim_id = c.id
) q
CROSS JOIN LATERAL (
    SELECT COALESCE(json_agg(
        json_build_object('id', s.public_id, 'name', s.name, 'times', s.times)
        ORDER BY s.times DESC, s.name, s.public_id
    ), '[]') AS list
    FROM (
        SELECT s.public_id, s.name, count(*) AS times
        FROM claims_appearance ap
        JOIN sources_quote q ON q.id = ap.quote_id AND q.status = 'accepted'
        JOIN sources_speaker s ON s.id = q.speaker_id
        WHERE ap.claim_id = c.id
        GROUP BY s.id
    ) s
) b;

CREATE VIEW public_claim AS
SELECT id, public_id, document, search, speakers, publishers, topics, verdict, verdict_value,
    claimant_kind, said, stages, language, claimed_on, verified_at
FROM found_claim
WHERE stage = 'published';

CREATE VIEW public_speaker AS
SELECT
    s.id,
    s.public_id,
    json_build_object(
        'id', s.public_id,
        'slug', record_slug(s.name, s.public_id),
        'name', s.name,
        'kind', s.kind,
        'disambiguation', s.disambiguation,
        'aliases', s.aliases,
        'wikidata_id', s.wikidata_id,
        'roles', r.list
    ) AS document,
    record_search(concat_ws(' ', s.name, array_to_string(s.aliases, ' '), r.words)) AS search,
    record_names(VARIADIC ARRAY[s.name, s.wikidata_id]::text[] || s.aliases::text[]
        || m.names) AS names,
    s.name::text AS name,
    s.kind
FROM sources_speaker s
CROSS JOIN LATERAL (
    SELECT
        COALESCE(json_agg(
            json_build_object(
                'title', r.title,
                'organisation', r.organisation,
                'start_date', r.start_date,
                'end_date', r.end_date
            ) ORDER BY r.start_date DESC NULLS LAST, r.id
        ), '[]') AS list,
        string_agg(concat_ws(' ', r.title, r.organisation), ' ') AS words
    FROM sources_role r
    WHERE r.speaker_id = s.id
) r
CROSS JOIN LATERAL (  -- who was merged into this speaker is found by the id and slug it had
    SELECT array_agg(word) AS names
    FROM sources_speaker m
    CROSS JOIN LATERAL (VALUES (m.public_id::text), (left(m.public_id::text, 8)),
        (record_slug(m.name, m.public_id))) was (word)
    WHERE m.merged_into_id = s.id
) m
WHERE EXISTS (SELECT FROM sources_quote q WHERE q.speaker_id = s.id AND q.status = 'accepted')
    OR EXISTS (
        SELECT FROM claims_claim c
        JOIN claims_verification v ON v.claim_id = c.id AND v.stage = 'published'
        WHERE c.claimant_id = s.id
    );

CREATE VIEW public_article AS
SELECT
    a.id,
    a.public_id,
    json_build_object(
        'id', a.public_id,
        'headline', a.headline,
        'url', a.url,
        'byline', a.byline,
        'language', a.language,
        'published_at', record_time(a.published_at),
        'publisher', CASE WHEN p.id IS NOT NULL THEN
            json_build_object('id', p.public_id, 'name', p.name, 'domain', p.domain) END,
        'text', CASE WHEN p.shows_full_text THEN
            (SELECT NULLIF(n.text, '') FROM sources_snapshot n WHERE n.article_id = a.id
             ORDER BY n.number DESC LIMIT 1) END
    ) AS document,
    record_search(concat_ws(' ', a.headline, a.byline, p.name), a.language) AS search,
    p.public_id AS publisher,
    a.published_at
FROM sources_article a
LEFT JOIN sources_publisher p ON p.id = a.publisher_id
WHERE EXISTS (
    SELECT FROM sources_quote q
    JOIN sources_snapshot n ON n.id = q.snapshot_id
    WHERE n.article_id = a.id AND q.status = 'accepted'
);

CREATE VIEW public_publisher AS
SELECT
    p.id,
    p.public_id,
    json_build_object(
        'id', p.public_id,
        'slug', record_slug(p.name, p.public_id),
        'name', p.name,
        'domain', p.domain
    ) AS document,
    record_search(concat_ws(' ', p.name, p.domain)) AS search,
    record_names(p.name, p.domain) AS names,
    p.name::text AS name
FROM sources_publisher p
WHERE EXISTS (
    SELECT FROM sources_article a
    JOIN sources_snapshot n ON n.article_id = a.id
    JOIN sources_quote q ON q.snapshot_id = n.id
    WHERE a.publisher_id = p.id AND q.status = 'accepted'
);

CREATE VIEW public_topic AS
SELECT
    t.id,
    t.public_id,
    json_build_object(
        'id', t.public_id,
        'slug', record_slug(t.name, t.public_id),
        'name', t.name
    ) AS document,
    record_search(t.name) AS search,
    record_names(t.name) AS names,
    t.name::text AS name
FROM claims_topic t
WHERE EXISTS (
    SELECT FROM claims_claim_topics ct
    JOIN claims_verification v ON v.claim_id = ct.claim_id AND v.stage = 'published'
    WHERE ct.topic_id = t.id
);

-- The scale itself is no secret. Its slug is its name everywhere; the id only fills the column.
CREATE VIEW public_verdict AS
SELECT
    w.id,
    md5(w.slug)::uuid AS public_id,
    json_build_object(
        'slug', w.slug,
        'label', w.label,
        'meaning', w.meaning,
        'value', w.value
    ) AS document,
    record_search(concat_ws(' ', w.label, w.meaning)) AS search,
    record_names(w.slug, w.label) AS names,
    w.slug::text AS name
FROM claims_verdict w;

-- Every finding that ever stood on a claim that is public now, with what was corrected.
CREATE VIEW public_verification AS
SELECT
    v.id,
    v.public_id,
    json_build_object(
        'id', v.public_id,
        'claim', json_build_object('id', c.public_id, 'statement', c.statement),
        'stage', v.stage,
        'verdict', record_verdict(v.verdict_id),
        'published_at', record_time(v.published_at),
        'summary', v.summary,
        'rationale', v.rationale,
        'correction', v.correction,
        'supersedes', o.public_id,
        'evidence', record_evidence(v.id)
    ) AS document,
    record_search(concat_ws(' ', c.statement, v.summary, v.rationale, v.correction), c.language)
        AS search,
    c.public_id AS claim,
    v.stage,
    w.slug AS verdict,
    v.published_at
FROM claims_verification v
JOIN claims_claim c ON c.id = v.claim_id
JOIN claims_verdict w ON w.id = v.verdict_id
LEFT JOIN claims_verification o ON o.id = v.supersedes_id
WHERE v.stage IN ('published', 'superseded') AND EXISTS (
    SELECT FROM claims_verification p WHERE p.claim_id = v.claim_id AND p.stage = 'published'
);

CREATE VIEW public_snapshot AS
SELECT
    n.id,
    n.public_id,
    json_build_object(
        'id', n.public_id,
        'article', json_build_object('id', a.public_id, 'headline', a.headline, 'url', a.url),
        'number', n.number,
        'captured_at', record_time(n.captured_at),
        'sha256', n.sha256,
        'text', CASE WHEN p.shows_full_text THEN NULLIF(n.text, '') END
    ) AS document,
    record_search(a.headline, a.language) AS search,
    a.public_id AS article,
    n.captured_at
FROM sources_snapshot n
JOIN sources_article a ON a.id = n.article_id
LEFT JOIN sources_publisher p ON p.id = a.publisher_id
WHERE EXISTS (SELECT FROM sources_quote q WHERE q.snapshot_id = n.id AND q.status = 'accepted');
