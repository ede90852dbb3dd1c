"""Carry quotes that were accepted in an earlier text of an article over to the newest."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from sources.anchoring import CONTEXT_CHARACTERS, find_anchor, surroundings
from sources.models import Article, Quote

MAX_QUOTES = 200  # shown, and carried over, at a time
CARRIED_FIELDS = ("text", "kind", "speaker", "said_on", "occasion")
PERMISSIONS = ("sources.add_quote", "sources.change_quote")


def earlier_quotes(snapshot):
    """
    Return the first MAX_QUOTES accepted in other texts of a Snapshot's article and not since.

    `at` is where each stands in this text, or None; `orphaned`, that its words are not there;
    `was` and `now`, what surrounded it and what does; `is_same`, that this is the same and the text
    gives the words to nobody else: only then is it carried over.
    """
    accepted = Quote.objects.accepted().filter(snapshot__article=snapshot.article_id)
    since = accepted.filter(
        Q(snapshot=snapshot) | Q(snapshot__number__gt=OuterRef("snapshot__number")),
        text=OuterRef("text"),
        speaker=OuterRef("speaker"),
    )
    before = accepted.exclude(snapshot=snapshot).filter(~Exists(since))
    quotes = before.select_related("speaker", "snapshot").defer("snapshot__text", "snapshot__raw")
    quotes = list(quotes.order_by("-snapshot__number", "start")[:MAX_QUOTES])
    texts = dict(snapshot.article.snapshots.filter(quotes__in=quotes).values_list("pk", "text"))
    for quote in quotes:
        text = texts[quote.snapshot_id]
        around = (
            text[max(0, quote.start - CONTEXT_CHARACTERS) : quote.start],
            text[quote.end : quote.end + CONTEXT_CHARACTERS],
        )
        quote.at = find_anchor(snapshot.text, quote.text, *around)
        quote.orphaned = quote.text not in snapshot.text
        compare(quote, text, snapshot.text)
    name_others(quotes, snapshot)
    return quotes


def compare(quote, earlier, newest):
    """Note on a quote what surrounds its words in both texts, and whether that is the same."""
    quote.was = surroundings(earlier, quote.start, quote.end)
    quote.now, quote.is_same = None, False
    if quote.at is not None:
        quote.now = surroundings(newest, quote.at, quote.at + len(quote.text))
        quote.is_same = quote.was == quote.now


def name_others(quotes, snapshot):
    """Note on each quote whom else the extractor reads as the speaker where it stands now."""
    read = snapshot.quotes.filter(suggestion__isnull=False).values_list(
        "start", "end", "suggestion__speaker"
    )
    read = [row for row in read if row[2]]
    for quote in quotes:
        quote.other = None
        if quote.at is None:
            continue
        names = {quote.speaker.name, *quote.speaker.aliases, quote.read.get("speaker")}
        until = quote.at + len(quote.text)
        others = [who for start, end, who in read if start < until and quote.at < end]
        quote.other = next((who for who in others if who not in names), None)
        quote.is_same = quote.is_same and quote.other is None


@transaction.atomic
def carry_over(quotes, snapshot):
    """
    Accept some `earlier_quotes` in the Snapshot where they are `at`; return how many were.

    What was accepted or rejected there already stays as it is.
    """
    there = {(quote.start, quote.end): quote for quote in snapshot.quotes.select_for_update()}
    new, suggested = {}, {}
    for quote in quotes:
        span = quote.at, quote.at + len(quote.text)
        known = there.get(span)
        fields = {name: getattr(quote, name) for name in CARRIED_FIELDS}
        if known is None:
            new.setdefault(span, Quote(snapshot=snapshot, start=span[0], end=span[1], **fields))
        elif known.status == Quote.Status.SUGGESTED:
            suggested.setdefault(span, known)
            for name, value in fields.items():
                setattr(known, name, value)
    for quote in (*new.values(), *suggested.values()):
        quote.status, quote.reason = Quote.Status.ACCEPTED, ""
    Quote.objects.bulk_create(new.values())
    Quote.objects.bulk_update(suggested.values(), [*CARRIED_FIELDS, "status", "reason"])
    return len(new) + len(suggested)


class CarryOver:
    """Mixin for the ModelAdmin of articles: the accepted quotes of its earlier texts."""

    def get_urls(self):
        carry = self.admin_site.admin_view(self.carry)
        return [
            path("<int:pk>/carry/", carry, name="sources_article_carry"),
            *super().get_urls(),
        ]

    def page_context(self, request, article):
        snapshot = article.snapshot
        quotes = earlier_quotes(snapshot) if snapshot else []
        found = sum(quote.is_same for quote in quotes)
        may_carry = request.user.has_perms(PERMISSIONS)
        shown = {"earlier": quotes, "found": found, "may_carry": may_carry, "at_most": MAX_QUOTES}
        return {**super().page_context(request, article), **shown}

    @method_decorator(require_POST)
    def carry(self, request, pk):
        """Accept, in the newest text, one earlier quote, or all that stand as they did."""
        if not request.user.has_perms(PERMISSIONS):
            raise PermissionDenied
        article = get_object_or_404(Article, pk=pk)
        asked, snapshot = request.POST.get("quote", ""), article.snapshot
        quotes = [
            quote
            for quote in (earlier_quotes(snapshot) if snapshot else [])
            if quote.is_same and asked in ("", str(quote.pk))
        ]
        done = carry_over(quotes, snapshot)
        left = len(quotes) - done
        said = f"{done} {'quote is' if done == 1 else 'quotes are'} carried over."
        said += f" {left} had been decided otherwise in this text." if left else ""
        self.message_user(request, said, messages.SUCCESS if done else messages.WARNING)
        return redirect(reverse("admin:sources_article_change", args=[pk]))
