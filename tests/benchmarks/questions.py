"""What the benchmark of the API asks: the same of us, of the limit and of Datasette."""

from urllib.parse import urlencode

import psycopg

from record.models import Claim
from record.query.paging import Cursor

from . import datasette

QUESTIONS = 200  # different ones of each kind, so that no single row is what is measured
AFTER = "2020-01-01"
FACETS = "verdict,speaker,topic,year"


def questions(database):
    """{workload: (our paths, the limit's, Datasette's)}, each a list, drawn from what is there."""
    with psycopg.connect(database) as db:
        ids = column(db, f"SELECT public_id FROM record_claim ORDER BY public_id LIMIT {QUESTIONS}")
        speakers = column(db, f"SELECT public_id FROM record_speaker ORDER BY 1 LIMIT {QUESTIONS}")
        pairs = column(
            db,
            "SELECT word || ' ' || lead(word, 7) OVER (ORDER BY ndoc) FROM ts_stat("
            "'SELECT search FROM record_claim LIMIT 20000') WHERE ndoc BETWEEN 200 AND 900 "
            f"LIMIT {QUESTIONS}",
        )
        frequent = column(
            db,
            "SELECT word FROM ts_stat('SELECT search FROM record_claim LIMIT 20000') "
            "ORDER BY ndoc DESC LIMIT 10",
        )
        at, public_id = db.execute(
            "SELECT verified_at, public_id FROM record_claim ORDER BY verified_at DESC, public_id "
            "DESC OFFSET (SELECT least(50000, count(*) / 2) FROM record_claim) LIMIT 1"
        ).fetchone()
    words = [{"q": pair} for pair in pairs]
    filtered = [{"speaker": s, "verdict": "false"} for s in speakers]
    peers = datasette.paths(ids, speakers, pairs, frequent, at.isoformat())
    both = {
        "newest": (["/api/v1/claims/"], ["/newest"]),
        "filtered": asked(filtered, {"verified_after": AFTER}, "filtered", {"after": AFTER}),
        "search": asked(
            [{"q": q} for q in pairs], {"ordering": "relevance", "count": "true"}, "search"
        ),
        "frequent": asked(
            [{"q": q} for q in frequent], {"ordering": "relevance", "count": "true"}, "frequent"
        ),
        "deep": (
            ["/api/v1/claims/?" + urlencode({"cursor": cursor(at, public_id)})],
            [f"/deep?{urlencode({'at': at.isoformat(), 'id': public_id})}"],
        ),
        "one": ([f"/api/v1/claims/{i}/" for i in ids], [f"/one?id={i}" for i in ids]),
        "facets": asked(words, {"facets": FACETS, "page_size": 1}, "facets"),
    }
    return {name: (*paths, peers[name]) for name, paths in both.items()}


def asked(each, ours, name, theirs=()):
    """The same questions as our paths and as the limit's."""
    return (
        [f"/api/v1/claims/?{urlencode({**question, **ours})}" for question in each],
        [f"/{name}?{urlencode({**question, **dict(theirs)})}" for question in each],
    )


def column(db, sql):
    return [value for (value,) in db.execute(sql).fetchall() if value]


def cursor(at, public_id):
    return Cursor(Claim, Claim.ordering).write(at.isoformat(), str(public_id))
