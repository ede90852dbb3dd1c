"""The keyboard's place on a form: where it begins, and that it is never lost."""

import pytest
from playwright.sync_api import expect

from claims.models import Verification
from tests.factories import a_claim, a_text_of_quotes, an_accepted_quote
from tests.pages import page

pytestmark = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "record"]
)


def test_a_verification_begins_at_its_claim_or_where_that_is_known_at_its_verdict(opened):
    tab = opened(page(Verification(), "add"))
    expect(tab.locator(".field-claim .select2-selection")).to_be_focused()
    tab.goto(f"{page(Verification(), 'add')}?claim={a_claim().pk}")
    expect(tab.get_by_label("Verdict")).to_be_focused()


def test_a_claim_begins_at_its_statement_whatever_looks_like_it(opened):
    a_claim(statement="We will plant ten thousand trees")
    tab = opened(f"{page(a_claim(), 'add')}?quote={an_accepted_quote().pk}")
    tab.get_by_role("heading", name="Claims that look like it").wait_for()
    expect(tab.get_by_label("Statement")).to_be_focused()


def test_who_takes_a_row_of_evidence_away_goes_on_where_rows_are_added(opened):
    claim = a_claim()
    tab = opened(f"{page(Verification(), 'add')}?claim={claim.pk}")
    another = tab.get_by_role("button", name="Add another Evidence")
    another.click()
    tab.locator(".inline-deletelink").last.press("Enter")
    expect(another).to_be_focused()


def test_the_keys_are_closed_where_they_were_opened(opened):
    tab = opened(an_accepted_quote().snapshot.article)
    keys = tab.locator(".keys-button")
    keys.press("Enter")
    tab.get_by_role("dialog").wait_for()
    tab.keyboard.press("Escape")
    expect(keys).to_be_focused()


COVERED = """() => {
    const { left, top, width, height } = document.activeElement.getBoundingClientRect();
    const at = document.elementFromPoint(left + width / 2, top + height / 2);
    return Boolean(at?.closest(".messagelist"));
}"""


def test_a_message_that_stays_in_sight_covers_nothing_that_has_the_focus(opened):
    snapshot = a_text_of_quotes(40)
    tab = opened(snapshot.article, viewport={"width": 640, "height": 400})
    tab.get_by_text("capture its text again").click()
    tab.get_by_label("Text", exact=True).fill(snapshot.text)
    tab.get_by_role("button", name="Keep as the next snapshot").click()
    tab.locator(".messagelist").wait_for()
    tab.locator(".letters .number").last.focus()
    for _ in range(30):
        tab.keyboard.press("Shift+Tab")
        assert not tab.evaluate(COVERED)
