"""LibreOffice itself opens our tables: whatever a text begins with, no cell is a formula."""

import shutil
import subprocess
from random import Random
from xml.etree import ElementTree

import pytest

from claims.models import Evidence
from record.exports import FORMATS, TABLES
from tests.factories import a_user, a_verification
from tests.record.exports.test_exports import FORMULAS

CELLS = 10_000
SOFFICE = shutil.which("soffice")
READ_AS = {"csv": ["--infilter=CSV:44,34,76"], "xlsx": []}  # comma, double quotes, UTF-8
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
BODIES = ("1+1", "SUM(A1:A9)", 'HYPERLINK("https://evil.example";"x")', "cmd|' /C calc'!A0")
URL = "https://source.example/"
FIELDS = ("title", "publisher", "excerpt")


def hostile(drawn):
    return f"{drawn.choice(FORMULAS)}{drawn.choice(BODIES)} {drawn.randrange(10**9)}"


def opened(path, kind):
    """The cells of a table, as LibreOffice has them once it has opened the file."""
    home = f"-env:UserInstallation=file://{path.parent}/home"
    command = [SOFFICE, home, "--headless", *READ_AS[kind], "--convert-to", "fods", path.name]
    subprocess.run(command, cwd=path.parent, check=True, capture_output=True, timeout=300)
    return list(ElementTree.parse(path.with_suffix(".fods")).iter(f"{TABLE}table-cell"))


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not on this machine.")
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
