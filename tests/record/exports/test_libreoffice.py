"""LibreOffice itself opens our tables: no text is a formula, and days and times are some."""

import shutil
import subprocess
from random import Random
from xml.etree import ElementTree

import pytest

from claims.models import Evidence
from record.exports import FORMATS, TABLES
from tests.conftest import needs
from tests.factories import a_published_claim, a_user, a_verification
from tests.record.exports.test_exports import FORMULAS

CELLS = 10_000
READ_AS = {"csv": ["--infilter=CSV:44,34,76"], "xlsx": []}  # comma, double quotes, UTF-8
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
BODIES = ("1+1", "SUM(A1:A9)", 'HYPERLINK("https://evil.example";"x")', "cmd|' /C calc'!A0")
URL = "https://source.example/"
FIELDS = ("title", "publisher", "excerpt")


def hostile(drawn):
    return f"{drawn.choice(FORMULAS)}{drawn.choice(BODIES)} {drawn.randrange(10**9)}"


def opened(path, kind):
    """The cells of a table, as LibreOffice has them once it has opened the file."""
    home = f"-env:UserInstallation=file://{path.parent}/home"
    soffice = needs(shutil.which("soffice"), "LibreOffice", "libreoffice-calc")
    command = [soffice, home, "--headless", *READ_AS[kind], "--convert-to", "fods", path.name]
    subprocess.run(command, cwd=path.parent, check=True, capture_output=True, timeout=300)
    return list(ElementTree.parse(path.with_suffix(".fods")).iter(f"{TABLE}table-cell"))


@pytest.mark.parametrize("kind", READ_AS)
def test_libreoffice_finds_no_formula(tmp_path, kind):
    drawn, verification = Random(1), a_verification(evidence=0)
    verification.evidence.bulk_create(
        Evidence(verification=verification, url=URL, **{field: hostile(drawn) for field in FIELDS})
        for _ in range(0, CELLS, len(FIELDS))
    )
    verification.submit()
    verification.publish(by=a_user("reviewer"))
    path = tmp_path / f"evidence.{kind}"
    table = TABLES["evidence"]
    path.write_bytes(b"".join(FORMATS[kind][0](table, table.model.objects.all())))
    cells = opened(path, kind)
    written = ["".join(cell.itertext()) for cell in cells]
    assert [cell.get(f"{TABLE}formula") for cell in cells if cell.get(f"{TABLE}formula")] == []
    assert sum(any(body in words for body in BODIES) for words in written) >= CELLS


def test_libreoffice_reads_days_times_and_numbers(tmp_path):
    claim = a_published_claim(claimed_on="2026-03-01")
    path, table = tmp_path / "claims.xlsx", TABLES["claims"]
    path.write_bytes(b"".join(FORMATS["xlsx"][0](table, table.model.objects.all())))
    cells = opened(path, "xlsx")
    dates = {cell.get(f"{OFFICE}date-value") for cell in cells}
    verified = claim.verifications.get().published_at
    assert {"2026-03-01", f"{verified:%Y-%m-%dT%H:%M:%S}"} <= {(date or "")[:19] for date in dates}
    assert "float" in {cell.get(f"{OFFICE}value-type") for cell in cells}
