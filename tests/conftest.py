"""Every test that touches models runs on a real PostgreSQL: DATABASE_URL's, or the embedded one."""

import os
import shutil
import sys
import threading
import time
from pathlib import Path

import pytest
from django import conf
from django.core.signals import request_finished, request_started
from django.db import connections
from django.dispatch import receiver
from django.test import override_settings
from playwright.sync_api import expect, sync_playwright
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import blocking_manager_key

from claims.models.lock import LOCKS
from config.owner import as_desk, as_owner
from tests.factories import a_superuser
from tests.pages import logged_in, page
from tests.refusals import sql, switch_off

HERE = Path(__file__).parent
WITHOUT_DATABASE = {
    HERE / "config",
    HERE / "faults",
    HERE / "sources" / "extraction",
    HERE / "test_journey.py",
    HERE / "test_desk_role.py",  # it has a server of its own
}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=30_000)  # as long as all else in the browser: its own five seconds flake
DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")


LEDGER = {*(HERE / "record" / "ledger").glob("test_*.py")}
LEDGER -= {HERE / "record" / "ledger" / "test_addresses.py"}  # it has transactional tests
EMPTIED = pytest.StashKey[bool]()


def pytest_addoption(parser):
    parser.addoption(
        "--faults", action="store_true", help="only kill processes, many times: tests/faults"
    )


@pytest.hookimpl(tryfirst=True)  # before pytest-django puts the transactional tests last
def pytest_collection_modifyitems(config, items):
    if config.getoption("--faults"):
        items[:] = [item for item in items if HERE / "faults" in item.path.parents]
    # A ledger of all that was written: before a transactional test has emptied what it tells of.
    items.sort(key=lambda item: item.path not in LEDGER)
    for item in items:
        pure = not WITHOUT_DATABASE.isdisjoint({item.path, *item.path.parents})
        if not pure and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db(databases=["default", "record"]))


def pytest_runtest_teardown(item):
    if is_transactional(item):
        item.session.stash[EMPTIED] = True


@pytest.hookimpl(tryfirst=True)  # before the test's transaction begins
def pytest_runtest_setup(item):
    """
    Put back what migrations fill tables with, where a transactional test has emptied them.

    In several processes each runs whole files, so that not all transactional tests come last.
    """
    if item.session.stash.get(EMPTIED, False) and not is_transactional(item):
        desk = connections["default"]
        with item.config.stash[blocking_manager_key].unblock():
            desk.creation.deserialize_db_from_string(desk._test_serialized_contents)
        item.session.stash[EMPTIED] = False


def is_transactional(item):
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or "live_server" in item.fixturenames


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """The owner of the tests' database makes and removes it."""
    with as_owner():
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """
    In between, the tests act as the desk does.

    Inside a test's transaction, the record is read on the connection that wrote it.
    """
    desk = connections["default"]
    connections["record"] = desk
    creation = desk.creation
    restored = creation.deserialize_db_from_string

    def restored_by_owner(rows):
        """Put back what a transactional test has emptied: rows of the record and the steps, too."""
        with as_owner():
            restored(rows)

    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), as_desk():
        patch.setattr(creation, "deserialize_db_from_string", restored_by_owner)
        yield


@pytest.fixture
def admin_user(db):
    """Of pytest-django's admin_client: the desk makes no superuser."""
    return a_superuser()


@pytest.fixture(scope="session", autouse=True)
def a_place_for_static_files():
    """A server in a thread warns where there is none."""
    conf.settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def no_ledger_is_signed(settings):
    """The tests of the ledger give it a place; no other reads the one of this checkout."""
    settings.LEDGER_DIR = settings.VAR / "no ledger"


@pytest.fixture(autouse=True)
def nobody_has_read_enough(settings):
    """The tests of the limits set one; all others may ask as often as they like."""
    settings.RATE_LIMIT_PER_MINUTE = 0


@pytest.fixture(autouse=True)
def no_models(settings):
    """A test that wants a model serves one; a site beside us may serve its own."""
    settings.MODELS = settings.VAR / "no_models"


@pytest.fixture(autouse=True)
def static_files_without_collecting(settings):
    """Pages find their style sheets in the apps, as they do before the first collectstatic."""
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


def needs(found, what, package):
    """Skip, naming the package, on a person's machine; fail where CI has promised to install it."""
    if found:
        return found
    sentence = f"{what} is not installed: `apt install {package}` and run again"
    (pytest.fail if os.environ.get("CI") else pytest.skip)(sentence)


@pytest.fixture(scope="session")
def chromium():
    """The path of Debian's browser, for Playwright's executable_path."""
    return needs(shutil.which("chromium"), "chromium", "chromium")


@pytest.fixture(scope="session")
def firefox(tmp_path_factory):
    """The path of a program that starts Debian's Firefox, for Playwright's executable_path."""
    needs(shutil.which("firefox-esr"), "Firefox", "firefox-esr")
    program = tmp_path_factory.mktemp("firefox") / "firefox"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} {HERE / "firefox.py"} "$@"\n')
    program.chmod(0o755)
    return program


@pytest.fixture(scope="session")
def postgresql_15():
    """The directory of the programs of Debian's PostgreSQL 15."""
    return needs(DEBIAN_15.exists() and DEBIAN_15, "PostgreSQL 15", "postgresql-15")


@pytest.fixture(scope="module")
def engine():
    """Which browser is used. A module whose tests run in Firefox, too, has its own fixture."""
    return "chromium"


@pytest.fixture(scope="module")
def browser(engine, request, django_db_setup):
    """Playwright's loop runs in this thread: Django is told so, and keeps its connections."""
    path = request.getfixturevalue(engine)
    kept = {alias: connections[alias] for alias in connections}
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        for alias, connection in kept.items():
            connections[alias] = connection
        if engine == "firefox":
            browser = playwright.firefox.launch(channel="moz-firefox", executable_path=path)
        else:
            browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def served():
    """The address of the site, served without collectstatic."""
    with override_settings(WHITENOISE_AUTOREFRESH=True, WHITENOISE_USE_FINDERS=True):
        server = LiveServer("localhost")
    yield server.url
    server.stop()


UNDER_WAY = set()  # the threads of the server that answer a request
PATIENCE = 10  # seconds


@receiver(request_started)
def begin(**signal):
    if threading.current_thread() is not threading.main_thread():
        UNDER_WAY.add(threading.get_ident())


@receiver(request_finished)
def end(**signal):
    UNDER_WAY.discard(threading.get_ident())


@pytest.fixture(autouse=True)
def no_request_outlives_its_test(request):
    """Wait for what a browser has asked last: tables that are emptied meanwhile are a deadlock."""
    yield
    deadline = time.monotonic() + PATIENCE
    while "served" in request.fixturenames and UNDER_WAY and time.monotonic() < deadline:
        time.sleep(0.01)


@pytest.fixture
def opened(browser, served):
    """Opens a page of the desk, or a record's; whatever the console says fails the test."""
    said, contexts = [], []

    def open_page(at, group="annotator", client=None, **options):
        context = browser.new_context(base_url=served, **options)
        contexts.append(context)
        session = (client or logged_in(group)).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": served}])
        tab = context.new_page()
        tab.on("console", lambda message: said.append(f"{message.text} {message.location}"))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.goto(at if isinstance(at, str) else page(at))
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert said == []


@pytest.fixture
def without_locks(db):
    """Rows change one by one, for the record to follow; test_locks.py has the locks."""
    if not connections["default"].in_atomic_block:
        return  # a test of several transactions changes nothing that is locked
    for lock in LOCKS:
        switch_off(lock.name, lock.table)
    switch_off("verdict_once_published_stays", "claims_verdict")
    sql("SET CONSTRAINTS ALL DEFERRED")
