"""Everything that the record began to say, or ceased to say, in order: a mirror follows it."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.viewsets import GenericViewSet

from record.delivery.response_cache import fresh
from record.documents.rendering import Ready
from record.documents.serializers import ChangeDocument
from record.models import Change
from record.query.forms import LARGEST_PAGE, PAGE_SIZE
from record.query.openapi import parameters
from record.query.parameters import Asked, check

SIGNER = Signer(salt="changes")
FOREIGN = "This is no `since` of ours. Begin again without it."


class ChangesForm(Asked):
    """Where to go on. After is_valid(), `since` is the number of the last change known."""

    since = forms.CharField(
        required=False, help_text="Out of the last answer, as it is; the first time, nothing."
    )
    page_size = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST_PAGE,
        help_text=f"How many at a time; {PAGE_SIZE} if not given.",
    )

    def clean_since(self):
        try:
            written = self.cleaned_data["since"]
            return SIGNER.unsign_object(written) if written else 0
        except BadSignature:
            raise ValidationError(FOREIGN) from None


class Following(BasePagination):
    """Pages of changes, the oldest first; `since` of the last one holds until something happens."""

    def paginate_queryset(self, changes, request, view=None):
        form = ChangesForm(request.query_params)
        check(request.query_params, form)
        number = form.cleaned_data.get("since") or 0
        size = form.cleaned_data.get("page_size") or PAGE_SIZE
        found = list(changes.filter(number__gt=number).order_by("number")[: size + 1])
        self.since = SIGNER.sign_object(found[:size][-1].number if found else number)
        here = request.build_absolute_uri()
        self.next = replace_query_param(here, "since", self.since) if found[size:] else None
        return [written(change) for change in found[:size]]

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
        return parameters(ChangesForm())


def written(change):
    """A change as JSON text."""
    at = change.at.isoformat().replace("+00:00", "Z")
    return (
        f'{{"kind": "{change.kind}", "id": "{change.public_id}", "at": "{at}", '
        f'"document": {change.document or "null"}}}'
    )


class ChangeViewSet(GenericViewSet):
    """What was added, changed or taken away (a document that is null), the oldest first."""

    queryset = Change.objects.all()
    serializer_class = ChangeDocument
    pagination_class = Following
    filter_backends = []

    @classmethod
    def as_view(cls, *args, **kwargs):
        return fresh(super().as_view(*args, **kwargs))

    def list(self, request, format=None):
        return self.get_paginated_response(self.paginate_queryset(self.get_queryset()))
