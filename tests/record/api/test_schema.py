"""The schema is complete, and the answers are what it says."""

import json
import re

import jsonschema
import pytest
from django.core.management import call_command

from record.exports import TABLES
from record.models import KINDS
from record.query.dates import DAY, PERIOD
from tests.factories import (
    a_claim,
    a_publisher,
    a_snapshot,
    a_speaker,
    a_verification,
    an_accepted_quote,
    an_appearance,
)


@pytest.fixture
def schema(client):
    return client.get("/api/v1/schema/").json()


def test_schema_is_openapi_3_1_and_valid_without_warnings(tmp_path):
    file = tmp_path / "schema.json"
    call_command("spectacular", validate=True, fail_on_warn=True, format="openapi-json", file=file)
    assert json.loads(file.read_text())["openapi"] == "3.1.0"


@pytest.mark.parametrize("kind", [kind.__name__ for kind in KINDS])
def test_answers_are_as_described_and_nothing_more(client, schema, kind):
    minister = a_speaker(wikidata_id="Q42")
    minister.roles.create(title="minister")
    snapshot = a_snapshot(publisher=a_publisher(), published_at="2026-03-01T00:00Z")
    claim = a_claim(claimant=minister)
    claim.topics.create(name="Trees")
    an_appearance(claim, an_accepted_quote(minister, snapshot=snapshot))
    a_verification("published", claim=claim)
    document, *_ = client.get(f"/api/v1/{kind.lower()}s/").json()["results"]
    for component in schema["components"]["schemas"].values():
        component["additionalProperties"] = False
    described = {**schema, "$ref": f"#/components/schemas/{kind}Document"}
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(described, format_checker=checker).validate(document)


def test_every_parameter_of_the_schema_is_accepted_and_no_other(client, schema):
    for path, operations in schema["paths"].items():
        if "{" not in path and not path.startswith("/v1alpha1/"):
            names = sorted(p["name"] for p in operations["get"]["parameters"])
            (error,) = client.get(path, {"nothing": 1}).json()["errors"]
            assert error["known"] == names


def operations(schema):
    return [(path, methods["get"]) for path, methods in schema["paths"].items()]


def test_every_parameter_is_described_with_an_example_that_fits(schema):
    for path, operation in operations(schema):
        for parameter in operation["parameters"]:
            (example,) = parameter["schema"]["examples"]
            jsonschema.validate(example, parameter["schema"])
            words = parameter.get("description") or parameter["schema"].get("description")
            assert words, f"{path} says nothing of {parameter['name']}"


def test_every_operation_tells_its_problems_with_an_example(schema):
    problem = {**schema, "$ref": "#/components/schemas/ProblemDocument"}
    for path, operation in operations(schema):
        if path.startswith("/v1alpha1/"):
            continue  # whose errors have Google's shape
        refused = {s: r["content"] for s, r in operation["responses"].items() if s != "200"}
        gone = ["410"] if path == "/api/v1/claims/{public_id}/" else []
        told = ["400", "401", "403", "404", "406", *gone, "414", "429", "503"]
        assert sorted(refused) == told
        refused.pop("414")
        for status, content in refused.items():
            example = content["application/problem+json"]["examples"][status]["value"]
            jsonschema.validate(example, problem)
            assert example["status"] == int(status)


@pytest.mark.parametrize("day", ["2026-02-28", "2024-02-29", "2000-02-29", "2999-12-31"])
def test_a_day_of_the_schema_is_understood(client, schema, day):
    pattern = next(
        p["schema"]["pattern"]
        for p in schema["paths"]["/api/v1/claims/"]["get"]["parameters"]
        if p["name"] == "claimed_after"
    )
    assert re.search(pattern, day)
    assert client.get("/api/v1/claims/", {"claimed_after": day}).status_code == 200


@pytest.mark.parametrize(
    "day",
    ["2026-02-29", "2100-02-29", "2026-04-31", "3000-01-01", "2026-3-1", "2026-13", "3000", "26"],
)
def test_a_day_that_there_is_not_is_none_of_the_schema(client, schema, day):
    assert not re.fullmatch(f"{DAY}|{PERIOD}", day)
    assert client.get("/api/v1/claims/", {"claimed_after": day}).status_code == 400
    assert client.get("/api/v1/claims/", {"as_of": day}).status_code == 400


def test_a_time_may_be_written_with_any_offset(client):
    for offset in ("+23:59", "-17:56", "Z", ""):
        asked = {"as_of": f"2026-03-01T12:00:00{offset}"}
        assert client.get("/api/v1/claims/", asked).status_code == 200


def test_all_that_programs_read_is_described(schema):
    beside = [path for path in schema["paths"] if not path.startswith("/api/v1/")]
    assert beside == [
        *(f"/exports/{name}.{{ending}}" for name in TABLES),
        "/exports/package.zip",
        "/exports/record.sqlite",
        "/feeds/verdicts.atom",
        "/feeds/corrections.atom",
        "/exports/editions.json",
        *(f"/exports/{{day}}/{name}" for name in ("", "package.zip", "CITATION.cff")),
        *(f"/feeds/{kind}s/{{public_id}}.atom" for kind in ("speaker", "topic", "publisher")),
        "/v1alpha1/claims:search",
    ]
    claims = schema["paths"]["/exports/claims.{ending}"]["get"]["parameters"]
    assert {"csv", "jsonl", "xlsx", "claimreview.json"} <= set(claims[0]["schema"]["enum"])
    assert {"speaker", "verdict", "since", "as_of"} < {each["name"] for each in claims}


def test_google_s_endpoint_is_described_as_it_answers(client, schema):
    described = schema["paths"]["/v1alpha1/claims:search"]["get"]
    for status, query in (("200", {"query": "trees"}), ("400", {"query": "trees", "alt": "x"})):
        answer = client.get("/v1alpha1/claims:search", query)
        assert str(answer.status_code) == status
        content = described["responses"][status]["content"]["application/json"]
        jsonschema.validate(answer.json(), content["schema"])
    named = {each["name"] for each in described["parameters"]}
    assert {"query", "languageCode", "claimant"} <= named
