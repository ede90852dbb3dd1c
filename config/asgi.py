"""The ASGI application: our own handler, or Django's where FAST_DELIVERY is off."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402 (as the next two: only now are there settings)
from django.core.handlers.asgi import ASGIHandler  # noqa: E402

from record.delivery.handler import ThreadedASGIHandler  # noqa: E402

application = ThreadedASGIHandler() if settings.FAST_DELIVERY else ASGIHandler()
