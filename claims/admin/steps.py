"""The steps people take with a verification: one on its page, or many from the list."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import IntegrityError, OperationalError, transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.html import format_html
from psycopg.errors import LockNotAvailable

from claims.models import TAKEN_BY_PEOPLE, TRANSITIONS, Verification
from claims.models.verification import ChangedMeanwhile
from sources.admin import hooks
from sources.admin.kept import saved, words_kept
from sources.models.change import given_reason
from sources.rules import violation_message

MAX_AT_ONCE = 100
TOO_MANY = (
    f"Nothing is done: you chose {{}}, and at most {MAX_AT_ONCE} can be read on one page. "
    "Choose fewer to {}."
)

GONE = "Nothing is done: all that you chose to {} was deleted since you opened the page."


class StepForm(forms.Form):
    """
    What goes with a step: why, and when to publish, if not now.

    `seen` are the digests of what was read, `read` is its text: what changed since can be shown.
    """

    reason = forms.CharField(required=False, max_length=1000)
    seen = forms.CharField(required=False, max_length=5000)
    read = forms.CharField(required=False, strip=False)
    publish_at = forms.DateTimeField(required=False)

    def clean_publish_at(self):
        at = self.cleaned_data["publish_at"]
        if at and at <= timezone.now():
            raise forms.ValidationError("The time to publish has passed: leave it empty, or later.")
        return at


class Refused(Exception):
    """A step that was not taken; the message says why, in a sentence."""


def take(request, verification, step, reason="", seen="", publish_at=None):
    """
    Take a step (a name in TRANSITIONS) as the one who asks, and return what was done, in words.

    Raises Refused. Whoever publishes names the version they have read.
    """
    transition = TRANSITIONS[step]
    if refused := transition.why_not(request.user, verification):
        raise Refused(refused)
    try:
        with transaction.atomic():
            verification.take(step, request.user, reason, seen or "", publish_at)
    except IntegrityError as error:
        raise Refused(violation_message(error)) from None
    except ChangedMeanwhile as error:
        raise Refused(str(error)) from None
    except OperationalError as error:
        if not isinstance(error.__cause__, LockNotAvailable):
            raise
        raise Refused(error.__cause__.diag.message_primary) from None
    if publish_at and step == "publish":
        return f"Approved: it is published at {date_format(publish_at, 'j F Y, H:i')}."
    return transition.done


def reviews(verification):
    """Return what other apps show of it to a reviewer: what becomes public, and its digests."""
    given = (review(verification.pk) for review in hooks.registered("review", Verification))
    return [review for review in given if review]


def hold(verifications):
    """
    Lock all that is to be published in one transaction, before the first of it is.

    Where others do not let go of it, each one is tried by itself, and says so.
    """
    try:
        with transaction.atomic():
            Verification.objects.filter(pk__in=[one.pk for one in verifications]).hold()
    except OperationalError as error:
        if not isinstance(error.__cause__, LockNotAvailable):
            raise


def action_of(step):
    """Return the list's action that takes a Transition with each chosen row."""

    def action(model_admin, request, chosen):
        return model_admin.step_of_many(request, chosen, step.name)

    action.__name__ = f"{step.name}_chosen"
    needed = step.permission.removeprefix("claims.").removesuffix("_verification")
    return admin.action(action, description=f"{str(step).capitalize()} …", permissions=[needed])


def chosen_by(request):
    """Return the numbers of the rows that a list sent; what is none is left out before."""
    return request.POST.getlist(ACTION_CHECKBOX_NAME)[: MAX_AT_ONCE + 1]


class StepsOfMany:
    """Actions of the list: a page shows the chosen verifications, then each takes the step."""

    actions = [action_of(step) for step in TAKEN_BY_PEOPLE]

    def has_publish_permission(self, request):
        return request.user.has_perm("claims.publish_verification")

    def step_of_many(self, request, chosen, step):
        if "_confirmed" in request.POST:  # what was read, though it may be in this list no more
            chosen = self.get_queryset(request).filter(pk__in=chosen_by(request))
        verifications = list(chosen.prefetch_related("evidence")[: MAX_AT_ONCE + 1])
        if len(verifications) > MAX_AT_ONCE:
            self.message_user(request, TOO_MANY.format(chosen.count(), step), messages.ERROR)
            return None
        if "_confirmed" not in request.POST:
            return self._ask(request, verifications, step)
        reason = given_reason(request)
        if step == "publish":
            hold(verifications)
        done = [self._one_of_many(request, one, step, reason) for one in verifications]
        left = [one for one, is_done in zip(verifications, done, strict=True) if not is_done]
        if not verifications:
            return words_kept(request, GONE.format(step), request.get_full_path())
        if left and reason:
            return self._ask(request, left, step, reason)
        return saved(request, redirect(request.get_full_path()))

    def _one_of_many(self, request, verification, step, reason):
        seen = request.POST.get(f"seen-{verification.pk}", "").replace("\0", "")
        label = format_html("“{}”: ", verification.claim)
        try:
            said = take(request, verification, step, reason=reason, seen=seen)
        except Refused as refused:
            self.message_user(
                request, format_html("{}not done. {}", label, refused), messages.ERROR
            )
            return False
        self.log_change(request, verification, said)
        self.message_user(request, format_html("{}{}", label, said), messages.SUCCESS)
        return True

    def _ask(self, request, verifications, step, reason=""):
        if step == "publish":
            for verification in verifications:
                verification.reviews = reviews(verification)
        context = {
            **self.admin_site.each_context(request),
            "title": f"{str(TRANSITIONS[step]).capitalize()} these verifications?",
            "opts": self.opts,
            "step": TRANSITIONS[step],
            "verifications": verifications,
            "action": request.POST["action"],
            "reason": reason,
        }
        return TemplateResponse(request, "claims/steps.html", context)
