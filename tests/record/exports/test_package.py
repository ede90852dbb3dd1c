"""The package holds every table of one moment, and says what is in it to the byte."""

import io
import json
import zipfile
from hashlib import sha256

from record.exports import TABLES, package
from tests.factories import a_published_claim, an_accepted_quote


def unpacked(content):
    with zipfile.ZipFile(io.BytesIO(content)) as zip:
        return {name: zip.read(name) for name in zip.namelist()}


def a_package():
    return b"".join(package())


def test_a_package_holds_each_table_and_says_its_rows_bytes_and_hash(client):
    a_published_claim([an_accepted_quote(), an_accepted_quote()])
    files = unpacked(b"".join(client.get("/exports/package.zip")))
    described = json.loads(files.pop("datapackage.json"))
    assert set(files) == {f"{name}.csv" for name in TABLES}
    for resource in described["resources"]:
        content = files[resource["path"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"
    rows = {resource["name"]: resource["rows"] for resource in described["resources"]}
    assert rows == {
        "claims": 1,
        "appearances": 2,
        "claim_topics": 0,
        "quotes": 2,
        "verifications": 1,
        "evidence": 1,
        "speakers": 3,
    }


def test_a_package_describes_its_columns_keys_and_licence(settings):
    settings.LICENCE = "https://licence.example/"
    described = json.loads(unpacked(a_package())["datapackage.json"])
    assert described["licenses"] == [{"path": "https://licence.example/"}]
    schema = described["resources"][1]["schema"]
    assert schema["primaryKey"] == ["claim", "quote"]
    assert schema["foreignKeys"][0] == {
        "fields": "claim",
        "reference": {"resource": "claims", "fields": "id"},
    }
    assert schema["fields"][0] == {
        "name": "claim",
        "type": "string",
        "format": "uuid",
        "description": "A claim's id.",
    }


def test_what_npm_s_reader_refuses_is_not_there():
    """Its datapackage 1.1.10 wants no byte order mark, and no empty list of keys."""
    a_published_claim()
    files = unpacked(a_package())
    for resource in json.loads(files.pop("datapackage.json"))["resources"]:
        assert resource["encoding"] == "utf-8"
        assert resource["schema"].get("foreignKeys") != []
    assert not any(content.startswith(b"\xef\xbb\xbf") for content in files.values())


def test_the_same_record_is_the_same_package():
    a_published_claim([an_accepted_quote()])
    assert a_package() == a_package()
