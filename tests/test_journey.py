"""One journey: the example article from its file to the world, in the real site and browser."""

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import psycopg
import pytest
from playwright.sync_api import sync_playwright

from tests.conftest import QUIET

ROOT = Path(__file__).parents[1]
ARTICLE = next((ROOT / "seeds").glob("*.txt"))
DATABASE = "verbatim_journey"
STATEMENT = "Foreign military presence in Ukraine will be met with consequences."


@pytest.fixture(scope="module")
def environment():
    """The surroundings of an operator whose database is new and empty."""
    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {DATABASE}")
        yield {**os.environ, "DATABASE_URL": re.sub(r"/[^/?]+(\?|$)", rf"/{DATABASE}\1", url)}
        server.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


def manage(environment, *arguments):
    command = [sys.executable, "manage.py", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def site(environment):
    """The site as `start` serves it: its address, and the passwords it prints once."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "manage.py", "start", "--no-seeds", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        printed = "".join(iter(process.stdout.readline, "Ctrl-C ends it.\n"))
        passwords = dict(re.findall(r"Log in as (\w+) +password (\S+)", printed))
        yield f"http://127.0.0.1:{port}", passwords
        process.terminate()
        assert process.wait(30) == 0


@pytest.fixture(scope="module")
def browser(chromium):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def desk(site, browser):
    """Opens the desk as one of the two people, in a browser context of their own.

    Whatever the browser's console says, a broken security policy above all, fails the journey.
    """
    address, passwords = site
    said = []

    def enter(name):
        page = browser.new_context(base_url=address).new_page()
        page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
        page.goto("/admin/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill(passwords[name])
        page.get_by_role("button", name="Log in").click()
        page.get_by_role("heading", name="Desk").wait_for()
        return page

    yield enter
    assert said == []


def accept_a_quote(page):
    page.goto("/admin/sources/article/")
    page.get_by_role("link", name="Poland and Ukraine Deepen Military Cooperation").click()
    card = page.locator("article.quote", has_text="We have made it clear")
    card.get_by_role("button", name="Accept").click()
    card.get_by_text("Accepted").wait_for()
    assert card.locator(".speaker").inner_text().startswith("Andrei Klimov, chair")
    card.get_by_role("link", name="Make a claim").click()


def record_a_claim(page):
    page.get_by_label("Statement").fill(STATEMENT)
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_role("link", name="New verification").click()


def find_and_submit(page):
    page.get_by_label("Verdict").select_option("Unverifiable")
    page.get_by_label("Summary").fill("A threat of what will be: time alone can tell.")
    page.get_by_label("Title").first.fill("The article")
    page.get_by_label("Url:", exact=True).first.fill("https://source.example/statement")
    page.get_by_role("button", name="Save and submit for a second person").click()
    page.get_by_role("heading", name="Submitted", exact=True).wait_for()


def publish(page):
    page.get_by_role("link", name="waiting for a second person").click()
    page.get_by_role("link", name=STATEMENT).click()
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("heading", name="Published", exact=True).wait_for()


def read(address):
    with urlopen(address) as answer:
        return answer.read().decode()


def test_from_the_file_to_the_world(environment, site, desk):
    address, _ = site
    assert "1 added" in manage(environment, "import_articles", ARTICLE)

    editor = desk("editor")
    accept_a_quote(editor)
    record_a_claim(editor)
    find_and_submit(editor)
    assert json.loads(read(f"{address}/api/v1/claims/"))["results"] == []
    publish(desk("reviewer"))

    claim = json.loads(read(f"{address}/api/v1/claims/?q=military+presence"))["results"][0]
    assert (claim["statement"], claim["verdict"]["slug"]) == (STATEMENT, "unverifiable")
    assert claim["quotes"][0]["text"].startswith("We have made it clear that any foreign")
    assert claim["quotes"][0]["speaker"]["name"] == "Andrei Klimov"
    for suffix, format in (
        (".csv", "csv"),
        (".jsonl", "jsonl"),
        (".claimreview.json", "claimreview"),
    ):
        printed = manage(environment, "export", "claims", "--format", format)
        assert STATEMENT in printed
        assert STATEMENT in read(f"{address}/exports/claims{suffix}")
