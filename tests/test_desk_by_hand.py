"""A day at the desk in a real browser, once with a mouse and once with the keyboard alone."""

from pathlib import Path

import pytest

from claims.models import Appearance, Claim, Verification
from sources.ingest import capture_text
from sources.models import Merge, Quote, Speaker
from tests.factories import (
    a_claim,
    a_speaker,
    a_text_of_quotes,
    a_verdict,
    a_verification,
    an_accepted_quote,
    an_appearance,
    an_article,
)
from tests.mouse_and_keyboard import Keyboard, Mouse, ready, select_by_mouse, wait_for
from tests.pages import logged_in, page

SEED = next((Path(__file__).parents[1] / "seeds").glob("*.txt"))
pytestmark = [
    pytest.mark.django_db(
        transaction=True, serialized_rollback=True, databases=["default", "record"]
    ),
    pytest.mark.parametrize("Hand", [Mouse, Keyboard]),
]


class Reader:
    """What is done with quotes on an article's page, by mouse."""

    def __init__(self, tab, hand):
        self.tab, self.hand = tab, hand

    def card(self, quote):
        return self.tab.locator(f"#quote-{quote.pk}")

    def accept(self, quote):
        self.card(quote).get_by_role("button", name="Accept").click()

    def reject(self, quote):
        self.card(quote).get_by_role("button", name="Reject").click()

    def say_who(self, quote, name, speaker):
        box = self.card(quote).get_by_role("combobox")
        self.hand.write(box, name)
        self.tab.get_by_role("option", name=speaker).click()
        if "new person" not in speaker:
            self.accept(quote)

    def begin_a_word_later(self, quote):
        self.card(quote).get_by_text("More").click()
        self.card(quote).get_by_role("button", name="Start one word later").click()

    def quote(self, snapshot, words, near):
        """Quote the words; where they begin."""
        select_by_mouse(self.tab, words)
        self.tab.get_by_role("button", name="Quote the selected words").click()
        return snapshot.text.index(words)

    def claim(self, quote):
        self.card(quote).get_by_role("link", name="Make a claim").click()

    def keys(self):
        self.tab.get_by_role("button", name="Keys").click()

    def no_keys(self):
        self.tab.get_by_role("button", name="Close").click()


class KeyReader(Reader):
    """The same with keys alone."""

    def keys_of(self, quote, *keys, by="j"):
        """Go down the cards (or up, by "k") to a quote's, and press keys."""
        while "current" not in self.card(quote).get_attribute("class").split():
            self.tab.keyboard.press(by)
        for key in keys:
            self.tab.keyboard.press(key)

    def accept(self, quote):
        self.keys_of(quote, "a")

    def reject(self, quote):
        self.keys_of(quote, "r")

    def say_who(self, quote, name, speaker):
        self.keys_of(quote, "s")
        self.tab.keyboard.type(name)
        self.tab.get_by_role("option", name=speaker).wait_for()
        new = "new person" in speaker  # which stands last, and is taken at once
        for key in ["ArrowUp", "Enter"] if new else ["ArrowDown", "Enter", "Enter"]:
            self.tab.keyboard.press(key)

    def begin_a_word_later(self, quote):
        self.keys_of(quote, "]")

    def quote(self, snapshot, words, near):
        """Quote the first two words of the line that a quote is in; where they begin."""
        self.keys_of(near, "v", "Shift+ArrowRight", "q", by="k")
        line = snapshot.text.rindex("\n", 0, near.start) + 1
        return line + (snapshot.text[line] == "“")

    def claim(self, quote):
        self.keys_of(quote, "c")

    def keys(self):
        self.tab.keyboard.press("?")

    def no_keys(self):
        self.tab.keyboard.press("Escape")


def the_seed():
    article = an_article(headline="Poland and Ukraine", language="en")
    return capture_text(article, SEED.read_text())[0]


def two_thousand_quotes():
    snapshot = a_text_of_quotes(2000)
    snapshot.quotes.update(speaker=a_speaker(name="מיכל"))
    return snapshot


@pytest.mark.parametrize(
    ("made", "words"),
    [(the_seed, "Joint Defense Systems"), (two_thousand_quotes, "שלום לכולם")],
)
def test_an_article_is_read_marked_and_made_claims_of(opened, Hand, made, words):
    snapshot = made()
    a_speaker(name="Władysław Kosiniak")
    quotes = list(snapshot.quotes.filter(reason="").order_by("start")[:5])
    tab = opened(page(snapshot.article, "changelist"))
    hand = Hand(tab)
    hand.press(tab.get_by_role("link", name=str(snapshot.article)).first)
    tab.locator(".quote").first.wait_for()
    ready(tab)
    reader = (Reader if Hand is Mouse else KeyReader)(tab, hand)

    reader.keys()
    tab.get_by_role("dialog", name="Keys").wait_for()
    reader.no_keys()

    accepted, rejected, corrected, new, moved = quotes
    reader.accept(accepted)
    wait_for(tab, accepted.pk, "accepted")
    reader.reject(rejected)
    wait_for(tab, rejected.pk, "rejected")
    reader.say_who(corrected, "Wladyslaw Kosiniac", "Władysław Kosiniak")
    wait_for(tab, corrected.pk, "accepted")
    reader.say_who(new, "Zofia Nowak", "“Zofia Nowak” is a new person")
    wait_for(tab, new.pk, "accepted")
    reader.begin_a_word_later(moved)
    tab.locator(f"#quote-{moved.pk}:not([data-start='{moved.start}'])").wait_for()
    start = reader.quote(snapshot, words, near=accepted)
    tab.locator(f".quote.current.suggested[data-start='{start}']").wait_for()
    for quote in quotes:
        quote.refresh_from_db()
    assert accepted.speaker is not None
    assert corrected.speaker.name == "Władysław Kosiniak"
    assert new.speaker == Speaker.objects.get(name="Zofia Nowak")
    assert Quote.objects.filter(start=start, snapshot=snapshot).exists()

    for quote in (accepted, new):  # makes a claim, then makes it again
        reader.claim(quote)
        hand.write(tab.get_by_label("Statement"), "Drones are made together.")
        if quote == new:  # it is looked up while it is typed
            with tab.expect_popup() as popup:
                hand.press(
                    tab.get_by_role("link", name="It is this one: Drones are made together.")
                )
            asked = popup.value
            Hand(asked).press(asked.get_by_role("button", name="Record that the quote"))
            asked.locator(".messagelist").wait_for()
            continue
        hand.press(tab.get_by_role("button", name="Save", exact=True))
        tab.locator(".messagelist").wait_for()
        tab.goto(page(snapshot.article))
    assert Claim.objects.count() == 1
    assert {made.quote for made in Appearance.objects.all()} == {accepted, new}


def test_a_verification_is_returned_published_corrected_and_withdrawn(opened, Hand):
    a_verdict("true"), a_verdict("false")
    claim = an_appearance(a_claim(statement="Ten thousand trees were planted.")).claim
    author, reviewer = logged_in("annotator"), logged_in("reviewer")

    def at(client, label):
        """Somebody's front page, and from there the verification that waits in a queue."""
        tab = opened("/admin/", client=client)
        hand = Hand(tab)
        hand.press(tab.get_by_role("link", name=label))
        hand.press(tab.locator("#result_list").get_by_role("link", name=claim.statement))
        return tab, hand

    def evidence(tab, hand, title):
        hand.write(tab.get_by_label("Title").first, title)
        hand.write(tab.get_by_label("Url:", exact=True).first, "https://register.example/")

    def button(tab, name):
        return tab.get_by_role("button", name=name, exact=True)

    tab = opened(claim, client=author)
    hand = Hand(tab)
    hand.press(tab.get_by_role("link", name="New verification"))
    hand.choose(tab.get_by_label("Verdict"), "True")
    hand.write(tab.get_by_label("Summary"), "They were counted.")
    evidence(tab, hand, "The register")
    hand.press(button(tab, "Save and submit for a second person"))
    tab.get_by_role("heading", name="Submitted", exact=True).wait_for()

    tab, hand = at(reviewer, "waiting for a second person")
    hand.write(tab.get_by_label("Reason"), "Who counted?")
    hand.press(button(tab, "Return"))
    tab.get_by_role("heading", name="Draft", exact=True).wait_for()

    tab, hand = at(author, "returned to me")
    hand.write(tab.get_by_label("Summary"), "The city counted them.")
    hand.press(button(tab, "Save and submit for a second person"))
    tab.get_by_role("heading", name="Submitted", exact=True).wait_for()

    tab, hand = at(reviewer, "waiting for a second person")
    hand.press(button(tab, "Publish"))
    tab.get_by_role("heading", name="Published", exact=True).wait_for()

    tab = opened(Verification.objects.get(), client=author)
    hand = Hand(tab)
    hand.press(tab.get_by_role("link", name="Correct it"))
    hand.choose(tab.get_by_label("Verdict"), "False")
    hand.write(tab.get_by_label("Correction"), "The city counted seedlings, not trees.")
    evidence(tab, hand, "The register, read again")
    hand.press(button(tab, "Save and submit for a second person"))
    tab.get_by_role("heading", name="Submitted", exact=True).wait_for()

    tab, hand = at(reviewer, "waiting for a second person")
    hand.press(button(tab, "Publish"))
    tab.get_by_role("heading", name="Published", exact=True).wait_for()
    hand.press(tab.get_by_role("link", name="an earlier verification"))
    tab.get_by_role("heading", name="Superseded", exact=True).wait_for()
    hand.press(tab.get_by_role("link", name="A later verification"))
    hand.write(tab.get_by_label("Reason"), "The register was forged.")
    hand.press(button(tab, "Withdraw"))
    tab.get_by_role("heading", name="Withdrawn", exact=True).wait_for()
    stages = Verification.objects.order_by("pk").values_list("stage", "summary", "reason")
    assert list(stages) == [
        ("superseded", "The city counted them.", ""),
        ("withdrawn", "The city counted them.", "The register was forged."),
    ]


def test_a_verification_is_approved_for_a_time_to_come(opened, Hand):
    verification = a_verification("submitted")
    tab = opened(verification, group="reviewer")
    hand, box = Hand(tab), tab.get_by_label("Not before")
    if Hand is Mouse:
        box.fill("2999-01-02T12:30")  # a browser's own calendar opens outside of the page
    else:
        hand.reach(box)
        tab.keyboard.type("01022999")
        tab.keyboard.press("Tab")
        tab.keyboard.type("1230PM")
    hand.press(tab.get_by_role("button", name="Publish", exact=True))
    tab.get_by_text("to be published on 2 January 2999, 12:30 UTC").wait_for()
    verification.refresh_from_db()
    assert (verification.stage, verification.publish_at.year) == ("submitted", 2999)


def test_two_speakers_are_merged_and_the_merge_is_undone(opened, Hand):
    one, other = a_speaker(name="A. Lee"), a_speaker(name="Ann Lee")
    quote = an_accepted_quote(one)
    tab = opened(one, group="reviewer")
    hand = Hand(tab)
    hand.press(tab.get_by_role("link", name="Merge into another"))
    hand.search(tab.get_by_role("combobox", name="Into"), "Ann Lee")
    hand.write(tab.get_by_label("Why"), "One person.")
    hand.press(tab.get_by_role("button", name="Merge"))
    undo = tab.get_by_role("button", name="Undo the merge of A. Lee")
    undo.wait_for()
    quote.refresh_from_db()
    assert quote.speaker == other
    hand.press(undo)
    tab.get_by_text("stands alone again").wait_for()
    quote.refresh_from_db()
    assert quote.speaker == one and Merge.objects.get().undone_at


def test_the_second_of_two_saves_shows_both_versions_and_keeps_what_was_typed(opened, Hand):
    claim = a_claim(statement="Trees were planted.")
    first, second = opened(claim), opened(claim)
    for tab, words in [(first, "Ten trees were planted."), (second, "Many trees were planted.")]:
        hand = Hand(tab)
        hand.write(tab.get_by_label("Statement"), words)
        hand.press(tab.get_by_role("button", name="Save and continue editing"))
        tab.locator(".messagelist .success, .errornote").first.wait_for()
    claim.refresh_from_db()
    assert claim.statement == "Ten trees were planted."
    shown = second.get_by_role("row", name="Statement Many trees were planted. Ten trees")
    shown.wait_for()
    hand.press(second.get_by_role("button", name="Save and continue editing"))
    second.locator(".messagelist .success").wait_for()
    claim.refresh_from_db()
    assert claim.statement == "Many trees were planted."
    hand.press(second.get_by_role("link", name="History"))
    second.get_by_role("row", name="statement Ten trees").wait_for()


def test_claims_are_searched_filtered_and_assigned_in_bulk(opened, Hand):
    trees, _ = a_claim(statement="Trees were planted."), a_claim(statement="Ships sail.")
    client = logged_in("annotator")
    tab = opened("/admin/", client=client)
    hand = Hand(tab)
    hand.press(tab.get_by_role("link", name="2 claims without a verification"))
    hand.write(tab.locator("#searchbar"), "trees")
    hand.press(tab.get_by_role("button", name="Search"))
    tab.get_by_text("1 result").wait_for()
    hand.tick(tab.get_by_role("checkbox").nth(1))
    hand.choose(tab.get_by_role("combobox", name="Action"), "Assign to me")
    hand.press(tab.get_by_role("button", name="Go", exact=True))
    tab.get_by_text("1 claim is assigned to you.").wait_for()
    assert list(Claim.objects.assigned_to(client.user)) == [trees]
