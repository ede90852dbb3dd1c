"""
The record as Google's Fact Check Tools API answers it, for the clients that people have already.

Source of the shapes: developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims.
"""

import json
from datetime import timedelta
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.db import OperationalError
from django.http import JsonResponse, QueryDict
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from record.delivery.errors import NOT_ALLOWED, error_response, unavailable_response
from record.delivery.etag import with_etag
from record.delivery.problems import BadParameters
from record.documents.claimreview import claim_url
from record.models import Claim
from record.query.filters import in_language
from record.query.forms import MAX_PAGE_SIZE
from record.query.matching import MAX_ADDRESS
from record.query.paging import Cursor, page
from record.query.parameters import MAX_LENGTH, check
from record.site.pages import filtered_claims

PAGE_SIZE = 10
MAX_OFFSET = 10_000  # where offsets end; page tokens go on
# What every API of Google's takes; a client may send it, and it changes nothing here.
GLOBAL = (
    *("$.xgafv", "access_token", "callback", "fields", "key", "oauth_token"),
    *("prettyPrint", "quotaUser", "uploadType", "upload_protocol"),
)
# Ours beside them, and the filters of claims/ that they are.
OURS = {
    "query": "q",
    "claimant": "speaker",
    "rating": "verdict",
    "claimedAfter": "claimed_after",
    "claimedBefore": "claimed_before",
    "reviewedAfter": "verified_after",
    "reviewedBefore": "verified_before",
}


class SearchForm(forms.Form):
    """The parameters that are not simply a filter of claims/."""

    query = forms.CharField(required=False, max_length=MAX_ADDRESS)
    languageCode = forms.CharField(required=False, max_length=35)
    reviewPublisherSiteFilter = forms.CharField(required=False, max_length=253)
    maxAgeDays = forms.IntegerField(required=False, min_value=0, max_value=100_000)
    pageSize = forms.IntegerField(required=False, min_value=0)
    pageToken = forms.CharField(required=False, max_length=1000)
    offset = forms.IntegerField(required=False, min_value=0, max_value=MAX_OFFSET)
    alt = forms.ChoiceField(required=False, choices=[("json", "json")])

    def __init__(self, data):
        super().__init__(data)
        for name in (*GLOBAL, *OURS):
            self.fields.setdefault(name, forms.CharField(required=False, max_length=MAX_LENGTH))
        self.names = set(self.fields)
        self.ordering = "-rank" if data.get("query") else Claim.ordering

    def clean_pageToken(self):
        token = self.cleaned_data["pageToken"]
        return Cursor(Claim, self.ordering).read(token) if token else None


def search(request):
    """GET /v1alpha1/claims:search"""
    if request.method not in ("GET", "HEAD"):
        return error_response(request, 405, NOT_ALLOWED, headers={"Allow": "GET, HEAD"})
    try:
        return JsonResponse(answer(request.GET))
    except BadParameters as bad:
        sentences = " ".join(f"{e['parameter']}: {e['detail']}" for e in bad.errors)
        return error_response(request, 400, sentences)
    except OperationalError as error:
        return unavailable_response(request, error)


def depends_on_the_record_alone(request):
    return "maxAgeDays" not in request.GET  # days are counted from now


search = csrf_exempt(with_etag(search, only=depends_on_the_record_alone))


def answer(query):
    """Return the answer to a QueryDict as a dict; like Google's, it leaves out what is empty."""
    form = SearchForm(query)
    check(query, form)
    parameters = form.cleaned_data
    rows = matching(query, parameters)
    size = min(parameters["pageSize"] or PAGE_SIZE, MAX_PAGE_SIZE)
    first = 0 if parameters["pageToken"] else parameters["offset"] or 0
    rows = page(rows, form.ordering, size + 1, parameters["pageToken"], first=first)
    claims = [claim(json.loads(document)) for document, _, _ in rows[:size]]
    answer = {"claims": claims} if claims else {}
    if rows[size:]:
        _, *place = rows[size - 1]
        answer["nextPageToken"] = Cursor(Claim, form.ordering).write(*place)
    return answer


def matching(query, parameters):
    """Return the claims that match, in no order yet."""
    if not query.get("query") and not parameters["reviewPublisherSiteFilter"]:
        raise BadParameters([{"parameter": "query", "detail": "Give words to search for."}])
    rows = filtered_claims(our_filters(query))
    if parameters["languageCode"]:
        primary, _, _ = parameters["languageCode"].partition("-")
        rows = rows.filter(in_language(primary))
    if parameters["maxAgeDays"] is not None:
        rows = rows.filter(
            verified_at__gte=timezone.now() - timedelta(days=parameters["maxAgeDays"])
        )
    if parameters["reviewPublisherSiteFilter"] not in ("", site()):
        rows = rows.none()
    return rows


def our_filters(query):
    """Return the request's filters by our own names (a QueryDict)."""
    filters = QueryDict(mutable=True)
    filters.update({mine: query[theirs] for theirs, mine in OURS.items() if theirs in query})
    return filters


def site():
    return urlsplit(settings.PUBLIC_URL).hostname


def claim(document):
    """Return a claim's document in Google's shape."""
    said = document["claimed_on"] or next((q["said_on"] for q in document["quotes"]), None)
    date = {"claimDate": f"{said}T00:00:00Z"} if said else {}
    review = {
        "publisher": {"name": settings.PUBLIC_NAME, "site": site()},
        "url": claim_url(document["id"]),
        "title": f"{document['verdict']['label']}: {document['statement']}",
        "reviewDate": document["verified_at"],
        "textualRating": document["verdict"]["label"],
        "languageCode": document["language"],
    }
    claimant = document["claimant"]["name"]
    return {"text": document["statement"], "claimant": claimant, **date, "claimReview": [review]}
