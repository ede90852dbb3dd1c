"""Middleware: ids, NUL filter and compression for all, sessions and logins for the desk alone."""

import re
import uuid
import zlib
from contextlib import nullcontext
from functools import wraps
from urllib.parse import quote

import zstandard
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.core.exceptions import BadRequest
from django.db import connections
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import override
from psycopg.errors import DeadlockDetected, ObjectNotInPrerequisiteState

from sources.models.change import attribute_changes_to_user

from .addresses import DESK, RECORD
from .errors import error_response
from .logs import REQUEST_ID
from .second_factor import second_factor
from .sessions import RenewedSessionMiddleware

CONFLICT = (
    "Somebody changed the same records at the same moment, and nothing of yours is saved. "
    "Go back, and send it again."
)
GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")  # what a proxy of ours may have set
MAY_SEND = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Authorization, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
MIN_SIZE = 500  # bytes: below, the headers weigh more than compression saves
TEXT_TYPES = (
    "text/",
    "application/json",
    "application/ld+json",
    "application/problem+json",
    "application/schema+json",
    "application/xml",
    "application/atom+xml",
)
ENCODERS = {
    "zstd": lambda: zstandard.ZstdCompressor(level=3).compressobj(),
    "gzip": lambda: zlib.compressobj(level=4, wbits=31),
}


def request_id(get_response):
    """
    Return middleware that gives a request an id, our proxy's or a new one, and says it.

    Nobody takes the id back: Django logs a refused request only after all middleware. Either
    handler works on each request in a context of its own.
    """

    def middleware(request):
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        known = GIVEN_ID.fullmatch(given)
        request_id = given if known else uuid.uuid4().hex
        REQUEST_ID.set(request_id)
        response = get_response(request)
        response.headers["X-Request-ID"] = request_id
        return response

    return middleware


def preflight(get_response):
    """
    Return middleware that says what another site's script, which asks first, may send (CORS).

    Anybody may read what is public, with a token or an ETag; counting that would count twice.
    """

    def middleware(request):
        asks = "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in request.META
        if request.method == "OPTIONS" and asks and not request.path_info.startswith(DESK):
            return HttpResponse(status=204, headers=MAY_SEND)
        return get_response(request)

    return middleware


def replica_lag(get_response):
    """Return middleware that says how many seconds the server read from is behind the primary."""

    def middleware(request):
        response = get_response(request)
        record = connections["record"]
        if record.connection is not None:
            response.headers["X-Replica-Lag"] = f"{record.lag:.1f}"
        return response

    return middleware


def content_security_policy(get_response):
    """
    Return middleware that says what a page may load, and that no page may frame it.

    A view may say more.
    """
    policy = settings.CONTENT_SECURITY_POLICY.format("'none'")

    def middleware(request):
        response = get_response(request)
        if not (settings.DEBUG and response.status_code in (404, 500)):  # pages of Django's own
            response.headers.setdefault("Content-Security-Policy", policy)
        return response

    return middleware


def in_any_frame(view):
    """Decorate a view: pages of any site may frame its answers."""

    @wraps(view)
    def framed(*args, **kwargs):
        response = view(*args, **kwargs)
        response.xframe_options_exempt = True
        response.headers["Content-Security-Policy"] = settings.CONTENT_SECURITY_POLICY.format("*")
        return response

    return framed


def reject_nul(get_response):
    """Return middleware that rejects NUL bytes in URLs with a 400; PostgreSQL's text holds none."""

    def middleware(request):
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("The address holds a NUL character.")
        return get_response(request)

    return middleware


def language_of_the_path(get_response):
    """Return middleware: a page's language is its path's first part (/pl/); all else is English."""

    def middleware(request):
        with in_language_of(request.path_info):
            return get_response(request)

    return middleware


def in_language_of(path):
    """Return a context in which a path is resolved, and its page shown, in its own language."""
    first = path[1:].partition("/")[0]  # of OPTIONS * it is nothing
    is_other = first != settings.LANGUAGE_CODE and first in dict(settings.LANGUAGES)
    return override(first) if is_other else nullcontext()


def for_whoever_asks(get_response):
    """
    Return middleware that refuses what the page of another person asks, whose log-in is replaced.

    The desk's scripts send in X-Person whose page they are on; the answer says there whose log-in
    it is.
    """

    def middleware(request):
        person = request.headers.get("X-Person")
        if person and request.user.is_authenticated and person != str(request.user.pk):
            name = quote(request.user.get_username())
            return HttpResponse(status=409, headers={"X-Person": name})
        return get_response(request)

    return middleware


class DeskMiddleware:
    """
    Middleware: session, user, audit history and messages for all but readers of the record's data.

    One path-prefix switch around Django's middleware, so that an API request passes none of it.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        desk = attribute_changes_to_user(
            MessageMiddleware(for_whoever_asks(second_factor(get_response)))
        )
        self.desk = RenewedSessionMiddleware(AuthenticationMiddleware(desk))

    def __call__(self, request):
        if request.method in ("GET", "HEAD") and request.path_info.startswith(RECORD):
            return self.get_response(request)
        return self.desk(request)

    def process_exception(self, request, exception):
        """Answer 503 to the victim of a deadlock, and to who writes while the site is upgraded."""
        match exception.__cause__:
            case DeadlockDetected():
                return error_response(request, 503, CONFLICT)
            case ObjectNotInPrerequisiteState() as refused:  # by record/sql/refuse.sql
                return error_response(request, 503, refused.diag.message_primary)


def compress(get_response):
    """
    Return middleware: zstd or gzip for public responses (those with an ETag) that are text.

    Compressing pages with secrets would enable BREACH.
    """

    def middleware(request):
        response = get_response(request)
        media_type = response.headers.get("Content-Type", "")
        if not response.has_header("ETag") or not media_type.startswith(TEXT_TYPES):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        encoding = negotiated_encoding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        if encoding and response.status_code == 200 and not response.has_header("Content-Encoding"):
            encode(response, encoding)
        return response

    return middleware


def negotiated_encoding(accepted):
    """Return the first of ENCODERS that an Accept-Encoding header allows, or None."""
    allowed = {}
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        allowed[name.strip()] = weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((name for name in ENCODERS if allowed.get(name)), None)


def encode(response, encoding):
    """Compress the response in place; its ETag becomes a weak one."""
    encoder = ENCODERS[encoding]()
    if response.streaming:
        response.streaming_content = compressed_chunks(encoder, response.streaming_content)
        del response.headers["Content-Length"]
    elif len(response.content) >= MIN_SIZE:
        response.content = encoder.compress(response.content) + encoder.flush()
        response.headers["Content-Length"] = str(len(response.content))
    else:
        return
    response.headers["Content-Encoding"] = encoding
    response.headers["ETag"] = f"W/{response.headers['ETag'].removeprefix('W/')}"


def compressed_chunks(encoder, chunks):
    for chunk in chunks:
        if compressed := encoder.compress(chunk):
            yield compressed
    yield encoder.flush()
