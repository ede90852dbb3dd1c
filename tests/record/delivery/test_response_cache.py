"""A cached response is not given again once the record says something else."""

import tracemalloc

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from record.delivery.response_cache import Entry, ResponseCache
from tests.factories import a_published_claim, a_speaker, a_user, a_verification, amended


@pytest.fixture
def ask(client, monkeypatch):
    """What an address says the second time, when it is answered without its view."""

    def ask(address):
        client.get(address)
        with monkeypatch.context() as patch:
            patch.setattr("record.api.views.RecordViewSet.retrieve", None)
            return client.get(address).json()

    return ask


def address(claim):
    return f"/api/v1/claims/{claim.public_id}/"


def verification(claim):
    return claim.verifications.get(stage="published")


def test_a_cached_response_is_not_given_after_the_verification_was_withdrawn(client, ask):
    claim = a_published_claim()
    assert ask(address(claim))["statement"] == claim.statement
    verification(claim).withdraw("The source was wrong.")
    assert client.get(address(claim)).status_code == 410


def test_a_cached_response_is_not_given_after_a_correction(client, ask):
    claim = a_published_claim()
    assert ask(address(claim))["verification"]["summary"] == "It is not so."
    correction = a_verification("submitted", claim=claim, summary="So it is.", correction="Half.")
    correction.publish(by=a_user("reviewer"))
    assert client.get(address(claim)).json()["verification"]["summary"] == "So it is."


def test_a_cached_response_is_not_given_after_a_speaker_was_renamed(client, ask):
    speaker = a_speaker(name="Ann Lee")
    claim = a_published_claim(claimant=speaker)
    assert ask(address(claim))["claimant"]["name"] == "Ann Lee"
    amended(speaker, name="Ann Leigh")
    assert client.get(address(claim)).json()["claimant"]["name"] == "Ann Leigh"


def test_a_cached_answer_is_for_the_host_that_was_asked(client):
    [a_published_claim() for _ in range(2)]
    for host in ("localhost", "127.0.0.1"):
        following = client.get("/api/v1/claims/?page_size=1", HTTP_HOST=host).json()["next"]
        assert following.startswith(f"http://{host}/")


def test_the_cache_stays_within_its_size(client, settings):
    settings.RESPONSE_CACHE_MB = 8000 / 2**20
    a_published_claim()
    cache = ResponseCache()
    for size in range(1, 20):
        request = RequestFactory().get(f"/api/v1/claims/?page_size={size}")
        cache.store(request, client.get(request.get_full_path()))
        assert sum(entry.size for entry in cache.entries.values()) <= 8000
    assert len(cache.entries) > 1


def test_the_oldest_answers_make_room_for_others(client, settings):
    [a_published_claim() for _ in range(3)]
    settings.RESPONSE_CACHE_MB = 4500 / 2**20  # of these answers, one at a time
    cache = ResponseCache()
    for size in (1, 2, 3):
        request = RequestFactory().get(f"/api/v1/claims/?page_size={size}")
        response = client.get(request.get_full_path())
        cache.store(request, response)
        assert (len(cache.entries), cache.get(request).decompressed) == (1, response.content)


def test_a_response_without_room_is_not_cached(client, settings):
    settings.RESPONSE_CACHE_MB = 1000 / 2**20
    a_published_claim()
    cache, request = ResponseCache(), RequestFactory().get("/api/v1/claims/")
    cache.store(request, client.get("/api/v1/claims/"))
    assert cache.entries == {}


def test_an_entry_takes_no_more_memory_than_its_size_says():
    response = HttpResponse(b"the same words over and over, " * 10_000)
    response.cache_version = "1"
    Entry.of(response, ())  # so that the compressor's own memory is there
    tracemalloc.start()
    try:
        entries = [Entry.of(response, ()) for _ in range(10)]
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken <= sum(entry.size for entry in entries)


def test_what_an_answer_was_asked_with_counts_too(client, settings):
    settings.RESPONSE_CACHE_MB = 20_000 / 2**20
    a_published_claim()
    cache = ResponseCache()
    for size in range(1, 20):
        path = f"/api/v1/claims/?page_size={size}"
        request = RequestFactory().get(path, HTTP_ACCEPT="x" * 8000)
        cache.store(request, client.get(path))
    assert len(cache.entries) == 1
