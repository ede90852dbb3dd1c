"""The door for an ASGI server."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)

from record.delivery.handler import Site  # noqa: E402 (it reads the settings)

application = Site()
