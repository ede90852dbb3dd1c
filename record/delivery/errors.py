"""Errors as pages for people and problem documents for programs; handlers for 400, 404, 500."""

from http import HTTPStatus

from django.http import JsonResponse
from django.shortcuts import render

from .problems import MEDIA_TYPE, problem

NOT_HERE = "There is nothing public at this address."
BROKEN = "Something is broken here, and it is not your doing. The people in charge can see it."


def refusal(request, status, detail, **more):
    """An error as a page for people, or as a problem document for programs."""
    if request.path.startswith(("/api/", "/exports/")):
        body = problem(status, detail, **more)
        return JsonResponse(body, status=status, content_type=MEDIA_TYPE)
    context = {"title": HTTPStatus(status).phrase, "detail": detail, **more}
    return render(request, "record/error.html", context, status=status)


def bad_request(request, exception):
    return refusal(request, 400, "This request is not understood.")


def not_found(request, exception):
    return refusal(request, 404, NOT_HERE)


def server_error(request):
    return refusal(request, 500, BROKEN)
