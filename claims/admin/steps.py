"""The steps that people take with a finding: one at a time on its page, or many from the list."""

from django import forms
from django.contrib import admin, messages
from django.db import IntegrityError, transaction
from django.template.response import TemplateResponse
from django.utils import timezone

from claims.models import Step
from claims.models.verification import ChangedMeanwhile
from sources.rules import sentence

SAID = {
    "submit": "Submitted: somebody else now reads it and publishes or returns it.",
    "publish": "Published.",
    "return": "Returned to its author.",
    "withdraw": "Withdrawn.",
}


class StepForm(forms.Form):
    """What goes with a step: why, which version was read, and when to publish, if not now."""

    reason = forms.CharField(required=False, max_length=1000)
    seen = forms.IntegerField(required=False, min_value=0, max_value=2**31)
    publish_at = forms.DateTimeField(required=False)

    def clean_publish_at(self):
        at = self.cleaned_data["publish_at"]
        if at and at <= timezone.now():
            raise forms.ValidationError("The time to publish has passed: leave it empty, or later.")
        return at


class Refused(Exception):
    """A step that was not taken; the message says why, in a sentence."""


def take(request, verification, step, reason="", seen=None, publish_at=None):
    """
    Take a step (a key of SAID) as the one who asks, and return what was done, as a sentence.

    Raises Refused. To publish one names the version one has read.
    """
    row = Step.objects.get(name=step)
    if not row.open_to(request.user, verification):
        raise Refused(f"You may {step} {row.get_whose_display()} finding, and this is none.")
    try:
        with transaction.atomic():
            match step:
                case "submit":
                    verification.submit()
                case "publish" if publish_at:
                    verification.approve(request.user, publish_at, seen=seen or 0)
                    return f"Approved: it is published at {publish_at:%d %B %Y, %H:%M}."
                case "publish":
                    verification.publish(by=request.user, seen=seen or 0)
                case "return":
                    verification.send_back(reason)
                case "withdraw":
                    verification.withdraw(reason)
    except IntegrityError as error:
        raise Refused(sentence(error)) from None
    except ChangedMeanwhile as error:
        raise Refused(str(error)) from None
    return SAID[step]


class StepsOfMany:
    """Actions of the list of findings: a page shows the chosen ones, then each takes the step."""

    actions = ["submit_chosen", "publish_chosen", "return_chosen", "withdraw_chosen"]

    @admin.action(description="Submit …", permissions=["change"])
    def submit_chosen(self, request, chosen):
        return self.step_of_many(request, chosen, "submit")

    @admin.action(description="Publish …", permissions=["publish"])
    def publish_chosen(self, request, chosen):
        return self.step_of_many(request, chosen, "publish")

    @admin.action(description="Return …", permissions=["publish"])
    def return_chosen(self, request, chosen):
        return self.step_of_many(request, chosen, "return")

    @admin.action(description="Withdraw …", permissions=["publish"])
    def withdraw_chosen(self, request, chosen):
        return self.step_of_many(request, chosen, "withdraw")

    def has_publish_permission(self, request):
        return request.user.has_perm("claims.publish_verification")

    def step_of_many(self, request, chosen, step):
        findings = list(chosen.prefetch_related("evidence")[:100])
        if "_confirmed" not in request.POST:
            return self._ask(request, findings, step)
        reason = request.POST.get("reason", "")[:1000]
        for finding in findings:
            self._one_of_many(request, finding, step, reason)

    def _one_of_many(self, request, finding, step, reason):
        seen = request.POST.get(f"seen-{finding.pk}", "")
        version = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
        label = f"“{finding.claim}”: "
        try:
            said = take(request, finding, step, reason=reason, seen=version)
        except Refused as refused:
            self.message_user(request, f"{label}not done. {refused}", messages.ERROR)
        else:
            self.log_change(request, finding, said)
            self.message_user(request, label + said, messages.SUCCESS)

    def _ask(self, request, findings, step):
        context = {
            **self.admin_site.each_context(request),
            "title": f"{step.capitalize()} these findings?",
            "opts": self.opts,
            "step": Step.objects.get(name=step),
            "findings": findings,
            "action": request.POST["action"],
        }
        return TemplateResponse(request, "claims/steps.html", context)


def standing(request, verification):
    """The steps that `request.user` may take with a finding now, as a set of words."""
    steps = Step.objects.filter(before=verification.stage)
    return {str(step) for step in steps if step.open_to(request.user, verification)}
