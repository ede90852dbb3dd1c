"""Plain pages for people: the newest verdicts, a search, and one page for each claim."""

import json
from functools import wraps
from itertools import chain

from django.db import OperationalError
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from record.delivery.errors import refusal
from record.delivery.problems import NO_ANSWER, BadParameters
from record.delivery.response_cache import fresh
from record.documents.claimreview import address, claim_review
from record.exports import NotPossible, SinceForm, package
from record.models import Claim
from record.query.filters import ClaimFilter
from record.query.forms import PageForm
from record.query.pagination import Keyset
from record.query.parameters import check

ON_A_PAGE = 20


def public(view):
    """A view anybody may read and nobody may write to; a bad parameter is answered in sentences."""

    @csrf_exempt
    @require_safe
    @fresh
    @wraps(view)
    def reading(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except BadParameters as bad:
            return refusal(request, 400, bad.detail, errors=bad.errors)
        except OperationalError:
            return refusal(request, 503, NO_ANSWER)

    return reading


def asked_for(query, filterset, *forms):
    """The rows that the filters in `query` (a QueryDict) find; `forms` hold what else may be."""
    asked = filterset(query, filterset.Meta.model.objects.all())
    check(query, asked.form, *forms)
    return asked.qs


def claims_asked_for(query, *forms):
    return asked_for(query, ClaimFilter, *forms)


@public
def front(request):
    """The newest verdicts, or those that the API's own filters find."""
    query = request.GET.copy()
    for name in [name for name, value in query.items() if not value]:
        del query[name]  # a form sends its empty fields, too
    page = Keyset(ON_A_PAGE)
    claims = claims_asked_for(query, page.bind(PageForm(Claim, query)))
    documents = page.paginate_queryset(claims, request)
    found = [json.loads(document) for document in documents]
    return render(request, "record/front.html", {"claims": found, "query": query, "page": page})


@public
def claim(request, public_id):
    """The permanent page of one claim, with its one ClaimReview inside."""
    document = Claim.objects.filter(public_id=public_id).values_list("document", flat=True).first()
    if document is None:
        raise Http404
    claim = json.loads(document)
    context = {"claim": claim, "address": address(public_id), "review": claim_review(claim)}
    return render(request, "record/claim.html", context)


@public
def export(request, table, make, media_type):
    """
    A table as a file; a stream that breaks ends without its last chunk, so it shows.

    What will have changed after it is at the address it links to as the next one.
    """
    form = SinceForm(request.GET, make)
    rows = asked_for(request.GET, table.filterset, form)
    link = form.next_link(request)
    chunks = make(table.changed(form.cleaned_data.get("since")), rows)
    try:
        first = next(chunks)
    except NotPossible as error:
        return refusal(request, 501, str(error))
    return file(chain([first], chunks), request.path, media_type, link)


@public
def everything(request):
    """All tables, as they stood at one moment, as a Frictionless data package."""
    form = SinceForm(request.GET)
    check(request.GET, form)
    chunks = package(form.cleaned_data.get("since"))
    return file(chunks, request.path, "application/zip", form.next_link(request))


def file(chunks, path, media_type, link=None):
    """The chunks as a download under the last part of the path; `link` goes on from there."""
    name = path.rsplit("/", 1)[-1]
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    headers = disposition | ({"Link": link} if link else {})
    return StreamingHttpResponse(chunks, content_type=media_type, headers=headers)
