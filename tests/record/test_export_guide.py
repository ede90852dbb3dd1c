"""Every example of the guide to exports works as it is printed."""

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.record.restore.test_restore import empty
from tests.record.test_guide import EXAMPLE, a_world

GUIDE = (Path(__file__).parents[2] / "docs" / "exports.md").read_text()
ADDRESSES = re.findall(rf"curl '{EXAMPLE}([^']+)'", GUIDE)
COMMANDS = re.findall(r"^python3 manage.py (.+)$", GUIDE, re.M)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_address_answers(client, address):
    a_world()
    response = client.get(address)
    content = b"".join(response) if response.streaming else response.content
    assert response.status_code == 200 and content


def test_the_commands_work_one_after_the_other(settings, tmp_path, monkeypatch, capsys):
    settings.PUBLIC_URL = EXAMPLE
    monkeypatch.chdir(tmp_path)
    a_world()
    for command in map(shlex.split, COMMANDS):
        if command[0] == "restore":
            empty()
        call_command(*command)
    said = capsys.readouterr().out
    assert "Restored 1 claims" in said
    assert "1 added" in said
