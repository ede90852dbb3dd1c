"""Django's inputs as the desk has them: with accessible names, and boxes of several lines."""

import re

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTextareaWidget
from django.db import models

from sources.fields import normalise_newlines


class LabelledDateTime(AdminSplitDateTime):
    """A day and a time, in an input each."""

    def __init__(self, attrs=None):
        super().__init__(attrs)
        for part, name in zip(self.widgets, ("Date", "Time"), strict=True):
            part.attrs["aria-label"] = name


LABELLED_INPUTS = {models.DateTimeField: {"widget": LabelledDateTime}}


class LinesField(forms.CharField):
    """A short text in a box of several lines, where Enter begins a line and saves nothing."""

    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, "widget": AdminTextareaWidget(attrs={"rows": 3})})

    def to_python(self, value):
        return normalise_newlines(super().to_python(value))


class SentenceField(LinesField):
    """One sentence: a line that was begun in it goes on with the one before."""

    def to_python(self, value):
        return re.sub("[ \t]*\n[ \t\n]*", " ", super().to_python(value))
