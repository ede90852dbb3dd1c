"""Ask a site of which one page fails, in a process of its own, for that page: see FORM."""

import asyncio
import logging
import sys
from importlib import import_module
from types import ModuleType

from django.conf import settings
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from config.asgi import application

DRAFT, QUERY, COOKIE, BODY = sys.argv[1:]
FORM = {
    "type": "http",
    "http_version": "1.1",
    "method": "POST",
    "scheme": "http",
    "path": "/failing/",
    "query_string": QUERY.encode(),
    "headers": [(b"host", b"site.example"), (b"cookie", f"kept={COOKIE}".encode())],
    "client": ("127.0.0.1", 1),
}


@csrf_exempt
def failing(request):
    draft = DRAFT
    logging.getLogger("django.request").error("It is about %s", draft)
    raise ValueError(f"Not understood: {draft}")


async def ask():
    """Return the status of the answer."""
    sent, told = [], iter([{"type": "http.request", "body": BODY.encode()}])

    async def receive():
        return next(told, None) or await asyncio.Event().wait()

    async def send(message):
        sent.append(message)

    await application(FORM, receive, send)
    return sent[0]["status"]


if __name__ == "__main__":
    site, urls = ModuleType("failing"), import_module(settings.ROOT_URLCONF)
    site.handler500 = urls.handler500
    site.urlpatterns = [path("failing/", failing), *urls.urlpatterns]
    settings.ROOT_URLCONF = site
    print(asyncio.run(ask()))
    if settings.SENTRY_DSN:
        import sentry_sdk

        sentry_sdk.flush(20)
