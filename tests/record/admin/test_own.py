"""Your log-in: a second factor, recovery codes, and where one is logged in."""

import pytest
from django.contrib.sessions.models import Session as DjangosSession
from django.db import router
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from record.models import Session, Token
from sources.models import Change
from tests.factories import a_user
from tests.pages import logged_in, page, read

OWN, LOGIN, DESK = "/admin/auth/user/own/", "/admin/login/", "/admin/"
PASSWORD = "tr33s-of-oak-and-elm"


@pytest.fixture(autouse=True)
def cheap_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def a_person(*groups):
    person = a_user(*groups)
    person.set_password(PASSWORD)
    person.save()
    return person


def with_password(person, code="", client=None):
    """A Client that has sent a password and a code; `.answer` is what came back."""
    client = client or Client()
    sent = {"username": person.username, "password": PASSWORD, "code": code}
    client.answer = client.post(LOGIN, sent)
    return client


def code(device, later=0):
    """The code that an app shows; `later` the one so many half minutes on."""
    device.refresh_from_db()
    return f"{totp(device.bin_key, t0=-30 * later, step=device.step):06}"


def forgotten_throttle(person):
    """As if the moment had passed in which no further code is looked at."""
    TOTPDevice.objects.filter(user=person).update(throttling_failure_count=0, last_t=-1)


def set_up(client):
    """Set a second factor up; return its device and the recovery codes."""
    client.post(OWN, {"do": "begin"})
    device = TOTPDevice.objects.get(confirmed=False)
    answer = client.post(OWN, {"do": "confirm", "code": code(device)})
    forgotten_throttle(device.user)
    return device, answer.context["codes"]


@pytest.fixture
def ana():
    return a_person("reviewer")


def test_with_a_second_factor_a_password_alone_opens_nothing(ana):
    device, _ = set_up(with_password(ana))
    assert "Type your password again, and the code" in read(with_password(ana).answer)
    forgotten_throttle(ana)
    assert with_password(ana, code(device)).answer.status_code == 302


def test_a_code_opens_the_desk_once(ana):
    device, _ = set_up(with_password(ana))
    shown = code(device)
    assert with_password(ana, shown).answer.status_code == 302
    assert with_password(ana, shown).answer.status_code == 200


def test_each_recovery_code_opens_the_desk_once(ana):
    _, codes = set_up(with_password(ana))
    assert len(set(codes)) == 10
    assert with_password(ana, codes[3]).answer.status_code == 302
    assert with_password(ana, codes[3]).answer.status_code == 200


def test_a_wrong_code_sets_nothing_up_and_says_so(ana):
    client = with_password(ana)
    client.post(OWN, {"do": "begin"})
    assert "not the code of this moment" in read(
        client.post(OWN, {"do": "confirm", "code": "1"}, follow=True)
    )
    assert with_password(ana).answer.status_code == 302


def test_the_secret_is_shown_as_a_picture_and_as_letters_until_it_counts(ana):
    client = with_password(ana)
    client.post(OWN, {"do": "begin"})
    shown = client.get(OWN)
    assert "<svg" in read(shown) and shown.context["secret"] in read(shown)
    set_up(client)
    assert shown.context["secret"] not in read(client.get(OWN))


def test_setting_it_up_ends_the_other_log_ins(ana):
    client, other = with_password(ana), with_password(ana)
    set_up(client)
    assert client.get(DESK).status_code == 200
    assert other.get(DESK).status_code == 302


def test_it_is_taken_away_with_a_code_alone_and_the_history_says_so(ana):
    client = with_password(ana)
    device, codes = set_up(client)
    client.post(OWN, {"do": "remove", "code": "000000"})
    assert TOTPDevice.objects.filter(confirmed=True).exists()
    forgotten_throttle(ana)
    client.post(OWN, {"do": "remove", "code": code(device)})
    assert with_password(ana).answer.status_code == 302
    assert not StaticToken.objects.exists()
    kept = Change.objects.filter(table_name="auth_user", row_id=ana.pk).order_by("pk")
    said = [c.became["second_factor"] for c in kept if "second_factor" in (c.became or {})]
    assert said == ["set up", "taken away"]
    assert device.key not in str([(c.was, c.became) for c in Change.objects.all()])


def test_new_recovery_codes_take_the_place_of_the_old_ones(ana):
    client = with_password(ana)
    device, old = set_up(client)
    new = client.post(OWN, {"do": "codes", "code": code(device)}).context["codes"]
    assert set(new).isdisjoint(old)
    assert set(StaticToken.objects.values_list("token", flat=True)) == set(new)


@pytest.mark.parametrize("group, sent_on", [("reviewer", True), ("administrator", True)])
def test_where_it_is_required_who_publishes_sets_it_up_first(settings, group, sent_on):
    settings.SECOND_FACTOR_REQUIRED = True
    client = with_password(a_person(group))
    assert client.get(DESK).headers["Location"] == OWN
    assert client.post("/admin/claims/claim/add/").headers["Location"] == OWN
    device, _ = set_up(client)
    assert client.get(DESK).status_code == 200
    client.post(OWN, {"do": "remove", "code": code(device)})
    assert TOTPDevice.objects.filter(confirmed=True).exists()


def test_where_it_is_required_annotators_go_on(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    assert with_password(a_person("annotator")).get(DESK).status_code == 200


def test_an_administrator_takes_a_lost_phone_away_but_no_superusers(ana):
    set_up(with_password(ana))
    client = logged_in("administrator")
    done = {"action": "remove_second_factor", "_selected_action": [ana.pk]}
    client.post(page(ana, "changelist"), done)
    assert with_password(ana).answer.status_code == 302
    assert logged_in("reviewer").post(page(ana, "changelist"), done).status_code == 403


def test_one_sees_where_one_is_logged_in_and_ends_that(ana):
    here, there = with_password(ana), Client(HTTP_USER_AGENT="<b>Fox</b>", REMOTE_ADDR="192.0.2.7")
    with_password(ana, client=there)
    with_password(a_person("reviewer"))
    shown = here.get(OWN)
    assert len(shown.context["sessions"]) == 2
    assert "&lt;b&gt;Fox&lt;/b&gt;" in read(shown) and "192.0.2.7" in read(shown)
    other = Session.objects.get(address="192.0.2.7")
    assert other.session_key not in read(shown)
    here.post(OWN, {"do": "end", "session": other.name})
    assert there.get(DESK).status_code == 302 and here.get(DESK).status_code == 200


def test_nobody_ends_the_log_ins_of_others(ana):
    other = with_password(a_person("reviewer"))
    mine = with_password(ana)
    theirs = Session.objects.exclude(person=ana).get()
    mine.post(OWN, {"do": "end", "session": theirs.name})
    mine.post(OWN, {"do": "end_others"})
    assert other.get(DESK).status_code == 200


def test_no_session_is_in_djangos_own_table(ana):
    with_password(ana)
    assert Session.objects.get().person == ana and not DjangosSession.objects.exists()


@pytest.mark.parametrize("model", [Session, Token])
def test_what_is_not_public_is_read_as_the_desk(model):
    assert router.db_for_read(model) == "default"
