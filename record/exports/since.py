"""Incremental exports: what changed since a moment, and the link to the next one."""

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
    """The parameter `since` of a file that `make`, a maker of formats.py, writes."""

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

        Call before the answer is made: a change may be exported twice, but is never missed.
        """
        newest = Change.objects.newest_at()
        if newest and self.make in INCREMENTAL:
            query = urlencode(request.GET.dict() | {"since": newest})
            return f'<{request.build_absolute_uri(request.path)}?{query}>; rel="next"'
