"""The search for a quote in other records' forms: who said it and where tell alike words apart."""

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect
from django.urls import reverse


class QuoteSearch(AutocompleteJsonView):
    """Answers with accepted quotes alone."""

    def get_queryset(self):
        return super().get_queryset().accepted()

    def serialize_result(self, quote, to_field_name):
        article = quote.snapshot.article
        where = f"{article.headline}, snapshot {quote.snapshot.number}"
        when = f", {article.published_at:%d %B %Y}" if article.published_at else ""
        words = f"“{quote}” {quote.speaker}, in {where}{when}"
        return {**super().serialize_result(quote, to_field_name), "text": words}


class QuoteSelect(AutocompleteSelect):
    def get_url(self):
        return reverse("admin:sources_quote_search")
