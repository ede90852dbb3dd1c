"""The pages that people read have no fault that axe-core or a ruler finds."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from record.site.lists import LISTED
from tests.factories import (
    a_claim,
    a_publisher,
    a_snapshot,
    a_speaker,
    a_verification,
    an_accepted_quote,
    an_appearance,
)
from tests.measured import faint, sideways

LONG = "Straßenverkehrsgenehmigungszuständigkeitsverordnungsbehörde"
PHONE = {"width": 390, "height": 844}
TARGETS = {"rules": {"target-size": {"enabled": True}}}
pytestmark = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "record"]
)


def addresses():
    """The public pages that there are, about a claim of long words in two languages."""
    paper = a_publisher(name=LONG, shows_full_text=True)
    snapshot = a_snapshot(f"“{LONG} {LONG}”", headline=LONG, language="de", publisher=paper)
    quote = an_accepted_quote(a_speaker(name=LONG), words=LONG, snapshot=snapshot)
    claim = a_claim(statement=f"{LONG} {LONG}", language="de")
    topic = claim.topics.create(name=LONG)
    an_appearance(claim, quote)
    a_verification("published", claim=claim)
    a_verification("published", claim=claim, correction=LONG)
    withdrawn = a_verification("withdrawn", claim=a_claim()).claim
    article = snapshot.article
    pages = [f"/claims/{one.public_id}/" for one in (claim, withdrawn)]
    pages += [f"/speakers/{quote.speaker.public_id}/", f"/articles/{article.public_id}/"]
    pages += [f"/topics/{topic.public_id}/", f"/publishers/{article.publisher.public_id}/"]
    lists = [f"/{name}/" for name in (*LISTED, "corrections", "statistics", "method", "exports")]
    return ["/", "/?q=nothing", "/?language=de", "/?unknown=1", *lists, *pages]


@pytest.fixture
def tab(browser, served, options):
    context = browser.new_context(base_url=served, **options)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    "options",
    [{"color_scheme": "light"}, {"color_scheme": "dark", "viewport": PHONE}],
)
def test_axe_finds_nothing_on_a_public_page(tab):
    for address in addresses():
        tab.goto(address)
        assert Axe().run(tab, options=TARGETS).response["violations"] == [], address
        assert faint(tab) == []


@pytest.mark.parametrize("options", [{"viewport": {"width": 320, "height": 640}}])
@pytest.mark.parametrize("letters", [100, 200])
def test_a_public_page_fits_320_pixels_and_letters_of_double_size(tab, letters):
    for address in addresses():
        tab.goto(address)
        tab.evaluate("size => (document.documentElement.style.fontSize = `${size}%`)", letters)
        assert sideways(tab) == []


@pytest.mark.parametrize("options", [{}])
def test_words_of_another_language_say_so(tab):
    claim = next(address for address in addresses() if address.startswith("/claims/"))
    tab.goto("/")
    assert tab.locator("h3 [lang=de]").inner_text() == f"{LONG} {LONG}"
    tab.goto(claim)
    said = tab.locator("main :is(h1, figure [lang])").all()
    assert [one.get_attribute("lang") for one in said] == ["de"] * 3
