"""Scripts of other sites read the record in a browser: what they may send, and may see."""

import pytest

from tests.factories import a_published_claim

ADDRESSES = [
    "/api/v1/claims/",
    "/exports/claims.csv",
    "/feeds/verdicts.atom",
    "/v1alpha1/claims:search?query=trees",
    "/statistics/verdicts.csv",
]
ASKS = {"origin": "https://other.example", "access-control-request-method": "GET"}
SEEN = {"ETag", "Link", "RateLimit", "RateLimit-Policy", "Retry-After"}


def listed(response, header):
    return set(response[header].split(", "))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_browser_that_asks_first_is_told_what_it_may_send(client, settings, address):
    settings.RATE_LIMIT_PER_MINUTE = 1
    for _ in range(3):  # nothing of it counts
        answer = client.options(address, headers=ASKS)
        assert answer.status_code == 204
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert {"Authorization", "If-None-Match"} <= listed(answer, "Access-Control-Allow-Headers")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_script_sees_the_headers_worth_reading(client, address):
    a_published_claim()
    answer = client.get(address)
    again = client.get(address, headers={"if-none-match": answer["ETag"]})
    assert (answer.status_code, again.status_code) == (200, 304)
    for each in (answer, again):
        assert each["Access-Control-Allow-Origin"] == "*"
        assert listed(each, "Access-Control-Expose-Headers") >= SEEN


@pytest.mark.parametrize(
    "address", ["/api/nothing", "/exports/nothing", "/feeds/nothing", "/v1alpha1/nothing"]
)
def test_a_script_reads_why_it_is_refused(client, settings, address):
    answer = client.get(address)
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (404, "*")
    settings.RATE_LIMIT_PER_MINUTE = 1
    refused = [client.get("/api/v1/claims/") for _ in range(2)][-1]
    assert (refused.status_code, refused["Access-Control-Allow-Origin"]) == (429, "*")


def test_what_has_no_etag_may_be_asked_for_as_well(client):
    for address in ("/oembed", "/ledger/checkpoint", "/exports/editions.json"):
        assert client.options(address, headers=ASKS).status_code == 204


def test_the_desk_is_open_to_no_other_site(client):
    answer = client.options("/admin/login/", headers=ASKS)
    assert answer.status_code != 204 and "Access-Control-Allow-Origin" not in answer


@pytest.mark.parametrize("address", ["/v1alpha1/", "/v1alpha1/claims:imageSearch?query=x"])
def test_google_s_errors_have_its_shape_wherever(client, address):
    error = client.get(address).json()["error"]
    assert (error["code"], error["status"]) == (404, "NOT_FOUND")


def test_google_s_endpoint_is_only_read_and_limited_in_its_shape(client, settings):
    answer = client.post("/v1alpha1/claims:search?query=x")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert answer.json()["error"]["status"] == "UNIMPLEMENTED"
    settings.RATE_LIMIT_PER_MINUTE = 1
    refused = [client.get("/v1alpha1/claims:search?query=x") for _ in range(2)][-1]
    assert refused.json()["error"]["status"] == "RESOURCE_EXHAUSTED"
