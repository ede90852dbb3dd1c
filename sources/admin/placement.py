"""On an article's page: where quotes of its earlier texts stand in the newest, and deciding it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse

from sources.anchoring import Text, nearest_sentence, surroundings
from sources.differences import marked
from sources.ingest import place_quotes
from sources.models import Article, Placement, Quote
from sources.rules import violation_message

from .kept import pressed
from .selection import MAX_OFFSET

MAX_SHOWN = 50  # placements on the page; the next come once these are decided
MAX_CANDIDATES = 5  # places of the words, to choose from
COUNT = {1: "1 quote is"}


class PlacementForm(forms.Form):
    """An editor's decision: the words stand at an offset of the text, or nowhere in it."""

    placement = forms.IntegerField(min_value=1)
    at = forms.IntegerField(min_value=0, max_value=MAX_OFFSET, required=False)
    seen = forms.CharField(required=False)


def placements_to_show(snapshot):
    """
    Return the Placements in a Snapshot that are not exact, those nobody has decided on first.

    Each has `places`: (an offset or None, the passage then, the passage now) with the words marked
    in which they differ, first where it stands; None where the words are not in the text.
    """
    rows = snapshot.placements.to_look_at().filter(quote__status=Quote.Status.ACCEPTED)
    rows = rows.select_related("quote__speaker", "quote__snapshot", "decided_by")
    rows = list(rows.order_by("decided_at", "quote__start")[:MAX_SHOWN])
    now = Text(snapshot.text, repeats=[span for span in snapshot.spans if span.get("repeats")])
    for row in rows:
        row.places = list(places_of(row, now))
    return rows


def places_of(placement, now):
    """Yield (offset or None, the passage then, the passage now) of a Placement in its Text."""
    quote = placement.quote
    then = passage(quote.snapshot.text, quote.start, quote.end) or quote.text
    starts = now.places(quote.text)
    if placement.start is not None:
        starts = [placement.start, *(at for at in starts if at != placement.start)]
    for at in starts[:MAX_CANDIDATES]:
        yield at, *marked(then, passage(now.letters, at, at + len(quote.text)))
    if not starts:
        yield None, *marked(then, nearest_sentence(quote.text, now.letters))


def passage(text, start, end):
    """Return text[start:end] with what surrounds it."""
    around = surroundings(text, start, end)
    words = (around.previous, around.before + text[start:end] + around.after, around.following)
    return " ".join(filter(None, words))


class Placements:
    """Mixin for the ModelAdmin of articles: placing its quotes in its newest text."""

    def get_urls(self):
        place = self.admin_site.admin_view(self.place)
        return [path("<int:pk>/place/", place, name="sources_article_place"), *super().get_urls()]

    def page_context(self, request, article):
        context = super().page_context(request, article)
        if snapshot := context["snapshot"]:
            context["placements"] = placements_to_show(snapshot)
            context["unplaced"] = Quote.objects.unplaced(snapshot).count()
        return context

    @pressed
    def place(self, request, pk):
        """Place the quotes that are not looked for in the newest text, or decide where one is."""
        if not request.user.has_perm("sources.change_quote"):
            raise PermissionDenied
        article = get_object_or_404(Article, pk=pk)
        page = reverse("admin:sources_article_change", args=[pk])
        if "placement" not in request.POST:
            said = placed(article.snapshot)
            self.message_user(request, said, messages.SUCCESS)
            return redirect(page)
        form = PlacementForm(request.POST)
        if not form.is_valid():
            self.message_user(request, "Choose a place in the text first.", messages.ERROR)
            return redirect(page)
        rows = Placement.objects.select_related("quote", "snapshot")
        placement = get_object_or_404(
            rows, pk=form.cleaned_data["placement"], snapshot__article=article
        )
        said, level = decided(placement, request.user, form.cleaned_data)
        if level == messages.SUCCESS:
            self.log_change(request, article, said)
        self.message_user(request, said, level)
        return redirect(f"{page}#placement-{placement.pk}")


def placed(snapshot):
    """Place what nobody has looked for in a Snapshot (or None); return a sentence about it."""
    many = len(place_quotes(snapshot)) if snapshot else 0
    return f"{COUNT.get(many, f'{many} quotes are')} placed in this text."


def decided(placement, user, decision):
    """Take a user's decision (what PlacementForm has read); return (a sentence, its level)."""
    words = f"“{placement.quote}”"
    if decision["seen"] != placement.version:
        said = f"{words}: {placement.decided_by} has decided on it meanwhile. Look again."
        return said, messages.WARNING
    try:
        with transaction.atomic():
            if decision["at"] is None:
                placement.is_gone(user)
                return f"{words}: no longer there.", messages.SUCCESS
            placement.stands(decision["at"], user)
            return f"{words}: stands here.", messages.SUCCESS
    except IntegrityError as error:
        return violation_message(error), messages.ERROR
