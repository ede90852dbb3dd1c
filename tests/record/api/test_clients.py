"""
Clients that nobody here wrote, against the server as it runs.

CASES in the environment says how many requests Schemathesis makes up for each address and method.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import copytree
from urllib.request import urlopen

import pytest
from googleapiclient.discovery import build

from tests.benchmarks import database
from tests.benchmarks.api import OURS, ours

CASES = os.environ.get("CASES", "15")
CLAIMS = 6000
HERE = f"http://127.0.0.1:{OURS}"
USES = """
from verbatim_client import Client
from verbatim_client.api.claims import claims_list, claims_retrieve
from verbatim_client.models import ClaimsListOrdering

with Client(base_url="{here}") as client:
    page = claims_list.sync(client=client, verdict="false", page_size=2, facets="verdict",
        ordering=ClaimsListOrdering.VERIFIED_AT)
    first = page.results[0]
    assert claims_retrieve.sync(first.id, client=client) == first
    print(first.verdict.slug, len(page.results), page.next_ is not None)
"""


@pytest.fixture(scope="module", autouse=True)
def server(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), ours(database.made(CLAIMS, print)):
        yield


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def read(path):
    with urlopen(HERE + path) as answer:
        return json.load(answer)


def test_schemathesis_finds_nothing(tmp_path):
    here = copytree(Path(__file__).parent / "fuzz", tmp_path / "fuzz")  # it keeps notes beside it
    schema = f"{HERE}/api/v1/schema/"
    made_up = ("--max-examples", CASES, "--seed", "1", "--generation-database", "none")
    program = Path(sys.executable).with_name("schemathesis")
    said = run(program, "run", schema, *made_up, cwd=here)
    ((made, passed),) = re.findall(r"(\d+) generated, (\d+) passed", said)
    assert "Tested: 41" in said and int(made) == int(passed) > 1000


def test_google_s_client_finds_what_ours_does():
    options = {"api_endpoint": HERE}
    with build("factchecktools", "v1alpha1", developerKey="any", client_options=options) as google:
        finds_the_same(google.claims().search)


def finds_the_same(search):
    statement = read("/api/v1/claims/?page_size=1")["results"][0]["statement"]
    asked = {"query": f'"{statement}"', "languageCode": "en", "pageSize": 1}
    found = search(**asked).execute()
    assert [claim["text"] for claim in found["claims"]] == [statement]
    first = search(query=statement.split()[0], pageSize=5).execute()
    further = search(query=statement.split()[0], pageSize=5, pageToken=first["nextPageToken"])
    assert not {c["text"] for c in first["claims"]} & {
        c["text"] for c in further.execute()["claims"]
    }


def test_a_client_made_from_the_schema_reads_claims(tmp_path):
    program = Path(sys.executable).with_name("openapi-python-client")
    run(program, "generate", "--url", f"{HERE}/api/v1/schema/", "--meta", "none", cwd=tmp_path)
    used = run(sys.executable, "-c", USES.format(here=HERE), cwd=tmp_path)
    assert used == "false 2 True\n"
