"""`python -m tests.upgrade.answers [as_of]`: every public answer of the database of the settings.

Prints JSON: {address: SHA-256 of the answer's body}. With `as_of` (an ISO 8601 moment), what one
database alone can tell twice: its lists now and as of then, its exports and its change feed.
"""

import hashlib
import json
import sys
from io import BytesIO
from urllib.parse import quote
from zipfile import ZipFile

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from record.exports import FORMATS, TABLES  # noqa: E402
from record.models import KINDS  # noqa: E402

QUESTIONS = [
    "claims/?q=bridge&snippet=true&ordering=relevance",
    "claims/?facets=verdict,speaker,publisher,topic,year&count=true",
    "claims/?stage=superseded&has_quote=true",
    "claims/?expand=speaker,article",
    "claims/?ordering=claimed_on",
    "claims/?fields=id,statement",
    "quotes/?q=trees",
    "quotes/?expand=speaker,article&ordering=said_on",
    "speakers/?q=Amsel",
    "articles/?q=council",
    "snapshots/?expand=article",
    "verifications/?q=office",
]
PAGES = [
    "/",
    "/?q=bridge",
    "/feeds/verdicts.atom",
    "/feeds/corrections.atom",
    "/api/v1/",
    "/api/v1/schema/",
    "/api/v1/docs/",
    "/v1alpha1/claims:search?query=bridge&pageSize=50",
]
LINKED = {"claim", "quote"}  # what is also served as JSON-LD
PACKAGE = "/exports/package.zip"
EXPORTS = [
    f"/exports/{table}{suffix}"
    for table in TABLES
    for maker, suffix, _, of in FORMATS.values()
    if of in (None, table)
]
client = Client(headers={"host": "localhost"})


def main(as_of=None):
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    given = now_and_then(as_of) if as_of else now()
    digests = {at: hashlib.sha256(body).hexdigest() for at, body in given}
    json.dump(digests, sys.stdout)


def now():
    for kind, address, answer in lists():
        yield address, answer
        for document in json.loads(answer)["results"]:
            yield from single(kind, document.get("id") or document["slug"])
    for address in [*PAGES, *(f"/api/v1/{question}" for question in QUESTIONS), *EXPORTS]:
        yield address, body(address)
    yield from package()


def now_and_then(as_of):
    for more in ("", f"&as_of={quote(as_of)}"):
        for _, address, answer in lists(more):
            yield address, answer
    for address in [*EXPORTS, PACKAGE]:
        yield address, body(address)
    yield from pages("/api/v1/changes/?page_size=200")


def lists(more=""):
    """(kind, address, answer) of every page of every list."""
    for kind in (model._meta.model_name for model in KINDS):
        for address, answer in pages(f"/api/v1/{kind}s/?page_size=200{more}"):
            yield kind, address, answer


def pages(address):
    while address:
        answer = body(address)
        yield address, answer
        address = json.loads(answer)["next"]


def single(kind, name):
    address = f"/api/v1/{kind}s/{name}"
    addresses = [f"{address}/"]
    if kind in LINKED:
        addresses += [f"{address}.jsonld"]
    if kind == "claim":
        addresses += [f"{address}/verifications/", f"/claims/{name}/"]
    for address in addresses:
        yield address, body(address)


def package():
    """The package's files; when it was made is a matter of the change feed."""
    with ZipFile(BytesIO(body(PACKAGE))) as package:
        for name in package.namelist():
            content = package.read(name)
            if name == "datapackage.json":
                content = json.dumps(json.loads(content) | {"created": None}).encode()
            yield f"{PACKAGE}#{name}", content


def body(address):
    """The body of the answer, which must be one; Parquet may say that its library is absent."""
    answer = client.get(address)
    content = answer.getvalue()
    absent = answer.status_code == 501 and address.endswith(".parquet")
    assert answer.status_code == 200 or absent, (address, answer.status_code, content[:500])
    return content


if __name__ == "__main__":
    main(*sys.argv[1:])
