"""How many clicks, keys and Tabs an author's way takes from an article to a submitted claim."""

import pytest
from playwright.sync_api import expect

from claims.models import Verification
from tests.factories import a_quote, a_snapshot, a_speaker, a_user
from tests.mouse_and_keyboard import Keyboard, Mouse, ready

pytestmark = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "record"]
)
SOURCES = [
    ("The register", "https://register.example/"),
    ("The minutes", "https://minutes.example/"),
]


class CountingMouse(Mouse):
    """Counts each click; a menu is opened by one and chosen from by another."""

    clicks = 0

    def press(self, thing):
        self.clicks += 1
        super().press(thing)

    def choose(self, menu, label):
        self.clicks += 2
        super().choose(menu, label)

    def accept(self):
        self.press(self.tab.get_by_role("button", name="Accept"))

    def claim(self):
        self.press(self.tab.get_by_role("link", name="Make a claim"))

    send = press


class CountingKeyboard(Keyboard):
    """Counts the keys beside words and Tabs, too."""

    keys = 0

    def press(self, thing):
        self.keys += 1
        super().press(thing)

    def key(self, name):
        self.keys += 1
        self.tab.keyboard.press(name)

    def accept(self):
        ready(self.tab)
        self.key("n"), self.key("a")

    def claim(self):
        self.key("c")

    def send(self, button):
        button.wait_for()
        ready(self.tab)  # the form's first box has the focus
        self.key("Control+Enter")


def the_authors_way(tab, hand):
    """From the desk's front page to a submitted verification with two pieces of evidence."""
    hand.press(tab.get_by_role("link", name="suggestions to read"))
    hand.press(tab.get_by_role("link", name="Trees grow"))
    tab.locator(".quote").wait_for()
    hand.accept()
    tab.locator(".quote.accepted").wait_for()
    hand.claim()
    hand.send(tab.get_by_role("button", name="Save and verify it"))
    hand.choose(tab.get_by_label("Verdict"), "False")
    hand.write(tab.get_by_label("Summary"), "Nine thousand were planted.")
    for row, (title, url) in enumerate(SOURCES):
        hand.write(tab.get_by_label("Title").nth(row), title)
        hand.write(tab.get_by_label("Url:", exact=True).nth(row), url)
    hand.send(tab.get_by_role("button", name="Save and submit for a second person"))
    expect(tab.get_by_role("heading", name="Submitted", exact=True)).to_be_visible()


@pytest.mark.parametrize("Hand", [CountingMouse, CountingKeyboard])
def test_an_authors_way_takes_few_clicks_and_few_keys(opened, Hand):
    quote = a_quote(snapshot=a_snapshot(headline="Trees grow"), speaker=a_speaker())
    tab = opened("/admin/")
    hand = Hand(tab)
    the_authors_way(tab, hand)
    verification = Verification.objects.get()
    assert (verification.stage, verification.evidence.count()) == ("submitted", 2)
    verification.publish(by=a_user("reviewer"))
    quote.refresh_from_db()
    assert quote.claims.get().verdict.slug == "false"
    if Hand is CountingMouse:
        assert hand.clicks <= 15
    else:
        assert (hand.keys <= 12, hand.tabs <= 90) == (True, True), (hand.keys, hand.tabs)
