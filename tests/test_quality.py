"""Style, migrations and deployment are tested like everything else."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SECURE = {"PUBLIC_URL": "https://facts.example", "SECRET_KEY": "k3y-" * 20 + "0123456789abcdef"}
APPS = ("config", "record", "claims", "sources")
UNREAD = ("record/migrations", "claims/migrations", "sources/migrations", "record/api")
IMPERATIVES = """
Abort Accept Act Add Annotate Answer Apply Ask Assign Begin Bring Call Capture Change Check Clear
Compile Compress Confirm Connect Copy Count Create Cut Decide Decorate Delete Digest Do Empty End
Fetch File Fill Forget Gather Give Go Hand Have Hold Import Insert Install Keep Kill Learn Leave
Let List Lock Look Make Merge Migrate Move Name Note Offer Place Prefer Print Propose Publish Put
Raise Read Record Refuse Register Reject Remember Remove Replace Report Return Run Say Send Serve
Set Show Shut Sign Split Stand Start Store Suggest Take Tell Undo Warn Write Yield
"""


def run(*command, **environment):
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", **environment},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("command", (["format", "--check"], ["check"]))
def test_ruff_has_nothing_to_say(command):
    result = run("-m", "ruff", *command, ".")
    assert result.returncode == 0, result.stdout


def test_mypy_has_nothing_to_say(tmp_path):
    """Which packages are held to `--strict` is in pyproject.toml."""
    result = run("-m", "mypy", "--cache-dir", str(tmp_path))
    assert result.returncode == 0, result.stdout


def test_every_model_change_has_its_migration():
    result = run("-m", "django", "makemigrations", "--check", "--dry-run")
    assert result.returncode == 0, result.stdout


def test_no_server_serves_with_a_key_of_its_own_making():
    result = run("-c", "import config.asgi", SECRET_KEY="")
    assert "ImproperlyConfigured: SECRET_KEY is not set; write" in result.stderr


def test_deployment_check_has_no_warning():
    result = run("-m", "django", "check", "--deploy", "--fail-level", "WARNING", **SECURE)
    assert result.returncode == 0, result.stderr


def is_property(function):
    names = (ast.unparse(decorator) for decorator in function.decorator_list)
    return any(name.rpartition(".")[2].endswith("property") for name in names)


def docstrings(path):
    """Yield (line, docstring) of each function and method that has one, but of no property."""
    for node in ast.walk(ast.parse(path.read_text())):
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if is_function and not is_property(node) and (words := ast.get_docstring(node)):
            yield node.lineno, words


def test_docstrings_of_functions_begin_with_an_imperative():
    """A verb that is lacking is added to IMPERATIVES; record/api has its own words."""
    paths = (path for app in APPS for path in sorted((ROOT / app).rglob("*.py")))
    offenders = [
        f"{path.relative_to(ROOT)}:{line}: {words.splitlines()[0]}"
        for path in paths
        if not path.relative_to(ROOT).as_posix().startswith(UNREAD)
        for line, words in docstrings(path)
        if words.split()[0].rstrip(",:;") not in IMPERATIVES.split()
    ]
    assert offenders == []
