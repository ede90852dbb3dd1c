"""The files of deploy/ are what systemd takes, and agree with what the site is."""

import re
import shutil
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import pytest

from config.environment import ROOT
from record.delivery.addresses import BODIES, UPLOADS
from tests.conftest import needs

DEPLOY = ROOT / "deploy"
TIMED = ("publish_due", "renew_documents", "deliver_webhooks", "count_words", "recapture_due")
UNITS = sorted((DEPLOY / "systemd").iterdir())


def test_systemd_takes_the_units(tmp_path):
    """With `true` in place of programs that stand elsewhere here."""
    verify = needs(shutil.which("systemd-analyze"), "systemd-analyze", "systemd")
    for unit in UNITS:
        text = re.sub(r"/srv/verbatim/\.venv/bin/\w+", "/bin/true", unit.read_text())
        (tmp_path / unit.name).write_text(text)
    names = [tmp_path / unit.name for unit in UNITS if "@." not in unit.name]
    environment = {"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [verify, "verify", "--man=no", *names], env=environment, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.suffix == ".service"])
def test_each_service_has_a_user_of_its_own_and_no_way_to_more(unit):
    lines = unit.read_text().splitlines()
    for line in ("User=verbatim", "NoNewPrivileges=yes", "ProtectSystem=strict", "UMask=0077"):
        assert line in lines


@pytest.mark.parametrize("command", TIMED)
def test_what_is_timed_is_a_command(command):
    assert (DEPLOY / f"systemd/verbatim-timed@{command}.timer").exists()
    assert list(Path(ROOT).glob(f"*/management/commands/{command}.py"))


def test_the_ledgers_service_runs_a_command():
    unit = (DEPLOY / "systemd/verbatim-ledger.service").read_text()
    assert "manage.py keep_ledger --every " in unit


def test_two_backups_of_a_day_have_two_names():
    """Run by a shell as systemd would: it takes a doubled per cent sign for one."""
    unit = (DEPLOY / "systemd/verbatim-backup.service").read_text()
    [written] = re.findall(r"manage\.py backup (\S.*)'", unit)
    done = subprocess.run(["sh", "-c", f"echo {written.replace('%%', '%')}"], capture_output=True)
    name = Path(done.stdout.decode().strip())
    assert re.fullmatch(r"site-\d{4}-\d\d-\d\dT\d{6}Z\.zip", name.name)
    [(place, forgotten)] = re.findall(r"find (\S+) -name '(\S+)' -mtime", unit)
    assert (str(name.parent), fnmatch(name.name, forgotten)) == (place, True)


def test_nginx_lets_through_what_the_site_takes():
    limits = set(re.findall(r"client_max_body_size (\d+)m", (DEPLOY / "nginx.conf").read_text()))
    assert limits == {str(most // 10**6) for most in (*BODIES.values(), *UPLOADS.values())}


def test_nginx_speaks_no_old_tls():
    [spoken] = re.findall(r"ssl_protocols (.*);", (DEPLOY / "nginx.conf").read_text())
    assert spoken == "TLSv1.2 TLSv1.3"


def test_what_nginx_writes_is_rotated_by_us_alone():
    """Debian's own file for nginx has all of /var/log/nginx, and a log may be in one file only."""
    written = re.findall(r"_log (\S+);", (DEPLOY / "nginx.conf").read_text())
    [ours] = re.findall(r"^(/\S+) \{", (DEPLOY / "logrotate").read_text(), re.MULTILINE)
    assert len(written) == 2 and all(fnmatch(log, ours) for log in written)
    assert not any(fnmatch(log, "/var/log/nginx/*.log") for log in written)


def test_the_environment_names_settings_that_there_are():
    named = re.findall(r"^([A-Z_]+)=", (DEPLOY / "environment").read_text(), re.MULTILINE)
    known = "".join(p.read_text() for p in (ROOT / "config").glob("*.py"))
    assert named and [name for name in named if f'"{name}"' not in known] == []
