"""Django's inputs, each with an accessible name (aria-label) for screen readers."""

from django.contrib.admin.widgets import AdminSplitDateTime
from django.db import models


class LabelledDateTime(AdminSplitDateTime):
    """A day and a time, in an input each."""

    def __init__(self, attrs=None):
        super().__init__(attrs)
        for part, name in zip(self.widgets, ("Date", "Time"), strict=True):
            part.attrs["aria-label"] = name


LABELLED_INPUTS = {models.DateTimeField: {"widget": LabelledDateTime}}
