"""Every error of the API is a problem document (RFC 9457) that says what to do."""

import errno
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import JsonResponse
from psycopg.errors import DiskFull, QueryCanceled
from rest_framework import views
from rest_framework.exceptions import APIException
from rest_framework.response import Response

MEDIA_TYPE = "application/problem+json"
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


def rejection(status, detail, headers=None):
    """Return a problem document for a request that no view has seen."""
    headers = {**headers} if headers else {}
    headers |= {"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff"}
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    body = problem(status, detail)
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE, headers=headers)


def unavailable(exception):
    """Return a sentence for what passes by itself or by an operator's hand, else None."""
    full = isinstance(exception, OSError) and exception.errno in (errno.ENOSPC, errno.EDQUOT)
    if full or isinstance(exception.__cause__, DiskFull):
        return NO_ROOM
    if isinstance(exception, OperationalError | InterfaceError):
        return TOO_SLOW if isinstance(exception.__cause__, QueryCanceled) else NO_ANSWER
