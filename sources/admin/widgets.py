"""Django's inputs as the desk has them: with accessible names, and boxes of several lines."""

import re

from django import forms
from django.contrib.admin.widgets import (
    AdminSplitDateTime,
    AdminTextareaWidget,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.db import models

from sources.fields import normalise_newlines, row_number


class LabelledDateTime(AdminSplitDateTime):
    """A day and a time, in an input each."""

    def __init__(self, attrs=None):
        super().__init__(attrs)
        for part, name in zip(self.widgets, ("Date", "Time"), strict=True):
            part.attrs["aria-label"] = name


LABELLED_INPUTS = {models.DateTimeField: {"widget": LabelledDateTime}}


class Numbered:
    """Django looks up what was sent to show it again, and fails where that is no number."""

    def optgroups(self, name, value, attr=None):
        numbers = [each for each in value if row_number(each) is not None]
        return super().optgroups(name, numbers, attr)


class SearchBox(Numbered, AutocompleteSelect):
    pass


class SearchBoxOfMany(Numbered, AutocompleteSelectMultiple):
    pass


class SearchBoxes:
    """Mixin of an admin or inline: its `autocomplete_fields` are search boxes of ours."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SearchBox(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SearchBoxOfMany(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


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
