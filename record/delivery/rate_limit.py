"""
Who reads how much: a generous number of requests a minute for everybody, more with a token.

PostgreSQL counts, so the limit is one for all processes. Each takes a few requests at a time, at
most half a percent of the limit, and gives them out by itself: that is the only error, and it is
never in anybody's favour. What was taken is in `default`, as `record` may be a replica.
"""

import hashlib
import ipaddress
import threading
import time
from http import HTTPStatus
from typing import NamedTuple

from django.conf import settings
from django.db import Error, connection
from django.http import JsonResponse

from record.models.token import Token, digest

from .problems import MEDIA_TYPE, problem

MINUTE = 60
SHARE = 200  # a process takes this part of the limit at a time
TRUSTED = 0.5  # seconds for which a token is not looked up again; a revoked one ends within them
MOST_READERS = 50_000  # that a process remembers
SCOPES = {"/api/": "api", "/v1alpha1/": "api", "/exports/": "exports"}

TAKE = """
INSERT INTO record_taken AS t (reader, minute, taken)
VALUES (%s, extract(epoch FROM clock_timestamp())::bigint / 60, %s)
ON CONFLICT (reader) DO UPDATE SET minute = excluded.minute,
    taken = excluded.taken + CASE WHEN t.minute = excluded.minute THEN t.taken ELSE 0 END
RETURNING minute, taken
"""
FORGET = "DELETE FROM record_taken WHERE minute < %s"

WRONG = "This token is not known here, or it has expired. Ask whoever gave it to you."
NOT_THIS = "This token does not open this address."
TOO_MANY = "That were more than {} requests in this minute. Wait for the next one{}."


class Refused(Exception):
    """Ends a request before it is read: its status and a sentence."""


class Reader(NamedTuple):
    """Who asks: the policy's name, what their requests are counted by, and how many a minute."""

    policy: str
    key: bytes
    limit: int


class Allowance:
    """What a process has left of a reader's minute."""

    def __init__(self):
        self.minute = self.left = self.beyond = self.others = 0
        self.lock = threading.Lock()

    def take(self, reader):
        """Whether one more request may be made; asks PostgreSQL when none is left here."""
        with self.lock:
            if self.minute != time.time() // MINUTE:
                self.left = self.beyond = 0
            if not self.left and not self.beyond:
                self.fetch(reader)
            allowed = self.left > 0
            self.left -= allowed
            return allowed

    def take_here(self):
        """Whether one was left here. Asks nobody, and does not wait for who does."""
        if not self.lock.acquire(blocking=False):
            return False
        here = self.left > 0 and self.minute == time.time() // MINUTE
        self.left -= here
        self.lock.release()
        return here

    def fetch(self, reader):
        share = max(1, reader.limit // SHARE)
        try:
            with connection.cursor() as cursor:
                cursor.execute(TAKE, [reader.key, share])
                minute, taken = cursor.fetchone()
                if minute > Readers.minute:
                    Readers.minute = minute
                    cursor.execute(FORGET, [minute])
        except Error:  # the desk's database is away: who reads goes on reading
            minute, taken, share = time.time() // MINUTE, reader.limit, reader.limit
        self.minute, self.beyond = minute, max(0, taken - reader.limit)
        self.left = max(0, share - self.beyond)
        self.others = max(0, reader.limit - taken)


class Readers:
    """All that a process knows of who reads."""

    minute = 0

    def __init__(self):
        self.tokens, self.allowances = {}, {}

    def asking(self, request, scope):
        """The Reader. Raises Refused for a bad token."""
        written = request.META.get("HTTP_AUTHORIZATION", "")
        if not written:
            return anybody(request)
        kind, _, secret = written.partition(" ")
        found = self.token(digest(secret.strip())) if kind.lower() == "bearer" else None
        if not found:
            raise Refused(401, WRONG)
        pk, scopes, per_minute = found
        if scope not in scopes:
            raise Refused(403, NOT_THIS)
        return Reader("token", key(f"token {pk}"), per_minute)

    def token(self, digest):
        found, until = self.tokens.get(digest, (None, 0))
        if time.monotonic() > until:
            good = Token.objects.good().filter(digest=digest)
            found = good.values_list("pk", "scopes", "per_minute").first()
            if len(self.tokens) >= MOST_READERS:
                self.tokens.clear()
            self.tokens[digest] = found, time.monotonic() + TRUSTED
        return found

    def allowance(self, reader):
        if reader.key not in self.allowances:
            if len(self.allowances) >= MOST_READERS:
                self.allowances.clear()  # what they had left is lost to them for this minute
            self.allowances[reader.key] = Allowance()
        return self.allowances[reader.key]


HERE = Readers()


class Limits:
    """Middleware: refuses a bad token and who has had enough, and tells all what is left."""

    def __init__(self, get_response, readers=None):
        self.get_response = get_response
        self.readers = readers or HERE

    def __call__(self, request):
        scope = scope_of(request)
        if not scope:
            return self.get_response(request)
        try:
            reader = self.readers.asking(request, scope)
        except Refused as refused:
            return refusal(*refused.args)
        allowance = self.readers.allowance(reader)
        allowed = allowance.take(reader)
        left = allowance.left + allowance.others
        response = self.get_response(request) if allowed else exhausted(reader)
        return told(response, reader, left)


def at_once(request, response):
    """`response`, told what is left, if that takes no question to PostgreSQL; or None."""
    if not scope_of(request):
        return response
    if "HTTP_AUTHORIZATION" in request.META:
        return None
    reader = anybody(request)
    allowance = HERE.allowance(reader)
    if allowance.take_here():
        return told(response, reader, allowance.left + allowance.others)


def scope_of(request):
    """Which scope a token needs to read this address; None where nothing is counted."""
    if settings.READS_PER_MINUTE:
        return next((s for path, s in SCOPES.items() if request.path_info.startswith(path)), None)


def anybody(request):
    return Reader("anybody", key(address(request)), settings.READS_PER_MINUTE)


def told(response, reader, left):
    response.headers["RateLimit-Policy"] = f'"{reader.policy}";q={reader.limit};w={MINUTE}'
    response.headers["RateLimit"] = f'"{reader.policy}";r={left};t={wait()}'
    return response


def wait():
    """Seconds until the next minute."""
    return MINUTE - int(time.time()) % MINUTE


def address(request):
    """The client's address as far as it is proved: what our own proxy saw, or our socket."""
    seen = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        seen = request.META.get("HTTP_X_FORWARDED_FOR", seen).rpartition(",")[2].strip()
    try:
        there = ipaddress.ip_address(seen)
    except ValueError:
        return seen[:64]
    return str(there) if there.version == 4 else str(int(there) >> 64)  # a home has a whole /64


def key(reader):
    """What a reader is counted by: nobody can tell from it who that is."""
    secret = settings.SECRET_KEY.encode()[:64]
    return hashlib.blake2b(reader.encode(), key=secret, digest_size=16).digest()


def exhausted(reader):
    more = ", or ask for a token" if reader.policy == "anybody" else ""
    return refusal(429, TOO_MANY.format(reader.limit, more), {"Retry-After": str(wait())})


def refusal(status, detail, headers=None):
    headers = {**headers} if headers else {}
    headers |= {"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff"}
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    body = problem(status, detail)
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE, headers=headers)
