"""A new password by mail, where mail is set up."""

import re
import threading

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import include, path

from config import urls
from config.mail import mail as settings_of_mail
from record.admin import lost_password
from tests.factories import a_user

ASK = "/admin/password_reset/"
NEW = "orbit velvet thirteen ladle"


@pytest.fixture
def with_mail(settings):
    settings.ROOT_URLCONF = (path("admin/", include(lost_password)), *urls.urlpatterns)
    settings.PUBLIC_URL = "https://facts.example"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def ana():
    ana = a_user("annotator", username="ana", email="ana@paper.example")
    ana.set_password("a password nobody knows any more")
    ana.save()
    return ana


def asked(address, host="testserver"):
    answer = Client(HTTP_HOST=host).post(ASK, {"email": address})
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join(20)
    return answer


def test_a_link_by_mail_leads_to_a_new_password_once(with_mail, ana):
    assert asked("ana@paper.example", host="localhost").status_code == 302
    [sent] = mail.outbox
    assert sent.to == ["ana@paper.example"]
    address = re.search(r"https://facts\.example(/admin/reset/\S+)", sent.body)[1]
    client = Client()
    form = client.get(address, follow=True)
    typed = {"new_password1": NEW, "new_password2": NEW}
    client.post(form.request["PATH_INFO"], typed)
    ana.refresh_from_db()
    assert ana.check_password(NEW)
    assert "_auth_user_id" not in client.session
    assert "link was invalid" in Client().get(address).content.decode()


def test_who_asks_does_not_learn_who_is_known(with_mail, ana):
    answers = [asked("ana@paper.example"), asked("nobody@paper.example")]
    assert len({(answer.status_code, answer.headers["Location"]) for answer in answers}) == 1
    assert len(mail.outbox) == 1


def test_only_so_many_are_sent_for_one_place(with_mail, ana):
    for _ in range(5):
        assert asked("ana@paper.example").status_code == 302
    with connection.cursor() as cursor:  # a moment is over soon, and an hour is not
        cursor.execute("UPDATE record_login SET tries = 9, free_at = now() + interval '1 hour'")
    assert "Too many mails" in asked("ana@paper.example").content.decode()
    assert len(mail.outbox) == 5


def test_without_mail_there_is_no_such_page(client):
    assert client.get(ASK).headers["Location"].startswith("/admin/login/")
    assert "Forgotten" not in client.get("/admin/login/").content.decode()


def test_the_settings_of_mail_are_read_strictly(monkeypatch):
    monkeypatch.setenv("MAIL_URL", "smtps://desk%40paper:p%2Fw@mail.example")
    monkeypatch.setenv("MAIL_FROM", "desk@paper.example")
    found = settings_of_mail()
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example", 465)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("desk@paper", "p/w")
    assert (found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (True, False)


@pytest.mark.parametrize(
    "url, sender",
    [("mail.example", "a@b.example"), ("smtp://mail.example", ""), ("smtp://", "a@b")],
)
def test_half_a_setting_is_a_sentence(monkeypatch, url, sender):
    monkeypatch.setenv("MAIL_URL", url)
    monkeypatch.setenv("MAIL_FROM", sender)
    with pytest.raises(Exception, match="MAIL_"):
        settings_of_mail()
