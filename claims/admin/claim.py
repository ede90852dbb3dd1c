"""The desk's pages for claims: what was asserted, in which quotes, and what was found."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from claims.models import Appearance, Claim, Topic, Verdict, Verification
from sources.admin import Desk
from sources.admin.desk import DeskForm, DeskInline
from sources.models import Quote
from sources.rules import sentence

MOST_ALIKE = 5
ALIKE = (
    "Nothing is saved yet: look at the claims that look like yours. If one of them is it, record "
    "the appearance there; if none is, save again."
)


def alike(statement):
    """The few claims that look most like a statement (a str or None), with their verdicts."""
    claims = Claim.objects.like(statement or "").select_related("verdict", "claimant")
    return list(claims[:MOST_ALIKE])


class AssignedFilter(admin.SimpleListFilter):
    title = "who finds out"
    parameter_name = "assigned"

    def lookups(self, request, model_admin):
        return [("me", "I do, and have not begun"), ("nobody", "nobody yet")]

    def queryset(self, request, queryset):
        match self.value():
            case "me":
                return queryset.assigned_to(request.user)
            case "nobody":
                return queryset.unexamined().filter(assigned_to=None)


class FindingFilter(admin.SimpleListFilter):
    title = "finding"
    parameter_name = "finding"

    def lookups(self, request, model_admin):
        return [("none", "without a finding"), ("begun", "under way"), ("published", "published")]

    def queryset(self, request, queryset):
        match self.value():
            case "none":
                return queryset.unexamined()
            case "begun":
                return queryset.unverified().examined()
            case "published":
                return queryset.verified()


class AppearanceInline(DeskInline, admin.StackedInline):
    """Shown as they are; another one is added, or one taken away."""

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

    @admin.display
    def speaker(self, appearance):
        return appearance.quote.speaker

    @admin.display
    def article(self, appearance):
        return appearance.quote.snapshot.article


class VerificationInline(DeskInline, admin.StackedInline):
    """The findings, each with the way to its own page."""

    model = Verification
    fields = [("verdict", "stage", "author", "approver"), ("submitted_at", "published_at")]
    readonly_fields = flatten(fields)
    can_delete = False
    show_change_link = True
    verbose_name_plural = "findings"

    def get_queryset(self, request):
        return (
            super().get_queryset(request).select_related("verdict", "author", "approver", "claim")
        )

    def has_add_permission(self, request, obj):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class NewClaim(DeskForm):
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
        if any(str(claim.pk) not in shown for claim in alike(self.cleaned_data.get("statement"))):
            self.add_error(None, ALIKE)


@admin.register(Claim)
class ClaimAdmin(Desk):
    list_display = ["statement", "claimant", "verdict", "assigned_to", "created_at"]
    list_filter = [FindingFilter, AssignedFilter, "verdict", "language"]
    list_select_related = ["claimant", "verdict", "assigned_to"]
    search_fields = ["statement", "claimant__name"]
    date_hierarchy = "created_at"
    autocomplete_fields = ["claimant", "topics"]
    fields = ["statement", "claimant", "claimed_on", "language", "topics", "assigned_to", "note"]
    actions = ["assign_to_me", "assign_to_nobody"]
    inlines = [AppearanceInline, VerificationInline]
    change_form_template = "claims/claim.html"
    parts = ["claims_appearance", "claims_claim_topics"]

    @admin.action(description="Assign to me", permissions=["change"])
    def assign_to_me(self, request, claims):
        self._assign(request, claims, request.user, "you")

    @admin.action(description="Assign to nobody", permissions=["change"])
    def assign_to_nobody(self, request, claims):
        self._assign(request, claims, None, "nobody")

    def _assign(self, request, claims, person, called):
        """What is another person's stays that person's: it is taken over on the claim's page."""
        chosen = Claim.objects.filter(pk__in=list(claims.values_list("pk", flat=True)))
        free = chosen.filter(Q(assigned_to=None) | Q(assigned_to=request.user))
        many = free.update(assigned_to=person)
        self.message_user(request, f"{many} assigned to {called}.", messages.SUCCESS)
        others = chosen.exclude(assigned_to=None).exclude(assigned_to=person)
        if left := others.values_list("assigned_to__username", flat=True).order_by():
            names = ", ".join(sorted(set(left)))
            told = f"{len(left)} not done: {names} has them. Each one's page takes it over."
            self.message_user(request, told, messages.ERROR)

    def get_fields(self, request, obj=None):
        return self.fields if obj else [*self.fields, "quote"]

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = self.form if change else NewClaim
        return super().get_form(request, obj, change=change, **{"form": form, **kwargs})

    def get_changeform_initial_data(self, request):
        """A claim begun from a quote says what the quote says, until the editor rewords it."""
        initial = super().get_changeform_initial_data(request)
        quote = self._begun_from(initial.get("quote"))
        return {**initial, **(begin(quote) if quote else {})}

    def render_change_form(self, request, context, add=False, **kwargs):
        if add:
            form = context["adminform"].form
            known = form.cleaned_data if form.is_bound else form.initial
            context["alike"] = alike(known.get("statement"))
            context["quote"] = form["quote"].value()
        return super().render_change_form(request, context, add=add, **kwargs)

    def get_urls(self):
        appear = self.admin_site.admin_view(self.appear)
        return [
            path("<int:pk>/appear/", appear, name="claims_claim_appear"),
            *super().get_urls(),
        ]

    @method_decorator(require_POST)
    def appear(self, request, pk):
        """Record that the posted quote makes this claim, which was here already."""
        if not request.user.has_perm("claims.add_appearance"):
            raise PermissionDenied
        claim = get_object_or_404(Claim, pk=pk)
        if quote := self._begun_from(request.POST.get("quote")):
            try:
                with transaction.atomic():
                    claim.appearances.create(quote=quote, created_by=request.user)
                    self.message_user(request, "The quote is recorded as making this claim.")
            except IntegrityError as error:
                self.message_user(request, sentence(error), messages.ERROR)
        return redirect(reverse("admin:claims_claim_change", args=[pk]))

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if quote := form.cleaned_data.get("quote"):
            obj.appearances.create(quote=quote, created_by=request.user)

    def _begun_from(self, pk):
        if not (pk or "").isdecimal():
            return None
        quotes = Quote.objects.accepted().select_related("snapshot__article")
        return quotes.defer("snapshot__text", "snapshot__raw").filter(pk=pk).first()


def begin(quote):
    """What a claim begun from `quote` (a Quote) starts with, as a form's initial values."""
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
class TopicAdmin(Desk):
    list_display = ["name", "created_at"]
    list_filter = [("claims", admin.EmptyFieldListFilter)]
    search_fields = ["name"]
    date_hierarchy = "created_at"


@admin.register(Verdict)
class VerdictAdmin(Desk):
    list_display = ["label", "value", "meaning"]
    list_filter = ["value"]
    search_fields = ["label", "meaning"]
    date_hierarchy = "created_at"
    prepopulated_fields = {"slug": ["label"]}
