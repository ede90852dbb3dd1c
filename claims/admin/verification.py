"""The desk's pages for verifications, and the steps two people take: submit, publish, return."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from claims.models import Evidence, Verification
from claims.models.verification import ChangedMeanwhile
from sources.admin import Desk
from sources.admin.desk import DeskInline
from sources.rules import sentence


class Step(forms.Form):
    """What goes with a step: why, and which submission was read."""

    reason = forms.CharField(required=False, max_length=1000)
    seen = forms.DateTimeField(required=False)


SAID = {
    "submit": "Submitted: somebody else now reads it and publishes or returns it.",
    "publish": "Published.",
    "return": "Returned to its author.",
    "withdraw": "Withdrawn.",
}


def take(verification, step, by, reason="", seen=None):
    """Take one step (a key of SAID) as the user `by`; raises what the model's methods raise."""
    match step:
        case "submit":
            verification.submit()
        case "publish":
            verification.publish(by=by, seen=seen)
        case "return":
            verification.send_back(reason)
        case "withdraw":
            verification.withdraw(reason)


def words_of(finding):
    """What the form of its correction starts with."""
    fields = ("claim_id", "verdict_id", "summary", "rationale")
    return {field.removesuffix("_id"): getattr(finding, field) for field in fields}


class TurnFilter(admin.SimpleListFilter):
    title = "whose turn"
    parameter_name = "turn"

    def lookups(self, request, model_admin):
        return [
            ("second", "waiting for a second person: me"),
            ("returned", "returned to me"),
            ("drafts", "my drafts"),
            ("mine", "mine, at any stage"),
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


class EvidenceInline(DeskInline, admin.StackedInline):
    model = Evidence
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    autocomplete_fields = ["snapshot"]
    fields = ["title", "stance", "url", "publisher", "snapshot", "excerpt", "archived_url"]

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("snapshot__article")
        return rows.defer("snapshot__text", "snapshot__raw")


@admin.register(Verification)
class VerificationAdmin(Desk):
    list_display = ["claim", "verdict", "stage", "author", "approver", "submitted_at"]
    list_filter = [TurnFilter, "stage", "verdict"]
    search_fields = ["claim__statement", "summary", "author__username"]
    date_hierarchy = "created_at"
    autocomplete_fields = ["claim"]
    fields = ["claim", "verdict", "summary", "rationale", "correction"]
    inlines = [EvidenceInline]
    parts = ["claims_evidence"]
    change_form_template = "claims/verification.html"

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
                {"step": step},
                name=f"claims_verification_{step}",
            )
            for step in SAID
        ] + super().get_urls()

    def get_changeform_initial_data(self, request):
        """A correction begins with the words of the finding that it corrects."""
        initial = super().get_changeform_initial_data(request)
        pk = initial.pop("corrects", "")
        finding = Verification.objects.published().filter(pk=pk).first() if pk.isdecimal() else None
        return {**initial, **(words_of(finding) if finding else {})}

    def steps(self, request, verification):
        """The steps that `request.user` may take now, as a set of words."""
        match verification.stage:
            case "draft" if self.has_change_permission(request, verification):
                return {"submit"}
            case "submitted" if request.user.has_perm("claims.publish_verification"):
                return {"publish", "return"}
            case "published" if request.user.has_perm("claims.publish_verification"):
                return {"withdraw"}
        return set()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        verification = self.get_object(request, object_id)
        steps = self.steps(request, verification) if verification else set()
        context = {**(extra_context or {}), "steps": steps}
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
        if not self.may(request, step, verification):
            raise PermissionDenied
        form = Step(request.POST)
        if form.is_valid():
            self.take_step(request, verification, step, **form.cleaned_data)
        else:
            for errors in form.errors.values():
                self.message_user(request, errors[0], messages.ERROR)
        return redirect(self.page(pk))

    def may(self, request, step, verification):
        """Whether this user may take such a step; whether it may be taken now, the rules say."""
        if step == "submit":
            return verification.author_id == request.user.pk
        return request.user.has_perm("claims.publish_verification")

    def take_step(self, request, verification, step, **words):
        """Take the step, or say in a message which rule, or whose change, stood against it."""
        try:
            with transaction.atomic():
                take(verification, step, request.user, **words)
                self.log_change(request, verification, SAID[step])
        except IntegrityError as error:
            self.message_user(request, sentence(error), messages.ERROR)
        except ChangedMeanwhile as error:
            self.message_user(request, str(error), messages.WARNING)
        else:
            self.message_user(request, SAID[step], messages.SUCCESS)

    def page(self, pk):
        return reverse("admin:claims_verification_change", args=[pk])
