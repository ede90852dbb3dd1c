"""The front page: the newest verdicts, and the search with its filters and counts."""

import json

from django.conf import settings
from django.db.models import F, Func, TextField
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from record.models import Claim
from record.query import facets
from record.query.forms import RELEVANCE, PageForm
from record.query.matching import RankedClaimFilter
from record.query.paths import slug

from .lists import given, paged
from .pages import place_of, public_view, show
from .plot import plot
from .reading import claim_of, claims_of, read
from .tally import by_key, in_all, scale

CLAIMS_PER_PAGE = 20
# Both conditions as Django writes them in the indexes record_claim_corrected and _repeated.
CORRECTED = """
SELECT c.document, c.topics FROM record_claim c WHERE c.stages @> '{superseded}'::varchar(10)[]
ORDER BY c.verified_at DESC, c.public_id DESC LIMIT 5
"""
REPEATED = """
SELECT c.document, c.topics FROM record_claim c
WHERE CASE WHEN c.repeaters IS NULL THEN NULL
    ELSE COALESCE(array_length(c.repeaters, 1), 0) END > 0
ORDER BY c.verified_at DESC, c.public_id DESC LIMIT 5
"""
FACETS = {
    "verdict": _("Verdict"),
    "speaker": _("Speaker"),
    "topic": _("Topic"),
    "publisher": _("Publisher"),
    "year": _("Year"),
}
# The parameters that the form of filters shows; what else was asked goes on with it.
BOXES = {"q", "speaker", "verdict", "topic", "publisher", "language", "ordering"}
BOXES |= {"claimed_after", "claimed_before"}
ORDERINGS = [
    (RELEVANCE, _("best match first")),
    ("-verified_at", _("newest verdict first")),
    ("verified_at", _("oldest verdict first")),
    ("-claimed_on", _("said last first")),
    ("claimed_on", _("said first first")),
]


class ClaimRowForm(PageForm):
    """A page of claims, each with the ids of its topics beside its document."""

    def document(self):
        return Func(
            F("document"),
            F("topics"),
            template="json_build_object('document', %(expressions)s)",
            arg_joiner=", 'topics', ",
            output_field=TextField(),
        )


@public_view
def front(request):
    """Show the newest verdicts, or those that the API's filters find, by words the best first."""
    query = given(request.GET)
    place = place_of("front", query)
    if "q" in query:
        query.setdefault("ordering", RELEVANCE)
    form = ClaimRowForm(Claim, query)
    page, rows = paged(request, query, form, RankedClaimFilter, CLAIMS_PER_PAGE)
    context = {"claims": [claim_of(row) for row in rows], "page": page}
    context |= boxes(query)
    if query:
        context |= search_context(query, page)
        return show(request, "search", **place, **context)
    share = {"description": _("Claims that people made in public, what we found, and evidence.")}
    return show(request, "front", **place, share=share, **context, **beside())


def beside():
    """Return what is beside the newest verdicts: what was corrected or said again, and numbers."""
    named = {"corrected": CORRECTED, "repeated": REPEATED}
    parts = read(None, **named, **in_all())
    return {name: claims_of(parts[name]) for name in named} | numbers(parts)


def numbers(parts):
    """Return what a page shows of the parts `in_all`."""
    named = {name: parts[name] for name in ("speakers", "topics", "publishers")}
    return {"numbers": by_key(parts["rows"]), "plot": plot(parts["tallied"]), **named}


def boxes(query):
    """Return what the form of filters shows, with what is asked: none of it is lost on the way."""
    asked = {name: ",".join(query.getlist(name)) for name in BOXES}
    verdicts = [(verdict["slug"], verdict["label"]) for verdict in scale()]
    return {
        "asked": asked,
        "verdicts": with_other(verdicts, asked["verdict"]),
        "orderings": with_other(ORDERINGS, asked["ordering"]),
        "whole_day": (0, len("2026-03-01")),  # a box for days shows no month or year
    }


def with_other(choices, asked):
    """Return the choices [(value, words)], and behind them what is asked if it is none of them."""
    known = {"", *(value for value, _ in choices)}
    return choices if asked in known else [*choices, (asked, asked)]


def search_context(query, page):
    """Return what a search shows beside what it finds: filters, counts, and where it goes on."""
    counted, number = facets.counts(page.rows, list(FACETS))
    filters = query.copy()
    for name in ("cursor", "ordering"):
        filters.pop(name, None)
    return {
        "others": [pair for pair in filters.lists() if pair[0] not in BOXES],
        "facets": [(title, values(name, found, filters)) for name, title, found in titled(counted)],
        "number": min(number, facets.MAX_CLAIMS),
        "exact": number <= facets.MAX_CLAIMS,
        "filters": filters,
        "feed": {
            "title": f"{settings.PUBLIC_NAME}{gettext(':')} {gettext('Verdicts found')}",
            "path": f"{reverse('feed')}?{filters.urlencode()}",
        },
    }


def titled(counted):
    counts = json.loads(counted)
    return [(name, title, counts[name]) for name, title in FACETS.items()]


def values(name, counts, filters):
    """Return each value of a facet with the query that finds it alone, or, chosen, without it."""
    shown = []
    for one in counts:
        narrowed = filters.copy()
        for parameter, value in narrowing(name, one):
            narrowed[parameter] = value
        chosen = narrowed == filters
        if chosen:
            for parameter, _ in narrowing(name, one):
                del narrowed[parameter]
        label = gettext(one["label"]) if name == "verdict" else one["label"]
        shown.append(one | {"label": label, "query": f"?{narrowed.urlencode()}", "chosen": chosen})
    return shown


def narrowing(name, one):
    """Return the parameters, as (name, value), that find the claims of one value of a facet."""
    value = one["value"]
    if name == "year":
        return [("claimed_after", f"{value}-01-01"), ("claimed_before", f"{value}-12-31")]
    if name == "verdict":
        return [(name, value)]
    return [(name, slug({"id": value, "name": one["label"] or ""}))]
