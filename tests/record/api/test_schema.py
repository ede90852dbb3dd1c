"""The schema is complete, and the answers are what it says."""

import json

import jsonschema
import pytest
from django.core.management import call_command

from record.models import KINDS
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
        if "{" not in path:
            names = sorted(p["name"] for p in operations["get"]["parameters"])
            (error,) = client.get(path, {"nothing": 1}).json()["errors"]
            assert error["known"] == names
