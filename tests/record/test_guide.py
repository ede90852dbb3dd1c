"""Every example of the reader's guide works as it is printed."""

import re
from pathlib import Path

import pytest

from tests.factories import a_claim, a_speaker, a_verification, an_accepted_quote, an_appearance

GUIDE = (Path(__file__).parents[2] / "docs" / "reading.md").read_text()
EXAMPLE = "https://facts.example"
ADDRESSES = re.findall(rf"curl '{EXAMPLE}([^']+)'", GUIDE)
(PYTHON,) = re.findall(r"```python\n(.*?)```", GUIDE, re.S)


def a_world():
    ana = a_speaker(name="Ana Ilić")
    claim = a_claim(claimant=ana, statement="The city will plant trees.")
    an_appearance(claim, an_accepted_quote(ana, said_on="2026-03-01"))
    a_verification("published", claim=claim)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_address_answers_with_something(client, address):
    a_world()
    response = client.get(address.replace('"', "%22"))
    content = b"".join(response) if response.streaming else response.content
    assert response.status_code == 200, content
    assert "trees" in content.decode().lower()


@pytest.mark.django_db(databases=["default", "record"], transaction=True, serialized_rollback=True)
def test_the_python_example_finds_the_false_claims(live_server):
    a_world()
    names = {}
    exec(PYTHON.replace(EXAMPLE, live_server.url), names)
    assert [claim["statement"] for claim in names["false_claims"]] == ["The city will plant trees."]
