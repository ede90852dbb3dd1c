"""Where SECOND_FACTOR_REQUIRED is on, who publishes does nothing at the desk without one."""

from django.conf import settings
from django.shortcuts import redirect
from django_otp import DEVICE_ID_SESSION_KEY

from .addresses import DESK, LOGIN

OWN = f"{DESK}auth/user/own/"
OPEN = (OWN, LOGIN, f"{DESK}logout/", f"{DESK}jsi18n/", f"{DESK}password_change/")
PUBLISH = "claims.publish_verification"  # as reviewers, administrators and superusers may


def second_factor(get_response):
    """Return middleware that sends whoever lacks a second factor to the page where it is set up."""

    def middleware(request):
        if settings.SECOND_FACTOR_REQUIRED and lacks(request):
            return redirect(OWN)
        return get_response(request)

    return middleware


def lacks(request):
    """Return whether this log-in needs a second factor for this address, and has none."""
    if not request.path_info.startswith(DESK) or request.path_info in OPEN:
        return False
    return DEVICE_ID_SESSION_KEY not in request.session and request.user.has_perm(PUBLISH)
