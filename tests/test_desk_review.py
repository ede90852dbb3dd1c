"""In a real browser: a reviewer reads the whole document, and what changed before they decide."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from claims.models import Verification
from sources.models import Speaker
from tests.claims.test_published_as_read import a_read_verification
from tests.factories import a_user, a_verification
from tests.mouse_and_keyboard import ready
from tests.pages import logged_in, page

pytestmark = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "record"]
)
PICTURES = os.environ.get("PICTURES")  # a directory to look at the pages in


@pytest.fixture
def opened(browser, served):
    """Opens a page as a reviewer; axe, unlike the desk, writes inline styles to the console."""
    contexts = []

    def open_page(record, width):
        contexts.append(
            browser.new_context(base_url=served, viewport={"width": width, "height": 900})
        )
        session = logged_in("reviewer").cookies["sessionid"].value
        contexts[-1].add_cookies([{"name": "sessionid", "value": session, "url": served}])
        tab = contexts[-1].new_page()
        tab.goto(page(record))
        return tab

    yield open_page
    for context in contexts:
        context.close()


def picture(tab, name):
    if PICTURES:
        tab.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


def faults(tab):
    """What axe finds, and how far the page runs out of the window."""
    ready(tab)
    wide = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
    found = Axe().run(tab).response["violations"]
    return [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] + [wide] * (wide > 0)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_refused_publication_shows_what_changed_and_the_way_on(opened, width):
    verification = a_read_verification(name="Tomas Grell")
    verification.claim.claimant.roles.create(title="mayor", organisation="Council")
    tab = opened(verification, width)
    expect(tab.get_by_role("heading", name="What becomes public")).to_be_visible()
    expect(tab.locator(".review mark")).to_have_text("We will plant ten thousand trees,")
    expect(tab.locator(".review blockquote")).to_have_css("font-size", "15.2px")
    assert tab.get_by_label("Reason").bounding_box()["width"] > width / 2
    assert faults(tab) == []
    picture(tab, f"review-{width}")
    Speaker.objects.filter(name="Tomas Grell").update(name="Thomas Krell")
    tab.get_by_role("button", name="Publish").click()
    expect(tab.locator(".messagelist")).to_contain_text("What differs: the claimant")
    expect(tab.get_by_role("region", name="What changed since you opened it")).to_contain_text(
        "Thomas Krell"
    )
    assert faults(tab) == []
    picture(tab, f"refused-{width}")
    tab.get_by_role("button", name="Publish").click()
    tab.get_by_role("heading", name="Published", exact=True).wait_for()
    assert Verification.objects.get().stage == "published"


@pytest.mark.parametrize("width", [1280, 390])
def test_a_correction_stands_beside_what_it_corrects(opened, width):
    published = a_read_verification()
    published.publish(by=a_user("reviewer"))
    words = {"summary": "It is so after all.", "correction": "We misread the register."}
    correction = a_verification("submitted", claim=published.claim, **words)
    tab = opened(correction, width)
    table = tab.get_by_role("table", name="What it corrects in the published verification")
    expect(table.locator("ins").first).to_be_visible()
    assert faults(tab) == []
    picture(tab, f"correction-{width}")
