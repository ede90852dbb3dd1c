"""
Rate limiting shared through PostgreSQL: so many requests a minute for everybody, more with a token.

Each process reserves a batch of requests at a time, 0.5 % of the limit, and counts them down by
itself: a client may be refused a little early, but never late. The counts are in `default`, as
`record` may be a replica.
"""

import hashlib
import ipaddress
import threading
import time
from math import ceil
from typing import NamedTuple

from django.conf import settings
from django.db import Error, connection

from record.models.token import Token, digest

from .addresses import SCOPES, SEARCHES
from .problems import rejection

MINUTE = 60
BATCHES = 200  # in which a process reserves the limit
TOKEN_SECONDS = 0.5  # for which a token is not looked up again; a revoked one ends within them
MAX_READERS = 50_000  # that a process remembers

RESERVE = """
INSERT INTO record_taken AS t (reader, minute, taken)
VALUES (%s, extract(epoch FROM clock_timestamp())::bigint / 60, %s)
ON CONFLICT (reader) DO UPDATE SET minute = excluded.minute,
    taken = excluded.taken + CASE WHEN t.minute = excluded.minute THEN t.taken ELSE 0 END
RETURNING minute, taken, 60 - extract(epoch FROM clock_timestamp()) %% 60
"""
DELETE_OLD = "DELETE FROM record_taken WHERE minute < %s"

UNKNOWN_TOKEN = "This token is not known here, or it has expired. Ask whoever gave it to you."
WRONG_SCOPE = "This token does not open this address."
LIMIT_EXCEEDED = "Rate limit exceeded: {} requests per minute. Retry in {} seconds{}."


class Rejected(Exception):
    """Ends a request before any view: its status and a sentence."""


class Reader(NamedTuple):
    """A client: the policy's name, the key its requests are counted by, and its limit a minute."""

    policy: str
    key: bytes
    limit: int


class Allowance:
    """What a process has left of a reader's minute."""

    def __init__(self):
        self.left = self.beyond = self.others = self.ends = 0
        self.lock = threading.Lock()

    def take(self, reader):
        """Count one request and return whether it is allowed; reserve a batch when none is left."""
        with self.lock:
            if not self.seconds_left:
                self.left = self.beyond = 0
            if not self.left and not self.beyond:
                self.reserve(reader)
            allowed = self.left > 0
            self.left -= allowed
            return allowed

    def take_reserved(self):
        """Count one request if one is reserved; never query PostgreSQL nor wait for who does."""
        if not self.lock.acquire(blocking=False):
            return False
        reserved = self.left > 0 and self.seconds_left > 0
        self.left -= reserved
        self.lock.release()
        return reserved

    def reserve(self, reader):
        batch = max(1, reader.limit // BATCHES)
        try:
            with connection.cursor() as cursor:
                cursor.execute(RESERVE, [reader.key, batch])
                minute, taken, seconds = cursor.fetchone()
                if minute > Readers.minute:
                    Readers.minute = minute
                    cursor.execute(DELETE_OLD, [minute])
        except Error:  # the desk's database is away: reading goes on, within this process's limit
            taken, batch, seconds = reader.limit, reader.limit, MINUTE
        self.ends = time.monotonic() + float(seconds)
        self.beyond = max(0, taken - reader.limit)
        self.left = max(0, batch - self.beyond)
        self.others = max(0, reader.limit - taken)

    @property
    def seconds_left(self):
        """The whole seconds until the next minute; 0 once it has begun."""
        return max(0, ceil(self.ends - time.monotonic()))


class Readers:
    """The tokens and allowances that a process remembers, MAX_READERS of each."""

    minute = 0  # the newest that PostgreSQL has named

    def __init__(self):
        self.tokens, self.allowances = {}, {}

    def identify(self, request, scope):
        """Return who asks as a Reader. Raises Rejected for a bad token."""
        authorization = request.META.get("HTTP_AUTHORIZATION", "")
        if not authorization:
            return anonymous(request)
        scheme, _, secret = authorization.partition(" ")
        known = self.token(digest(secret.strip())) if scheme.lower() == "bearer" else None
        if not known:
            raise Rejected(401, UNKNOWN_TOKEN)
        pk, scopes, per_minute = known
        if scope not in scopes:
            raise Rejected(403, WRONG_SCOPE)
        return Reader("token", reader_key(f"token {pk}"), per_minute)

    def token(self, digest):
        """Return (pk, scopes, per_minute) of an unexpired token, or None."""
        known, until = self.tokens.get(digest, (None, 0))
        if time.monotonic() > until:
            good = Token.objects.good().filter(digest=digest)
            known = good.values_list("pk", "scopes", "per_minute").first()
            if len(self.tokens) >= MAX_READERS:
                self.tokens.clear()
            self.tokens[digest] = known, time.monotonic() + TOKEN_SECONDS
        return known

    def allowance(self, reader):
        allowance = self.allowances.get(reader.key)
        if allowance is None:
            if len(self.allowances) >= MAX_READERS:
                self.allowances.clear()  # what was reserved is lost for this minute
            allowance = self.allowances.setdefault(reader.key, Allowance())
        return allowance


READERS = Readers()


class RateLimitMiddleware:
    """Middleware: reject bad tokens (401, 403) and clients beyond their limit (429)."""

    def __init__(self, get_response, readers=None):
        self.get_response = get_response
        self.readers = readers or READERS

    def __call__(self, request):
        scope = scope_of(request)
        if not scope:
            return self.get_response(request)
        try:
            reader = self.readers.identify(request, scope)
        except Rejected as rejected:
            return rejection(request.path_info, *rejected.args)
        if not settings.RATE_LIMIT_PER_MINUTE:
            return self.get_response(request)
        allowance = self.readers.allowance(reader)
        allowed = allowance.take(reader)
        left, seconds = allowance.left + allowance.others, allowance.seconds_left
        if allowed:
            response = self.get_response(request)
        else:
            response = limit_exceeded(request.path_info, reader, seconds)
        return with_rate_headers(response, reader, left, seconds)


def count_locally(request, response):
    """Return the counted `response`; None if that takes a query, or a token to look up."""
    if not scope_of(request):
        return response
    if "HTTP_AUTHORIZATION" in request.META:
        return None
    if not settings.RATE_LIMIT_PER_MINUTE:
        return response
    reader = anonymous(request)
    allowance = READERS.allowance(reader)
    if allowance.take_reserved():
        left = allowance.left + allowance.others
        return with_rate_headers(response, reader, left, allowance.seconds_left)


def scope_of(request):
    """Return the token scope of this address; None where nothing is counted."""
    if request.path_info in SEARCHES:
        return "api" if request.META.get("QUERY_STRING") else None
    return next((s for path, s in SCOPES.items() if request.path_info.startswith(path)), None)


def anonymous(request):
    """Return the Reader of a request without a token: its network address."""
    key = reader_key(client_address(request))
    return Reader("anybody", key, settings.RATE_LIMIT_PER_MINUTE)


def client_address(request):
    """Return the client's address as far as it is proved: what our own proxy saw, or our socket."""
    seen = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        seen = request.META.get("HTTP_X_FORWARDED_FOR", seen).rpartition(",")[2].strip()
    try:
        address = ipaddress.ip_address(seen)
    except ValueError:
        return seen[:64]
    address = getattr(address, "ipv4_mapped", None) or address
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False))  # a home has a whole /64


def reader_key(name):
    """Return a keyed hash, from which nobody can tell who the reader is."""
    secret = settings.SECRET_KEY.encode()[:64]
    return hashlib.blake2b(name.encode(), key=secret, digest_size=16).digest()


def with_rate_headers(response, reader, left, seconds):
    response.headers["RateLimit-Policy"] = f'"{reader.policy}";q={reader.limit};w={MINUTE}'
    response.headers["RateLimit"] = f'"{reader.policy}";r={left};t={seconds}'
    return response


def limit_exceeded(path, reader, seconds):
    wait, more = max(1, seconds), ", or ask for a token" if reader.policy == "anybody" else ""
    sentence = LIMIT_EXCEEDED.format(reader.limit, wait, more)
    return rejection(path, 429, sentence, {"Retry-After": str(wait)})
