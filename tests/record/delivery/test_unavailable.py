"""What passes is a 503 with a sentence and when to come again, on every address, never a 500."""

import errno
from html import unescape
from types import ModuleType

import pytest
from django.db import connection
from django.test import Client
from django.urls import path

from config import urls
from record.delivery.problems import NO_ANSWER, NO_ROOM, TOO_SLOW
from tests.pages import logged_in

RAISE = "DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{}'; END $$"


def failing_with(code):
    def view(request):
        with connection.cursor() as cursor:
            cursor.execute(RAISE.format(code))

    return view


def full(request):
    raise OSError(errno.ENOSPC, "No space left on device")


CASES = {
    "53100": (failing_with("53100"), NO_ROOM),
    "53300": (failing_with("53300"), NO_ANSWER),  # too many connections
    "57P01": (failing_with("57P01"), NO_ANSWER),  # an administrator shuts the server down
    "57014": (failing_with("57014"), TOO_SLOW),
    "file": (full, NO_ROOM),
}


def site_with(address, view):
    """The site's addresses and handlers, and one more address."""
    site = ModuleType("site_with")
    site.handler500 = urls.handler500
    site.urlpatterns = [path(address, view), *urls.urlpatterns]
    return site


@pytest.mark.parametrize("address", ["admin/x/", "x/", "exports/x/"])
@pytest.mark.parametrize("case", CASES)
def test_it_is_a_503_that_says_when_to_come_again(settings, case, address):
    view, sentence = CASES[case]
    settings.ROOT_URLCONF = site_with(address, view)
    client = logged_in("annotator") if address.startswith("admin") else Client()
    client.raise_request_exception = False
    response = client.get(f"/{address}")
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert sentence in unescape(response.content.decode())


def test_what_is_broken_is_still_a_500(settings):
    settings.ROOT_URLCONF = site_with("x/", failing_with("42P01"))
    assert Client(raise_request_exception=False).get("/x/").status_code == 500
