"""Without script the desk's buttons and links do their work, and its pages say what does not."""

import pytest
from playwright.sync_api import expect

from claims.models import Appearance, Evidence
from tests.factories import a_claim, a_quote, a_snapshot, a_speaker, an_accepted_quote
from tests.pages import page

TEXT = "“We will plant trees,” said Mayor Ann Lee. “Nobody asked us,” said Bo Chan. It rained."
pytestmark = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "record"]
)


@pytest.fixture
def plain(opened):
    """Opens a page of the desk in a browser that runs no scripts."""
    return lambda at: opened(at, java_script_enabled=False)


def press(tab, name):
    tab.get_by_role("button", name=name, exact=True).click()


def test_quotes_are_accepted_and_rejected_and_a_new_person_is_added(plain):
    snapshot, ann = a_snapshot(TEXT), a_speaker(name="Ann Lee")
    one = a_quote("We will plant trees,", snapshot, speaker=ann)
    two, three = (a_quote(words, snapshot) for words in ("Nobody asked us,", "It rained."))
    tab = plain(snapshot.article)
    tab.locator(f"#quote-{one.pk}").get_by_role("button", name="Accept").click()
    expect(tab).to_have_url(f"{tab.url.split('#')[0]}#quote-{one.pk}")
    card = tab.locator(f"#quote-{two.pk}")
    card.get_by_role("combobox").fill("Bo Chan")
    card.get_by_text("More").click()
    card.get_by_role("button", name="person").click()
    tab.locator(f"#quote-{two.pk}[data-status=accepted]").wait_for()
    tab.locator(f"#quote-{three.pk}").get_by_role("button", name="Reject").click()
    tab.locator(f"#quote-{three.pk}[data-status=rejected]").wait_for()
    decided = [(quote.status, str(quote.speaker)) for quote in snapshot.quotes.order_by("start")]
    assert decided == [("accepted", "Ann Lee"), ("accepted", "Bo Chan"), ("rejected", "None")]


def test_a_claim_is_made_of_a_quote(plain):
    quote = an_accepted_quote()
    tab = plain(quote.snapshot.article)
    tab.get_by_role("link", name="Make a claim").click()
    tab.get_by_label("Statement").fill("Ten thousand trees will be planted.")
    press(tab, "Save")
    tab.get_by_text("was added successfully").wait_for()
    made = Appearance.objects.get()
    assert (made.quote, made.claim.claimant) == (quote, quote.speaker)
    assert made.claim.statement == "Ten thousand trees will be planted."


def test_a_verification_is_written_with_two_rows_of_evidence(plain):
    tab = plain(a_claim())
    tab.get_by_role("link", name="New verification").click()
    tab.get_by_role("link", name="open this form with three empty rows").click()
    tab.locator("#id_evidence-2-title").wait_for()
    tab.get_by_label("Verdict").select_option(label="False")
    tab.get_by_label("Summary").fill("It is not so.")
    for row, title in enumerate(("The register", "The count")):
        tab.locator(f"#id_evidence-{row}-title").fill(title)
        tab.locator(f"#id_evidence-{row}-url").fill(f"https://register.example/{row}")
    press(tab, "Save and submit for a second person")
    tab.get_by_role("heading", name="Submitted", exact=True).wait_for()
    assert set(Evidence.objects.values_list("title", flat=True)) == {"The register", "The count"}


def test_every_page_says_what_needs_a_script_and_offers_nothing_that_does(plain, opened):
    article = a_quote().snapshot.article
    tab = plain(article)
    expect(tab.locator(".without-script")).to_contain_text("This browser runs no scripts.")
    expect(tab.locator(".keys-button")).to_be_hidden()
    tab.goto(page(article, "changelist"))
    expect(tab.locator(".without-script")).to_be_visible()
    scripted = opened(article)
    expect(scripted.locator(".without-script")).to_have_count(0)
    expect(scripted.locator(".keys-button")).to_be_visible()
