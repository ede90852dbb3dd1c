"""The page of a very long article in a browser: until it can be used, until a quote is accepted."""

import shutil
import statistics
import time
from contextlib import contextmanager
from datetime import timedelta

import psycopg
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from .api import OURS, ours

HERE = f"http://127.0.0.1:{OURS}"
PARAGRAPHS = 2000  # of 1,000 characters: 2 MB
QUOTES = (1, 20, 2000)
ROUNDS = 3
WARM = 6  # openings that do not count: each of two workers has its templates then
OPEN, ACCEPT = 1.5, 0.15  # the goals, in seconds
PATIENCE = 30_000  # milliseconds
HEAD = "quotes  open s   goal  bare page s  accept s   goal"
EDITOR = """
INSERT INTO auth_user (username, password, is_superuser, is_staff, is_active, first_name, last_name,
    email, date_joined) VALUES ('benchmark', '!', true, true, true, '', '', '', now())
ON CONFLICT (username) DO UPDATE SET is_active = true RETURNING id"""
SESSION = """
INSERT INTO record_session (session_key, session_data, expire_date, address, browser)
VALUES (%s, %s, %s, '', '')
ON CONFLICT (session_key) DO UPDATE SET session_data = EXCLUDED.session_data,
    expire_date = EXCLUDED.expire_date"""
ARTICLE = """
INSERT INTO sources_article (headline, url, byline, language)
VALUES ('Very long', 'https://long.example/' || gen_random_uuid(), '', 'en') RETURNING id"""
SNAPSHOT = """
INSERT INTO sources_snapshot (number, text, article_id) VALUES (1, %s, %s) RETURNING id"""
SUGGESTED = """
INSERT INTO sources_quote (start, "end", text, kind, status, occasion, reason, snapshot_id,
    speaker_id)
SELECT n * 1000 + 1, n * 1000 + 21, substr(s.text, n * 1000 + 2, 20), 'direct', 'suggested', '', '',
    s.id, (SELECT min(id) FROM sources_speaker)
FROM sources_snapshot s CROSS JOIN generate_series(0, %s - 1) n WHERE s.id = %s"""
ACCEPTED = """async () => {
    const { id } = document.querySelector(".quote.current");
    const begin = performance.now();
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true }));
    while (document.getElementById(id)?.dataset.status !== "accepted") {
        if (performance.now() - begin > 20000) throw new Error("The quote was not accepted.");
        await new Promise(requestAnimationFrame);
    }
    return (performance.now() - begin) / 1000;
}"""


def measure(database, say):
    """Print the medians of ROUNDS rounds for each number of quotes, and which goals were missed."""
    with psycopg.connect(database) as db:
        key = logged_in(db)
        db.execute("SET LOCAL session_replication_role = replica")  # as the rest of the data
        pages = {number: [an_article(db, number) for _ in range(ROUNDS)] for number in QUOTES}
    with ours(database), browser() as context:
        context.add_cookies([{"name": "sessionid", "value": key, "url": HERE}])
        for _ in range(WARM):
            tab = context.new_page()
            tab.goto(pages[QUOTES[0]][-1])
            tab.close()
        bare = statistics.median(bare_page(context) for _ in range(ROUNDS))
        say(HEAD)
        for number, each in pages.items():
            say(row(number, [used(context, page) for page in each], bare))


def logged_in(db):
    """The key of a session of an administrator of the benchmark's own."""
    (pk,) = db.execute(EDITOR).fetchone()
    session = SessionStore("benchmark0benchmark0benchmark0")
    known = {
        SESSION_KEY: str(pk),
        BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
        HASH_SESSION_KEY: User(password="!").get_session_auth_hash(),
    }
    later = timezone.now() + timedelta(days=1)
    db.execute(SESSION, [session.session_key, session.encode(known), later])
    return session.session_key


def long_text():
    sentence = "Words that a reporter wrote about it. "
    return "".join(
        f"“Words said {n:6}, ” {sentence * 26}"[:999].ljust(999, "x") + "\n"
        for n in range(PARAGRAPHS)
    )


def an_article(db, quotes):
    """The address of a new article with so many suggested quotes: one for each round."""
    (article,) = db.execute(ARTICLE).fetchone()
    (snapshot,) = db.execute(SNAPSHOT, [long_text(), article]).fetchone()
    db.execute(SUGGESTED, [quotes, snapshot])
    return f"{HERE}/admin/sources/article/{article}/change/"


@contextmanager
def browser():
    """Chromium, as Debian has it."""
    from playwright.sync_api import sync_playwright  # a library of the tests

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        context = chromium.new_context()
        context.set_default_timeout(PATIENCE)
        yield context
        chromium.close()


def bare_page(context):
    """Seconds until a page with nothing but the text is loaded."""
    tab, text = context.new_page(), long_text()
    bare = f"<!doctype html><meta charset=utf-8><pre>{text}</pre>"
    tab.route("**/bare", lambda route: route.fulfill(body=bare, content_type="text/html"))
    begin = time.monotonic()
    tab.goto(f"{HERE}/bare")
    took = time.monotonic() - begin
    tab.close()
    return took


def used(context, address):
    """(seconds until a key goes to a quote, seconds until another key has it accepted)."""
    tab = context.new_page()
    begin = time.monotonic()
    tab.goto(address, wait_until="domcontentloaded")
    tab.keyboard.press("n")
    tab.locator(".quote.current").wait_for()
    ready = time.monotonic() - begin
    accepted = tab.evaluate(ACCEPTED)
    tab.close()
    return ready, accepted


def row(quotes, rounds, bare):
    ready, accepted = map(statistics.median, zip(*rounds, strict=True))
    missed = "  missed" if ready > OPEN or accepted > ACCEPT else ""
    return f"{quotes:6} {ready:7.2f} {OPEN:6.1f} {bare:12.2f} {accepted:9.3f} {ACCEPT:6.2f}{missed}"
