"""The article page, where each accepted quote also shows the claims it makes."""

from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse

from sources.admin import ArticleAdmin
from sources.extraction.checkable import checkable_sentences
from sources.models import Article, Speaker

admin.site.unregister(Article)


@admin.register(Article)
class ArticleWithClaims(ArticleAdmin):
    quote_card = "claims/quote_card.html"
    change_form_template = "claims/article.html"

    def quotes_of(self, snapshot):
        return super().quotes_of(snapshot).prefetch_related("claims__verdict")

    def get_urls(self):
        checkable = self.admin_site.admin_view(self.checkable)
        return [
            path("<int:pk>/checkable/", checkable, name="sources_article_checkable"),
            *super().get_urls(),
        ]

    def checkable(self, request, pk):
        """Sentences worth checking; a page of its own, for a long text takes a while to read."""
        article = get_object_or_404(Article, pk=pk)
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        text = article.snapshot.text if article.snapshot else ""
        found = Paginator(checkable_sentences(text, article.language), 50)
        context = {
            **self.admin_site.each_context(request),
            "title": "Sentences worth checking",
            "article": article,
            "page": (page := found.get_page(request.GET.get("p"))),
            "candidates": list(candidates(article, page)),
        }
        return render(request, "claims/checkable.html", context)


def candidates(article, found):
    """Yield (Checkable, the address where a claim of it begins) of the `found` in an Article."""
    known = Speaker.objects.named({one.claimant: "" for one in found if one.claimant})
    said_on = article.published_at and article.published_at.date()
    for one in found:
        begin = {
            "statement": " ".join(one.text.split()),
            "claimant": known.get(one.claimant),
            "claimed_on": said_on,
            "language": article.language,
        }
        typed = urlencode({name: value for name, value in begin.items() if value})
        yield one, f"{reverse('admin:claims_claim_add')}?{typed}"
