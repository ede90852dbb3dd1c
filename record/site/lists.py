"""Lists that go on: speakers, topics, publishers, quotes and articles, by the API's own filters."""

import json

from django.utils.translation import gettext_lazy as _

from record import models
from record.query import filters
from record.query.forms import PageForm
from record.query.paging import KeysetPagination

from .pages import filtered, place_of, public_view, show

PER_PAGE = 50
LISTED = {
    "speakers": (models.Speaker, filters.SpeakerFilter, _("Speakers")),
    "topics": (models.Topic, filters.TopicFilter, _("Topics")),
    "publishers": (models.Publisher, filters.PublisherFilter, _("Publishers")),
    "articles": (models.Article, filters.ArticleFilter, _("Articles")),
    "quotes": (models.Quote, filters.QuoteFilter, _("Quotes")),
}


@public_view
def listing(request, name):
    """Show everything of one kind, or what the API's filters find of it, page by page."""
    model, filterset, title = LISTED[name]
    query = given(request.GET)
    page, rows = paged(request, query, PageForm(model, query), filterset, PER_PAGE)
    context = {"name": name, "title": title, "rows": rows, "page": page}
    return show(request, "listing", **place_of(name, query), **context)


def given(query):
    """Return a QueryDict without its empty values: a browser sends the empty fields of a form."""
    query = query.copy()
    for name, values in list(query.lists()):
        query.setlist(name, [value for value in values if value])
        if not query.getlist(name):
            del query[name]
    return query


def paged(request, query, form, filterset, size):
    """Return the page, with its `rows` and what is `next`, and its documents as dicts."""
    page = KeysetPagination(size)
    page.rows = filtered(query, filterset, page.bind(form))
    documents = page.paginate_queryset(page.rows, request)
    return page, [json.loads(document) for document in documents]
