"""In a real browser: a change to what is published is refused, proposed, and applied by another."""

import os

import pytest
from playwright.sync_api import expect

from claims.models import Amendment
from tests.claims.test_locks import Public

pytestmark = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "record"]
)
PICTURES = os.environ.get("PICTURES")  # a directory to look at the pages in
SHOWN = "A published claim shows this. Propose the change on its page, with a reason"


@pytest.fixture
def public():
    return Public()


def picture(tab, name):
    if PICTURES:
        tab.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


def test_a_spelling_is_refused_then_proposed_then_applied_by_another_person(public, opened):
    tab = opened(public.speaker)
    expect(tab.get_by_text("1 published claim rests on this.")).to_be_visible()
    tab.locator("#id_name").fill("Thomas Krell")
    tab.get_by_role("button", name="Save and continue editing").click()
    expect(tab.get_by_text(SHOWN)).to_be_visible()
    expect(tab.locator("#id_name")).to_have_value("Thomas Krell")
    picture(tab, "refused")
    tab.get_by_label("Why").fill("His own site spells it so.")
    tab.get_by_role("button", name="Propose").click()
    expect(tab.get_by_text("You proposed this: another person applies it.")).to_be_visible()
    expect(tab.get_by_role("button", name="Apply")).to_have_count(0)

    second = opened("/admin/", group="reviewer")
    second.get_by_role("link", name="1 changes to published claims").or_(
        second.get_by_role("link", name="1 change to published claims")
    ).click()
    second.get_by_role("link", name="His own site spells it so.").click()
    expect(second.get_by_role("row", name="Name Tomas Grell Thomas Krell")).to_be_visible()
    picture(second, "proposed")
    second.get_by_role("button", name="Apply").click()
    expect(second.get_by_text("Applied: the public record shows it.")).to_be_visible()

    second.goto(f"/claims/{public.claim.public_id}/")
    expect(second.locator(".by").first).to_contain_text("Claimed by Thomas Krell")
    expect(second.get_by_role("listitem").filter(has_text="the speaker's name")).to_contain_text(
        "Correction of the speaker's name: “Tomas Grell”, now “Thomas Krell”. "
        "His own site spells it so."
    )
    picture(second, "public")


def test_a_quote_rejected_in_its_article_is_refused_and_leads_to_where_it_is_proposed(
    public, opened
):
    tab = opened(public.article)
    card = tab.locator(f"#quote-{public.quote.pk}")
    card.get_by_role("button", name="Reject").click()
    expect(tab.get_by_text("A published claim rests on this.").first).to_be_visible()
    picture(tab, "card")
    card.get_by_role("link", name="its own page").click()
    tab.get_by_label("Status").select_option("rejected")
    tab.get_by_label("Why").fill("She denies it, and the paper took it back.")
    tab.get_by_role("button", name="Propose").click()
    expect(tab.get_by_role("row", name="Status accepted rejected")).to_be_visible()
    assert Amendment.objects.get().kind == "substance"
    public.quote.refresh_from_db()
    assert public.quote.status == "accepted"
