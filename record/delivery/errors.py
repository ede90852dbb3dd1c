"""Errors as pages for people and as problem documents for programs; handlers for 400, 404, 500."""

from http import HTTPStatus

from django.http import JsonResponse
from django.shortcuts import render

from .addresses import PROBLEMS
from .problems import MEDIA_TYPE, problem

NOT_FOUND = "There is nothing public at this address."
SERVER_ERROR = (
    "Something is broken here, and it is not your doing. The people in charge can see it."
)


def error_response(request, status, detail, **more):
    """Return an error page, or a problem document below the addresses of programs."""
    if request.path.startswith(PROBLEMS):
        body = problem(status, detail, **more)
        return JsonResponse(body, status=status, content_type=MEDIA_TYPE)
    context = {"title": HTTPStatus(status).phrase, "detail": detail, **more}
    return render(request, "record/error.html", context, status=status)


def bad_request(request, exception):
    return error_response(request, 400, "This request is not understood.")


def not_found(request, exception):
    return error_response(request, 404, NOT_FOUND)


def server_error(request):
    return error_response(request, 500, SERVER_ERROR)
