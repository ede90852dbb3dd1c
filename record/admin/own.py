"""`Your log-in` at the desk: its second factor, and where one is logged in."""

import django_otp
import segno
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from record.delivery.second_factor import OWN, PUBLISH
from record.models import Session
from sources.admin import hooks

CODES = 10
WRONG = "This is not the code of this moment. Look again, and see that your phone's clock is right."
NEEDED = "Who publishes needs a second factor here."
SET_UP = "From now on you log in with a code, too. Your other log-ins have ended."
WITHOUT = "From now on you log in without a code. Your other log-ins have ended."


@admin.site.admin_view
def own(request):
    """Show one's own log-in; or do what was asked by a button, and then show it."""
    if request.method != "POST":
        return page(request)
    do = DONE.get(request.POST.get("do"))
    return (do and do(request)) or redirect(OWN)


def page(request, codes=()):
    """Return the page; recovery codes are shown once, when they are made."""
    devices = TOTPDevice.objects.filter(user=request.user)
    begun = devices.filter(confirmed=False).first()
    context = {
        **admin.site.each_context(request),
        "title": "Your log-in",
        "device": devices.filter(confirmed=True).first(),
        "begun": begun,
        "picture": begun and picture(begun.config_url),
        "secret": begun and begun.config_url.partition("secret=")[2].partition("&")[0],
        "codes": codes,
        "codes_left": StaticToken.objects.filter(device__user=request.user).count(),
        "required": settings.SECOND_FACTOR_REQUIRED and request.user.has_perm(PUBLISH),
        "sessions": Session.objects.of(request.user),
        "this_one": request.session.session_key,
    }
    return TemplateResponse(request, "record/own.html", context)


def picture(address):
    """Return a QR code as SVG."""
    return segno.make(address, micro=False).svg_inline(scale=4, light="#fff", title="QR code")


def begin(request):
    """Make a new secret, which counts once a code of it was typed; first, one of the old one."""
    if TOTPDevice.objects.filter(user=request.user, confirmed=True) and not is_right(request):
        return
    with transaction.atomic():
        TOTPDevice.objects.filter(user=request.user, confirmed=False).delete()
        TOTPDevice.objects.create(user=request.user, name="app", confirmed=False)


def confirm(request):
    """Let the new secret count if the code is right; show recovery codes, end other log-ins."""
    with transaction.atomic():
        begun = TOTPDevice.objects.select_for_update()
        begun = begun.filter(user=request.user, confirmed=False).first()
        right = begun and begun.verify_token(request.POST.get("code", "").strip())
        if right:
            TOTPDevice.objects.filter(user=request.user, confirmed=True).delete()
            begun.confirmed = True
            begun.save()
    if not right:
        return messages.error(request, WRONG)
    django_otp.login(request, begun)
    end_others(request)
    messages.success(request, SET_UP)
    return page(request, new_codes(request.user))


def new_codes(person):
    """Return recovery codes, which take the place of those that were there."""
    with transaction.atomic():
        StaticDevice.objects.filter(user=person).delete()
        device = StaticDevice.objects.create(user=person, name="recovery")
        codes = [StaticToken.random_token() for _ in range(CODES)]
        device.token_set.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def make_codes(request):
    return page(request, new_codes(request.user)) if is_right(request) else None


def remove(request):
    """Take the second factor away, for whoever has a code of it."""
    if settings.SECOND_FACTOR_REQUIRED and request.user.has_perm(PUBLISH):
        return messages.error(request, NEEDED)
    if is_right(request):
        for kind in (TOTPDevice, StaticDevice):
            kind.objects.filter(user=request.user).delete()
        end_others(request)
        messages.success(request, WITHOUT)


def is_right(request):
    """Return whether a right code was typed; say so where it was not."""
    right = django_otp.match_token(request.user, request.POST.get("code", "").strip())
    if not right:
        messages.error(request, WRONG)
    return bool(right)


def end(request):
    """End one of one's own log-ins."""
    for session in Session.objects.of(request.user):
        if session.name == request.POST.get("session"):
            session.delete()


def end_others(request):
    Session.objects.of(request.user).exclude(pk=request.session.session_key).delete()


def end_all(person):
    Session.objects.of(person).delete()


DONE = {
    "begin": begin,
    "confirm": confirm,
    "codes": make_codes,
    "remove": remove,
    "end": end,
    "end_others": end_others,
}


hooks.register("urls", User, lambda page: [path("own/", own, name="auth_user_own")])
hooks.register("end_log_ins", User, end_all)
