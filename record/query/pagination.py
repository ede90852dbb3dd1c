"""Pages by keyset: each begins where the last ended, so the thousandth costs what the first did."""

from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from record.documents.rendering import Ready
from record.documents.serializers import COUNT, FACETS

from .cursor import Cursor
from .forms import PAGE_SIZE, ListForm
from .openapi import parameters
from .paging import page

FACETS_OF = "How many claims the facets count; not exact: the newest of those found."


class Keyset(BasePagination):
    """Django REST Framework's pagination of record rows, as a bound and valid PageForm asks."""

    def __init__(self, size=PAGE_SIZE):
        self.size = size

    def bind(self, form):
        self.form = form
        return form

    def paginate_queryset(self, rows, request, view=None):
        """The documents of the page, as the str they leave as."""
        asked, ordering = self.form.cleaned_data, self.form.chosen_ordering
        size = asked.get("page_size") or self.size
        found = page(rows, ordering, size + 1, asked.get("cursor"), self.form.document())
        self.next = self._next(request, Cursor(rows.model, ordering), found[size - 1 : size + 1])
        self.more = self.form.more(rows)
        return [document for document, _, _ in found[:size]]

    def _next(self, request, cursor, seam):
        """The address of the next page, if `seam` holds this page's last row and one more."""
        if len(seam) < 2:
            return None
        _, place, public_id = seam[0]
        here = request.build_absolute_uri()
        return replace_query_param(here, "cursor", cursor.write(place, public_id))

    def get_paginated_response(self, documents):
        results = Ready(f"[{','.join(documents)}]")
        return Response({**self.more, "next": self.next, "results": results})

    def get_paginated_response_schema(self, schema):
        return {
            "type": "object",
            "required": ["next", "results"],
            "properties": {
                "count": COUNT,
                "facets": FACETS,
                "facets_of": COUNT | {"description": FACETS_OF},
                "next": {"type": ["string", "null"], "format": "uri"},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view):
        return parameters(ListForm(view.queryset.model).of(view))
