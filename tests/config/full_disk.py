"""
Keep a draft at the desk and read the record, on the database of DATABASE_URL, once for each line.

Prints as JSON what was answered.
"""

import json
import secrets
import sys
from html import unescape

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from record.delivery.problems import NO_ROOM  # noqa: E402
from tests.factories import a_verification  # noqa: E402
from tests.pages import filled, logged_in, page  # noqa: E402

setup_test_environment()
PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.STORAGES = settings.STORAGES | {"staticfiles": PLAIN}  # nothing has collected them
LONG = 200_000  # bytes: more than the pages that there are have room for


def answered(desk, draft):
    typed = filled(desk.get(page(draft))) | {"rationale": secrets.token_hex(LONG)}
    kept = desk.post(page(draft), typed)
    return {
        "kept": kept.status_code,
        "again": kept.headers.get("Retry-After"),
        "said": NO_ROOM in unescape(kept.content.decode()),
        "read": Client().get("/api/v1/claims/").status_code,
    }


desk = logged_in("annotator")
draft = a_verification("draft", author=desk.user)
desk.raise_request_exception = False
for _ in sys.stdin:
    print(json.dumps(answered(desk, draft)), flush=True)
