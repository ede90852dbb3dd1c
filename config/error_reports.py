"""Errors of the site, told to a Sentry (or what speaks its form) where SENTRY_DSN names one."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import got_request_exception

NEEDED = "SENTRY_DSN needs one more package: {}"
INSTALL = ".venv/bin/pip install --require-hashes -r requirements-sentry.txt"
# What is told of an event: not the log's words nor what came with them, nor a command's arguments.
TOLD = ("event_id", "timestamp", "platform", "level", "logger", "transaction", "server_name")
TOLD += ("release", "environment", "contexts", "exception")


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
    got_request_exception.connect(report)  # before the library's own, which then has been told
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


def report(request, **_):
    """Report the error that is being handled. The library knows no request of our handler."""
    import sentry_sdk

    url = {"request": {"url": f"{settings.PUBLIC_URL}{request.path}"}}
    with sentry_sdk.new_scope() as scope:
        scope.add_event_processor(lambda event, hint: event | url)
        sentry_sdk.capture_exception()


def without_words(event, hint):
    """Leave out what an error or a log says, for it may quote a text: type and place are enough."""
    told = {name: event[name] for name in TOLD if name in event}
    for found in told.get("exception", {}).get("values", []):
        found.pop("value", None)
    return told | {"request": {"url": event.get("request", {}).get("url", "")}}
