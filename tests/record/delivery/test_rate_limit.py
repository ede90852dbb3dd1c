"""Anybody reads much, a token reads more, and PostgreSQL counts for all processes together."""

import re
import threading
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.http import JsonResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from record.delivery import rate_limit
from record.delivery.rate_limit import BATCHES, RateLimitMiddleware, Reader, Readers
from record.models import Token
from tests.factories import a_token
from tests.pages import logged_in, page, read

CLAIMS = "/api/v1/claims/"
SENT = {"scopes": ["api"], "expires_at_0": "2999-01-01", "expires_at_1": "00:00"}


@pytest.fixture(autouse=True)
def limited(settings, monkeypatch):
    """Three requests a minute, and a minute that does not end."""
    settings.RATE_LIMIT_PER_MINUTE = 3
    monkeypatch.setattr(rate_limit, "TOKEN_SECONDS", 0)
    monkeypatch.setattr(rate_limit, "READERS", Readers())


def statuses(times, client=None, path=CLAIMS, **headers):
    client = client or Client()
    return [client.get(path, **headers).status_code for _ in range(times)]


def bearer(token):
    return {"HTTP_AUTHORIZATION": f"Bearer {token.secret}"}


def test_who_has_had_enough_is_told_when_to_come_back():
    client = Client()
    assert statuses(3, client) == [200, 200, 200]
    refused = client.get(CLAIMS)
    assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert refused.json()["detail"].startswith("Rate limit exceeded: 3 requests per minute. Retry")
    assert refused.json()["status"] == 429


def test_every_answer_says_what_is_left():
    client = Client()
    responses = [client.get(CLAIMS) for _ in range(4)]
    assert {answer["RateLimit-Policy"] for answer in responses} == {'"anybody";q=3;w=60'}
    left = [re.match(r'"anybody";r=(\d+);t=\d+$', answer["RateLimit"])[1] for answer in responses]
    assert left == ["2", "1", "0", "0"]


def test_another_address_has_its_own_minute():
    client = Client()
    assert statuses(4, client)[-1] == 429
    assert statuses(1, client, REMOTE_ADDR="192.0.2.7") == [200]


def test_a_made_up_forwarded_address_is_worth_nothing():
    client = Client()
    given = [client.get(CLAIMS, HTTP_X_FORWARDED_FOR=f"192.0.2.{n}") for n in range(4)]
    assert [answer.status_code for answer in given] == [200, 200, 200, 429]


def test_behind_a_proxy_the_address_that_the_proxy_saw_counts(settings):
    settings.BEHIND_PROXY = True
    seen = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="198.51.100.1, 192.0.2.7")
    assert rate_limit.client_address(seen) == "192.0.2.7"


@pytest.mark.parametrize(
    ("seen", "counted"),
    [
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:0:7::1", "2001:db8:0:7::/64"),
        ("", ""),
    ],
)
def test_an_address_is_counted_as_its_owner_would_write_it(seen, counted):
    request = RequestFactory().get("/", REMOTE_ADDR=seen)
    assert rate_limit.client_address(request) == counted


def test_one_home_is_one_reader():
    here, there = (
        rate_limit.client_address(RequestFactory().get("/", REMOTE_ADDR=f"2001:db8::{n}"))
        for n in (1, 2)
    )
    assert here == there


def test_pages_for_people_are_not_counted():
    assert statuses(5, path="/") == [200] * 5


def test_searches_on_pages_are_counted_with_those_of_the_api():
    assert statuses(2, path="/?q=trees") == [200, 200]
    assert statuses(2) == [200, 429]
    assert statuses(1, path="/?speaker=Ana") == [429]


def test_a_token_reads_more():
    assert statuses(5, **bearer(a_token(per_minute=5))) == [200] * 5


def test_a_revoked_token_reads_no_more():
    token, client = a_token(), Client()
    assert statuses(1, client, **bearer(token)) == [200]
    Token.objects.revoke()
    refused = client.get(CLAIMS, **bearer(token))
    assert (refused.status_code, refused["WWW-Authenticate"]) == (401, "Bearer")


def test_a_revoked_token_reads_no_more_where_nothing_is_counted(settings):
    settings.RATE_LIMIT_PER_MINUTE = 0
    token, client = a_token(), Client()
    assert statuses(9, client, **bearer(token)) == [200] * 9
    Token.objects.revoke()
    assert statuses(1, client, **bearer(token)) == [401]


def test_the_minute_is_that_of_postgresql(monkeypatch):
    """This process's clock is an hour late."""
    moment = time.time()
    monkeypatch.setattr(rate_limit.time, "time", lambda: moment - 3600)
    client = Client()
    asked = [client.get(CLAIMS) for _ in range(4)]
    assert [answer.status_code for answer in asked] == [200, 200, 200, 429]
    with connection.cursor() as cursor:
        cursor.execute("SELECT 60 - extract(epoch FROM clock_timestamp()) % 60")
        left = float(cursor.fetchone()[0])
    assert abs(int(asked[-1]["Retry-After"]) - left) % 60 < 5


def test_an_expired_token_reads_no_more():
    yesterday = timezone.now() - timedelta(days=1)
    assert statuses(1, **bearer(a_token(expires_at=yesterday))) == [401]


def test_a_token_opens_what_it_is_for():
    token = a_token(scopes=["exports"])
    assert statuses(1, **bearer(token)) == [403]
    assert statuses(1, path="/exports/claims.csv", **bearer(token)) == [200]


def test_who_has_the_newest_answer_still_needs_a_good_token():
    token, client = a_token(), Client()
    etag = client.get(CLAIMS, **bearer(token))["ETag"]
    assert client.get(CLAIMS, HTTP_IF_NONE_MATCH=etag, **bearer(token)).status_code == 304
    Token.objects.revoke()
    assert client.get(CLAIMS, HTTP_IF_NONE_MATCH=etag, **bearer(token)).status_code == 401


def test_everybody_at_the_desk_has_their_own_tokens_and_sees_no_others():
    client, theirs = logged_in("annotator"), a_token(name="Somebody else's")
    client.post(page(Token(), "add"), {**SENT, "name": "Mine", "per_minute": 10**6})
    mine = Token.objects.get(name="Mine")
    assert (mine.created_by, mine.per_minute) == (client.user, 6000)
    listed = read(client.get(page(Token(), "changelist")))
    assert "Mine" in listed and theirs.name not in listed
    assert client.get(page(mine)).status_code == 200
    assert client.get(page(theirs)).status_code == 403
    chosen = {"action": "revoke", "_selected_action": [mine.pk, theirs.pk]}
    client.post(page(Token(), "changelist"), chosen)
    assert list(Token.objects.good()) == [theirs]


def test_only_the_hash_of_a_token_is_kept():
    token = a_token()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t::text FROM record_token t UNION SELECT h::text FROM sources_change h"
        )
        kept = " ".join(row for (row,) in cursor.fetchall())
    assert token.secret not in kept and token.begins in kept


def test_an_administrator_makes_a_token_sees_it_once_and_revokes_it():
    client = logged_in("administrator")
    sent = {**SENT, "name": "Ann", "per_minute": 5}
    shown = client.post(page(Token(), "add"), sent, follow=True).content.decode()
    secret = re.search(r"vbt_[\w-]{43}", shown)[0]
    assert statuses(1, HTTP_AUTHORIZATION=f"Bearer {secret}") == [200]
    assert secret not in client.get(page(Token(), "changelist")).content.decode()
    chosen = {"action": "revoke", "_selected_action": [Token.objects.get().pk]}
    client.post(page(Token(), "changelist"), chosen)
    assert statuses(1, HTTP_AUTHORIZATION=f"Bearer {secret}") == [401]


def test_reading_goes_on_where_nothing_can_be_counted(monkeypatch):
    def away():
        raise OperationalError

    monkeypatch.setattr(rate_limit.connection, "cursor", away)
    assert statuses(3, path="/api/v1/") == [200, 200, 200]


def test_a_process_remembers_only_so_many_readers(monkeypatch):
    monkeypatch.setattr(rate_limit, "MAX_READERS", 3)
    readers = Readers()
    for n in range(10):
        readers.allowance(Reader("anybody", bytes([n]), 1))
        readers.token(bytes([n]))
        assert len(readers.allowances) <= 3 and len(readers.tokens) <= 3


@pytest.mark.django_db(databases=["default", "record"], transaction=True, serialized_rollback=True)
def test_processes_together_give_what_is_allowed_and_at_most_one_percent_less(settings):
    settings.RATE_LIMIT_PER_MINUTE = limit = 400

    def given():
        """How many of twice the limit are allowed to an address that nobody has counted yet."""
        ours, allowed = RequestFactory().get(CLAIMS, REMOTE_ADDR=str(uuid4())), []

        def process():
            limit_of_one = RateLimitMiddleware(lambda request: JsonResponse({}), Readers())
            asks = [limit_of_one(ours).status_code for _ in range(limit)]
            allowed.append(asks.count(200))
            connection.close()

        threads = [threading.Thread(target=process) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sum(allowed)

    for _ in range(5):  # the next minute, if one begins meanwhile, allows as many again
        minute = time.time() // 60
        total = given()
        if time.time() // 60 == minute:
            break
    assert limit - 2 * limit // BATCHES <= total <= limit
