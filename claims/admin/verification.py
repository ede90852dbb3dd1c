"""The desk's pages for verifications, and the steps two people take: submit, publish, return."""

from itertools import chain

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from claims.models import (
    TAKEN_BY_PEOPLE,
    TRANSITIONS,
    Evidence,
    Verification,
    open_transitions,
)
from sources.admin import VersionedModelAdmin, hooks
from sources.admin.base import DeskInline
from sources.admin.cells import in_language

from .steps import Refused, StepForm, StepsOfMany, reviews, take


def words_of(verification):
    """Return the initial values of the form of a verification's correction."""
    fields = ("claim_id", "verdict_id", "summary", "rationale")
    return {field.removesuffix("_id"): getattr(verification, field) for field in fields}


def advice(verification):
    """Return what other apps would mend before it is published: number, grade, sentence."""
    given = [advise(verification) for advise in hooks.registered("advice", Verification)]
    return list(chain.from_iterable(given))


class TurnFilter(admin.SimpleListFilter):
    title = "whose turn"
    parameter_name = "turn"

    def lookups(self, request, model_admin):
        return [
            ("second", "waiting for a second person: me"),
            ("returned", "returned to me"),
            ("drafts", "my drafts"),
            ("mine", "mine, at any stage"),
            ("embargo", "approved, to be published later"),
            ("stale", "the article has changed since"),
        ]

    def queryset(self, request, queryset):
        mine = queryset.filter(author=request.user)
        match self.value():
            case "second":
                return queryset.waiting_for(request.user)
            case "returned":
                return mine.returned()
            case "drafts":
                return mine.drafts()
            case "mine":
                return mine
            case "embargo":
                return queryset.submitted().exclude(publish_at=None)
            case "stale":
                return queryset.stale()


class EvidenceInline(DeskInline, admin.StackedInline):
    model = Evidence
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    autocomplete_fields = ["snapshot"]
    fields = ["title", "stance", "url", "publisher", "snapshot", "excerpt", "archived_url"]

    def get_extra(self, request, obj=None, **kwargs):
        return super().get_extra(request, obj, **kwargs) or (0 if obj else 1)

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("snapshot__article")
        return rows.defer("snapshot__text", "snapshot__raw")


@admin.register(Verification)
class VerificationAdmin(StepsOfMany, VersionedModelAdmin):
    list_display = ["claim_in_language", "verdict", "stage", "author", "age", "public_page"]
    list_filter = [TurnFilter, "stage", "verdict"]
    search_fields = ["claim__statement", "summary", "author__username"]
    date_hierarchy = "created_at"
    autocomplete_fields = ["claim"]
    fields = ["claim", "verdict", "summary", "rationale", "correction"]
    inlines = [EvidenceInline]
    history_tables = ["claims_evidence"]
    change_form_template = "claims/verification.html"

    @admin.display(description="claim", ordering="claim")
    def claim_in_language(self, verification):
        return in_language(verification.claim, verification.claim.language)

    def has_change_permission(self, request, obj=None):
        """A draft is its author's alone; what was submitted stands still for everybody."""
        mine = obj is None or (obj.author_id == request.user.pk and obj.stage == obj.Stage.DRAFT)
        return mine and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        draft = obj is None or obj.stage == obj.Stage.DRAFT
        return draft and super().has_delete_permission(request, obj)

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related("claim", "verdict", "author", "approver")

    def get_urls(self):
        return [
            path(
                f"<int:pk>/{step}/",
                self.admin_site.admin_view(self.step_view),
                {"step": step.name},
                name=f"claims_verification_{step}",
            )
            for step in TAKEN_BY_PEOPLE
        ] + super().get_urls()

    def get_changeform_initial_data(self, request):
        """Begin a correction with the words of the verification that it corrects."""
        initial = super().get_changeform_initial_data(request)
        pk = initial.pop("corrects", "")
        published = Verification.objects.published()
        corrected = published.filter(pk=pk).first() if pk.isdecimal() else None
        return {**initial, **(words_of(corrected) if corrected else {})}

    def change_view(self, request, object_id, form_url="", extra_context=None):
        verification = self.get_object(request, object_id)
        steps = open_transitions(request.user, verification) if verification else []
        names = {step.name for step in steps}
        # one click publishes: its button stands before those of steps that want a reason
        buttons = sorted(steps, key=lambda step: step.needs_reason)
        context = {**(extra_context or {}), "steps": buttons, "may_submit": "submit" in names}
        if verification and verification.stage in ("draft", "submitted"):
            context["advice"] = advice(verification)
        if verification and verification.stage == "submitted":
            context["reviews"] = reviews(verification)
            for review in context["reviews"]:
                context |= {"seen": review.digests, "text": review.text}
                context["unread"] = review.since(context.get("read", ""))
        return super().change_view(request, object_id, form_url, context)

    def response_change(self, request, obj):
        return self._submitted_too(request, obj) or super().response_change(request, obj)

    def response_add(self, request, obj, post_url_continue=None):
        return self._submitted_too(request, obj) or super().response_add(
            request, obj, post_url_continue
        )

    def _submitted_too(self, request, obj):
        if "_submit" in request.POST:
            self.take_step(request, obj, "submit")
            return redirect(self.page(obj.pk))

    @method_decorator(require_POST)
    def step_view(self, request, pk, step):
        verification = get_object_or_404(self.get_queryset(request), pk=pk)
        if not TRANSITIONS[step].open_to(request.user, verification):
            raise PermissionDenied
        form = StepForm(request.POST)
        if form.is_valid():
            read = form.cleaned_data.pop("read")
            taken = self.take_step(request, verification, step, **form.cleaned_data)
            return (
                redirect(self.page(pk)) if taken or not read else self.read_again(request, pk, read)
            )
        for errors in form.errors.values():
            self.message_user(request, errors[0], messages.ERROR)
        return redirect(self.page(pk))

    def take_step(self, request, verification, step, **words):
        """Take the step, or say in a message what stood against it; return whether it is taken."""
        try:
            said = take(request, verification, step, **words)
        except Refused as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return False
        self.log_change(request, verification, said)
        self.message_user(request, said, messages.SUCCESS)
        return True

    def read_again(self, request, pk, read):
        """Show the verification's page with what differs from `read`, a Review's text."""
        request.method = "GET"  # the page's own form was not sent
        return self.change_view(request, str(pk), extra_context={"read": read})

    def page(self, pk):
        return reverse("admin:claims_verification_change", args=[pk])
