"""In Chromium and in Firefox: words are selected by keyboard, by three clicks, and decided on."""

import pytest
from playwright.sync_api import expect

from sources.models import Quote
from tests.factories import a_quote, a_snapshot, a_speaker
from tests.mouse_and_keyboard import place_of, wait_for

TEXT = (
    "“Nobody asked us,” said Bo Chan.\n\n\nPrices rose by $5, 👩‍👩‍👧 families say.\n\n"
    "אמר ראש העיר: שלום לכולם\nThe mayor’s office didn't answer."
)
DOWN, UP, RIGHT, LEFT = "ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft"
FURTHER, BACK, TO_THE_END, TO_THE_START = [f"Shift+{key}" for key in (RIGHT, LEFT, DOWN, UP)]
pytestmark = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "record"]
)


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def engine(request):
    return request.param


SELECTED = [
    ([], "Nobody"),
    ([FURTHER, FURTHER], "Nobody asked us"),
    ([FURTHER, FURTHER, BACK], "Nobody asked"),
    ([RIGHT, RIGHT, BACK], "asked us"),
    ([TO_THE_END], "Nobody asked us,” said Bo Chan"),
    ([TO_THE_END, FURTHER], "Nobody asked us,” said Bo Chan.\n\n\nPrices"),
    ([RIGHT] * 6, "Prices"),
    ([DOWN, LEFT], "Chan"),
    ([DOWN, *[RIGHT] * 3, FURTHER], "$5"),
    ([DOWN, *[RIGHT] * 5, FURTHER], "👩‍👩‍👧 families"),
    ([DOWN, DOWN], "אמר"),
    ([DOWN, DOWN, *[RIGHT] * 3, FURTHER], "שלום לכולם"),
    ([DOWN, DOWN, DOWN, RIGHT, TO_THE_START], "The mayor’s"),
    ([*[DOWN] * 12, *[RIGHT] * 3], "didn't"),
    ([*[DOWN] * 3, RIGHT, UP, UP], "אמר"),
    ([*[DOWN] * 3, *[UP] * 9], "Nobody"),
]


def a_text_with_marks():
    snapshot = a_snapshot(TEXT)
    snapshot.quotes.all().delete()
    a_quote("asked us,", snapshot)
    a_quote("us,” said Bo", snapshot)
    return snapshot


def test_arrows_select_words_of_the_text_alone(opened):
    tab = opened(a_text_with_marks().article)
    selected = []
    for keys, _ in SELECTED:
        for key in ["v", *keys]:
            tab.keyboard.press(key)
        selected.append((keys, tab.evaluate("getSelection().getRangeAt(0).toString()")))
    assert selected == SELECTED


def test_what_arrows_have_selected_is_quoted(opened):
    tab = opened(a_text_with_marks().article)
    for key in ["v", DOWN, *[RIGHT] * 5, FURTHER, "Enter"]:
        tab.keyboard.press(key)
    tab.locator(".quote.current").wait_for()
    made = Quote.objects.latest("pk")
    assert (made.text, made.start) == ("👩‍👩‍👧 families", TEXT.index("👩‍👩‍👧 families"))


def test_escape_ends_selecting_and_keeps_the_place(opened):
    quote = a_quote("Nobody asked us,", a_snapshot(TEXT))
    tab = opened(quote.snapshot.article)
    for key in ["j", "v", DOWN, "Escape", DOWN]:
        tab.keyboard.press(key)
    assert tab.evaluate("getSelection().toString()") == ""
    assert tab.evaluate("document.activeElement.id") == f"quote-{quote.pk}"


def test_what_is_selected_by_keys_is_read_out(opened):
    tab = opened(a_text_with_marks().article)
    for key in ["v", FURTHER]:
        tab.keyboard.press(key)
    expect(tab.get_by_role("status").first).to_have_text("Nobody asked")


def test_a_press_of_the_mouse_ends_selecting_by_keys(opened):
    tab = opened(a_text_with_marks().article)
    tab.keyboard.press("v")
    tab.mouse.click(*place_of(tab, "office")[0])
    tab.keyboard.press(RIGHT)
    assert tab.evaluate("getSelection().toString()") == ""


def test_three_clicks_select_a_paragraph_the_last_one_too(opened):
    tab = opened(a_text_with_marks().article)
    for line in [TEXT[: TEXT.index("\n")], TEXT[TEXT.rindex("\n") + 1 :]]:
        tab.mouse.click(*place_of(tab, line.split()[-1])[0], click_count=3)
        tab.get_by_role("button", name="Quote the selected words").click()
        tab.locator(f".quote.current[data-start='{TEXT.index(line)}']").wait_for()
        assert Quote.objects.latest("pk").text == line


def test_quotes_are_accepted_and_rejected_by_keyboard(opened):
    snapshot = a_snapshot(TEXT)
    one = a_quote("Nobody asked", snapshot, speaker=a_speaker())
    two = a_quote("The mayor’s office", snapshot)
    tab = opened(snapshot.article)
    for key in ["n", "a", "r"]:
        tab.keyboard.press(key)
    wait_for(tab, two.pk, "rejected")
    one.refresh_from_db()
    assert one.status == "accepted"
