"""A speaker on very many public claims renamed, and how long others wait to publish meanwhile."""

import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from statistics import median
from threading import Event
from urllib.parse import urlsplit

import psycopg
from django.db import connections

from claims.models import Verification
from record.documents.preview import review
from record.models import Claim, Renewal
from sources.models import Speaker
from tests.databases import database as temporary
from tests.factories import a_proposal, a_user

from . import database

GOAL, WAIT = 10, 0.5  # seconds: until all documents show the new name; the longest publication
PERIOD = 0.1  # seconds between two publications
# The first public claims, and the quotes that make them, become the last speaker's. Rules and
# triggers rest; what shows them is made anew below.
ONE_SPEAKER = """
SET LOCAL session_replication_role = replica;
CREATE TEMPORARY TABLE chosen ON COMMIT DROP AS
SELECT id FROM claims_claim WHERE verdict_id IS NOT NULL ORDER BY id LIMIT %(number)s;
UPDATE claims_claim SET claimant_id = %(speaker)s WHERE id IN (SELECT id FROM chosen);
UPDATE sources_quote SET speaker_id = %(speaker)s WHERE id IN (SELECT id FROM chosen);
"""
SHOWING = {
    "quote": "SELECT id FROM sources_quote WHERE speaker_id = %(speaker)s",
    "claim": "SELECT id FROM claims_claim WHERE claimant_id = %(speaker)s UNION SELECT claim_id "
    "FROM claims_appearance ap JOIN sources_quote q ON q.id = quote_id "
    "WHERE speaker_id = %(speaker)s",
}


def measure(url, say):
    """Print both figures, and what publishing one claim takes when nobody else writes."""
    with temporary("verbatim_benchmark_renaming", like=urlsplit(url).path[1:]) as url:
        prepare(url)
        database.use(url)
        try:
            renamed(say)
        finally:
            connections.close_all()


def prepare(url):
    with psycopg.connect(url) as db:
        numbers = "SELECT count(*) / 7, (SELECT max(id) FROM sources_speaker) FROM record_claim"
        number, speaker = db.execute(numbers).fetchone()
        made = ONE_SPEAKER % {"number": number, "speaker": speaker}
        db.execute(made)
    with psycopg.connect(url, autocommit=True) as db:
        db.execute("VACUUM ANALYZE")
        for kind, ids in SHOWING.items():
            db.execute(f"SELECT record_renew('{kind}', ARRAY({ids % {'speaker': speaker}}))")
        db.execute("VACUUM ANALYZE")


def renamed(say):
    speaker = Speaker.objects.latest("pk")
    claims = Claim.objects.using("default").filter(speakers__contains=[speaker.public_id]).count()
    editor = a_user("annotator", username="editor")
    reviewer = a_user("reviewer", username="reviewer")
    drafts = Verification.objects.drafts().order_by("-pk")
    alone = [published(draft, reviewer) for draft in drafts[:30]]
    rename = a_proposal(speaker, editor, name="Another Name")
    with ThreadPoolExecutor(1) as pool:
        done = Event()
        others = pool.submit(publish_until, done, drafts.iterator(), reviewer)
        begin = time.perf_counter()
        try:
            rename.apply(reviewer)
            applied = time.perf_counter() - begin
            renewed = Renewal.objects.work_off()
            took = time.perf_counter() - begin
        finally:
            done.set()
        waits = others.result()
    say(f"A speaker on {claims:,} public claims renamed: {took:.1f} s to the last, goal {GOAL}")
    say(f"  of these {applied:.2f} s until it was applied; {renewed:,} documents after it")
    say(f"  others published {len(waits)} claims meanwhile, each in {median(waits):.3f} s,")
    say(f"  the slowest in {max(waits):.3f}, goal {WAIT}; alone in {median(alone):.3f}")


def publish_until(done, drafts, reviewer):
    """The seconds that each publication took, one in each PERIOD, until `done`."""
    try:
        return [published(next(drafts), reviewer) for _ in iter(partial(done.wait, PERIOD), True)]
    finally:
        connections.close_all()


def published(draft, reviewer):
    draft.verdict_id, draft.summary = draft.verdict_id or 1, draft.summary or "It is so."
    draft.save()
    draft.submit()
    seen = review(draft.pk).digests
    begin = time.perf_counter()
    draft.publish(by=reviewer, seen=seen)
    return time.perf_counter() - begin
