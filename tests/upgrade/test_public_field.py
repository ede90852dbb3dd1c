"""CONTRIBUTING.md's way to one more public field, followed: six files, and every way out has it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checkouts import copied
from tests.upgrade import loading
from tests.upgrade.public_field import WORDS

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text()
SECTION = GUIDE.partition("## A public field\n")[2].partition("\n## ")[0]
PATH = re.compile("^`([^`]+)`")
MOST_FILES = 6


def changes():
    """Yield (path, what stands there, what takes its place) of each diff of the section."""
    path = None
    for block in SECTION.split("\n\n"):
        if found := PATH.match(block):
            path = found[1]
        if block.startswith("```diff"):
            lines = block.strip().splitlines()[1:-1]
            old = [line[1:] for line in lines if line[0] != "+"]
            new = [line[1:] for line in lines if line[0] != "-"]
            yield path, "\n".join(old), "\n".join(new)


def files(checkout):
    left_out = {".venv", ".ruff_cache", "var", ".git"}
    return {
        path.relative_to(checkout): path.read_bytes()
        for path in checkout.rglob("*")
        if path.is_file()
        and "__pycache__" not in path.parts
        and left_out.isdisjoint(path.relative_to(checkout).parts)
    }


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A copy of this checkout, changed as the section says."""
    copy = copied(tmp_path_factory.mktemp("checkout"))
    for path, old, new in changes():
        text = (copy / path).read_text()
        assert text.count(old) == 1, f"{path} has this {text.count(old)} times: {old}"
        (copy / path).write_text(text.replace(old, new))
    run(copy, "makemigrations", "sources", "--name", "quote_context")
    for command in (["check", "--fix", "-q"], ["format", "-q"]):
        subprocess.run([sys.executable, "-m", "ruff", *command, "sources"], cwd=copy, check=True)
    (copy / "docs/fields.md").write_text(run(copy, "describe_fields"))
    return copy


def run(checkout, *arguments):
    return loading.manage(loading.SERVER, *arguments, checkout=checkout)


def test_it_touches_at_most_six_files(checkout):
    before, after = files(ROOT), files(checkout)
    touched = {path for path in after if after[path] != before.get(path)}
    assert len(touched) <= MOST_FILES, touched
    assert sum("migrations" in path.parts for path in touched) == 1


def test_the_changed_code_is_tidy(checkout):
    for command in (["format", "--check"], ["check"]):
        subprocess.run([sys.executable, "-m", "ruff", *command, "."], cwd=checkout, check=True)


@pytest.fixture(scope="module", params=["empty", "filled before"])
def url(request, checkout):
    """The URL of a database that was made by the changed code, or filled by the present one."""
    with loading.database("verbatim_field") as url:
        if request.param == "filled before":
            loading.load_dump(url)
            loading.manage(url, "migrate", "--verbosity", "0")
        loading.manage(url, "migrate", "--verbosity", "0", checkout=checkout)
        loading.manage(url, "seed", checkout=checkout)
        yield url


def test_every_way_out_has_it_and_it_comes_back(url, checkout, tmp_path):
    shown = loading.python(url, "tests.upgrade.public_field", tmp_path, checkout=checkout)
    shown = json.loads(shown)
    public_id, upgraded = shown.pop("id"), shown.pop("upgraded")
    times = len(shown["csv of claims"])
    assert times >= 1 and upgraded > 0
    assert shown == {
        "api": WORDS,
        "fields": {"context": WORDS},
        "claims": True,
        "schema": "string",
        "csv": [WORDS],
        "csv of claims": [WORDS] * times,
        "jsonl": [WORDS],
        "package": ["appearances", "quotes"],
        "desk": True,
    }
    with loading.database("verbatim_field_restored") as other:
        loading.manage(other, "migrate", "--verbosity", "0", checkout=checkout)
        loading.manage(other, "restore", *tmp_path.iterdir(), checkout=checkout)
        again = tmp_path / "again.jsonl"
        options = ("--format", "jsonl", "--output", again)
        loading.manage(other, "export", "quotes", *options, checkout=checkout)
        (line,) = (line for line in again.read_text().splitlines() if public_id in line)
        assert json.loads(line)["context"] == WORDS
