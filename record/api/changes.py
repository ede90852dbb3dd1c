"""The change feed: documents added, changed or removed, in order, for mirrors to follow."""

import json

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db.models import F
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.viewsets import GenericViewSet

from record.delivery.etag import WithETag
from record.documents.rendering import Ready
from record.documents.serializers import ChangeDocument
from record.models import KIND_NAMES, Change
from record.models.change import iso
from record.query.dates import MomentField
from record.query.forms import MAX_PAGE_SIZE
from record.query.openapi import form_parameters
from record.query.paging import PAGE_SIZE
from record.query.parameters import IdField, QueryForm, check

SIGNER = Signer(salt="changes")
FOREIGN_SINCE = (
    "This is no `since` of ours, and no day or time such as 2026-03-01 or 2026-03-01T12:00:00Z."
)


class ChangesForm(QueryForm):
    """Parameters of the feed; `since` is cleaned to the number of the last change known."""

    since = forms.CharField(
        required=False,
        help_text="Out of the last answer, as it is; or a day or a time, for what changed then or "
        "later; or nothing, for everything.",
    )
    kind = forms.ChoiceField(
        required=False, choices=KIND_NAMES, help_text="Only documents of this kind."
    )
    id = IdField(required=False, help_text="Only documents with these public ids, 200 at most.")
    withdrawn = forms.ChoiceField(
        required=False,
        choices=[("true", "true")],
        help_text="Only that a claim was withdrawn, with the day and the reason.",
    )
    page_size = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MAX_PAGE_SIZE,
        help_text=f"How many at a time; {PAGE_SIZE} if not given.",
    )

    def clean_since(self):
        written = self.cleaned_data["since"]
        if not written:
            return 0
        try:
            return SIGNER.unsign_object(written)
        except BadSignature:
            return Change.objects.last_before(self.moment(written))

    def moment(self, written):
        try:
            return MomentField().clean(written)
        except ValidationError:
            raise ValidationError(FOREIGN_SINCE) from None

    def wanted(self, changes):
        """Return those of the changes that `kind`, `id` and `withdrawn` name."""
        if self.cleaned_data.get("withdrawn"):
            changes = changes.filter(at__gte=F("withdrawn_at"))
        if kind := self.cleaned_data.get("kind"):
            changes = changes.filter(kind=kind)
        ids = self.cleaned_data.get("id")
        return changes.filter(public_id__in=ids) if ids else changes


class ChangePagination(BasePagination):
    """Pages of changes, the oldest first; `since` of the last page stays good for later ones."""

    def paginate_queryset(self, changes, request, view=None):
        form = ChangesForm(request.query_params)
        check(request.query_params, form)
        number = form.cleaned_data.get("since") or 0
        size = form.cleaned_data.get("page_size") or PAGE_SIZE
        changes = form.wanted(changes).filter(number__gt=number)
        changes = list(changes.order_by("number")[: size + 1])
        self.since = SIGNER.sign_object(changes[:size][-1].number if changes else number)
        address = request.build_absolute_uri()
        self.next = replace_query_param(address, "since", self.since) if changes[size:] else None
        return [as_json(change) for change in changes[:size]]

    def get_paginated_response(self, documents):
        results = Ready(f"[{','.join(documents)}]")
        return Response({"since": self.since, "next": self.next, "results": results})

    def get_paginated_response_schema(self, schema):
        return {
            "type": "object",
            "required": ["since", "next", "results"],
            "properties": {
                "since": {"type": "string"},
                "next": {"type": ["string", "null"], "format": "uri"},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view):
        return form_parameters(ChangesForm())


def as_json(change):
    """Return a change as JSON text."""
    withdrawn_at = change.withdrawn_at and iso(change.withdrawn_at)
    return (
        f'{{"kind": "{change.kind}", "id": "{change.public_id}", "at": "{iso(change.at)}", '
        f'"document": {change.document or "null"}, '
        f'"withdrawn_at": {json.dumps(withdrawn_at)}, '
        f'"reason": {json.dumps(change.reason or None, ensure_ascii=False)}}}'
    )


class ChangeViewSet(WithETag, GenericViewSet):
    """
    Documents added, changed or removed (then null), the oldest change first.

    Of a claim that was withdrawn `withdrawn_at` and `reason` say when and why; else they are null.
    """

    queryset = Change.objects.with_withdrawal()
    serializer_class = ChangeDocument
    pagination_class = ChangePagination
    filter_backends = []

    def list(self, request, format=None):
        return self.get_paginated_response(self.paginate_queryset(self.get_queryset()))
