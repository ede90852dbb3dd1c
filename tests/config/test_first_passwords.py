"""The first passwords are for the terminal, and never for a log."""

import pytest
from django.contrib.auth.models import User

from config.bootstrap import make_logins


@pytest.mark.django_db(databases=["default", "record"])
def test_under_systemd_they_go_to_a_file_that_only_its_owner_reads(settings, monkeypatch, tmp_path):
    settings.VAR, said = tmp_path, []
    monkeypatch.setenv("JOURNAL_STREAM", "8:12345")
    make_logins(said.append)
    file = tmp_path / "first_passwords"
    passwords = {line.split()[3]: line.split()[5] for line in file.read_text().splitlines()}
    assert file.stat().st_mode & 0o777 == 0o600
    assert passwords.keys() == {"editor", "reviewer"}
    for name, password in passwords.items():
        assert User.objects.get(username=name).check_password(password)
        assert password not in "".join(said)
