"""A list of the desk leaves as files: what its filters find, and of that only what is public."""

import json
import os

import pytest
from playwright.sync_api import expect

from claims.models import Claim, Verification
from record import models as record
from record.exports import TABLES
from record.exports.formats import jsonl
from sources.admin.history_export import export_with_history
from sources.models import Quote, Speaker
from tests.factories import a_claim, a_published_claim, an_accepted_quote
from tests.mouse_and_keyboard import ready
from tests.pages import logged_in, page, read

EXPORT = page(Claim, "changelist") + "export/"
in_a_browser = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "record"]
)


def posted(client, address, name):
    response = client.post(address, {"file": name})
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    return b"".join(response)


def statements(content):
    return [json.loads(line)["statement"] for line in content.splitlines()]


def test_the_filters_of_the_list_are_those_of_its_files():
    [a_published_claim(statement=f"{tree}s are green.") for tree in ("Oak", "Beech")]
    client = logged_in("annotator")
    listed = read(client.get(page(Claim, "changelist"), {"q": "oak"}))
    assert 'href="export/?q=oak"' in listed
    assert statements(posted(client, f"{EXPORT}?q=oak", "claims.jsonl")) == ["Oaks are green."]


def test_drafts_are_counted_and_stay():
    a_published_claim(statement="Out.")
    a_claim(statement="Not yet.")
    client = logged_in("administrator")
    assert "The list finds 2. Files hold what is public of it: 1." in read(client.get(EXPORT))
    assert statements(posted(client, EXPORT, "claims.jsonl")) == ["Out."]


def test_where_nothing_is_public_the_page_says_what_to_do():
    a_claim()
    shown = read(logged_in("annotator").get(EXPORT))
    assert "0. Publish one of them, or choose other filters." in shown
    assert "<button" not in shown.partition('id="content"')[2].partition("</main>")[0]


@pytest.mark.parametrize(
    "model, names",
    [
        (Claim, ["claims", "appearances"]),
        (Verification, ["verifications", "evidence"]),
        (Quote, ["quotes"]),
        (Speaker, ["speakers"]),
    ],
)
def test_each_list_leaves_as_its_tables(model, names):
    a_published_claim([an_accepted_quote()])
    client = logged_in("annotator")
    for name in names:
        table = TABLES[name]
        whole = b"".join(jsonl(table, table.model.objects.all()))
        content = posted(client, page(model, "changelist") + "export/", f"{name}.jsonl")
        assert content == whole != b""


def test_who_publishes_takes_drafts_and_history_away_too():
    draft = a_claim(statement="Not yet.")
    Claim.objects.update(statement="Not yet, reworded.")
    lines = posted(logged_in("reviewer"), f"{EXPORT}?q=reworded", "claims.desk.jsonl").splitlines()
    rows = [json.loads(line) for line in lines]
    assert [(one["row"]["id"], one["row"]["statement"]) for one in rows] == [
        (draft.pk, "Not yet, reworded.")
    ]
    added, changed = rows[0]["history"]
    assert (added["was"], changed["was"]) == (None, {"statement": "Not yet."})
    refused = logged_in("annotator").post(EXPORT, {"file": "claims.desk.jsonl"})
    assert "Content-Disposition" not in refused.headers
    assert "desk.jsonl" not in read(refused)


def test_very_many_rows_leave_in_blocks(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("sources.admin.history_export.ROWS_AT_ONCE", 2)
    ids = sorted(a_claim().pk for _ in range(5))
    with django_assert_num_queries(3):
        lines = b"".join(export_with_history(Claim, ids)).splitlines()
    assert [json.loads(line)["row"]["id"] for line in lines] == ids


def test_a_file_that_there_is_not_is_the_page_again():
    a_published_claim()
    assert "claims.csv" in read(logged_in("annotator").post(EXPORT, {"file": "tokens.csv"}))


def test_a_filter_that_there_is_not_is_refused():
    assert logged_in("annotator").get(EXPORT, {"verdict__id__exact": "x"}).status_code == 400


def test_a_refused_format_is_a_sentence_of_the_page(monkeypatch):
    monkeypatch.setattr("record.exports.xlsx.SHEET_ROWS", 1)
    a_published_claim()
    assert "A sheet holds" in read(logged_in("annotator").post(EXPORT, {"file": "claims.xlsx"}))


@in_a_browser
def test_a_browser_shows_how_far_it_is_and_keeps_a_whole_file(browser, served, tmp_path):
    [a_published_claim(statement=f"Tree {n} is green.") for n in range(3)]
    context = browser.new_context(base_url=served, accept_downloads=True)
    session = logged_in("annotator").cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": served}])
    tab, said = context.new_page(), []
    tab.on("console", lambda message: said.append(message.text))
    tab.goto(page(Claim, "changelist"))
    tab.get_by_role("link", name="Export").click()
    ready(tab)
    with tab.expect_download() as download:
        tab.get_by_role("button", name="claims.jsonl").click()
    download.value.save_as(tmp_path / "claims.jsonl")
    content = (tmp_path / "claims.jsonl").read_bytes()
    if place := os.environ.get("SCREENSHOTS"):
        tab.screenshot(path=f"{place}/export.png")
    assert statements(content) == [f"Tree {n} is green." for n in range(3)]
    assert (
        tab.get_by_role("status").inner_text() == f"claims.jsonl is whole: {len(content):,} bytes"
    )
    assert tab.locator("#progress").evaluate("bar => bar.value") == record.Claim.objects.count()
    context.close()
    assert said == []


@pytest.fixture
def offered(browser, served):
    """The export page in a browser, and what logs a Client in there as another tab would."""
    context = browser.new_context(base_url=served)

    def log_in(client, token):
        session = client.cookies["sessionid"].value
        cookies = {"sessionid": session, "csrftoken": token * 32}.items()
        context.add_cookies([{"name": n, "value": v, "url": served} for n, v in cookies])

    a_published_claim()
    client = logged_in("annotator")
    log_in(client, "a")
    tab = context.new_page()
    tab.goto(EXPORT)
    ready(tab)
    yield tab, client, log_in
    context.close()


def press(tab):
    tab.get_by_role("button", name="claims.jsonl").click()
    return expect(tab.get_by_role("status"))


@in_a_browser
def test_who_is_logged_out_is_told_so_and_gets_the_file_after_a_log_in(offered):
    tab, client, log_in = offered
    tab.context.clear_cookies(name="sessionid")
    press(tab).to_have_text(
        "Not done: you are logged out. Log in in another tab, then try again here."
    )
    client.force_login(client.user)
    log_in(client, "b")  # a log-in makes a new token, which the page does not have
    press(tab).to_contain_text("claims.jsonl is whole")


@in_a_browser
def test_another_person_who_is_logged_in_meanwhile_is_named(offered):
    tab, _, log_in = offered
    other = logged_in("reviewer")
    log_in(other, "b")
    press(tab).to_contain_text(f"Not done: {other.user.username} is logged in here now.")


@in_a_browser
def test_a_site_out_of_reach_is_a_download_broken_off(offered):
    tab, _, _ = offered
    tab.context.set_offline(True)
    press(tab).to_have_text("claims.jsonl broke off, and nothing was kept. Try again.")
