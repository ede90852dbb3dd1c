"""In a real browser: an article changes, and an editor decides where its quotes stand."""

import os

import pytest
from playwright.sync_api import expect

from sources.models import Placement, Quote
from tests.factories import a_published_claim, a_snapshot, a_speaker, an_accepted_quote

pytestmark = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "record"]
)
PICTURES = os.environ.get("PICTURES")  # a directory to look at the pages in
WAS = (
    "The council met on Monday.\n\n“We will plant a thousand trees,” said Mayor Ann Lee.\n\n"
    "The hall was full. “Nobody asked us about the bridge,” said the engineer Tom Kim.\n\n"
    "It rained all day."
)
TREES, ASKED = "We will plant a thousand trees,", "Nobody asked us about the bridge,"
NOW = WAS.replace("a thousand", "a hundred").replace("The hall was full.", "The hall was empty.")


@pytest.fixture
def article():
    """Of one text, with two accepted quotes of which one makes a published claim."""
    snapshot = a_snapshot(WAS, headline="Trees for the city")
    quotes = [
        an_accepted_quote(a_speaker(name=name), words=words, snapshot=snapshot)
        for words, name in ((TREES, "Ann Lee"), (ASKED, "Tom Kim"))
    ]
    snapshot.article.claim = a_published_claim(quotes[:1], statement="A thousand trees.")
    return snapshot.article


def picture(tab, name):
    if PICTURES:
        tab.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


def paste(tab, text):
    tab.get_by_text("The article has changed").click()
    tab.get_by_label("Text", exact=True).fill(text)
    tab.get_by_role("button", name="Keep as the next snapshot").click()


def test_a_moved_and_an_orphaned_quote_are_decided_with_the_difference_in_sight(article, opened):
    tab = opened(article)
    paste(tab, NOW)
    expect(tab.locator(".messagelist")).to_contain_text("This text is kept as snapshot 2")
    orphaned, moved = tab.locator("li.orphaned"), tab.locator("li.moved")
    expect(orphaned).to_contain_text("These words are not in the text.")
    expect(orphaned.locator("del", has_text="thousand")).to_be_visible()
    expect(orphaned.locator("ins", has_text="hundred")).to_be_visible()
    expect(moved.locator("ins", has_text="empty")).to_be_visible()
    expect(tab.locator(".letters mark.accepted")).to_have_text(ASKED)  # in the newest text
    picture(tab, "placements")

    moved.get_by_role("button", name="Stands here").click()
    expect(tab.locator(".messagelist")).to_contain_text("stands here.")
    expect(tab.locator("li.moved")).to_contain_text("Decided by")
    tab.locator("li.orphaned").get_by_role("button", name="No longer there").click()
    expect(tab.locator(".messagelist")).to_contain_text("no longer there.")
    expect(tab.locator("li.orphaned")).to_contain_text("Decided by")
    picture(tab, "decided")

    tab.goto(f"/claims/{article.claim.public_id}/")
    expect(tab.get_by_text("the article no longer contains these words")).to_be_visible()
    picture(tab, "public")


def test_a_wrong_text_is_taken_back_by_pasting_the_right_one_again(article, opened):
    tab = opened(article)
    paste(tab, "Something else altogether, pasted into the wrong window.")
    expect(tab.locator("li.orphaned")).to_have_count(2)
    paste(tab, WAS)
    expect(tab.locator(".messagelist")).to_contain_text("The text is that of snapshot 1 again.")
    expect(tab.locator("li.orphaned")).to_have_count(0)
    expect(tab.locator(".letters mark")).to_have_text([TREES, ASKED])
    assert not Quote.objects.vanished() and Placement.objects.count() == 2
