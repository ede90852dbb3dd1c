"""
Made-up requests of every role to every address: none is answered with a 500.

Run it where nothing outside can be reached: the desk fetches addresses that it is given.
"""

import os
import re
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from random import Random
from urllib.parse import quote, urlencode

import psycopg
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.middleware.csrf import CSRF_SECRET_LENGTH
from django.urls import get_resolver
from django.utils import timezone

from config.bootstrap import collect_static
from record.models import KINDS

from .api import OURS, ours
from .database import passing
from .desk import SESSION
from .questions import column

ROLES = ("annotator", "reviewer", "administrator", "superuser")
CLIENTS, RENEWED = 4, 250  # requests after which each role's log-in is made good again
PERSON = """
INSERT INTO auth_user (username, password, is_superuser, is_staff, is_active, first_name, last_name,
    email, date_joined) VALUES (%s, '!', %s, true, true, '', '', '', now())
ON CONFLICT (username) DO UPDATE SET is_active = true, is_staff = true, password = '!'
RETURNING id"""
MEMBER = """
INSERT INTO auth_user_groups (user_id, group_id) SELECT %s, id FROM auth_group WHERE name = %s
ON CONFLICT DO NOTHING"""
CSRF = "x" * CSRF_SECRET_LENGTH
FORM = "application/x-www-form-urlencoded"
NASTY = [
    *("", " ", "0", "-1", "1", "2", "3", "9" * 30, "1e400", "NaN", "true", "null", "None", "on"),
    *("\0", "a\0b", "\u202e\ufeff", "\ud83d", "ﬁ", "İ", "𝔘", "é" * 600, "-" * 33, "'; --", "%"),
    *("%s", "{}", "{0.__class__}", "[", "(", "\\", "<b>", '"', "a:b|c&!d", "a" * 9000, "x " * 40),
    *("0000-00-00", "2026-02-30", "9999-12-31T23:59:59Z", "0001-01-01", "2026-03-01", "12:61"),
    *("http://[", "https://a.example/ö?q=\n", "//evil.example", "urn:x", "javascript:1", "a,b,,c"),
    *("../../", "\u00a0", "\u3000", " ".join(f"nobody{number}" for number in range(40))),
]
NO_PATHS = ["*", "example.org:443"]  # as OPTIONS and CONNECT have them
NAMES = """q o p e all page_size cursor ordering fields omit expand count facets facet_size snippet
as_of since speaker publisher topic verdict article id claimed_after verified_before url repeated_by
query pageToken pageSize languageCode next _popup _to_field _changelist_filters action index text
_connector _negated status__exact verified_at__year id__in pk__gt user__password format lang"""
LOOKS = {
    "Accept": ["*/*", "text/html", "application/ld+json", "application/json;q=0", "%", "a/b;c="],
    "Accept-Encoding": ["zstd", "gzip;q=0", "identity", ";;,"],
    "If-None-Match": ["*", '"a"', "W/", '"' * 40],
    "Range": ["bytes=0-1", "bytes=9-1", "bytes=-", "lines=1"],
    "Authorization": ["Bearer made-up", "Basic ==", "Bearer", "é"],
    "X-Person": ["1", "x"],
    "Accept-Language": ["pl", "*;q=x", "xx-" * 90],
    "X-Request-ID": ["a" * 64, "a b"],
    "Host": ["evil.example", "localhost:99999", "[", ""],
}
METHODS = ["GET"] * 12 + ["POST"] * 6 + ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "BREW"]


def measure(requests, say):
    """Say how many of so many requests were answered how, and each that was a 500."""
    collect_static(say)
    with passing() as database:
        command = [sys.executable, "-m", "django", "seed"]
        subprocess.run(command, env={**os.environ, "DATABASE_URL": database}, check=True)
        said(database, requests, say)


def said(database, requests, say):
    addresses = [*sorted(set(routes(get_resolver()))), *NO_PATHS]
    known = identities(database)
    say(f"{len(addresses)} addresses, {len(ROLES) + 1} roles")
    with ours(database), ThreadPoolExecutor(CLIENTS) as clients:
        each = [Fuzzer(n, database, addresses, known) for n in range(CLIENTS)]
        list(clients.map(lambda one: one.ask(requests // CLIENTS), each))
    answers = sum((one.answers for one in each), Counter())
    say(f"{answers.total():,} requests: {dict(sorted(answers.items()))}")
    for failed in sorted({failed for one in each for failed in one.failed})[:50]:
        say(f"500  {failed}")


def routes(resolver, before="/"):
    """Yield each address as a template, with <names> where values stand."""
    for each in resolver.url_patterns:
        route = before + re.sub(r"^\^|\$$|\\Z", "", str(each.pattern))
        if hasattr(each, "url_patterns"):
            yield from routes(each, route)
        else:
            yield re.sub(r"\(\?P(<\w+>)[^/]*\)", r"\1", route)


def identities(database):
    """Return the public ids of what is public."""
    with psycopg.connect(database) as db:
        every = [f"SELECT public_id::text FROM {kind._meta.db_table} LIMIT 5" for kind in KINDS]
        return [value for ids in every for value in column(db, ids)]


class Fuzzer:
    """One client, which is of another role with each request."""

    def __init__(self, number, database, addresses, known):
        self.random, self.number = Random(number), number
        self.database, self.addresses, self.known = database, addresses, known
        self.names = NAMES.split()
        self.answers, self.failed, self.forms = Counter(), set(), {}

    def ask(self, requests):
        for number in range(requests):
            if number % RENEWED == 0:
                self.cookies = [""] + [self.logged_in(role) for role in ROLES]
                self.connection = HTTPConnection("127.0.0.1", OURS, timeout=120)
            method, path = self.random.choice(METHODS), self.path()
            status = self.asked(method, path)
            self.answers[status] += 1
            if status == 500:
                self.failed.add(f"{method} {path[:300]}")

    def asked(self, method, path):
        """Return the status of an answer; 0 where the connection was closed without one."""
        cookie = self.random.choice(self.cookies)
        headers = {"Cookie": f"csrftoken={CSRF}; {cookie}", "X-CSRFToken": CSRF}
        for name, values in LOOKS.items():
            if self.random.random() < 0.05:
                headers[name] = self.random.choice(values).encode()
        body = None
        if method in ("POST", "PUT", "PATCH"):
            headers["Content-Type"] = self.random.choice([FORM] * 8 + ["application/json", "x/y;="])
            body = self.body(path)
        with suppress(OSError, HTTPException):
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            if names := re.findall(r'name="([\w.:-]+)"', answer.read().decode(errors="replace")):
                self.forms[path.partition("?")[0]] = sorted({*names} - {"csrfmiddlewaretoken"})
            return answer.status
        self.connection.close()
        return 0

    def path(self):
        """Return an address with values in it, and often with parameters."""
        path = re.sub("<[^>]*>", self.written, self.address())
        if self.random.random() < 0.5:
            return path
        pairs = [
            (self.random.choice(self.names), self.value()) for _ in range(self.random.randint(1, 3))
        ]
        return f"{path}?{urlencode(pairs, errors='surrogatepass')}"

    def written(self, _):
        return quote(self.value(), safe="", errors="surrogatepass")

    def address(self):
        """A page that has shown a form is often asked again: with values, it does something."""
        if self.forms and self.random.random() < 0.3:
            return self.random.choice(sorted(self.forms))
        return self.random.choice(self.addresses)

    def value(self):
        return self.random.choice(self.random.choice([NASTY, self.known, "123456"]))

    def body(self, path):
        """Return what a form's fields, those of this page where it has been seen, say."""
        names = self.forms.get(path.partition("?")[0], self.names)
        some = self.random.sample(names, self.random.randint(0, len(names)))
        return urlencode([(name, self.value()) for name in some], errors="surrogatepass").encode()

    def logged_in(self, role):
        """Return the cookie of this role's own log-in, whatever requests have made of it."""
        with psycopg.connect(self.database) as db:
            name = f"{role}{self.number}"
            pk = db.execute(PERSON, [name, role == "superuser"]).fetchone()[0]
            db.execute(MEMBER, [pk, role])
            session = SessionStore(f"fuzz{name}".ljust(32, "0"))
            kept = {
                SESSION_KEY: str(pk),
                HASH_SESSION_KEY: User(password="!").get_session_auth_hash(),
            }
            kept[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
            later = timezone.now() + timedelta(days=1)
            db.execute(SESSION, [session.session_key, session.encode(kept), later])
        return f"sessionid={session.session_key}"
