"""What was typed outlives what went wrong on the way: pages that keep it, and the end of drafts."""

import re
from functools import wraps

from django.conf import settings
from django.contrib import admin, messages
from django.shortcuts import redirect, resolve_url
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.csrf import csrf_failure as plain_failure

LOGGED_IN_ANEW = (
    "You have logged in again since you opened this page, perhaps in another tab. Nothing is saved "
    "yet, and nothing is lost: send it again."
)
IS_SECRET = re.compile(r"password|^code$")  # the name of a box
TYPE_IT_ANEW = (
    "Nothing is saved: you have logged in again since you opened this page. Type it anew."
)
PRESS_AGAIN = (
    "Nothing is done: you were logged out. Look at it again, and press the button once more."
)
DRAFT = re.compile(r"[a-z0-9]{1,40}")  # as drafts.js names them
MAX_DRAFTS = 20


def saved(request, response):
    """Tell the browser, by a cookie, that it need not keep the draft of what was sent."""
    draft = request.POST.get("_draft", "")
    if DRAFT.fullmatch(draft):
        others = [name for name in request.COOKIES.get("saved", "").split(".") if name]
        response.set_cookie(
            "saved",
            ".".join([*others, draft][-MAX_DRAFTS:]),
            path="/admin/",
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return response


def pressed(view):
    """
    Decorate a view of a ModelAdmin that does what a button says, for the record `pk`.

    A log-in on the way leads here without what was sent: then the record's page says so.
    """

    @wraps(view)
    def wrapper(self, request, pk, *args, **kwargs):
        if request.method == "POST":
            return view(self, request, pk, *args, **kwargs)
        self.message_user(request, PRESS_AGAIN, messages.WARNING)
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", pk)

    return wrapper


def words_kept(request, sentence, onward):
    """Show what was typed for a record that is gone, and the address where the desk goes on."""
    typed = [
        (name, value)
        for name, value in request.POST.items()
        if value and name in ("_why", "reason", "text") or " " in value.strip()
    ]
    context = {"title": "Nothing is lost", "sentence": sentence, "typed": typed, "onward": onward}
    context |= admin.site.each_context(request)
    return TemplateResponse(request, "sources/kept.html", context, status=409)


def csrf_failure(request, reason=""):
    """
    Offer to send it again where a page of the desk was sent with the token of an earlier log-in.

    Only what one of our own pages sent is shown, never what another site makes a browser send; and
    no password, which its page asks for again. The log-in itself goes on where it would have led.
    """
    own = (f"{request.scheme}://{request.get_host()}", settings.PUBLIC_URL)
    is_ours = request.META.get("HTTP_ORIGIN") in own and request.path.startswith("/admin/")
    if not is_ours or not request.user.is_authenticated:
        return plain_failure(request, reason)
    if request.path == resolve_url("admin:login"):
        onward = request.POST.get("next", "")
        is_here = url_has_allowed_host_and_scheme(onward, {request.get_host()})
        return redirect(onward if is_here else "admin:index")
    if any(map(IS_SECRET.search, request.POST)):
        messages.warning(request, TYPE_IT_ANEW)
        return redirect(request.get_full_path())
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    context = {"title": "Send it again", "sentence": LOGGED_IN_ANEW, "sent": sent}
    context |= admin.site.each_context(request)
    response = TemplateResponse(request, "sources/kept.html", context, status=403).render()
    add_never_cache_headers(response)
    return response
