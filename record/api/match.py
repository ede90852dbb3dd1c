"""`claims/match`: the published claims that say what a text says, and where they differ from it."""

import json
from datetime import datetime

from django import forms
from django.utils import timezone
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from claims.matching import differences, shared
from record.delivery.etag import WithETag
from record.documents.rendering import Ready
from record.documents.serializers import MatchDocument
from record.models import Claim
from record.query.matching import MAX_TEXT, found
from record.query.openapi import form_parameters
from record.query.parameters import QueryForm, check

MANY, PAGE_SIZE = 50, 10


class MatchForm(QueryForm):
    text = forms.CharField(
        max_length=MAX_TEXT,
        error_messages={"required": "Give the text to look for."},
        help_text="A sentence, a quote or a paragraph, in any of our languages.",
    )
    page_size = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MANY,
        help_text=f"How many; {PAGE_SIZE} if not given.",
    )


class MatchPagination(BasePagination):
    """The few best ones are all there is."""

    def get_paginated_response_schema(self, schema):
        return {"type": "object", "required": ["results"], "properties": {"results": schema}}

    def get_schema_operation_parameters(self, view):
        return form_parameters(MatchForm())


class MatchViewSet(WithETag, GenericViewSet):
    """
    Published claims that are like a text, the most like it first; no words are demanded.

    Two claims match if the same facts would make both true: read the warnings, and the claim.
    """

    queryset = Claim.objects.all()
    serializer_class = MatchDocument
    pagination_class = MatchPagination
    filter_backends = []

    @staticmethod
    def has_etag(request):
        """Verdicts grow old and vectors come later: the record's version tells of neither."""
        return False

    def list(self, request, format=None):
        form = MatchForm(request.query_params)
        check(request.query_params, form)
        size = form.cleaned_data.get("page_size") or PAGE_SIZE
        results = ",".join(matches(form.cleaned_data["text"], size))
        return Response({"results": Ready(f"[{results}]")})


def matches(text, size, at=None):
    """Yield the matches as JSON text, the best first; verdicts are old or not `at` a time (now)."""
    at = at or timezone.now()
    best = found(text, size)
    documents = dict(Claim.objects.filter(pk__in=best).values_list("pk", "document"))
    for pk in filter(documents.get, best):
        yield match_json(text, best[pk], documents[pk], at)


def match_json(text, likeness, document, at):
    claim = json.loads(document)
    statement, verified_at = claim["statement"], datetime.fromisoformat(claim["verified_at"])
    warnings = [
        {"kind": warning.kind, "detail": str(warning)}
        for warning in differences(statement, text, verified_at=verified_at, at=at)
    ]
    beside = {"score": likeness.score, "share": likeness.share}
    beside |= {"probability": round(likeness.probability, 4)}
    beside |= {"words": shared(statement, text), "warnings": warnings}
    return f'{json.dumps(beside, ensure_ascii=False)[:-1]}, "claim": {document}}}'
