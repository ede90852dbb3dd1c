"""The desk's pages for verifications, and the steps two people take: submit, publish, return."""

from itertools import chain

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html

from claims.models import (
    TAKEN_BY_PEOPLE,
    TRANSITIONS,
    Evidence,
    Verification,
    open_transitions,
)
from sources.admin import VersionedModelAdmin, hooks
from sources.admin.base import DeskInline
from sources.admin.kept import pressed, saved, words_kept
from sources.admin.widgets import LinesField
from sources.fields import row_number
from sources.language import in_language

from .queue import following, with_filters
from .steps import Refused, StepForm, StepsOfMany, reviews, take

CARRIED = ("stance", "title", "url", "publisher", "excerpt", "archived_url", "snapshot")
GONE = "This verification was deleted since you opened it: there is nothing left to {}."


def words_of(verification):
    """Return the initial values of the form of a verification's correction."""
    fields = ("claim_id", "verdict_id", "summary", "rationale")
    return {field.removesuffix("_id"): getattr(verification, field) for field in fields}


def corrected(request):
    """Return the published Verification that a new one is to correct, or None."""
    pk = row_number(request.GET.get("corrects", ""))
    return Verification.objects.published().filter(pk=pk).first()


def evidence_corrected(request):
    """Return the initial values of the rows of evidence that a correction begins with."""
    found = corrected(request)
    return list(found.evidence.values(*CARRIED)) if found else []


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
            ("vanished", "its article no longer contains a quote"),
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
            case "vanished":
                return queryset.vanished()


class EvidenceInline(DeskInline, admin.StackedInline):
    model = Evidence
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    autocomplete_fields = ["snapshot"]
    fields = ["title", "url", "stance", "publisher", "snapshot", "excerpt", "archived_url"]

    def get_extra(self, request, obj=None, **kwargs):
        own = 0 if obj else max(2, len(evidence_corrected(request)))
        return max(own, super().get_extra(request, obj, **kwargs))

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("snapshot__article")
        return rows.defer("snapshot__text", "snapshot__raw")


@admin.register(Verification)
class VerificationAdmin(StepsOfMany, VersionedModelAdmin):
    list_display = ["claim_in_language", "verdict", "stage", "author", "age", "public_page"]
    list_filter = [TurnFilter, "stage", "verdict"]
    search_fields = ["claim__statement__folded", "summary__folded", "author__username"]
    date_hierarchy = "created_at"
    autocomplete_fields = ["claim"]
    fields = ["claim", "verdict", "summary", "rationale", "correction"]
    inlines = [EvidenceInline]
    history_tables = ["claims_evidence"]
    change_form_template = "claims/verification.html"
    boxes = {"summary": LinesField, "correction": LinesField}

    @admin.display(description="claim", ordering="claim")
    def claim_in_language(self, verification):
        return in_language(verification.claim, verification.claim.language)

    def has_change_permission(self, request, obj=None):
        """Leave a draft to its author alone; what was submitted stands still for everybody."""
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
                f"<int:pk>/{step.name}/",
                self.admin_site.admin_view(self.step_view),
                {"step": step.name},
                name=f"claims_verification_{step.name}",
            )
            for step in TAKEN_BY_PEOPLE
        ] + super().get_urls()

    def get_fields(self, request, obj=None):
        """Return the fields: a first verification corrects nothing; with no claim known, it may."""
        claim = obj.claim_id if obj else row_number(request.GET.get("claim", ""))
        if claim is None or (obj and (obj.correction or obj.stage != obj.Stage.DRAFT)):
            return self.fields
        published = Verification.objects.published().filter(claim=claim).exists()
        return self.fields if published else self.fields[:-1]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if "verdict" in form.base_fields and request.GET.get("claim"):
            form.base_fields["verdict"].widget.attrs["data-first"] = True
        return form

    def get_changeform_initial_data(self, request):
        """Begin a correction with the words of the verification that it corrects."""
        initial = super().get_changeform_initial_data(request)
        initial.pop("corrects", "")
        found = corrected(request)
        return {**initial, **(words_of(found) if found else {})}

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """Begin a correction with the evidence, too; what is sent stands for itself."""
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        begins = request.method == "GET" and not obj.pk and isinstance(inline, EvidenceInline)
        return {**given, "initial": evidence_corrected(request)} if begins else given

    def change_view(self, request, object_id, form_url="", extra_context=None):
        verification = self.get_object(request, object_id)
        steps = open_transitions(request.user, verification) if verification else []
        names = {step.name for step in steps}
        # one click publishes: its button stands before those of steps that want a reason
        buttons = sorted(steps, key=lambda step: step.needs_reason)
        context = {**(extra_context or {}), "steps": buttons, "may_submit": "submit" in names}
        context["not_taken"] = context.get("typed_for") not in names  # the words typed for a step
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
            _, then = self.take_step(request, obj, "submit")
            return redirect(then)

    @pressed
    def step_view(self, request, pk, step):
        """Take a step; where it cannot be taken, the page is shown again with what was typed."""
        verification = self.get_queryset(request).filter(pk=pk).first()
        if verification is None:
            return words_kept(request, GONE.format(TRANSITIONS[step]), self.list_page(request))
        if not TRANSITIONS[step].open_to(request.user, verification):
            raise PermissionDenied
        form = StepForm(request.POST)
        if form.is_valid():
            words = {name: form.cleaned_data[name] for name in ("reason", "seen", "publish_at")}
            taken, then = self.take_step(request, verification, step, **words)
            if taken:
                return saved(request, redirect(then))
        for errors in form.errors.values():
            self.message_user(request, errors[0], messages.ERROR)
        typed = {name: request.POST.get(name, "") for name in ("read", "reason")}
        return self.shown_again(request, pk, typed_for=step, **typed)

    def take_step(self, request, verification, step, **words):
        """
        Take the step, or say in a message what stood against it.

        Return whether it is taken, and where the desk goes on: with the next of the list that was
        come from, or else on the verification's own page.
        """
        page, then = self.page(verification.pk), following(self, request, verification.pk)
        try:
            said = take(request, verification, step, **words)
        except Refused as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return False, with_filters(self, request, page)
        self.log_change(request, verification, said)
        if then is not None:
            said = format_html('<a href="{}">{}</a>: {}', page, verification.claim, said)
        self.message_user(request, said, messages.SUCCESS)
        return True, with_filters(self, request, self.page(then or verification.pk))

    def shown_again(self, request, pk, **typed):
        """Show the verification's page with what was typed, and what differs from what was read."""
        request.method = "GET"  # the page's own form was not sent
        return self.change_view(request, str(pk), extra_context=typed)

    def list_page(self, request):
        """Return the address of the list that was come from."""
        changelist = reverse("admin:claims_verification_changelist")
        filters = QueryDict(request.GET.get("_changelist_filters")).urlencode()
        return f"{changelist}?{filters}" if filters else changelist

    def page(self, pk):
        return reverse("admin:claims_verification_change", args=[pk])
