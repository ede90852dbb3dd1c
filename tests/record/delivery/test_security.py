"""What protects readers and the desk on every answer: headers, sessions, passwords, rollback."""

import os
import subprocess
import sys

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
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


def settings_of(url):
    """Cookies and HSTS of a site at this address, as a process of its own reads them."""
    names = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE"]
    names += ["CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS", "SECURE_SSL_REDIRECT"]
    program = f"from django.conf import settings as s; print(*(getattr(s, n) for n in {names}))"
    environment = {**os.environ, "PUBLIC_URL": url}
    return subprocess.check_output([sys.executable, "-c", program], env=environment, text=True)


def test_cookies_are_for_this_host_alone():
    names, secure = settings_of("https://facts.example").split()[:2], "True"
    assert names == ["__Host-sessionid", "__Host-csrftoken"]
    assert settings_of("https://facts.example").split()[2:4] == [secure, secure]
    assert settings_of("http://facts.example").split()[:2] == ["sessionid", "csrftoken"]


def test_a_site_under_https_says_so_for_a_year():
    seconds, redirects = settings_of("https://facts.example").split()[4:]
    assert (int(seconds), redirects) == (365 * 24 * 60 * 60, "True")


def test_no_answer_of_the_desk_is_for_other_sites():
    client = logged_in("administrator")
    for address in ("/admin/", "/admin/auth/user/own/", "/admin/claims/claim/"):
        answer = client.get(address, headers={"Origin": "https://evil.example"})
        assert answer.status_code == 200
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_every_answer_says_what_it_is(client):
    pages = ["/", "/nothing/", "/admin/login/", "/api/v1/claims/", "/api/v1/nothing/"]
    pages += ["/feeds/verdicts.atom", "/exports/claims.csv", "/exports/claims.jsonl"]
    for address in pages:
        answer = client.get(address)
        kind = answer.headers["Content-Type"]
        assert kind.startswith(("text/", "application/")), address
        assert not kind.startswith("text/") or "charset=utf-8" in kind, address
        assert answer.headers["X-Content-Type-Options"] == "nosniff", address


@pytest.mark.parametrize("path", ["/.git/config", "/manage.py", "/static/../config/settings.py"])
def test_nothing_of_the_checkout_is_served(client, path):
    assert client.get(path).status_code == 404


def test_a_token_in_the_address_opens_nothing(client):
    assert client.get("/api/v1/claims/?token=vbt_something").status_code == 400


def test_a_log_in_has_a_session_of_its_own():
    user = a_user("annotator")
    user.set_password("tr33s-of-oak")
    user.save()
    client = Client()
    client.cookies["sessionid"] = "chosenbysomebodyelse"
    client.post("/admin/login/", {"username": user.username, "password": "tr33s-of-oak"})
    first = client.cookies["sessionid"].value
    assert first != "chosenbysomebodyelse"
    client.post("/admin/logout/")
    client.post("/admin/login/", {"username": user.username, "password": "tr33s-of-oak"})
    assert client.cookies["sessionid"].value not in ("", first)


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
