"""The desk's pages for claims: what was asserted, in which quotes, and how it was verified."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten, unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from claims.models import Appearance, Claim, Match, Topic, Verdict, Verification
from sources.admin import VersionedModelAdmin
from sources.admin.base import DeskForm, DeskInline
from sources.admin.cells import in_article
from sources.admin.filters import MostFrequentFilter
from sources.admin.kept import pressed
from sources.admin.quote_search import QuoteSelect
from sources.admin.widgets import LinesField, SentenceField
from sources.fields import row_number
from sources.language import in_language
from sources.models import Quote
from sources.rules import violation_message

from .alike import alike, name_of, reviews_like, show_alike
from .seen import hold, version_of

LOOK_FIRST = (
    "Nothing is saved yet: look at the claims that look like yours. If one of them is it, record "
    "the appearance there; if none is, save again."
)

WAITS = " It is public once a reviewer who is another person confirms it."
WAITS_NO_LONGER = "Nothing is done: somebody else has confirmed it, or has taken it away."
QUOTE_CHANGED = (
    "Nothing is done: the quote, its speaker or its article has changed since you opened the page. "
    "Read it again."
)


def claims_in_words(count):
    return f"{count} claim is" if count == 1 else f"{count} claims are"


def skipped(usernames):
    """Return a sentence about claims left as they are; `usernames` has each one's assignee."""
    owners = " or ".join(sorted(set(usernames)))
    count = claims_in_words(len(usernames))
    return f"{count} assigned to {owners} and skipped. Reassign on the claim's own page."


class AssignedFilter(admin.SimpleListFilter):
    title = "who verifies"
    parameter_name = "assigned"

    def lookups(self, request, model_admin):
        return [("me", "me, not begun yet"), ("nobody", "nobody yet")]

    def queryset(self, request, queryset):
        match self.value():
            case "me":
                return queryset.assigned_to(request.user)
            case "nobody":
                return queryset.unexamined().filter(assigned_to=None)


class VerificationFilter(admin.SimpleListFilter):
    title = "verification"
    parameter_name = "verification"

    def lookups(self, request, model_admin):
        return [
            ("none", "none yet"),
            ("begun", "under way"),
            ("published", "published"),
            ("unconfirmed", "published, with appearances to confirm"),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "none":
                return queryset.unexamined()
            case "begun":
                return queryset.unverified().examined()
            case "published":
                return queryset.verified()
            case "unconfirmed":
                return queryset.filter(pk__in=Appearance.objects.unconfirmed().values("claim"))


class AppearanceInline(DeskInline, admin.StackedInline):
    """Read-only rows: one is added, or one deleted."""

    model = Appearance
    fields = ["quote", ("speaker", "article", "created_by")]
    readonly_fields = ["speaker", "article", "created_by"]
    autocomplete_fields = ["quote"]

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("claim", "created_by")
        return rows.select_related("quote__speaker", "quote__snapshot__article").defer(
            "quote__snapshot__text", "quote__snapshot__raw"
        )

    def has_change_permission(self, request, obj=None):
        return False

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "quote":
            kwargs["widget"] = QuoteSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display
    def speaker(self, appearance):
        return appearance.quote.speaker

    @admin.display
    def article(self, appearance):
        article = appearance.quote.snapshot.article
        return in_article(appearance.quote, in_language(article, article.language))


class VerificationInline(DeskInline, admin.StackedInline):
    """The verifications, each with a link to its own page."""

    model = Verification
    fields = [("verdict", "stage", "author", "approver"), ("submitted_at", "published_at")]
    readonly_fields = flatten(fields)
    can_delete = False
    show_change_link = True

    def get_queryset(self, request):
        return (
            super().get_queryset(request).select_related("verdict", "author", "approver", "claim")
        )

    def has_add_permission(self, request, obj):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class NewClaimForm(DeskForm):
    """
    A claim and, at once, the quote that makes it.

    It is saved once its editor has been shown the claims that look like it.
    """

    quote = forms.ModelChoiceField(
        Quote.objects.accepted(),
        required=False,
        widget=forms.HiddenInput,
    )

    class Meta:
        model = Claim
        fields = "__all__"

    def clean(self):
        shown = self.data.get("_alike", "").split()
        found = alike(self.cleaned_data.get("statement"))
        if any(str(claim.pk) not in shown for claim in found):
            self.add_error(None, LOOK_FIRST)


@admin.register(Claim)
class ClaimAdmin(VersionedModelAdmin):
    list_display = ["statement_in_language", "claimant", "verdict", "assigned_to", "age"]
    list_display += ["public_page"]
    list_filter = [VerificationFilter, AssignedFilter, "verdict"]
    list_filter += [(name, MostFrequentFilter) for name in ("topics", "claimant", "assigned_to")]
    list_filter += ["language"]
    list_select_related = ["claimant", "verdict", "assigned_to"]
    search_fields = ["statement__folded", "claimant__name__folded"]
    date_hierarchy = "created_at"
    autocomplete_fields = ["claimant", "topics"]
    fields = ["statement", "claimant", "claimed_on", "language", "topics", "assigned_to", "note"]
    actions = ["assign_to_me", "assign_to_nobody"]
    inlines = [AppearanceInline, VerificationInline]
    change_form_template = "claims/claim.html"
    boxes = {"statement": SentenceField, "note": LinesField}
    history_tables = ["claims_appearance", "claims_claim_topics"]
    words = ["statement"]

    @admin.display(description="statement", ordering="statement")
    def statement_in_language(self, claim):
        return in_language(claim, claim.language)

    @admin.action(description="Assign to me", permissions=["change"])
    def assign_to_me(self, request, claims):
        self._assign(request, claims, request.user, "you")

    @admin.action(description="Assign to nobody", permissions=["change"])
    def assign_to_nobody(self, request, claims):
        self._assign(request, claims, None, "nobody")

    def _assign(self, request, claims, person, called):
        """Assign the claims but for those of another person: these are taken over singly."""
        chosen = Claim.objects.filter(pk__in=list(claims.values_list("pk", flat=True)))
        free = chosen.filter(Q(assigned_to=None) | Q(assigned_to=request.user))
        many = free.update(assigned_to=person)
        self.message_user(
            request, f"{claims_in_words(many)} assigned to {called}.", messages.SUCCESS
        )
        others = chosen.exclude(assigned_to=None).exclude(assigned_to=person)
        if left := others.values_list("assigned_to__username", flat=True).order_by():
            self.message_user(request, skipped(left), messages.ERROR)

    def get_fields(self, request, obj=None):
        return self.fields if obj else [*self.fields, "quote"]

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = self.form if change else NewClaimForm
        return super().get_form(request, obj, change=change, **{"form": form, **kwargs})

    def get_changeform_initial_data(self, request):
        """Begin a claim made of a quote with the quote's words, for the editor to reword."""
        initial = super().get_changeform_initial_data(request)
        quote = self._begun_from(initial.get("quote"))
        return {**initial, **(initial_of(quote) if quote else {})}

    def render_change_form(self, request, context, add=False, **kwargs):
        if add:
            form = context["adminform"].form
            known = form.cleaned_data if form.is_bound else form.initial
            context["alike"] = alike(known.get("statement"), name_of(known.get("claimant")))
            context["reviews"] = reviews_like(known.get("statement"))
            context["quote"] = form["quote"].value()
        return super().render_change_form(request, context, add=add, **kwargs)

    def get_urls(self):
        appear = self.admin_site.admin_view(self.appear)
        confirm = self.admin_site.admin_view(self.confirm)
        look = self.admin_site.admin_view(partial(show_alike, self))
        return [
            path("<int:pk>/appear/", appear, name="claims_claim_appear"),
            path("<int:pk>/confirm/", confirm, name="claims_claim_confirm"),
            path("alike/", look, name="claims_claim_alike"),
            *super().get_urls(),
        ]

    def appear(self, request, pk):
        """Ask whether a quote makes this claim, which was here already, and record that it does."""
        if not request.user.has_perm("claims.add_appearance"):
            raise PermissionDenied
        claim = get_object_or_404(Claim, pk=pk)
        asked = request.GET if request.method == "GET" else request.POST
        quote = self._begun_from(asked.get("quote"))
        if quote and request.method == "GET":
            return self._ask_whether(request, claim, quote)
        if quote and request.method == "POST":
            try:
                with transaction.atomic():
                    claim.appearances.create(quote=quote, created_by=request.user)
                    said = "The quote is recorded as making this claim."
                    self.message_user(request, said + (WAITS if claim.verdict_id else ""))
            except IntegrityError as error:
                self.message_user(request, violation_message(error), messages.ERROR)
        return redirect(reverse("admin:claims_claim_change", args=[pk]))

    def _ask_whether(self, request, claim, quote):
        context = {
            **self.admin_site.each_context(request),
            "title": "Is it this claim?",
            "opts": self.opts,
            "claim": claim,
            "quote": quote,
        }
        return TemplateResponse(request, "claims/appear.html", context)

    @pressed
    def confirm(self, request, pk):
        """Make an appearance public that was added to this published claim by somebody else."""
        if not request.user.has_perm("claims.publish_verification"):
            raise PermissionDenied
        chosen = request.POST.get("appearance", "")
        waiting = Appearance.objects.unconfirmed().filter(claim=pk).select_related("quote")
        appearance = waiting.filter(pk=row_number(chosen)).first()
        if appearance is None:
            self.message_user(request, WAITS_NO_LONGER, messages.WARNING)
            return redirect("admin:claims_claim_change", pk)
        try:
            with transaction.atomic():
                hold([appearance.quote])
                if request.POST.get("seen") != version_of([appearance.quote]):
                    self.message_user(request, QUOTE_CHANGED, messages.ERROR)
                else:
                    appearance.confirm(request.user)
                    self.log_change(request, appearance.claim, "Confirmed an appearance.")
                    self.message_user(request, "Confirmed: it is public now.", messages.SUCCESS)
        except IntegrityError as error:
            self.message_user(request, violation_message(error), messages.ERROR)
        return redirect("admin:claims_claim_change", pk)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        waiting = Appearance.objects.unconfirmed().filter(claim=row_number(unquote(object_id)))
        rows = waiting.select_related("created_by", "quote__speaker", "quote__snapshot__article")
        rows = list(rows.defer("quote__snapshot__text", "quote__snapshot__raw"))
        for row in rows:
            row.seen = version_of([row.quote])
        may = request.user.has_perm("claims.publish_verification")
        context = {**(extra_context or {}), "unconfirmed": rows, "may_confirm": may}
        return super().change_view(request, object_id, form_url, context)

    def response_add(self, request, obj, post_url_continue=None):
        """Go on with the claim's verification where that is what was asked for."""
        answer = super().response_add(request, obj, post_url_continue)
        add = reverse("admin:claims_verification_add")
        return redirect(f"{add}?claim={obj.pk}") if "_verify" in request.POST else answer

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if quote := form.cleaned_data.get("quote"):
            obj.appearances.create(quote=quote, created_by=request.user)
        if not change:
            Match.objects.suggest(obj)

    def _begun_from(self, pk):
        quotes = Quote.objects.accepted().select_related("snapshot__article")
        return quotes.defer("snapshot__text", "snapshot__raw").filter(pk=row_number(pk)).first()


def initial_of(quote):
    """Return the form's initial values of a claim that is made of a Quote."""
    article = quote.snapshot.article
    published_on = article.published_at and article.published_at.date()
    return {
        "quote": quote.pk,
        "statement": " ".join(quote.text.split()).rstrip(","),
        "claimant": quote.speaker_id,
        "claimed_on": quote.said_on or published_on,
        "language": article.language,
    }


@admin.register(Topic)
class TopicAdmin(VersionedModelAdmin):
    list_display = ["name", "created_at"]
    list_filter = [("claims", admin.EmptyFieldListFilter)]
    search_fields = ["name__folded"]
    date_hierarchy = "created_at"


@admin.register(Verdict)
class VerdictAdmin(VersionedModelAdmin):
    list_display = ["label", "value", "meaning"]
    list_filter = ["value"]
    search_fields = ["label", "meaning"]
    date_hierarchy = "created_at"
    prepopulated_fields = {"slug": ["label"]}
