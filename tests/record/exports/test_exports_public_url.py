"""`export` warns where a file's addresses would begin with one that nobody chose."""

import pytest
from django.core.management import call_command

WARNING = (
    "PUBLIC_URL is not set, so the addresses in this file begin with http://localhost:8000, which "
    "leads nowhere on other machines. Set PUBLIC_URL to your site's address, and export again.\n"
)
WITH_ADDRESSES = [
    ("claims", "csv"),
    ("claims", "xlsx"),
    ("claims", "claimreview"),
    ("quotes", "annotations"),
    ("package", "csv"),
]
WITHOUT_ADDRESSES = [("claims", "jsonl"), ("quotes", "csv"), ("speakers", "csv")]


@pytest.fixture
def warned(db, settings, monkeypatch, tmp_path, capsys):
    def warned(table, format, public_url=""):
        monkeypatch.setenv("PUBLIC_URL", public_url)
        settings.PUBLIC_URL = public_url or "http://localhost:8000"
        call_command("export", table, format=format, output=tmp_path / "file")
        return capsys.readouterr().err.partition("For what changes after this")[0]

    return warned


@pytest.mark.parametrize("table, format", WITH_ADDRESSES)
def test_a_file_with_addresses_warns_where_public_url_is_unset(warned, table, format):
    assert warned(table, format) == WARNING
    assert warned(table, format, "https://facts.example") == ""


@pytest.mark.parametrize("table, format", WITHOUT_ADDRESSES)
def test_a_file_without_addresses_does_not(warned, table, format):
    assert warned(table, format) == ""
