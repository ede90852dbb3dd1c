"""
The limit: the smallest WSGI application that answers the same questions from the desk's tables.

PostgreSQL builds the JSON, psycopg carries it, nothing else happens. The API is measured beside it.
"""

import os
import threading
from urllib.parse import parse_qsl

import psycopg

CARD = """
json_build_object('id', c.public_id, 'statement', c.statement, 'language', c.language,
    'claimed_on', c.claimed_on, 'claimant', json_build_object('id', s.public_id, 'name', s.name,
    'kind', s.kind, 'wikidata_id', s.wikidata_id), 'verdict', json_build_object('slug', w.slug,
    'label', w.label, 'meaning', w.meaning, 'value', w.value), 'verified_at', c.verified_at,
    'verification', json_build_object('id', v.public_id, 'summary', v.summary, 'rationale',
    v.rationale, 'correction', v.correction, 'evidence', (SELECT json_agg(
    json_build_object('stance', e.stance, 'title', e.title, 'url', e.url)) FROM claims_evidence e
    WHERE e.verification_id = v.id)),
    'quotes', (SELECT json_agg(json_build_object('id', q.public_id, 'text', q.text, 'speaker',
    qs.name, 'article', json_build_object('headline', a.headline, 'url', a.url, 'publisher',
    p.name))) FROM claims_appearance ap JOIN sources_quote q ON q.id = ap.quote_id
    AND q.status = 'accepted' JOIN sources_speaker qs ON qs.id = q.speaker_id
    JOIN sources_snapshot n ON n.id = q.snapshot_id JOIN sources_article a ON a.id = n.article_id
    LEFT JOIN sources_publisher p ON p.id = a.publisher_id WHERE ap.claim_id = c.id))
"""
FROM = """
FROM claims_claim c JOIN claims_verification v ON v.claim_id = c.id AND v.stage = 'published'
JOIN claims_verdict w ON w.id = c.verdict_id JOIN sources_speaker s ON s.id = c.claimant_id
"""
WORDS = (
    "JOIN (SELECT id, ts_rank(words, query) AS rank FROM limit_words, "
    "websearch_to_tsquery('verbatim_english', %(q)s) query WHERE words @@ query) f ON f.id = c.id"
)
PAGE = "ORDER BY c.verified_at DESC, c.public_id DESC LIMIT 50"

# Indexes and vectors that the desk has no need of, so that the limit is not slow for want of them.
PREPARE = (
    """
CREATE TABLE limit_words AS SELECT c.id, record_search(concat_ws(' ', c.statement, s.name,
    v.summary)) AS words """
    + FROM
    + """;
CREATE INDEX ON limit_words USING gin (words);
CREATE INDEX ON limit_words (id);
CREATE INDEX ON claims_claim (verified_at DESC, public_id DESC) WHERE verdict_id IS NOT NULL;
CREATE INDEX ON claims_claim (claimant_id, verdict_id, verified_at);
ANALYZE limit_words;
"""
)

SQL = {
    "newest": f"SELECT json_agg(card) FROM (SELECT {CARD} AS card {FROM} {PAGE}) page",
    "filtered": f"SELECT json_agg(card) FROM (SELECT {CARD} AS card {FROM} "
    "WHERE s.public_id = %(speaker)s AND w.slug = %(verdict)s AND c.verified_at >= %(after)s "
    f"{PAGE}) page",
    "search": "SELECT json_build_object('count', (SELECT count(*) FROM limit_words WHERE "
    "words @@ websearch_to_tsquery('verbatim_english', %(q)s)), 'results', json_agg(card)) FROM "
    f"(SELECT {CARD} AS card {FROM} {WORDS} ORDER BY f.rank DESC, c.public_id LIMIT 50) page",
    "deep": f"SELECT json_agg(card) FROM (SELECT {CARD} AS card {FROM} "
    f"WHERE (c.verified_at, c.public_id) < (%(at)s, %(id)s) {PAGE}) page",
    "one": f"SELECT {CARD} {FROM} WHERE c.public_id = %(id)s",
    "facets": "WITH found AS MATERIALIZED (SELECT c.id, w.slug, s.name, extract(year FROM "
    f"c.claimed_on) AS year {FROM} {WORDS}) SELECT json_build_object("
    "'verdict', (SELECT json_agg(t) FROM (SELECT slug, count(*) FROM found GROUP BY 1) t), "
    "'speaker', (SELECT json_agg(t) FROM (SELECT name, count(*) FROM found GROUP BY 1 "
    "ORDER BY 2 DESC LIMIT 20) t), "
    "'topic', (SELECT json_agg(t) FROM (SELECT t.name, count(*) FROM found f JOIN "
    "claims_claim_topics ct ON ct.claim_id = f.id JOIN claims_topic t ON t.id = ct.topic_id "
    "GROUP BY 1 ORDER BY 2 DESC LIMIT 20) t), "
    "'year', (SELECT json_agg(t) FROM (SELECT year, count(*) FROM found GROUP BY 1) t))",
}
local = threading.local()


def connection():
    if not hasattr(local, "connection"):
        local.connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
        local.connection.adapters.register_loader("json", psycopg.types.string.TextBinaryLoader)
        local.connection.adapters.register_loader("json", psycopg.types.string.TextLoader)
    return local.connection


def application(environ, start_response):
    asked = dict(parse_qsl(environ["QUERY_STRING"]))
    sql = SQL[environ["PATH_INFO"].strip("/")]
    (body,) = connection().execute(sql, asked, prepare=True).fetchone()
    start_response("200 OK", [("Content-Type", "application/json")])
    return [(body or "[]").encode()]
