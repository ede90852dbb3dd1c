"""Errors as pages for people and as problem documents for programs; handlers of Django."""

import sys
from http import HTTPStatus

from django.shortcuts import render

from .addresses import GOOGLES, LONG, PROBLEMS
from .problems import RETRY_AFTER, data_error, unavailable

NOT_ALLOWED = "This address is only read, with GET or HEAD."
NOT_FOUND = "There is nothing public at this address."
SERVER_ERROR = (
    "Something is broken here, and it is not your doing. The people in charge can see it."
)


def error_response(request, status, detail, **more):
    """Return an error page, or a problem document below the addresses of programs."""
    if request.path.startswith((*PROBLEMS, GOOGLES)) and request.path != LONG:  # that is a page
        return data_error(request.path, status, detail, **more)
    context = {"title": HTTPStatus(status).phrase, "detail": detail, **more}
    return render(request, "record/error.html", context, status=status)


def bad_request(request, exception):
    return error_response(request, 400, "This request is not understood.")


def forbidden(request, exception):
    return error_response(request, 403, "Your role does not open this page, or not as it is now.")


def not_found(request, exception):
    return error_response(request, 404, NOT_FOUND)


def unavailable_response(request, exception):
    """Return a 503 for what passes, such as a database that is away; None for all else."""
    if passing := unavailable(exception):
        response = error_response(request, 503, passing)
        response.headers["Retry-After"] = str(RETRY_AFTER)
        return response


def server_error(request):
    if passing := unavailable_response(request, sys.exc_info()[1]):
        return passing
    return error_response(request, 500, SERVER_ERROR)
