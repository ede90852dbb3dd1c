"""Your log-in: a second factor, recovery codes, and where one is logged in."""

import pytest
from django.contrib.sessions.models import Session as DjangosSession
from django.db import router
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from record.models import Session, Token
from sources.models import Change
from tests.factories import a_user
from tests.pages import logged_in, page, read
from tests.refusals import sql

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
    StaticDevice.objects.filter(user=person).update(throttling_failure_count=0)


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
    assert history(ana) == ["set up", "10 made", "taken away", "10 used or taken away"]
    assert device.key not in str([(c.was, c.became) for c in Change.objects.all()])


def test_another_phone_is_taken_with_a_code_of_the_old_one(ana):
    client = with_password(ana)
    device, codes = set_up(client)
    for wrong in ({}, {"code": "000000"}):
        client.post(OWN, {"do": "begin", **wrong})
        forgotten_throttle(ana)
    assert [*TOTPDevice.objects.all()] == [device]
    client.post(OWN, {"do": "begin", "code": codes[0]})
    new = TOTPDevice.objects.get(confirmed=False)
    client.post(OWN, {"do": "confirm", "code": code(new)})
    assert [*TOTPDevice.objects.all()] == [new] and new.key != device.key


def test_taking_it_away_ends_the_other_log_ins(ana):
    client = with_password(ana)
    device, codes = set_up(client)
    other = with_password(ana, codes[0])
    client.post(OWN, {"do": "remove", "code": codes[1]})
    assert client.get(DESK).status_code == 200
    assert other.get(DESK).status_code == 302


def history(person):
    """What the history says of what opens a person's log-in, the first first."""
    kept = Change.objects.filter(table_name="auth_user", row_id=person.pk).order_by("pk")
    columns = ("second_factor", "recovery_codes")
    return [(c.became or {})[name] for c in kept for name in columns if name in (c.became or {})]


@pytest.mark.parametrize(
    "statement, said",
    [
        ("UPDATE otp_totp_totpdevice SET key = 'abcd'", "changed"),
        ("UPDATE otp_totp_totpdevice SET confirmed = false", "changed"),
        ("UPDATE otp_totp_totpdevice SET tolerance = 30000", "changed"),
        ("UPDATE otp_static_statictoken SET token = 'known'", "10 changed"),
        ("DELETE FROM otp_static_statictoken", "10 used or taken away"),
        ("UPDATE otp_static_staticdevice SET confirmed = false", "recovery codes changed"),
        (
            "INSERT INTO otp_static_statictoken (device_id, token) "
            "SELECT id, 'known' FROM otp_static_staticdevice",
            "1 made",
        ),
        (
            "INSERT INTO otp_totp_totpdevice (user_id, name, confirmed, key, step, t0, digits, "
            "tolerance, drift, last_t, throttling_failure_count) "
            "SELECT user_id, '', true, 'abcd', 30, 0, 6, 1, 0, -1, 0 FROM otp_totp_totpdevice",
            "set up",
        ),
    ],
)
def test_what_opens_a_log_in_is_changed_with_history_alone(ana, statement, said):
    set_up(with_password(ana))
    before = history(ana)
    sql(statement)
    assert history(ana) == [*before, said] and "known" not in str(Change.objects.values("became"))


def test_a_second_factor_given_to_another_is_in_both_histories(ana):
    bo = a_person("reviewer")
    set_up(with_password(ana))
    sql("UPDATE otp_totp_totpdevice SET user_id = %s", bo.pk)
    sql("UPDATE otp_static_staticdevice SET user_id = %s", bo.pk)
    assert history(bo) == ["changed", "recovery codes changed"] == history(ana)[-2:]


def test_a_recovery_code_that_was_used_is_in_the_history(ana):
    client = with_password(ana)
    device, codes = set_up(client)
    assert history(ana) == ["set up", "10 made"]
    with_password(ana, codes[0])
    forgotten_throttle(ana)
    with_password(ana, code(device))
    assert history(ana) == ["set up", "10 made", "1 used or taken away"]


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
    there = with_password(ana)
    set_up(there)
    client = logged_in("administrator")
    done = {"action": "remove_second_factor", "_selected_action": [ana.pk]}
    client.post(page(ana, "changelist"), done)
    assert with_password(ana).answer.status_code == 302 == there.get(DESK).status_code
    assert Change.objects.filter(became__second_factor="taken away").get().who == str(client.user)
    assert logged_in("reviewer").post(page(ana, "changelist"), done).status_code == 403


def test_administrators_take_their_own_away_with_a_code_alone():
    administrator = a_person("administrator")
    client = with_password(administrator)
    set_up(client)
    done = {"action": "remove_second_factor", "_selected_action": [administrator.pk]}
    said = read(client.post(page(administrator, "changelist"), done, follow=True))
    assert "under Your log-in, with a code" in said and "0 of these" in said
    assert TOTPDevice.objects.filter(confirmed=True).exists()


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
