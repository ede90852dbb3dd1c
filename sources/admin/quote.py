"""The desk's pages for quotes, and the one click that accepts or rejects one."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse

from sources.ingest import place_quotes
from sources.language import in_language
from sources.models import Article, Quote, Speaker
from sources.models.quote import CONFIDENCE_ORDER

from . import hooks
from .base import VersionedModelAdmin
from .cells import in_article
from .kept import pressed
from .quote_search import QuoteSearch
from .selection import MAX_OFFSET, refused


class SpeakerField(forms.CharField):
    """A speaker by name, as the list of suggestions writes it; empty means nobody is named."""

    def clean(self, value):
        words = super().clean(value)
        found = Speaker.objects.with_full_name(words)[:2] if words else [None]
        if not found:
            raise ValidationError(f"No speaker is called “{words}” yet: choose what is new.")
        if len(found) > 1:
            raise ValidationError(
                f"Several speakers are called “{words}”. Choose on the quote's own page."
            )
        return found[0]


class DecisionForm(forms.Form):
    """What an editor makes of a quote: accepts or rejects it, moves it, adds its speaker."""

    NUDGES = {
        "start-back": ("start", -1),
        "start-on": ("start", 1),
        "end-back": ("end", -1),
        "end-on": ("end", 1),
    }
    NEW = {f"new-{kind}": kind for kind in Speaker.Kind}
    DECISIONS = ["accept", "reject", "move", *NUDGES, *NEW]
    BOUNDS = ("start", "end")

    decision = forms.ChoiceField(choices=[(name, name) for name in DECISIONS])
    speaker = SpeakerField(required=False, max_length=603)
    reason = forms.CharField(required=False, max_length=500)

    def __init__(self, data):
        super().__init__(data)
        if data.get("decision") in self.NEW:
            self.fields["speaker"] = forms.CharField(max_length=300)
        if data.get("decision") == "move":
            self.fields |= {
                edge: forms.IntegerField(min_value=0, max_value=MAX_OFFSET) for edge in self.BOUNDS
            }

    def take(self, quote):
        speaker = self.cleaned_data["speaker"]
        match self.cleaned_data["decision"]:
            case "accept":
                quote.accept(speaker)
            case "reject":
                quote.reject(self.cleaned_data["reason"])
            case "move":
                quote.move(**{edge: self.cleaned_data[edge] for edge in self.BOUNDS})
            case nudge if nudge in self.NUDGES:
                quote.nudge(*self.NUDGES[nudge])
            case new:
                kind = self.NEW[new]
                quote.accept(Speaker.objects.create(name=speaker, kind=kind))


def came_second(last):
    """Return a sentence for whoever decided second; `last` is the first one's ChangeDescription."""
    rows = ", ".join(f"{field}: {was} → {became}" for field, was, became in last.rows)
    who = last.change.who or "somebody outside the desk"
    return f"Nothing is done: {who} has {last.what} since you opened it ({rows}). Look again."


@admin.register(Quote)
class QuoteAdmin(VersionedModelAdmin):
    list_display = ["text_in_short", "said_by", "status", "confidence", "kind", "article"]
    list_display_links = ["text_in_short"]
    list_filter = ["status", "kind", "snapshot__article__language"]
    search_fields = ["text__folded", "speaker__name__folded", "snapshot__article__headline__folded"]
    date_hierarchy = "created_at"
    autocomplete_fields = ["snapshot", "speaker"]
    span = ["snapshot", "start", "end", "text"]
    words = ["text"]
    fields = [*span, "status", "speaker", "kind", "said_on", "occasion", "reason"]

    def language(self, quote):
        return quote.snapshot.article.language if quote else ""

    @admin.display(description="quote", ordering="text")
    def text_in_short(self, quote):
        return in_language(quote, quote.snapshot.article.language)

    @admin.display(description="speaker", ordering="speaker__name")
    def said_by(self, quote):
        read = quote.read.get("speaker")
        return quote.speaker or (read and f"{read} (suggested)")

    @admin.display(ordering=CONFIDENCE_ORDER, empty_value="")
    def confidence(self, quote):
        return None if quote.confidence is None else f"{quote.confidence:.2f}"

    @admin.display(description="article")
    def article(self, quote):
        article = quote.snapshot.article
        return in_article(quote, in_language(article, article.language))

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("speaker", "snapshot__article")
        return rows.defer("snapshot__text", "snapshot__raw")

    def get_ordering(self, request):
        """Put the surest first where suggestions alone are listed."""
        waiting = request.GET.get("status__exact") == Quote.Status.SUGGESTED
        return [CONFIDENCE_ORDER.desc()] if waiting else super().get_ordering(request)

    def get_readonly_fields(self, request, obj=None):
        """Let a decided span stand still; if published claims rest on it, another is proposed."""
        if hooks.resting(obj).count:
            return ["snapshot", "text"]
        return ["status", *(self.span if obj else [])]

    def get_urls(self):
        decide = self.admin_site.admin_view(self.decide)
        search = self.admin_site.admin_view(QuoteSearch.as_view(admin_site=self.admin_site))
        return [
            path("search/", search, name="sources_quote_search"),
            path("<int:pk>/decide/", decide, name="sources_quote_decide"),
            *super().get_urls(),
        ]

    @pressed
    def decide(self, request, pk):
        """Accept or reject a quote, then go back to it in its article."""
        quote = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, quote):
            raise PermissionDenied
        form = DecisionForm(request.POST)
        makes_speaker = request.POST.get("decision") in DecisionForm.NEW
        if makes_speaker and not request.user.has_perm("sources.add_speaker"):
            raise PermissionDenied
        if form.is_valid():
            self._take(request, form, quote)
        else:
            for errors in form.errors.values():
                self.message_user(request, errors[0], messages.ERROR)
        if request.headers.get("X-Answer") == "card":
            typed = "" if form.is_valid() else request.POST.get("speaker", "")
            return self.admin_site.get_model_admin(Article).card(request, quote, typed)
        page = reverse("admin:sources_article_change", args=[quote.snapshot.article_id])
        return redirect(f"{page}#quote-{pk}")

    def _take(self, request, form, quote):
        try:
            with transaction.atomic():
                if meanwhile := self.check_version(request, str(quote.pk)).get("meanwhile"):
                    return self.message_user(request, came_second(meanwhile[0]), messages.WARNING)
                quote.refresh_from_db()
                form.take(quote)
                self.log_change(request, quote, f"{form.cleaned_data['decision']}.")
                self.place(quote)
                if quote.role_not_recorded:
                    self._propose_role(request, quote.role_not_recorded, quote)
        except IntegrityError as error:
            span = quote.snapshot_id, quote.start, quote.end
            self.message_user(request, refused(error, *span, besides=quote.pk)[0], messages.ERROR)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        self.place(obj)

    def place(self, quote):
        """Look for the words of a quote of an earlier text in the newest one."""
        newest = quote.snapshot.article.snapshot
        if newest != quote.snapshot:
            place_quotes(newest)

    def _propose_role(self, request, role, quote):
        """Propose the role that an article prints, as a published claim shows the speaker."""
        (propose,) = hooks.registered("propose_columns", Speaker)
        columns = {
            "speaker_id": role.speaker_id,
            "title": role.title,
            "organisation": role.organisation,
        }
        reason = f"Printed in “{quote.snapshot.article.headline[:200]}”."
        self.message_user(request, f"{role}: {propose(request.user, role, reason, **columns)}")


hooks.register("record_tools", Quote, "sources/in_article.html")
