"""What all pages for people have in common; and the files of the record."""

from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from record.delivery.errors import error_response, unavailable_response
from record.delivery.etag import with_etag
from record.delivery.problems import BadParameters, opened
from record.query.matching import RankedClaimFilter
from record.query.parameters import QueryForm, check
from sources.ingest.article_url import TRACKING_PARAMETER


def public_view(view):
    """Decorate a read-only view: ETag, no CSRF, and errors as sentences."""
    return csrf_exempt(require_safe(with_etag(in_sentences(view))))


def in_sentences(view):
    """Decorate a view: what is asked wrongly, or cannot be read just now, is said in a sentence."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        try:
            return without_tracking(request) or view(request, *args, **kwargs)
        except BadParameters as bad:
            return error_response(request, 400, bad.detail, errors=bad.errors)
        except OperationalError as error:
            return unavailable_response(request, error)

    return wrapped


def fixed_view(view):
    """Decorate a read-only view that takes no parameters: any is a 400."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        check(request.GET, QueryForm())
        return view(request, *args, **kwargs)

    return public_view(checked)


def without_tracking(request):
    """
    Return a redirect to the address without what others hang on the links that are shared there.

    A page would refuse utm_source and fbclid as it does every parameter that it does not know.
    """
    query = request.GET.copy()
    for name in [name for name in query if TRACKING_PARAMETER.fullmatch(name)]:
        del query[name]
    if len(query) < len(request.GET):
        asked = f"?{query.urlencode()}" if query else ""
        return HttpResponseRedirect(f"{request.path}{asked}")


def data_view(view):
    """Decorate a read-only view of data that does not move the record's version: without ETag."""
    said = in_sentences(view)
    return csrf_exempt(require_safe(wraps(view)(lambda *args, **kw: opened(said(*args, **kw)))))


@require_safe
def icon(request):
    """Return a redirect to the icon, which programs that read no page look for here."""
    return HttpResponseRedirect(static("sources/icon.svg"))


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

    One of those may have `searched` in its context: where its other languages are found from.
    """
    picture = context.get("share", {}).get("picture") or address_of("picture")
    context |= {"path": path, "query": request.GET, "picture": picture}
    return render(request, f"record/{template}.html", context, status=status)


def place_of(name, query):
    """Return what tells `show` where a list is: its path, or the address of a search in it."""
    path = path_of(name)
    return {"searched": f"{path}?{query.urlencode()}"} if query else {"path": path}


def address_of(name, *arguments):
    """Return the whole address of a page in the language that is shown."""
    return f"{settings.PUBLIC_URL}{reverse(name, args=arguments)}"


def path_of(name, *arguments):
    """Return the path of a page in English, whatever language it is shown in."""
    with override(settings.LANGUAGE_CODE):
        return reverse(name, args=arguments)
