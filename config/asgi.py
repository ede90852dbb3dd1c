"""The ASGI application: our own handler, or Django's where FAST_DELIVERY is off."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402 (as the next seven: only now are there settings)
from django.core.handlers.asgi import ASGIHandler  # noqa: E402

from config import error_reports  # noqa: E402
from record.api.schema_view import whole_schema  # noqa: E402
from record.delivery.body import BodyLimit  # noqa: E402
from record.delivery.handler import ThreadedASGIHandler  # noqa: E402
from record.delivery.health import Health  # noqa: E402
from record.delivery.metrics import Metrics  # noqa: E402

error_reports.begin()
site = ThreadedASGIHandler() if settings.FAST_DELIVERY else ASGIHandler()
limited = BodyLimit(site)
application = Health(Metrics(limited) if settings.METRICS_TOKEN else limited)
whole_schema()  # takes a second, which no request shall wait for; workers share it
