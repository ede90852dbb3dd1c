"""
ETags and conditional requests (304 Not Modified).

One ETag holds for the whole record, and changes whenever any answer may: it digests our code, the
settings that answers show, which database this is, the newest change of the record, the newest
edition of it and the head of its ledger.
"""

import hashlib
import threading
from contextlib import contextmanager
from functools import cache, wraps
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.db import (
    InternalError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
    connections,
)
from django.utils.cache import get_conditional_response, quote_etag

from record.ledger import current_checkpoint

from .problems import opened

RECORD = "record"  # the alias of the database connection
ROOT = Path(__file__).parents[2]
APPS = ("config", "record", "claims", "sources")
SUFFIXES = {".py", ".html", ".sql", ".css", ".js", ".svg", ".mo", ".ttf"}
# The settings that answers show. SECRET_KEY counts, too: cursors in answers are signed with it.
SHOWN = ("PUBLIC_URL", "PUBLIC_NAME", "LICENCE", "BEHIND_PROXY", "DEBUG", "STATIC_URL")
MAX_CACHED_VALUES = 10_000
PINNED = threading.local()

# The time is there because a number repeats: two copies of a database that go on differently both
# have a change number 8, but not of the same microsecond.
NEWEST = """
SELECT (SELECT value FROM record_identity), number, at, (SELECT max(id) FROM record_edition)
FROM (VALUES (1)) one
LEFT JOIN LATERAL (SELECT number, at FROM record_change ORDER BY number DESC LIMIT 1) newest ON true
"""
# Equal on a primary and its streaming replicas; a pg_restore changes the OIDs, and point-in-time
# recovery the timeline.
SERVER = """
SELECT (SELECT system_identifier FROM pg_control_system()),
    (SELECT timeline_id FROM pg_control_checkpoint()),
    (SELECT oid FROM pg_database WHERE datname = current_database()),
    'record_identity'::regclass::oid
"""


def with_etag(view, only=lambda request: True):
    """
    Decorate a view: give its answers an ETag, and answer 304 without it to whom has the newest.

    The version is read before the answer is made, so an ETag is never newer than its answer.
    `only` says of a request whether its answer depends on the record and the address alone.
    Any page may read the answers (CORS); a cache must ask us before it uses one (no-cache).
    """

    @wraps(view)
    def conditional_view(request, *args, **kwargs):
        reads = request.method in ("GET", "HEAD") and only(request)
        version = current_version(request) if reads else None
        etag = version and negotiated_etag(version, request)
        with pinned_version(version):
            response = etag and conditional(request, etag)
            if not response:
                response = marked(view(request, *args, **kwargs), etag, cacheable=etag == version)
        return opened(response)

    return conditional_view


class WithETag:
    """Mixin for view sets: their answers are made `with_etag`, if `has_etag` of the request."""

    @staticmethod
    def has_etag(request):
        return True

    @classmethod
    def as_view(cls, *args, **kwargs):
        return with_etag(super().as_view(*args, **kwargs), only=cls.has_etag)


def conditional(request, etag, response=None):
    """Return `response`, or a 304 if the client has it already; CORS allows both."""
    response = get_conditional_response(request, etag=etag, response=response)
    if response:
        opened(response)
        if response.status_code == HTTPStatus.NOT_MODIFIED:  # with what a 200 would say (RFC 9110)
            response.headers.setdefault("ETag", etag)
            response.headers.setdefault("Cache-Control", "no-cache")
    return response


def negotiated_etag(version, request):
    """Return another ETag for JSON-LD than for JSON at the same address."""
    return f'{version[:-1]}.ld"' if "ld+json" in request.META.get("HTTP_ACCEPT", "") else version


def marked(response, etag, cacheable):
    """Put the ETag on a successful response; `cache_version` is for the response cache."""
    if response.status_code == 200 and etag:
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = "no-cache"
        response.cache_version = etag if cacheable and not response.streaming else None
    return response


@contextmanager
def pinned_version(version):
    """Let functions under `cached_per_version` use, inside, what they computed at this version."""
    PINNED.version = version
    try:
        yield
    finally:
        PINNED.version = None


def cached_per_version(function):
    """Decorate a function of the record's rows: compute it once per version in this process."""
    known = {}

    @wraps(function)
    def cached(*arguments):
        key = (getattr(PINNED, "version", None), *arguments)
        if key[0] is None:
            return function(*arguments)
        try:
            return known[key]
        except KeyError:
            value = function(*arguments)
            if len(known) >= MAX_CACHED_VALUES:
                known.clear()
            known[key] = value
            return value

    cached.known = known
    return cached


def current_version(request):
    """Return the version already read for this request, or read it now."""
    return getattr(request, "record_version", None) or read_version()


def read_version():
    """Return the ETag of everything that can be read now; None if the database does not answer."""
    for _ in range(2):  # retry once: a persistent connection may be stale
        try:
            if not connections[RECORD].in_atomic_block:
                connections[RECORD].close_if_unusable_or_obsolete()  # the fast path is no request
            return quote_etag(digest(*read_newest()))
        except OperationalError:
            if connections[RECORD].in_atomic_block:
                break
            connections[RECORD].close()
    return None  # the view meets the same error, and answers it in its own way


def read_newest():
    """Return (server, identity, number, time, edition): which database, and its newest."""
    connection = connections[RECORD]
    with connection.cursor() as cursor:
        if getattr(connection, "server_of", None) is not connection.connection:
            connection.server, connection.server_of = read_server(), connection.connection
        cursor.execute(NEWEST)
        return connection.server, *cursor.fetchone()


def read_server():
    """Return what distinguishes this server's history from others': read once per connection."""
    try:
        with connections[RECORD].cursor() as cursor:
            cursor.execute(SERVER)
            return cursor.fetchone()
    except (ProgrammingError, NotSupportedError, InternalError):
        return None  # some providers forbid these functions; a random id and the time remain


def digest(server, identity, number, at, edition):
    """Return the record's version: the newest change's number, and a digest of all that counts."""
    shown = [getattr(settings, name) for name in SHOWN]
    head = current_checkpoint()  # which answers show, too, and which is newer than what it is of
    newest = (number, str(at), edition, head)
    made_of = repr((code_digest(), shown, server, str(identity), *newest)).encode()
    key = settings.SECRET_KEY.encode()[:64]
    return f"{number or 0:x}.{hashlib.blake2b(made_of, key=key, digest_size=12).hexdigest()}"


@cache
def code_digest():
    """Digest our code, templates, SQL and static files, and the list of locked packages."""
    digest = hashlib.blake2b(digest_size=16)
    files = [file for app in APPS for file in (ROOT / app).rglob("*") if file.suffix in SUFFIXES]
    for file in sorted([*files, ROOT / "requirements.txt"]):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(ROOT)} {len(content)}\n".encode() + content)
    return digest.hexdigest()
