"""What protects readers and the desk on every answer: headers, sessions, passwords, rollback."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import path

from sources.models import Speaker
from tests.factories import a_speaker, a_user
from tests.pages import logged_in

POLICY = {
    "default-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
}


@pytest.mark.parametrize("address", ["/", "/admin/login/", "/api/v1/claims/"])
def test_no_page_is_framed_and_no_form_leads_away(client, address):
    policy = client.get(address)["Content-Security-Policy"]
    assert set(policy.split("; ")) == POLICY


def test_a_session_ends_after_twelve_hours(client, settings):
    user = a_user("annotator")
    user.set_password("tr33s-of-oak")
    user.save()
    client.post("/admin/login/", {"username": user.username, "password": "tr33s-of-oak"})
    assert client.cookies["sessionid"]["max-age"] == 12 * 60 * 60 + settings.SESSION_RENEWED_AFTER


def test_a_password_has_twelve_characters():
    validate_password("tr33s-of-oak")
    with pytest.raises(ValidationError, match="at least 12 characters"):
        validate_password("tr33s-of-oa")


def test_what_a_failed_request_has_written_is_rolled_back(settings):
    """The view has no transaction of its own."""

    def rename(request):
        Speaker.objects.update(name="After")
        raise RuntimeError("Something broke after the change.")

    client = logged_in("annotator")
    client.raise_request_exception = False
    a_speaker(name="Before")
    settings.ROOT_URLCONF = (path("rename/", rename),)
    assert client.post("/rename/").status_code == 500
    assert Speaker.objects.get().name == "Before"
