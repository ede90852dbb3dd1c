"""
The searches of other records' forms: words say their language.

Who said a quote and where tell alike words apart.
"""

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.urls import reverse

from .widgets import SearchBox


class WordsSearch(AutocompleteJsonView):
    """Answers with what records are called, and in which language."""

    def serialize_result(self, record, to_field_name):
        language = self.model_admin.language(record)
        return {**super().serialize_result(record, to_field_name), "lang": language}


class QuoteSearch(WordsSearch):
    """Answers with accepted quotes alone."""

    def get_queryset(self):
        return super().get_queryset().accepted()

    def serialize_result(self, quote, to_field_name):
        article = quote.snapshot.article
        where = f"{article.headline}, snapshot {quote.snapshot.number}"
        when = f", {article.published_at:%d %B %Y}" if article.published_at else ""
        words = f"“{quote}” {quote.speaker}, in {where}{when}"
        return {**super().serialize_result(quote, to_field_name), "text": words}


class QuoteSelect(SearchBox):
    def get_url(self):
        return reverse("admin:sources_quote_search")


# Of every box that searches, wherever Django makes it.
admin.site.autocomplete_view = WordsSearch.as_view(admin_site=admin.site)
