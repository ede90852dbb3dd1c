"""What /metrics says, and to whom."""

import asyncio

import pytest
from prometheus_client.parser import text_string_to_metric_families

from record.delivery import metrics
from record.delivery.metrics import Metrics, everything, kind_of
from tests.factories import a_verification

TOKEN = "a token of twenty letters"


async def site(scope, receive, send):
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def asked(path, token=None, method="GET"):
    """(status, text)"""
    sent = []

    async def send(message):
        sent.append(message)

    headers = [(b"authorization", f"Bearer {token}".encode())] if token else []
    scope = {"type": "http", "path": path, "method": method, "headers": headers}
    asyncio.run(Metrics(site)(scope, None, send))
    return sent[0]["status"], sent[1]["body"].decode()


def samples(text):
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.fixture(autouse=True)
def token(settings):
    settings.METRICS_TOKEN = TOKEN


@pytest.fixture
def quiet(monkeypatch):
    """PostgreSQL is asked elsewhere: a thread of its own would not see this test's rows."""
    monkeypatch.setattr(metrics, "everything", lambda: b"told")


@pytest.mark.parametrize("given", [None, "", "another", TOKEN[:-1]])
def test_without_its_token_nothing_is_told(given, quiet):
    assert asked("/metrics", given) == (401, "")


def test_with_the_token_it_tells(quiet):
    assert asked("/metrics", TOKEN) == (200, "told")


def test_without_a_token_set_there_is_no_such_address(settings):
    settings.METRICS_TOKEN = ""
    assert asked("/metrics", "")[0] == 404


def test_requests_are_counted_by_part_method_and_status():
    name = ("verbatim_requests_total", "404", "GET", "api")
    before = samples(everything().decode()).get(name, 0)
    for _ in range(3):
        asked("/api/v1/nothing/")
    now = samples(everything().decode())
    assert now[name] == before + 3
    assert now["verbatim_request_seconds_count", "api"] >= 3


def test_what_strangers_ask_makes_no_names_of_its_own():
    before = len(samples(everything().decode()))
    for n in range(30):
        asked(f"/made/up/{n}", method="GET")
        asked(f"/admin/{n}", method=f"MADE{n}")
    assert len(samples(everything().decode())) - before < 60
    assert {kind_of(f"/{n}") for n in range(30)} == {"pages"}


def test_the_oldest_submitted_verification_is_told_and_no_word_of_it():
    text = everything().decode()
    assert samples(text)[("verbatim_verifications_submitted",)] == 0
    a_verification("submitted", summary="Nobody may read this yet.")
    text = everything().decode()
    assert samples(text)[("verbatim_verifications_submitted",)] == 1
    assert samples(text)[("verbatim_verifications_submitted_oldest_seconds",)] >= 0
    assert "Nobody may" not in text


def test_every_question_is_answered():
    told = samples(everything().decode())
    assert told[("verbatim_database_up",)] == 1
    assert {name for name, _, _ in metrics.ASKED} <= {n[0].removeprefix("verbatim_") for n in told}
