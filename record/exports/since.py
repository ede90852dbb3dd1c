"""Exports of what changed: since when, and where the ones after it will be."""

from django.core.exceptions import ValidationError
from django.utils.http import urlencode

from record.models import Change
from record.query.dates import MomentField
from record.query.parameters import QueryForm

from .formats import csv, jsonl
from .parquet import parquet
from .xlsx import xlsx

INCREMENTAL = (csv, jsonl, xlsx, parquet)  # makers of files that can say what is gone
NOT_INCREMENTAL = "This format cannot say what is gone. Take CSV, JSON Lines, XLSX or Parquet."


class SinceForm(QueryForm):
    """The moment from which on changes are asked for, of what `make` makes."""

    since = MomentField(required=False, help_text="Only what changed then or later, or is gone.")

    def __init__(self, data, make=csv):
        super().__init__(data)
        self.make = make

    def clean_since(self):
        since = self.cleaned_data["since"]
        if since and self.make not in INCREMENTAL:
            raise ValidationError(NOT_INCREMENTAL)
        return since

    def next_link(self, request):
        """
        The Link header to all that will have changed after the answer to `request`, or None.

        To be asked for before the answer is made: better told twice than never.
        """
        newest = Change.objects.newest_at()
        if newest and self.make in INCREMENTAL:
            query = urlencode(request.GET.dict() | {"since": newest})
            return f'<{request.build_absolute_uri(request.path)}?{query}>; rel="next"'
