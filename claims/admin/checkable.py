"""What claims add to the article page: each accepted quote's claims, and sentences to check."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse

from sources.admin import hooks
from sources.extraction.checkable import checkable_sentences
from sources.models import Article, Quote, Speaker

from .alike import alike


def urls(article_admin):
    """Return the URL of an article's sentences worth checking, for its ModelAdmin."""

    def view(request, pk):
        return show_checkable(article_admin, request, pk)

    checkable = article_admin.admin_site.admin_view(view)
    return [path("<int:pk>/checkable/", checkable, name="sources_article_checkable")]


def show_checkable(article_admin, request, pk):
    """Show sentences worth checking: a page of its own, for a long text takes a while to read."""
    article = get_object_or_404(Article, pk=pk)
    if not article_admin.has_view_permission(request, article):
        raise PermissionDenied
    text = article.snapshot.text if article.snapshot else ""
    sentences = Paginator(checkable_sentences(text, article.language), 50)
    context = {
        **article_admin.admin_site.each_context(request),
        "title": "Sentences worth checking",
        "article": article,
        "page": (page := sentences.get_page(request.GET.get("p"))),
        "candidates": list(candidates(article, page)),
    }
    return render(request, "claims/checkable.html", context)


def candidates(article, sentences):
    """Yield each Checkable of an Article's, the URL where a claim of it begins, what it repeats."""
    known = Speaker.objects.ids_by_name({one.claimant: "" for one in sentences if one.claimant})
    said_on = article.published_at and article.published_at.date()
    for one in sentences:
        initial = {
            "statement": " ".join(one.text.split()),
            "claimant": known.get(one.claimant),
            "claimed_on": said_on,
            "language": article.language,
        }
        query = urlencode({name: value for name, value in initial.items() if value})
        begin = f"{reverse('admin:claims_claim_add')}?{query}"
        yield one, begin, alike(one.text, one.claimant or "", sure=True)


hooks.register("urls", Article, urls)
hooks.register("record_tools", Article, "claims/checkable_link.html")
hooks.register(
    "card_panels", Quote, hooks.CardPanel("claims/card_claims.html", prefetch=("claims__verdict",))
)
