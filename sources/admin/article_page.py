"""The article page: its text with the quotes marked in place, and their cards beside it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.lookups import GreaterThan
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse

from sources.fields import ProseField
from sources.models import Article, Quote, Snapshot, Speaker
from sources.models.change import change_count

from . import hooks
from .kept import pressed
from .marks import marked
from .selection import MAX_OFFSET, refused, select

# The further cards are fetched by script, so many at a time: no key press waits for more.
CARDS_PER_PAGE = 50
COPIES_SHOWN = 10
MARK_FIELDS = ("status", "snapshot")
KEYS = [  # what each does is in static/sources/desk.js, under the same letter
    ("j", "next quote"),
    ("k", "previous quote"),
    ("n", "next suggestion"),
    ("a", "accept, and go to the next suggestion"),
    ("r", "reject, and go to the next suggestion"),
    ("s", "say who spoke"),
    ("c", "make a claim of the accepted quote"),
    ("[", "start one word earlier"),
    ("]", "start one word later"),
    ("{", "end one word earlier"),
    ("}", "end one word later"),
    ("v", "select words by keyboard"),
    ("q", "quote the selected words"),
    ("?", "show and hide this list"),
]


class SelectionForm(forms.Form):
    """Where selected words stand in which snapshot, in code points, and the words."""

    snapshot = forms.IntegerField(min_value=1)
    start = forms.IntegerField(min_value=0, max_value=MAX_OFFSET)
    end = forms.IntegerField(min_value=1, max_value=MAX_OFFSET)
    words = ProseField().formfield()


def speakers_of(snapshot):
    """Return the Speakers of a Snapshot's quotes, with their roles."""
    speakers = Speaker.objects.filter(quotes__snapshot=snapshot).distinct()
    return speakers.prefetch_related("roles")


def copies_of(snapshot):
    """Return the other Articles in which the longest sentence of a Snapshot (or None) stands."""
    if not snapshot or not snapshot.longest_sentence:
        return []
    same = Snapshot.objects.filter(longest_sentence=snapshot.longest_sentence).order_by()
    others = Article.objects.filter(pk__in=same.values("article")).exclude(pk=snapshot.article_id)
    return others.select_related("publisher").order_by("id")[:COPIES_SHOWN]


def shown_in(quote):
    """Return the id of the newest Snapshot of a Quote's article if it stands there, or its own."""
    newest = Snapshot.objects.filter(article=quote.snapshot.article_id).newest().values("pk")
    placed = quote.placements.filter(snapshot__in=newest, start__isnull=False)
    return placed.values_list("snapshot", flat=True).first() or quote.snapshot_id


class ArticlePage:
    """Mixin for the ModelAdmin of articles: the text, its quotes' cards, and selecting words."""

    def get_urls(self):
        select = self.admin_site.admin_view(self.select)
        cards = self.admin_site.admin_view(self.cards_view)
        return [
            path("<int:pk>/select/", select, name="sources_article_select"),
            path("cards/<int:snapshot>/", cards, name="sources_article_cards"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        article = self.get_object(request, object_id)
        context = self.page_context(request, article) if article else {}
        return super().change_view(
            request, object_id, form_url, {**(extra_context or {}), **context}
        )

    def page_context(self, request, article):
        """Return what the page shows of the article's newest snapshot and quotes (a dict)."""
        snapshot = article.snapshot
        quotes = list(Quote.objects.in_text(snapshot).order_by("at", "until").only(*MARK_FIELDS))
        for number, quote in enumerate(quotes, 1):
            quote.number, quote.start, quote.end = number, quote.at, quote.until
        return {
            "snapshot": snapshot,
            "text": marked(snapshot.text, quotes, article.headline) if snapshot else "",
            "many": len(quotes),
            "copies": copies_of(snapshot),
            "keys": KEYS,
            "speakers": speakers_of(snapshot),
            **self.cards(request, snapshot and snapshot.pk),
        }

    def cards(self, request, snapshot):
        """Return one page of the cards of the quotes of a Snapshot's id, as context (a dict)."""
        numbers = self.numbers(snapshot)
        asked = request.GET.get("from", "")[:9]
        first = int(asked) if asked.isdecimal() else 0
        end = first + CARDS_PER_PAGE
        quotes = list(self.quotes_of(snapshot)[first:end])
        for quote in quotes:
            quote.number = numbers[quote.pk]
        more = end if end < len(numbers) else None
        context = {"quotes": quotes, "more": more, "shown_in": snapshot}
        return {**context, **self.card_context(request)}

    def numbers(self, snapshot):
        """Return {quote's id: its number in the text}, of a Snapshot's id."""
        quotes = Quote.objects.in_text(snapshot).order_by("at", "until")
        return {pk: number for number, pk in enumerate(quotes.values_list("pk", flat=True), 1)}

    def card_context(self, request):
        may_decide = request.user.has_perm("sources.change_quote")
        return {"may_decide": may_decide, "panels": hooks.registered("card_panels", Quote)}

    def card(self, request, quote, typed=""):
        """
        Return one quote's card alone, for a page that shows the others already.

        `typed` is a name that was refused, for the editor to mend.
        """
        snapshot = shown_in(quote)
        quote = self.quotes_of(snapshot).get(pk=quote.pk)
        quote.number = self.numbers(snapshot)[quote.pk]
        said = messages.get_messages(request)
        context = {"quote": quote, "typed": typed, "said": said, "shown_in": snapshot}
        context |= self.card_context(request)
        return render(request, "sources/quote_card.html", context)

    def cards_view(self, request, snapshot):
        """Show further cards of a text with very many quotes."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return render(request, "sources/cards.html", self.cards(request, snapshot))

    def quotes_of(self, snapshot):
        """Return the quotes of a Snapshot's id for cards, in text order, non-quotations last."""
        quotes = (
            Quote.objects.in_text(snapshot)
            .select_related("speaker", "snapshot__article")
            .defer("snapshot__text", "snapshot__raw")
        )
        last = GreaterThan(F("reason"), Value(""))
        quotes = quotes.order_by(last, "at", "until").annotate(version=change_count(Quote))
        panels = hooks.registered("card_panels", Quote)
        read = [relation for panel in panels for relation in panel.prefetch]
        return quotes.prefetch_related("speaker__roles", *read)

    @pressed
    def select(self, request, pk):
        """Make a quote of the selected words, then go to it; or say why that cannot be.

        Words that are a quote already lead to that one.
        """
        if not request.user.has_perm("sources.add_quote"):
            raise PermissionDenied
        page = reverse("admin:sources_article_change", args=[pk])
        form = SelectionForm(request.POST)
        if not form.is_valid():
            self.message_user(request, "Select some words of the text first.", messages.ERROR)
            return redirect(page)
        where = form.cleaned_data
        snapshot = get_object_or_404(Snapshot, pk=where.pop("snapshot"), article=pk)
        try:
            with transaction.atomic():
                quote = select(snapshot, **where)
        except ValueError as error:
            self.message_user(request, str(error), messages.ERROR)
            return redirect(page)
        except IntegrityError as error:
            sentence, quote = refused(error, snapshot, where["start"], where["end"])
            self.message_user(request, sentence, messages.ERROR)
        return redirect(f"{page}#quote-{quote.pk}" if quote else page)
