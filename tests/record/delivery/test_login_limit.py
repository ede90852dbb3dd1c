"""Whoever tries passwords waits longer and longer, and makes nobody else wait."""

import asyncio
import threading

import pytest
from django.db import connection
from django.test import Client

from record.delivery import login_limit
from tests.factories import a_user
from tests.record.delivery.test_fast_path import CLAIMS, ask, scope, site  # noqa: F401 (a fixture)

LOGIN, RIGHT, WRONG = "/admin/login/", "tr33s-of-oak", "tr33s-of-elm"


@pytest.fixture(autouse=True)
def cheap_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def ana():
    user = a_user("annotator", username="ana")
    user.set_password(RIGHT)
    user.save()
    return user


def tried(password, name="ana", address="192.0.2.1"):
    """What the form says to a try; None where it opens the desk."""
    sent = {"username": name, "password": password}
    response = Client(REMOTE_ADDR=address).post(LOGIN, sent)
    if response.status_code == 302:
        return None
    return " ".join(response.context["form"].non_field_errors())


def waited():
    """Let all waits be over, as if that time had passed."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE record_login SET free_at = clock_timestamp()")


def seconds(said):
    return int(said.split("Wait ")[1].split()[0])


def locked(**at):
    for _ in range(5):
        assert "correct" in tried(WRONG, **at)


def test_after_five_wrong_passwords_even_the_right_one_waits(ana):
    locked()
    assert tried(RIGHT).startswith("Too many wrong passwords from here. Wait 1 second")
    waited()
    assert tried(RIGHT) is None


def test_each_further_wait_is_twice_as_long_up_to_a_quarter_of_an_hour(ana):
    locked()
    waits = []
    for _ in range(13):
        waited()
        tried(WRONG)
        waits.append(seconds(tried(WRONG)))
    assert waits == [*(2**n for n in range(1, 10)), *[900] * 4]


def test_who_is_refused_does_not_wait_longer_for_it(ana):
    locked()
    assert {seconds(tried(WRONG)) for _ in range(9)} == {1}


def test_nobody_else_waits(ana):
    locked()
    assert "correct" in tried(WRONG, name="ben")
    assert tried(RIGHT, address="192.0.2.2") is None


def test_a_right_password_begins_anew(ana):
    for _ in range(3):
        for _ in range(4):
            tried(WRONG)
        assert tried(RIGHT) is None


def test_many_names_from_one_address_wait_a_minute_at_most(ana, monkeypatch):
    monkeypatch.setattr(login_limit, "OF_ADDRESS", (3, 60))
    for n in range(3):
        tried(WRONG, name=f"name{n}")
    assert seconds(tried(WRONG, name="name4")) == 1
    for n in range(20):
        waited()
        tried(WRONG, name=f"other{n}")
    assert seconds(tried(RIGHT)) == 60
    waited()
    assert tried(RIGHT) is None


def test_a_very_long_password_is_not_hashed(ana):
    response = Client().post(LOGIN, {"username": "ana", "password": "x" * 1001})
    assert "at most 1000 characters" in response.content.decode()


@pytest.mark.django_db(databases=["default", "record"], transaction=True, serialized_rollback=True)
def test_passwords_are_hashed_in_a_thread_of_their_own(site, monkeypatch):  # noqa: F811
    """Forty tries wait for one another while the world reads."""
    go_on = threading.Event()

    def slow(request):
        go_on.wait(30)
        return original(request)

    original = site.get_response
    monkeypatch.setattr(site, "get_response", lambda r: (slow if r.path == LOGIN else original)(r))

    async def story():
        tries = [asyncio.ensure_future(ask(site, LOGIN, method="POST")) for _ in range(40)]
        read = await asyncio.gather(*(ask(site, f"{CLAIMS}?page_size={n}") for n in range(1, 9)))
        assert not any(one.done() for one in tries)
        go_on.set()
        await asyncio.gather(*tries)
        return {status for status, _, _ in read}

    assert asyncio.run(asyncio.wait_for(story(), 60)) == {200}
