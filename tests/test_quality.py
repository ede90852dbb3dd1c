"""Style, migrations and deployment are tested like everything else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SECURE = {"PUBLIC_URL": "https://facts.example", "SECRET_KEY": "k3y-" * 20 + "0123456789abcdef"}


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
