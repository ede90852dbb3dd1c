"""
The limit: the smallest ASGI application that answers the same questions from the desk's tables.

PostgreSQL builds the JSON, asyncpg carries it, prepared, uvicorn sends it, nothing else happens.
"""

import os
import re
from urllib.parse import parse_qsl

try:
    import asyncpg
except ImportError:  # only the tests' lock has it; making the database needs the SQL alone
    asyncpg = None

TIME = "::timestamptz"

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
    "frequent": "SELECT json_build_object('count', (SELECT count(*) FROM (SELECT FROM limit_words "
    "WHERE words @@ websearch_to_tsquery('verbatim', %(q)s) LIMIT 10001) few), 'results', "
    f"json_agg(card)) FROM (SELECT {CARD} AS card FROM (SELECT c.*, ts_rank(l.words, "
    "websearch_to_tsquery('verbatim', %(q)s)) AS rank FROM claims_claim c JOIN limit_words l "
    "ON l.id = c.id WHERE l.words @@ websearch_to_tsquery('verbatim', %(q)s) AND c.verdict_id "
    "IS NOT NULL ORDER BY c.verified_at DESC, c.public_id DESC LIMIT 1000) c JOIN "
    "claims_verification v ON v.claim_id = c.id AND v.stage = 'published' JOIN claims_verdict w "
    "ON w.id = c.verdict_id JOIN sources_speaker s ON s.id = c.claimant_id "
    "ORDER BY c.rank DESC, c.public_id LIMIT 50) page",
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
# Whatever is asked comes as text; a word to search for is planned for, each time.
TYPES = {"q": "", "verdict": "", "id": "::uuid", "speaker": "::uuid", "at": TIME, "after": TIME}
SEARCHING = ("filtered", "search", "frequent", "facets")


def statement(sql):
    """(`sql` with numbered parameters, their names in order)."""
    names = list(dict.fromkeys(re.findall(r"%\((\w+)\)s", sql)))
    for number, name in enumerate(names, 1):
        sql = sql.replace(f"%({name})s", f"${number}::text{TYPES[name]}")
    return sql, names


STATEMENTS = {f"/{name}": statement(sql) for name, sql in SQL.items()}
POOLS = {}


async def pool(planned):
    """Connections that keep plans, or that plan each time."""
    if planned not in POOLS:
        mode = {"plan_cache_mode": "auto" if planned else "force_custom_plan"}
        POOLS[planned] = asyncpg.create_pool(
            os.environ["DATABASE_URL"], min_size=0, max_size=8, server_settings=mode
        )
        await POOLS[planned]
    return POOLS[planned]


async def application(scope, receive, send):
    if scope["type"] != "http":
        return
    sql, names = STATEMENTS[scope["path"]]
    asked = dict(parse_qsl(scope["query_string"].decode()))
    connections = await pool(scope["path"][1:] not in SEARCHING)
    body = await connections.fetchval(sql, *(asked[name] for name in names))
    body = (body or "[]").encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
