"""Parameters of a file: what changed since a moment, with the link to the next, or of when."""

from django.core.exceptions import ValidationError

from record.models import Change
from record.query.dates import MomentField
from record.query.forms import AsOfForm

from .formats import csv, jsonl
from .parquet import parquet
from .xlsx import xlsx

INCREMENTAL = (csv, jsonl, xlsx, parquet)  # makers of files that can say what is gone
NOT_BOTH = "Give `since` or `as_of`: what changed, or how it stood."
NOT_INCREMENTAL = "This format cannot say what is gone. Take CSV, JSON Lines, XLSX or Parquet."


class FileForm(AsOfForm):
    """The parameters `since` and `as_of` of a file that `make`, a maker of formats.py, writes."""

    since = MomentField(required=False, help_text="Only what changed then or later, or is gone.")

    def __init__(self, data=None, make=csv):
        super().__init__(data)
        self.make = make

    def clean_since(self):
        since = self.cleaned_data["since"]
        if since and self.make not in INCREMENTAL:
            raise ValidationError(NOT_INCREMENTAL)
        return since

    def clean(self):
        if self.cleaned_data.get("since") and self.cleaned_data.get("as_of"):
            self.add_error("since", NOT_BOTH)

    def next_link(self, request):
        """
        Return the Link header to all that will have changed after the answer to `request`, or None.

        Call before the answer is made: a change may be exported twice, but is never missed.
        """
        if not self.is_valid() or self.cleaned_data.get("as_of"):
            return None
        newest = Change.objects.newest_at()
        if newest and self.make in INCREMENTAL:
            query = request.GET.copy()
            query["since"] = newest
            return f'<{request.build_absolute_uri(request.path)}?{query.urlencode()}>; rel="next"'
