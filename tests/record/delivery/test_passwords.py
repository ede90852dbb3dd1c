"""Passwords that were leaked, or are easily made of such ones, are refused with a reason."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from tests.factories import a_user


@pytest.mark.parametrize(
    "password", ["qwertyuiop123", "iloveyou1234", "Passw0rd!2024", "verbatim2026", "aaaaaaaaaaaaaa"]
)
def test_what_is_guessed_soon_is_refused_with_a_reason(password):
    with pytest.raises(ValidationError, match="is guessed soon: "):
        validate_password(password)


def test_somebodys_own_name_counts_for_nothing():
    person = a_user(username="krellstadt", first_name="Ottilie")
    with pytest.raises(ValidationError, match="is guessed soon: "):
        validate_password("krellstadtottilie", person)


@pytest.mark.parametrize("after", ["", " 2", "x" * 900])
@pytest.mark.parametrize("password", ["orbit velvet thirteen ladle", "kX9-vvQ2rr_Zp0"])
def test_any_other_passes_however_long(password, after):
    validate_password(password + after)


def logged_in(password):
    """A Client of a person with this password."""
    person = a_user("annotator")
    person.set_password(password)
    person.save()
    client = Client()
    client.person = person
    client.answer = client.post("/admin/login/", {"username": person, "password": password})
    return client


def test_changing_a_password_asks_for_the_present_one():
    client = logged_in("Orbit velvet Ladle")
    new = {"new_password1": "kX9-vvQ2rr_Zp0", "new_password2": "kX9-vvQ2rr_Zp0"}
    client.post("/admin/password_change/", {"old_password": "another", **new})
    client.person.refresh_from_db()
    assert client.person.check_password("Orbit velvet Ladle")
    client.post("/admin/password_change/", {"old_password": "Orbit velvet Ladle", **new})
    client.person.refresh_from_db()
    assert client.person.check_password("kX9-vvQ2rr_Zp0")


def test_a_password_counts_to_the_letter():
    client = logged_in(" Orbit velvet Ladle ")
    assert client.answer.status_code == 302
    for typed in ("orbit velvet ladle", "Orbit velvet Ladle", " Orbit velvet Ladle"):
        sent = {"username": client.person, "password": typed}
        assert Client().post("/admin/login/", sent).status_code == 200


def test_the_log_in_masks_passwords_and_helps_who_keeps_them():
    page = Client().get("/admin/login/").content.decode()
    assert 'type="password"' in page and 'autocomplete="current-password"' in page
    assert "onpaste" not in page
