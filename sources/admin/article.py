"""The desk's pages for publishers, articles and their snapshots."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import Count, OuterRef, Q, Subquery
from django.shortcuts import get_object_or_404, redirect
from django.urls import path

from sources.fields import ProseField, normalise_newlines
from sources.ingest import (
    Document,
    Outcome,
    Unreadable,
    address_of_text,
    article_address,
    capture_text,
    first_line,
    recapture,
)
from sources.ingest.loaders import is_address
from sources.language import in_language
from sources.models import Article, Publisher, Quote, Recapture, Snapshot
from sources.rules import violation_message

from . import hooks
from .article_import import ArticleImport
from .article_page import ArticlePage
from .base import DeskForm, VersionedModelAdmin
from .kept import pressed, saved
from .placement import Placements

NOT_TYPED = {
    "headline": "Empty: the text's first line.",
    "url": "Where it was published. Empty: it is known by its text alone.",
    "language": "A BCP 47 tag: en, pl, uk. Empty: the one that the text's words are in.",
}

hooks.register("list_tools", Article, "sources/import_link.html")

ONCE_PER_ADDRESS = "This article is here already, under another spelling of its address."


class TextForm(forms.Form):
    """An article's text as it is pasted: nothing is trimmed."""

    text = ProseField().formfield(
        widget=forms.Textarea(attrs={"class": "vLargeTextField"}),
        help_text="The whole text, letter for letter. It is kept as a snapshot and never changes.",
    )


class ArticleForm(DeskForm):
    def clean_url(self):
        """Return the URL normalised as an import does it, so that one article is one."""
        try:
            url = article_address(self.cleaned_data["url"])
        except Unreadable as error:
            raise ValidationError(str(error)) from error
        if Article.objects.at(url).exclude(Q(pk=self.instance.pk) | Q(url=url)).exists():
            raise ValidationError(ONCE_PER_ADDRESS)
        return url


class NewArticleForm(ArticleForm, TextForm):
    """An article together with its first text, which says what else is not typed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["language"] = ""  # no default, which nobody chose
        for name, says in NOT_TYPED.items():
            self.fields[name].required = False
            self.fields[name].help_text = says

    def clean_headline(self):
        return self.cleaned_data["headline"] or first_line(self._text())

    def clean_url(self):
        if not self.cleaned_data["url"]:
            return address_of_text(self._text())
        return super().clean_url()

    def clean_language(self):
        return self.cleaned_data["language"] or Document(self._text()).assumed_language

    def notes(self):
        """Return what an editor should know of what was not typed, as sentences."""
        note = Document(self._text(), language=self.data.get("language", "")).language_note
        return [note] if note else []

    def _text(self):
        return normalise_newlines(self.data.get("text", ""))


@admin.register(Publisher)
class PublisherAdmin(VersionedModelAdmin):
    list_display = ["name", "domain", "shows_full_text"]
    list_filter = ["shows_full_text"]
    search_fields = ["name__folded", "domain"]
    date_hierarchy = "created_at"


class SuggestionsFilter(admin.SimpleListFilter):
    title = "suggestions"
    parameter_name = "suggestions"

    def lookups(self, request, model_admin):
        return [("waiting", "to read"), ("none", "all read")]

    def queryset(self, request, queryset):
        match self.value():
            case "waiting":
                return queryset.filter(waiting__gt=0)
            case "none":
                return queryset.filter(waiting=None)


@admin.register(Article)
class ArticleAdmin(Placements, ArticleImport, ArticlePage, VersionedModelAdmin):
    list_display = ["headline_in_language", "publisher", "published_at", "language", "to_read"]
    list_filter = [SuggestionsFilter, "language"]
    list_select_related = ["publisher"]
    search_fields = ["headline__folded", "url", "byline__folded", "publisher__name__folded"]
    date_hierarchy = "published_at"
    autocomplete_fields = ["publisher"]
    change_form_template = "sources/article.html"
    when = ["published_at", "published_day"]
    words = ["headline"]
    details = ["headline", "url", "publisher", "byline", *when, "language", "origin"]

    def get_queryset(self, request):
        suggested = Quote.objects.suggested().filter(snapshot__article=OuterRef("pk")).order_by()
        counted = suggested.values("snapshot__article").annotate(n=Count("pk")).values("n")
        return super().get_queryset(request).annotate(waiting=Subquery(counted))

    @admin.display(description="headline", ordering="headline")
    def headline_in_language(self, article):
        return in_language(article, article.language)

    @admin.display(description="to read", ordering="waiting")
    def to_read(self, article):
        return article.waiting

    def get_fieldsets(self, request, obj=None):
        if obj:
            return [("Details", {"classes": ["collapse"], "fields": self.details})]
        more = {"classes": ["collapse"], "fields": self.details}
        return [(None, {"fields": ["text"]}), ("Details", more)]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = ArticleForm if change else NewArticleForm
        return super().get_form(request, obj, change=change, **{"form": form, **kwargs})

    def page_context(self, request, article):
        asked = Recapture.objects.filter(article=article).first()
        context = {"capture_form": TextForm(), "asked": asked, "is_web": is_address(article.url)}
        return {**context, **super().page_context(request, article)}

    def response_add(self, request, obj, post_url_continue=None):
        """Go on where its quotes are read, unless another article is to be added."""
        answer = super().response_add(request, obj, post_url_continue)
        goes_on = "_save" in request.POST and "_popup" not in request.POST
        return redirect("admin:sources_article_change", obj.pk) if goes_on else answer

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change:
            capture_text(obj, form.cleaned_data["text"], notes=form.notes())

    def get_urls(self):
        capture = self.admin_site.admin_view(self.capture)
        recapture = self.admin_site.admin_view(self.recapture)
        return [
            path("<int:pk>/capture/", capture, name="sources_article_capture"),
            path("<int:pk>/recapture/", recapture, name="sources_article_recapture"),
            *super().get_urls(),
        ]

    def to_change(self, request, pk):
        """Return the Article of this id, if the user may change it."""
        article = get_object_or_404(Article, pk=pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        return article

    @pressed
    def capture(self, request, pk):
        """Keep a pasted text as the article's newest snapshot, and look for quotes in it."""
        article = self.to_change(request, pk)
        form = TextForm(request.POST)
        page = redirect("admin:sources_article_change", pk)
        if form.is_valid():
            said, level = self.captured(request, article, form.cleaned_data["text"])
            self.message_user(request, said, level)
            if level != messages.ERROR:
                saved(request, page)
        else:
            self.message_user(request, form.errors["text"][0], messages.ERROR)
        return page

    @pressed
    def recapture(self, request, pk):
        """Fetch the article anew from its address, and say what came of it."""
        article = self.to_change(request, pk)
        ((_, outcome),) = recapture([article])
        number = article.snapshot and article.snapshot.number
        if outcome == Outcome.CHANGED:
            self.log_change(request, article, f"Captured snapshot {number} from its address.")
            said, level = f"The text has changed: it is snapshot {number}.", messages.SUCCESS
        elif outcome == Outcome.KNOWN:
            said, level = f"Nothing changed: it is the text of snapshot {number}.", messages.INFO
        else:
            said, level = outcome, messages.WARNING
        self.message_user(request, said, level)
        return redirect("admin:sources_article_change", pk)

    def captured(self, request, article, text):
        """Keep the text; return a sentence about it, and the sentence's message level."""
        before = article.snapshot
        try:
            snapshot, is_new = capture_text(article, text)
        except IntegrityError as error:
            return violation_message(error), messages.ERROR
        number = snapshot.number
        if not is_new and snapshot == before:
            return f"Nothing changed: snapshot {number} has this text already.", messages.INFO
        if not is_new:
            self.log_change(request, article, f"Went back to snapshot {number}.")
            return f"The text is that of snapshot {number} again.", messages.SUCCESS
        self.log_change(request, article, f"Captured snapshot {number}.")
        many = snapshot.quotes.suggested().count()
        quotes = f"{many} suggested quote{'' if many == 1 else 's'}"
        return f"This text is kept as snapshot {number}, with {quotes}.", messages.SUCCESS


@admin.register(Snapshot)
class SnapshotAdmin(VersionedModelAdmin):
    """Snapshots are read-only: an article's page captures them."""

    list_display = ["article_in_language", "number", "captured_at", "sha256"]
    list_filter = ["article__language"]
    list_select_related = ["article"]
    search_fields = ["text__folded"]
    search_help_text = "Words of the text, with or without their accents."
    date_hierarchy = "captured_at"
    fields = ["article", "number", "captured_at", "sha256", "text"]
    words = ["text"]

    def language(self, snapshot):
        return snapshot.article.language if snapshot else ""

    @admin.display(description="article", ordering="article")
    def article_in_language(self, snapshot):
        return in_language(snapshot.article, snapshot.article.language)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("article").defer("text", "raw")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
