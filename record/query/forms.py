"""What a request may ask beside its filters: which page, which keys, and what is told with them."""

from django import forms
from django.db.models import F, TextField, Value
from django.db.models.functions import Cast

from record.documents.expressions import expanded, picked, with_snippet
from record.documents.rendering import Ready
from record.models import Claim, Quote, Snapshot, Verification

from . import facets
from .cursor import Cursor
from .paging import MOST_RANKED
from .parameters import Asked, ListField, MomentField

PAGE_SIZE, LARGEST_PAGE = 50, 200
COUNTED = 10_000
RELEVANCE = "relevance"
YES_NO = [("true", "true"), ("false", "false")]
# What may be whole in a document of a kind. Of a claim, quotes and evidence always are.
EXPANDED = {
    Claim: ["speaker", "article", "quotes", "evidence"],
    Quote: ["speaker", "article"],
    Snapshot: ["article"],
    Verification: ["evidence"],
}


class PageForm(Asked):
    """The parameters of a page. After is_valid(), `cursor` is the place to go on from, or None."""

    page_size = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST_PAGE,
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
        """The expression that is selected for each row."""
        return "document"

    def more(self, rows):
        """What is told beside the page: a dict of JSON values."""
        return {}


class ShapeForm(Asked):
    """Which keys of a document to give, which of them whole, and of when."""

    CHANGING = ("fields", "omit", "expand", "count", "snippet", "facets")

    fields = ListField(required=False, help_text="Only these keys, with commas between them.")
    omit = ListField(required=False, help_text="All keys but these.")
    expand = ListField(
        required=False, help_text="Give these whole, where a document would only name them."
    )
    as_of = MomentField(
        end_of_day=True,
        required=False,
        help_text="What the record said at that time, or at the end of that day.",
    )

    def of(self, view):
        """The form that knows the keys of `view`'s documents."""
        self.keys = list(view.serializer_class._declared_fields)
        self.offer("expand", EXPANDED.get(view.queryset.model))
        for name in {"fields", "omit"} & self.fields.keys():
            self.fields[name].known = self.keys
        return self

    def offer(self, name, known):
        """The parameter takes these words; without any, there is no such parameter."""
        if not known:
            self.names.discard(name)
            self.fields.pop(name, None)
        elif name in self.fields:
            self.fields[name].known = known

    def whole(self):
        """The same form for documents that are always given whole."""
        for name in self.CHANGING:
            self.offer(name, None)
        return self

    def clean(self):
        given = self.cleaned_data.get("fields") or self.keys
        self.picked = [key for key in given if key not in self.cleaned_data.get("omit", ())]

    def document(self):
        if not self.picked:
            return Value("{}", TextField())
        whole = set(self.picked) == set(self.keys)
        document = F("document")
        if names := self.cleaned_data.get("expand"):
            document = expanded(document, names)
        return Cast(document, TextField()) if whole else picked(document, self.picked)


class ListForm(ShapeForm, PageForm):
    """All that a list of the API may be asked."""

    count = forms.ChoiceField(
        required=False,
        choices=YES_NO,
        help_text=f"Whether to say how many there are in all; exact up to {COUNTED:,}, and by "
        f"relevance up to {MOST_RANKED:,}, the newest of which are ranked.",
    )
    snippet = forms.ChoiceField(
        required=False,
        choices=YES_NO,
        help_text="Whether to show where the words in q were found: HTML with <mark>.",
    )
    facets = ListField(
        required=False,
        known=facets.NAMES,
        help_text=f"Count what was found by these: {', '.join(facets.NAMES)}.",
    )

    def __init__(self, model, data=None):
        super().__init__(model, data)
        self.offer("facets", model is Claim and facets.NAMES)

    def document(self):
        document = super().document()
        if self.picked and self.data.get("q") and self.cleaned_data.get("snippet") == "true":
            return with_snippet(document, self.data["q"], self.model.snippet_paths)
        return document

    def more(self, rows):
        most = MOST_RANKED if self.chosen_ordering.endswith("rank") else COUNTED
        more = {}
        if self.cleaned_data.get("count") == "true":
            more["count"] = counted(rows.order_by()[: most + 1].count(), most)
        if names := self.cleaned_data.get("facets"):
            counts, of = facets.counts(rows, names)
            more |= {"facets": Ready(counts), "facets_of": counted(of, facets.MOST_CLAIMS)}
        return more


def counted(value, most):
    """How many there are: {"value": int, "exact": bool}; not exact means at least so many."""
    return {"value": min(value, most), "exact": value <= most}
