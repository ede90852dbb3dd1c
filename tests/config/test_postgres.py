"""The embedded server: shared, closed to others, and back again whatever ended it."""

import fcntl
import os
import shutil
import signal
import stat
import time
from contextlib import closing, suppress
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from config.postgres import Unavailable, provided, revive
from tests.clusters import until

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root's server is another account's")


def socket_of(url):
    return conninfo_to_dict(url)["host"]


def asked(url, query):
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(query)
        return cursor.fetchone()[0] if cursor.description else None


def postmaster(home):
    with suppress(OSError):
        return int((home / "data" / "postmaster.pid").read_text().split()[0])


def alive(pid):
    return os.path.exists(f"/proc/{pid}/exe") and bool(os.readlink(f"/proc/{pid}/exe"))


def is_locked(path):
    with open(path) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def test_a_first_start_makes_the_database_in_a_path_with_a_space(checkout, use):
    user = use(checkout / "var" / "postgres")
    url = user.url()
    assert asked(url, "SELECT current_database()") == "verbatim"
    assert asked(url, "SELECT lower('ŁÓDŹ') || to_tsvector('simple', 'Łódź')") == "łódź'łódź':1"
    assert user.leave() == (0, "")


def test_the_server_ends_with_its_last_user(home, use):
    first, second = use(home), use(home)
    assert first.url() == second.url()
    first.leave()
    server = postmaster(home)
    assert alive(server)
    second.leave()
    assert postmaster(home) is None and not alive(server)


@pytest.mark.parametrize("place", ["home", "a long path"])
def test_a_server_that_dies_is_started_again_where_it_was(checkout, use, place):
    home = checkout / "var" / ("postgres" if place == "home" else "p" * 100)
    url = use(home).url()
    os.kill(postmaster(home), signal.SIGKILL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        revive(home)
    assert asked(url, "SELECT 1") == 1


def test_only_our_own_server_is_started_again(home, use, monkeypatch):
    url = use(home).url()
    dead = postmaster(home)
    os.kill(dead, signal.SIGKILL)
    monkeypatch.setenv("DATABASE_URL", f"{url}_elsewhere")
    revive(home)
    assert postmaster(home) == dead


def test_where_there_never_was_a_server_of_ours_none_is_started(tmp_path):
    revive(tmp_path / "postgres")
    assert list(tmp_path.iterdir()) == []


def test_eight_at_once_on_a_fresh_checkout_share_one_server(checkout, use):
    users = [use(checkout / "var" / "postgres") for _ in range(8)]
    assert len({user.url() for user in users}) == 1
    assert [user.leave() for user in users] == [(0, "")] * 8
    assert postmaster(checkout / "var" / "postgres") is None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_server_ends_when_its_user_is_told_to(home, use, number):
    user = use(home)
    assert user.url()
    server = postmaster(home)
    user.end(number)
    assert postmaster(home) is None and not alive(server)


def test_a_ctrl_c_for_one_user_leaves_the_server_to_the_other(home, use):
    first = use(home)
    url = first.url()
    second = use(home)
    assert second.url() == url
    first.end(signal.SIGINT)
    assert asked(url, "SELECT 1") == 1
    assert second.leave() == (0, "")


def test_a_killed_user_keeps_the_server_only_until_the_next_one_leaves(home, use):
    killed = use(home)
    assert killed.url()
    killed.end(signal.SIGKILL)
    server = postmaster(home)
    assert alive(server)
    following = use(home)
    assert following.url() and postmaster(home) == server
    following.leave()
    assert not alive(server)


def test_a_start_killed_at_any_moment_is_made_good_by_the_next(checkout, use):
    home = checkout / "var" / "postgres"
    for moment in (0.1, 0.3, 0.5, 0.8, 1.2):
        killed = use(home)
        time.sleep(moment)
        killed.end(signal.SIGKILL)
    user = use(home)
    assert asked(user.url(), "SELECT 1") == 1
    assert user.leave() == (0, "")


def test_what_was_committed_survives_a_killed_server(home, use):
    user = use(home)
    url = user.url()
    asked(url, "CREATE TABLE kept AS SELECT 7 AS number")
    os.kill(postmaster(home), signal.SIGKILL)
    following = use(home)
    assert asked(following.url(), "SELECT number FROM kept") == 7
    assert user.leave() == following.leave() == (0, "")


def test_a_query_that_outlives_a_killed_server_does_not_block_the_next(home, use):
    with closing(psycopg.connect(use(home).url(), autocommit=True)) as connection:
        connection.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 1000000000000)")
        os.kill(postmaster(home), signal.SIGKILL)
        assert asked(use(home).url(), "SELECT 1") == 1


def test_a_server_that_runs_and_does_not_answer_yet_is_waited_for(home, use):
    assert use(home).url()
    server = postmaster(home)
    shutil.rmtree(home / "socket")
    second = use(home)
    until(lambda: is_locked(home.with_suffix(".lock")))  # its programs are loaded by then
    time.sleep(1)
    assert second.process.poll() is None and postmaster(home) == server
    os.kill(server, signal.SIGKILL)
    status, errors = second.leave()
    assert status == 1 and errors.startswith("PostgreSQL does not start")


@pytest.mark.parametrize(
    "content",
    ["", f"{os.getpid()}\n", f"{os.getpid()}\n/elsewhere\n1\n", "x"],
    ids=["empty", "a number", "another place", "no number"],
)
def test_a_postmaster_pid_that_is_no_postmasters_is_put_aside(home, use, content):
    (home / "data" / "postmaster.pid").write_text(content)
    assert asked(use(home).url(), "SELECT 1") == 1


def test_data_that_came_back_readable_from_a_backup_is_closed_again(home, use):
    (home / "data").chmod(0o755)
    assert asked(use(home).url(), "SELECT 1") == 1
    assert stat.S_IMODE((home / "data").stat().st_mode) == 0o700


def test_settings_meant_for_another_server_and_unknown_locales_do_not_matter(checkout, use):
    foreign = {"PGPORT": "6666", "PGDATA": "/nowhere", "PGSERVICE": "x", "PGOPTIONS": "-c x"}
    user = use(checkout / "var" / "postgres", **foreign, LANG="xx_XX", LC_CTYPE="UTF-8", LC_ALL="x")
    assert user.url()
    assert user.leave() == (0, "")


def test_an_interrupted_first_start_leaves_nothing_in_the_way(checkout, use):
    half = checkout / "var" / "postgres" / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")
    assert asked(use(half.parent).url(), "SELECT 1") == 1


def test_only_its_owner_reaches_the_socket(home, use):
    directory = socket_of(use(home).url())
    assert stat.S_IMODE(os.stat(directory).st_mode) == 0o700
    assert stat.S_IMODE(os.stat(f"{directory}/.s.PGSQL.5432").st_mode) == 0o700


def test_a_long_path_gets_a_short_socket_that_only_its_owner_reaches(checkout, use):
    var = checkout / ("x" * 150) / "var"
    var.mkdir(parents=True)
    user = use(var / "postgres")
    directory = socket_of(user.url())
    assert directory.startswith("/tmp/verbatim-")
    assert stat.S_IMODE(os.stat(directory).st_mode) == 0o700
    assert user.leave() == (0, "") and not os.path.exists(directory)


def test_a_short_socket_that_was_cleaned_away_is_made_anew(checkout, use):
    var = checkout / ("x" * 150) / "var"
    var.mkdir(parents=True)
    user = use(var / "postgres")
    directory = socket_of(user.url())
    os.kill(postmaster(var / "postgres"), signal.SIGKILL)
    shutil.rmtree(directory)  # as a reboot does with /tmp
    assert asked(use(var / "postgres").url(), "SELECT 1") == 1


def test_data_of_another_major_version_is_refused_in_a_sentence(home, use):
    (home / "data" / "PG_VERSION").write_text("17\n")
    status, errors = use(home).leave()
    assert status == 1
    assert "was written by PostgreSQL 17 and this is 18: dump it" in errors


def test_why_a_server_does_not_start_is_said_in_its_own_words(home, use):
    with open(home / "data" / "postgresql.conf", "a") as settings:
        settings.write("shared_buffers = 'plenty'\n")
    status, errors = use(home).leave()
    assert status == 1
    assert errors.startswith("PostgreSQL does not start:") and errors.count("\n") == 1
    assert "errors" in errors and str(home / "log") in errors


def test_data_that_is_gone_is_not_begun_anew(checkout, use):
    home = checkout / "postgres"
    home.symlink_to(checkout / "elsewhere")
    status, errors = use(home).leave()
    assert status == 1 and "is gone: bring that back" in errors
    home.unlink()


@as_root
def test_roots_server_is_not_roots(home, use):
    assert use(home).url()
    assert os.stat(f"/proc/{postmaster(home)}").st_uid == 65534


@as_root
@pytest.mark.parametrize("owner", [("nobody", "nobody"), ("54321", 54321)], ids=lambda one: one[0])
def test_root_begins_no_other_database_in_a_checkout_that_an_account_uses(
    tmp_path, monkeypatch, owner
):
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setattr("config.postgres.VENV", tmp_path)
    shutil.chown(tmp_path, owner[1])
    refused = pytest.raises(Unavailable, match=f"used by {owner[0]}, .* by `deploy/manage`")
    with refused, provided(tmp_path / "postgres"):
        pass
    assert list(tmp_path.iterdir()) == []


@as_root
def test_root_opens_no_directory_for_its_server(checkout, use):
    checkout.chmod(0o700)
    home = checkout / "var" / "postgres"
    for _ in range(2):
        user = use(home)
        assert asked(user.url(), "SELECT 1") == 1
        assert user.leave() == (0, "")
    assert home.resolve().parent == Path("/var/lib")
    assert stat.S_IMODE(checkout.stat().st_mode) == 0o700


@as_root
def test_root_refuses_data_that_its_server_cannot_reach(checkout, home, use):
    checkout.chmod(0o700)
    status, errors = use(home).leave()
    assert status == 1 and "mends that" in errors
