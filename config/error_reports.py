"""Errors of the site, told to a Sentry (or what speaks its form) where SENTRY_DSN names one."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

NEEDED = "SENTRY_DSN needs one more package: {}"
INSTALL = "pip install --require-hashes -r requirements-sentry.txt"


def begin():
    """
    Report each error with its place in the code and the request's address, and nothing else of it.

    Neither a draft's words nor who was logged in leave this machine: no local variables, no body,
    no cookies, no query. Raises ImproperlyConfigured.
    """
    if not settings.SENTRY_DSN:
        return
    try:
        import sentry_sdk
    except ImportError:
        raise ImproperlyConfigured(NEEDED.format(INSTALL)) from None
    try:
        sentry_sdk.init(
            settings.SENTRY_DSN,
            send_default_pii=False,
            include_local_variables=False,
            max_request_body_size="never",
            max_breadcrumbs=0,
            before_send=without_words,
        )
    except ValueError as error:
        raise ImproperlyConfigured(f"SENTRY_DSN is not understood: {error}") from None


def without_words(event, hint):
    """Leave out what an error says, for it may quote a text: its type and place are enough."""
    for found in event.get("exception", {}).get("values", []):
        found.pop("value", None)
    event.pop("logentry", None)
    event["request"] = {"url": event.get("request", {}).get("url", "")}
    return event
