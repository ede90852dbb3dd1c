"""Every error of the API is a problem document (RFC 9457) that says what to do."""

import errno
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import JsonResponse
from psycopg.errors import DiskFull, QueryCanceled
from rest_framework import views
from rest_framework.exceptions import APIException
from rest_framework.response import Response

from .addresses import GOOGLES

MEDIA_TYPE, JSON = "application/problem+json", "application/json"
# For scripts of any site: they may read the answers, and of the headers these (Fetch, CORS).
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, Link, RateLimit, "
    "RateLimit-Policy, Retry-After, X-Request-ID",
}
# How Google's APIs call a status.
GOOGLE_STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    405: "UNIMPLEMENTED",
    413: "INVALID_ARGUMENT",
    429: "RESOURCE_EXHAUSTED",
    503: "UNAVAILABLE",
}
NO_ANSWER = "The database does not answer just now. Try again in a moment."
TOO_SLOW = "This took longer than three seconds and was stopped. Ask for less at a time."
NO_ROOM = "The server's disk is full, and nothing is saved. The people in charge can see it."
RETRY_AFTER = 10  # seconds


class BadParameters(APIException):
    """A 400 that lists each bad parameter: what is wrong, and which values are known."""

    status_code = 400
    default_detail = "The request has parameters that are not understood."

    def __init__(self, errors):
        super().__init__()
        self.errors = errors


class Gone(APIException):
    """A 410: what was at this address was taken back; the detail says when and why."""

    status_code = 410


def problem(status, detail, **more):
    """Return the body of a problem document, its keys as in RFC 9457."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail,
        **more,
    }


def exception_handler(exception, context):
    """Return DRF's answer to an exception as a problem document; None leaves it to the 500 page."""
    if passing := unavailable(exception):
        return problem_response(503, passing, {"Retry-After": RETRY_AFTER})
    response = views.exception_handler(exception, context)
    if response is None:
        return None
    errors = {"errors": exception.errors} if isinstance(exception, BadParameters) else {}
    detail = getattr(exception, "detail", None) or "There is nothing at this address."
    headers = {name: response[name] for name in ("Allow", "Retry-After") if name in response}
    return problem_response(response.status_code, str(detail), headers, **errors)


def problem_response(status, detail, headers=None, **more):
    body = problem(status, detail, **more)
    return Response(body, status, headers=headers, content_type=MEDIA_TYPE)


def rejection(path, status, detail, headers=None):
    """Return the error of a request, by its path, that no view has seen."""
    headers = {**(headers or {}), "X-Content-Type-Options": "nosniff"}
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return data_error(path, status, detail, headers=headers)


def data_error(path, status, detail, headers=None, **more):
    """Return an error to a program: a problem document, or below Google's addresses as there."""
    body, media_type = problem(status, detail, **more), MEDIA_TYPE
    if path.startswith(GOOGLES):
        code = GOOGLE_STATUS.get(status, "INTERNAL")
        body, media_type = {"error": {"code": status, "message": detail, "status": code}}, JSON
    headers = OPEN | (headers or {})
    return JsonResponse(body, status=status, content_type=media_type, headers=headers)


def opened(response):
    """Return the response, which scripts of any site may read."""
    for name, value in OPEN.items():
        response.headers[name] = value
    return response


def unavailable(exception):
    """Return a sentence for what passes by itself or by an operator's hand, else None."""
    full = isinstance(exception, OSError) and exception.errno in (errno.ENOSPC, errno.EDQUOT)
    if full or isinstance(exception.__cause__, DiskFull):
        return NO_ROOM
    if isinstance(exception, OperationalError | InterfaceError):
        return TOO_SLOW if isinstance(exception.__cause__, QueryCanceled) else NO_ANSWER
