"""What all pages for people have in common; and the files of the record."""

from functools import wraps
from http import HTTPStatus
from itertools import chain

from django.conf import settings
from django.db import OperationalError
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from record.delivery.errors import error_response, unavailable_response
from record.delivery.etag import with_etag
from record.delivery.problems import BadParameters
from record.exports import NotPossible, SinceForm, package
from record.query.matching import RankedClaimFilter
from record.query.parameters import check


def public_view(view):
    """Decorate a read-only view: ETag, no CSRF, and errors as sentences."""

    @csrf_exempt
    @require_safe
    @with_etag
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except BadParameters as bad:
            return error_response(request, 400, bad.detail, errors=bad.errors)
        except OperationalError as error:
            return unavailable_response(request, error)

    return wrapped


def filtered(query, filterset, *forms):
    """Return the rows that match a QueryDict; `forms` hold the parameters beside the filters."""
    bound = filterset(query, filterset.Meta.model.objects.all())
    check(query, bound.form, *forms)
    return bound.qs


def filtered_claims(query, *forms):
    return filtered(query, RankedClaimFilter, *forms)


def show(request, template, path="", status=HTTPStatus.OK, **context):
    """
    Return the page; `path` is its canonical one in English, "" of a page that search engines skip.
    """
    context |= {"path": path, "query": request.GET}
    return render(request, f"record/{template}.html", context, status=status)


def path_of(name, *arguments):
    """Return the path of a page in English, whatever language it is shown in."""
    with override(settings.LANGUAGE_CODE):
        return reverse(name, args=arguments)


@public_view
def export(request, table, make, media_type):
    """
    A table as a file; a stream that breaks ends without its last chunk, so clients notice.

    Its Link header is the address of what will have changed after it.
    """
    form = SinceForm(request.GET, make)
    rows = filtered(request.GET, table.filterset, form)
    link = form.next_link(request)
    chunks = make(table.changed(form.cleaned_data.get("since")), rows)
    try:
        first = next(chunks)
    except NotPossible as error:
        return error_response(request, 501, str(error))
    return download(chain([first], chunks), request.path, media_type, link)


@public_view
def export_package(request):
    """All tables, as they stood at one moment, as a Frictionless data package."""
    form = SinceForm(request.GET)
    check(request.GET, form)
    chunks = package(form.cleaned_data.get("since"))
    return download(chunks, request.path, "application/zip", form.next_link(request))


def download(chunks, path, media_type, link=None):
    """Return a streamed download named like the end of the path; `link` is its Link header."""
    name = path.rsplit("/", 1)[-1]
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    headers = disposition | ({"Link": link} if link else {})
    return StreamingHttpResponse(chunks, content_type=media_type, headers=headers)
