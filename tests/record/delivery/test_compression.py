"""What anybody may read leaves small, and is the same when unpacked."""

import gzip

import pytest
import zstandard
from django.test import Client

from record.delivery.middleware import negotiated_encoding
from tests.factories import a_published_claim

pytestmark = pytest.mark.django_db(databases=["default", "record"])


def unzstd(packed):
    return zstandard.ZstdDecompressor().decompressobj().decompress(packed)


UNPACK = {"gzip": gzip.decompress, "zstd": unzstd}


def whole(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize("name", UNPACK)
@pytest.mark.parametrize("path", ["/api/v1/claims/", "/exports/claims.csv", "/"])
def test_an_answer_is_the_same_when_unpacked(path, name):
    a_published_claim(statement="It rained. " * 80)
    client = Client()
    plain, packed = client.get(path), client.get(path, HTTP_ACCEPT_ENCODING=f"br, {name};q=0.5")
    assert packed["Content-Encoding"] == name and "Accept-Encoding" in packed["Vary"]
    small = whole(packed)
    assert UNPACK[name](small) == whole(plain)
    again = client.get(path, HTTP_IF_NONE_MATCH=packed["ETag"], HTTP_ACCEPT_ENCODING=name)
    assert again.status_code == 304


def test_a_kept_answer_is_for_who_can_read_it():
    a_published_claim(statement="It rained. " * 80)
    client = Client()
    client.get("/api/v1/claims/", HTTP_ACCEPT_ENCODING="zstd")
    assert not client.get("/api/v1/claims/").has_header("Content-Encoding")
    kept = client.get("/api/v1/claims/", HTTP_ACCEPT_ENCODING="zstd")
    assert kept["Content-Encoding"] == "zstd"


def test_the_desk_is_never_packed():
    assert (
        not Client()
        .get("/admin/login/", HTTP_ACCEPT_ENCODING="gzip")
        .has_header("Content-Encoding")
    )


@pytest.mark.parametrize(
    "accepted, name",
    [
        ("", None),
        ("gzip", "gzip"),
        ("gzip, ZSTD", "zstd"),
        ("zstd;q=0, gzip", "gzip"),
        ("br", None),
    ],
)
def test_the_client_says_what_it_reads(accepted, name):
    assert negotiated_encoding(accepted) == name
