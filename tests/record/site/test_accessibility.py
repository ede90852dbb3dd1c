"""The pages that people read have no fault that axe-core or a ruler finds."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from record.delivery.addresses import OTHERS
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
LANGUAGES = ["", *OTHERS]
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
    card = f"/claims/{claim.public_id}/card/"
    pages += [f"/topics/{topic.public_id}/", f"/publishers/{article.publisher.public_id}/"]
    lists = [f"/{name}/" for name in (*LISTED, "corrections", "statistics", "method", "exports")]
    return ["/", "/?q=nothing", "/?language=de", "/?unknown=1", *lists, *pages, card]


@pytest.fixture
def tab(browser, served, options):
    context = browser.new_context(base_url=served, **options)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    "options, language",
    [
        ({"color_scheme": "light"}, ""),
        ({"color_scheme": "dark", "viewport": PHONE}, ""),
        ({"color_scheme": "dark"}, "/pl"),
        ({"color_scheme": "light", "viewport": PHONE}, "/uk"),
        ({"color_scheme": "light", "viewport": PHONE}, "/de"),
        ({"color_scheme": "dark", "viewport": PHONE}, "/es"),
        ({"color_scheme": "light"}, "/fr"),
    ],
)
def test_axe_finds_nothing_on_a_public_page(tab, language):
    for address in addresses():
        tab.goto(f"{language}{address}")
        assert Axe().run(tab, options=TARGETS).response["violations"] == [], address
        assert faint(tab) == []


@pytest.mark.parametrize("options", [{"color_scheme": "light"}, {"color_scheme": "dark"}])
def test_axe_finds_nothing_on_the_page_of_the_api(tab):
    tab.goto("/api/v1/docs/")
    tab.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert Axe().run(tab, options=TARGETS).response["violations"] == []
    assert sideways(tab) == []


# The names of lists whose longest choice does not fit.
CUT = """() => [...document.querySelectorAll(".filters select")].filter((one) => {
  const free = one.cloneNode(true);
  free.style = "display: inline-block; width: max-content; position: absolute";
  one.parentNode.append(free);
  const isCut = free.offsetWidth > one.offsetWidth;
  free.remove();
  return isCut;
}).map((one) => one.name)"""


@pytest.mark.parametrize("options", [{}, {"viewport": PHONE}])
def test_no_order_or_verdict_to_choose_is_cut(tab):
    a_verification("published", claim=a_claim())
    for address in [f"{language}/{query}" for language in LANGUAGES for query in ("", "?q=it")]:
        tab.goto(address)
        assert tab.evaluate(CUT) == [], address


@pytest.mark.parametrize("options", [{"java_script_enabled": False, "viewport": PHONE}])
def test_without_a_script_a_reader_finds_a_verdict_and_goes_from_name_to_name(tab):
    addresses()
    tab.goto("/")
    tab.get_by_label("Words to search for").fill(LONG)
    tab.get_by_role("button", name="Search").click()
    expect(tab.get_by_role("heading", name="Verdicts found")).to_be_visible()
    tab.get_by_role("link", name=f"{LONG} {LONG}").first.click()
    expect(tab.get_by_role("heading", level=1, name=f"{LONG} {LONG}")).to_be_visible()
    tab.get_by_text("Show it on your own page").click()
    expect(tab.get_by_text("<iframe")).to_be_visible()
    tab.locator("figcaption a[href^='/speakers/']").click()
    expect(tab.get_by_text("Verdicts over time")).to_be_visible()
    tab.get_by_text("The numbers as a table").click()
    expect(tab.get_by_role("cell").first).to_be_visible()


@pytest.mark.parametrize("options", [{"java_script_enabled": False}])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_public_page_has_a_script(tab, language):
    """What a search engine reads is none: it does nothing."""
    for address in addresses():
        tab.goto(f"{language}{address}")
        assert tab.locator("script:not([type='application/ld+json'])").count() == 0, address
        assert tab.locator("h1").count() == 1, address


@pytest.mark.parametrize("options", [{"viewport": {"width": 320, "height": 640}}])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_public_page_fits_320_pixels_and_letters_of_double_size(tab, language):
    for address in addresses():
        tab.goto(f"{language}{address}")
        for letters in (100, 200):
            tab.evaluate("size => (document.documentElement.style.fontSize = `${size}%`)", letters)
            assert sideways(tab) == [], (address, letters)


@pytest.mark.parametrize("options", [{}])
def test_words_of_another_language_say_so(tab):
    claim = next(address for address in addresses() if address.startswith("/claims/"))
    tab.goto("/")
    assert tab.locator("h3 [lang=de]").inner_text() == f"{LONG} {LONG}"
    tab.goto(claim)
    said = tab.locator("main :is(h1, figure [lang])").all()
    assert [one.get_attribute("lang") for one in said] == ["de"] * 3


@pytest.mark.parametrize("options", [{"color_scheme": "light"}, {"color_scheme": "dark"}])
def test_on_paper_a_verdict_is_dark_words_in_a_frame(tab):
    tab.goto(next(address for address in addresses() if address.startswith("/claims/")))
    tab.emulate_media(media="print")
    style = "(one) => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]"
    ink, paper = tab.locator(".verdict").first.evaluate(style)
    assert (ink, paper) == (tab.locator("h1").evaluate(style)[0], "rgba(0, 0, 0, 0)")
    assert max(map(int, re.findall(r"\d+", ink)[:3])) < 64
    assert not tab.get_by_role("navigation").first.is_visible()
