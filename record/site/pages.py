"""Plain pages for people: the newest verdicts, a search, and one page for each claim."""

import json
from functools import wraps
from http import HTTPStatus
from itertools import chain

from django.db import OperationalError
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from record.delivery.errors import error_response, unavailable_response
from record.delivery.etag import with_etag
from record.delivery.problems import BadParameters
from record.documents.claimreview import claim_review, claim_url
from record.exports import NotPossible, SinceForm, package
from record.models import Claim, Withdrawn
from record.query.forms import RELEVANCE, PageForm
from record.query.matching import RankedClaimFilter
from record.query.paging import KeysetPagination
from record.query.parameters import check

CLAIMS_PER_PAGE = 20


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


@public_view
def front(request):
    """The newest verdicts, or those that the API's own filters find, by words the best first."""
    query = request.GET.copy()
    for name in [name for name, value in query.items() if not value]:
        del query[name]  # a browser sends the empty fields of a form, too
    if "q" in query:
        query.setdefault("ordering", RELEVANCE)
    page = KeysetPagination(CLAIMS_PER_PAGE)
    claims = filtered_claims(query, page.bind(PageForm(Claim, query)))
    documents = page.paginate_queryset(claims, request)
    claims = [json.loads(document) for document in documents]
    return render(request, "record/front.html", {"claims": claims, "query": query, "page": page})


@public_view
def claim(request, public_id):
    """The permanent page of one claim, with its one ClaimReview inside."""
    document = Claim.objects.filter(public_id=public_id).values_list("document", flat=True).first()
    if document is None:
        return withdrawn_claim(request, public_id)
    claim = json.loads(document)
    context = {"claim": claim, "address": claim_url(public_id), "review": claim_review(claim)}
    return render(request, "record/claim.html", context)


def withdrawn_claim(request, public_id):
    """The page (410) of a claim that was withdrawn: when and why, and none of its words."""
    withdrawn = Withdrawn.objects.filter(public_id=public_id).first()
    if withdrawn is None:
        raise Http404
    context = {"withdrawn": withdrawn, "address": claim_url(public_id)}
    return render(request, "record/withdrawn.html", context, status=HTTPStatus.GONE)


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
