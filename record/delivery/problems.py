"""Every error of the API is a problem document (RFC 9457) that says what to do."""

from http import HTTPStatus

from django.db import OperationalError
from psycopg.errors import QueryCanceled
from rest_framework import views
from rest_framework.exceptions import APIException
from rest_framework.response import Response

MEDIA_TYPE = "application/problem+json"
NO_ANSWER = "The database does not answer just now. Try again in a moment."
TOO_SLOW = "This took longer than three seconds and was stopped. Ask for less at a time."


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
    if isinstance(exception, OperationalError):
        timed_out = isinstance(exception.__cause__, QueryCanceled)
        return problem_response(503, TOO_SLOW if timed_out else NO_ANSWER)
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
