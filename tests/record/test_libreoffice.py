"""LibreOffice itself opens our tables: whatever a text begins with, no cell is a formula."""

import os
import shutil
import subprocess
from random import Random
from xml.etree import ElementTree

import pytest

from record.exports import FORMATS, TABLES
from record.models import Claim
from tests.factories import a_claim, a_speaker, a_verification
from tests.record.test_exports import FORMULAS

CELLS = int(os.environ.get("HOSTILE_CELLS", 120))  # by hand 10000
SOFFICE = shutil.which("soffice")
READ_AS = {"csv": ["--infilter=CSV:44,34,76"], "xlsx": []}  # comma, double quotes, UTF-8
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
BODIES = ("1+1", "SUM(A1:A9)", 'HYPERLINK("https://evil.example";"x")', "cmd|' /C calc'!A0")
EACH = 3  # hostile cells of one claim


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
    drawn = Random(1)
    for _ in range(0, CELLS, EACH):
        claim = a_claim(statement=hostile(drawn), claimant=a_speaker(name=hostile(drawn)))
        a_verification("published", claim=claim, summary=hostile(drawn))
    path = tmp_path / f"claims.{kind}"
    path.write_bytes(b"".join(FORMATS[kind][0](TABLES["claims"], Claim.objects.all())))
    cells = opened(path, kind)
    written = ["".join(cell.itertext()) for cell in cells]
    assert sum(any(body in words for body in BODIES) for words in written) >= CELLS
    assert [cell.get(f"{TABLE}formula") for cell in cells if cell.get(f"{TABLE}formula")] == []
