"""Query parameters beside the filters: the page, the shape of a document, counts and facets."""

from django import forms
from django.db.models import F, TextField, Value

from record.documents.expressions import expanded, picked, with_snippet
from record.documents.rendering import Ready
from record.models import Claim, Quote, Snapshot, Verification

from . import facets
from .dates import MomentField
from .paging import MAX_RANKED, PAGE_SIZE, Cursor, counted
from .parameters import ListField, QueryForm

MAX_PAGE_SIZE = 200
MAX_COUNTED = 10_000
MAX_FACET_PAGE = 500
RELEVANCE = "relevance"
YES_NO = [("true", "true"), ("false", "false")]
# What `expand` can give in full. Of a claim, quotes and evidence always are.
EXPANDABLE = {
    Claim: ["speaker", "article", "quotes", "evidence"],
    Quote: ["speaker", "article"],
    Snapshot: ["article"],
    Verification: ["evidence"],
}


class PageForm(QueryForm):
    """Parameters of a page; `cursor` is cleaned to the (place, public_id) before it, or None."""

    page_size = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MAX_PAGE_SIZE,
        help_text=f"How many on a page; {PAGE_SIZE} if not given.",
    )
    ordering = forms.ChoiceField(
        required=False,
        help_text="What comes first; a minus turns it round. Relevance is to the words in q; "
        "without them the order is the usual one.",
    )
    cursor = forms.CharField(
        required=False, max_length=1000, help_text="Where to go on: out of `next`, as it is."
    )

    def __init__(self, model, data=None):
        super().__init__(data)
        self.model = model
        if "ordering" in self.fields:
            places = [f"{minus}{name}" for name in model.orderings for minus in ("", "-")]
            self.fields["ordering"].choices = [(name, name) for name in [*places, RELEVANCE]]

    @property
    def chosen_ordering(self):
        ordering = self.cleaned_data.get("ordering") or self.model.ordering
        if ordering != RELEVANCE:
            return ordering
        return "-rank" if self.data.get("q") else self.model.ordering

    def clean_cursor(self):
        written = self.cleaned_data["cursor"]
        return Cursor(self.model, self.chosen_ordering).read(written) if written else None

    def document(self):
        """Return the expression that is selected for each row."""
        return "document"

    def extra(self, rows):
        """Return what stands beside the results: a dict of JSON values."""
        return {}


class AsOfForm(QueryForm):
    as_of = MomentField(
        last=True,
        required=False,
        help_text="What the record said at that time, or at the end of that day.",
    )


class ShapeForm(AsOfForm):
    """Parameters that shape a document: fields, omit, expand, as_of."""

    FACETS = ("facets", "facet_size", "facet_page")
    SHAPING = ("fields", "omit", "expand", "count", "snippet", *FACETS)

    fields = ListField(required=False, help_text="Only these keys, with commas between them.")
    omit = ListField(required=False, help_text="All keys but these.")
    expand = ListField(
        required=False, help_text="Give these in full, where a document would only name them."
    )

    def for_view(self, view):
        """Learn the keys of the view's documents; return the form."""
        self.keys = list(view.serializer_class._declared_fields)
        self.allow("expand", EXPANDABLE.get(view.queryset.model))
        for name in {"fields", "omit"} & self.fields.keys():
            self.fields[name].known = self.keys
        return self

    def allow(self, name, known):
        """Set the values that a parameter accepts; without any, remove the parameter."""
        if not known:
            self.names.discard(name)
            self.fields.pop(name, None)
        elif name in self.fields:
            self.fields[name].known = known

    def full_document(self):
        """Remove the parameters that shape a document; return the form."""
        for name in self.SHAPING:
            self.allow(name, None)
        return self

    def clean(self):
        given = self.cleaned_data.get("fields") or self.keys
        self.picked = [key for key in given if key not in self.cleaned_data.get("omit", ())]

    def document(self):
        if not self.picked:
            return Value("{}", TextField())
        document = F("document")
        if names := self.cleaned_data.get("expand"):
            document = expanded(document, names)
        is_complete = set(self.picked) == set(self.keys)
        return document if is_complete else picked(document, self.picked)


class ListForm(ShapeForm, PageForm):
    """All parameters of the API's lists but their filters."""

    count = forms.ChoiceField(
        required=False,
        choices=YES_NO,
        help_text=f"Whether to say how many there are in all; exact up to {MAX_COUNTED:,}, and by "
        f"relevance up to {MAX_RANKED:,}, the newest of which are ranked.",
    )
    snippet = forms.ChoiceField(
        required=False,
        choices=YES_NO,
        help_text="Whether to show where the words in q were found: HTML with <mark>.",
    )
    facet_size = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=facets.MAX_PAGE_SIZE,
        help_text=f"How many values of each facet; {facets.PAGE_SIZE} if not given.",
    )
    facet_page = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MAX_FACET_PAGE,
        help_text="Which page of the facets' values, from 1.",
    )
    facets = ListField(
        required=False,
        known=facets.NAMES,
        help_text=f"Count what was found by these: {facets.HELP}.",
    )

    def __init__(self, model, data=None):
        super().__init__(model, data)
        if model is not Claim:
            for name in self.FACETS:
                self.allow(name, None)

    def document(self):
        document = super().document()
        if self.picked and self.data.get("q") and self.cleaned_data.get("snippet") == "true":
            return with_snippet(document, self.data["q"], self.model.snippet_paths)
        return document

    def extra(self, rows):
        most = MAX_RANKED if self.chosen_ordering.endswith("rank") else MAX_COUNTED
        extra = {}
        if self.cleaned_data.get("count") == "true":
            extra["count"] = count_of(counted(rows, most + 1), most)
        if names := self.cleaned_data.get("facets"):
            size = self.cleaned_data.get("facet_size") or facets.PAGE_SIZE
            first = ((self.cleaned_data.get("facet_page") or 1) - 1) * size
            counts, of = facets.counts(rows, names, size, first)
            extra |= {"facets": Ready(counts), "facets_of": count_of(of, facets.MAX_CLAIMS)}
        return extra


def count_of(value, most):
    """Return {"value": int, "exact": bool}; not exact means at least so many."""
    return {"value": min(value, most), "exact": value <= most}
