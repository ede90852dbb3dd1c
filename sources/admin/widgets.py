"""Django's inputs, each with a name for people who hear a page instead of seeing it."""

from django.contrib.admin.widgets import AdminSplitDateTime
from django.db import models


class Moment(AdminSplitDateTime):
    """A day and a time, in an input each."""

    def __init__(self, attrs=None):
        super().__init__(attrs)
        for part, name in zip(self.widgets, ("Date", "Time"), strict=True):
            part.attrs["aria-label"] = name


NAMED_INPUTS = {models.DateTimeField: {"widget": Moment}}
