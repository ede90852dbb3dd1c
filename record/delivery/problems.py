"""Every error of the API is a problem document (RFC 9457) that says what to do."""

from http import HTTPStatus

from django.db import OperationalError
from psycopg.errors import QueryCanceled
from rest_framework.exceptions import APIException
from rest_framework.response import Response
from rest_framework.views import exception_handler

MEDIA_TYPE = "application/problem+json"
NO_ANSWER = "The database does not answer just now. Try again in a moment."
TOO_SLOW = "This took longer than three seconds and was stopped. Ask for less at a time."


class BadParameters(APIException):
    """A 400 that lists each bad parameter: what is wrong, and what would be known."""

    status_code = 400
    default_detail = "The request has parameters that are not understood."

    def __init__(self, errors):
        super().__init__()
        self.errors = errors


def problem(status, detail, **more):
    """The body of a problem document, its keys as in RFC 9457."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail,
        **more,
    }


def handle(exception, context):
    """Django REST Framework's exception handler; None leaves the exception to Django's own 500."""
    if isinstance(exception, OperationalError):
        stopped = isinstance(exception.__cause__, QueryCanceled)
        return answer(503, TOO_SLOW if stopped else NO_ANSWER)
    response = exception_handler(exception, context)
    if response is None:
        return None
    errors = {"errors": exception.errors} if isinstance(exception, BadParameters) else {}
    detail = getattr(exception, "detail", None) or "There is nothing at this address."
    headers = {name: response[name] for name in ("Allow", "Retry-After") if name in response}
    return answer(response.status_code, str(detail), headers, **errors)


def answer(status, detail, headers=None, **more):
    body = problem(status, detail, **more)
    return Response(body, status, headers=headers, content_type=MEDIA_TYPE)
