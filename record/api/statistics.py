"""`statistics/`: how many claims there are of each month and verdict, say: a cross table."""

from django import forms
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from record.delivery.etag import WithETag
from record.documents.rendering import Ready
from record.models import Claim
from record.query.as_of import as_of, as_of_parameter
from record.query.facets import FACETS, HELP, NAMES
from record.query.filters import ClaimFilter
from record.query.forms import AsOfForm
from record.query.openapi import form_parameters, parameter_schema
from record.query.parameters import ListField, check
from record.query.statistics import cross_table

DIRECTIONS = {"count": "ASC", "-count": "DESC"}
PAGE_SIZE, MAX_PAGE_SIZE, MAX_PAGE = 200, 1000, 500


class StatisticsForm(AsOfForm):
    by = ListField(
        known=NAMES,
        most=3,
        error_messages={"required": f"Say what to count by: {HELP}."},
        help_text=f"What to count by, one to three of these: {HELP}.",
    )
    ordering = forms.ChoiceField(
        required=False,
        choices=[(name, name) for name in DIRECTIONS],
        help_text="By how many; a minus puts the most first. Without it by the values.",
    )
    page_size = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MAX_PAGE_SIZE,
        help_text=f"How many lines; {PAGE_SIZE} if not given.",
    )
    page = forms.IntegerField(
        required=False, min_value=1, max_value=MAX_PAGE, help_text="Which page, from 1."
    )


@extend_schema_field({"type": ["string", "null"]})
class Counted(serializers.Field):
    pass


class LineDocument(serializers.Serializer):
    """One line of a cross table: a value of each that was asked `by`, and how many claims."""

    count = serializers.IntegerField(help_text="How many claims.")

    def get_fields(self):
        labels = [f"{name}_label" for name in NAMES if FACETS[name].table]
        values = {name: Counted(required=False) for name in (*NAMES, *labels)}
        return values | super().get_fields()


class StatisticsPagination(BasePagination):
    """Lines in the order of what they are counted by, or of how many."""

    def get_paginated_response_schema(self, schema):
        more = {"type": ["integer", "null"], "description": "The next page, if there is one."}
        return {
            "type": "object",
            "required": ["next_page", "results"],
            "properties": {"next_page": more, "results": schema},
        }

    def get_schema_operation_parameters(self, view):
        filters = ClaimFilter.base_filters.items()
        described = [parameter_schema(name, each.field) for name, each in filters]
        return [*described, *form_parameters(StatisticsForm())]


class StatisticsViewSet(WithETag, GenericViewSet):
    """
    How many of the claims found there are of each month and verdict, say.

    All that the filters find are counted. A claim of several topics is counted with each of them;
    null stands for claims that have none, as of a day that is not known.
    """

    queryset = Claim.objects.all()
    serializer_class = LineDocument
    pagination_class = StatisticsPagination
    filter_backends = []

    def list(self, request, format=None):
        with as_of(as_of_parameter(request.query_params)):
            lines, more = self.lines(request.query_params)
        return Response({"next_page": more, "results": Ready(f"[{','.join(lines)}]")})

    def lines(self, query):
        """Return the lines of a page as JSON text, and the number of the next page or None."""
        form, found = StatisticsForm(query), ClaimFilter(query, self.get_queryset())
        check(query, found.form, form)
        size = form.cleaned_data.get("page_size") or PAGE_SIZE
        page = form.cleaned_data.get("page") or 1
        by = list(dict.fromkeys(form.cleaned_data["by"]))
        by_count = DIRECTIONS.get(form.cleaned_data.get("ordering"), "")
        lines = cross_table(found.qs, by, size + 1, (page - 1) * size, by_count)
        return lines[:size], page + 1 if lines[size:] else None
