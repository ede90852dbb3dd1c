"""In a real browser: an article is done by keyboard alone, and selected words are exact quotes."""

import re

import pytest
from playwright.sync_api import expect

from sources.models import Quote
from tests.factories import (
    a_quote,
    a_snapshot,
    a_speaker,
    a_suggestion_a_word,
    a_text_of_quotes,
    an_accepted_quote,
)
from tests.mouse_and_keyboard import held, place_of, select, select_by_mouse, wait_for

ANN = re.compile("term=Ann$")
TEXT = (
    "Naïve 😀 title\n\n“We will plant trees,” said Mayor Ann Lee 👩‍👩‍👧. Cafe\u0301 owners "
    "agreed.\n“Nobody asked us,” said Bo Chan.\n\nאמר ראש העיר: שלום לכולם היום 🌳 וזהו.\nThe end."
)
pytestmark = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "record"]
)


@pytest.mark.parametrize(
    "words",
    [
        "Naïve 😀 title",
        "👩‍👩‍👧",
        "Cafe\u0301 owners",
        "שלום לכולם היום 🌳",
        "agreed.\n“Nobody asked us,” said",
        "plant trees,” said Mayor",
        " 👩‍👩‍👧. ",
    ],
)
def test_selected_words_are_a_quote_at_their_exact_place(opened, words):
    snapshot = a_snapshot(TEXT)
    a_quote("We will plant trees,", snapshot)
    tab = opened(snapshot.article)
    select(tab, words)
    tab.keyboard.press("q")
    tab.locator(".quote.current").wait_for()
    made, words = Quote.objects.latest("pk"), words.strip()
    assert (made.text, made.start) == (words, TEXT.index(words))


@pytest.mark.parametrize("lines", [1, 2000])
@pytest.mark.parametrize("words", ["Cafe\u0301 owners", "שלום לכולם", "👩‍👩‍👧 and 🌳", "🌳 said"])
def test_the_mouse_selects_exact_words_in_any_script_among_any_number_of_quotes(
    opened, words, lines
):
    snapshot = a_text_of_quotes(lines)
    tab = opened(snapshot.article)
    select_by_mouse(tab, words)
    tab.keyboard.press("q")
    tab.locator(".quote.current").wait_for()
    made = Quote.objects.latest("pk")
    assert (made.text, made.start) == (words, snapshot.text.index(words))


@pytest.mark.parametrize("lines", [1, 2000])
@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (["Shift+ArrowRight"], "Cafe\u0301 owners"),
        (["ArrowRight"] * 7 + ["Shift+ArrowRight"], "שלום לכולם"),
    ],
)
def test_the_keyboard_selects_exact_words_in_any_script_among_any_number_of_quotes(
    opened, keys, words, lines
):
    snapshot = a_text_of_quotes(lines)
    tab = opened(snapshot.article)
    # cards come fifty at a time while the page rests, on a busy machine one time a second
    tab.locator(".quote").nth(lines - 1).wait_for(timeout=180_000)
    for key in ["v", *keys, "q"]:
        tab.keyboard.press(key)
    tab.locator(".quote.current").wait_for()
    made = Quote.objects.latest("pk")
    assert (made.text, made.start) == (words, snapshot.text.index(words))


def test_words_are_selected_and_quoted_by_keyboard_alone(opened):
    snapshot = a_snapshot("One two three four five.")
    tab = opened(snapshot.article)
    for key in ["v", "ArrowRight", "Shift+ArrowRight", "q"]:
        tab.keyboard.press(key)
    tab.locator(".quote.current").wait_for()
    assert Quote.objects.get().text == "two three"


def test_an_article_is_done_by_keyboard_alone(opened):
    snapshot, speaker = a_snapshot(TEXT), a_speaker(name="Ann Lee")
    one = a_quote("We will plant trees,", snapshot, speaker=speaker)
    two = a_quote("Nobody asked us,", snapshot)
    three = a_quote("The end.", snapshot)
    tab = opened(snapshot.article)
    tab.keyboard.press("n")
    tab.keyboard.press("a")
    wait_for(tab, one.pk, "accepted")
    tab.keyboard.press("s")
    tab.keyboard.type("Ann Lee")
    tab.keyboard.press("Enter")
    wait_for(tab, two.pk, "accepted")
    tab.keyboard.press("n")
    tab.keyboard.press("r")
    wait_for(tab, three.pk, "rejected")
    assert tab.locator("mark.accepted").count() == 2
    assert tab.locator("mark.rejected").inner_text() == "The end."


def test_a_speaker_is_searched_forgiving_accents_and_typing_errors(opened):
    speaker = a_speaker(name="Radosław Sikorski")
    speaker.roles.create(title="minister")
    a_speaker(name="Ann Lee")
    quote = a_quote("Nobody asked us,", a_snapshot(TEXT))
    tab = opened(quote.snapshot.article)
    for typed in ["Radoslaw", "Radosław Sikorsky"]:
        tab.locator("[name=speaker]").fill(typed)
        tab.get_by_role("option", name="Radosław Sikorski, minister").wait_for()
    tab.get_by_role("option", name="Radosław Sikorski").click()
    tab.get_by_role("button", name="Accept").click()
    wait_for(tab, quote.pk, "accepted")
    quote.refresh_from_db()
    assert quote.speaker == speaker


def test_a_speaker_is_chosen_by_keyboard_alone_and_made_where_there_is_none(opened):
    ann = a_speaker(name="Ann Lee")
    snapshot = a_snapshot(TEXT)
    one, two = (a_quote(words, snapshot) for words in ("We will plant trees,", "Nobody asked us,"))
    tab = opened(snapshot.article)
    for key in ["n", "s"]:
        tab.keyboard.press(key)
    tab.keyboard.type("ann le")
    tab.get_by_role("option", name="Ann Lee").wait_for()
    for key in ["ArrowDown", "Enter", "Enter"]:
        tab.keyboard.press(key)
    wait_for(tab, one.pk, "accepted")
    for key in ["n", "s"]:
        tab.keyboard.press(key)
    tab.keyboard.type("Bo Chan")
    tab.get_by_role("option", name="“Bo Chan” is a new person").wait_for()
    for key in ["ArrowUp", "Enter"]:
        tab.keyboard.press(key)
    wait_for(tab, two.pk, "accepted")
    assert [q.speaker.name for q in snapshot.quotes.order_by("start")] == [ann.name, "Bo Chan"]


def test_the_names_under_the_last_card_are_in_sight(opened):
    a_speaker(name="Ann Lee")
    snapshot = a_text_of_quotes(12)
    tab = opened(snapshot.article, viewport={"width": 1280, "height": 700})
    tab.locator("[name=speaker]").last.fill("Ann")
    expect(tab.get_by_role("option", name="Ann Lee")).to_be_in_viewport(ratio=1)


def test_who_speaks_in_the_article_is_offered_before_a_letter_is_typed(opened):
    snapshot, speaker = a_snapshot(TEXT), a_speaker(name="Ann Lee")
    an_accepted_quote(speaker, words="We will plant trees,", snapshot=snapshot)
    quote = a_quote("Nobody asked us,", snapshot)
    tab = opened(snapshot.article)
    for key in ["n", "s", "ArrowDown", "Enter", "Enter"]:
        tab.keyboard.press(key)
    wait_for(tab, quote.pk, "accepted")
    quote.refresh_from_db()
    assert quote.speaker == speaker


def test_an_answer_that_comes_late_does_not_replace_a_later_one(opened):
    [a_speaker(name=name) for name in ("Ann Lee", "Bo Chan")]
    quote = a_quote("Nobody asked us,", a_snapshot(TEXT))
    tab = opened(quote.snapshot.article)
    late = []
    tab.route(ANN, lambda route: late.append(route))
    tab.locator("[name=speaker]").fill("Ann")
    tab.locator("[name=speaker]").fill("Bo")
    tab.get_by_role("option", name="Bo Chan").wait_for()
    with tab.expect_response(ANN):
        late[0].continue_()
    tab.keyboard.press("ArrowDown")
    assert tab.get_by_role("option", selected=True).inner_text() == "Bo Chan"


def test_what_is_chosen_in_the_list_stays_chosen_when_an_answer_comes_late(opened):
    ann = a_speaker(name="Ann Lee")
    quote = a_quote("Nobody asked us,", a_snapshot(TEXT))
    tab = opened(quote.snapshot.article)
    tab.locator("[name=speaker]").fill("An")
    tab.get_by_role("option", name="Ann Lee").wait_for()
    with tab.expect_response(ANN), held(tab, ANN):
        tab.keyboard.type("n")
        tab.keyboard.press("ArrowDown")
    for _ in ("takes the name", "accepts"):
        tab.keyboard.press("Enter")
    wait_for(tab, quote.pk, "accepted")
    quote.refresh_from_db()
    assert quote.speaker == ann


def test_the_list_of_names_closes_when_its_box_is_left(opened):
    a_speaker(name="Ann Lee")
    tab = opened(a_quote("Nobody asked us,", a_snapshot(TEXT)).snapshot.article)
    tab.locator("[name=speaker]").fill("Ann")
    tab.get_by_role("option", name="Ann Lee").wait_for()
    tab.keyboard.press("Tab")
    expect(tab.locator("#speakers")).to_be_hidden()


def test_a_broken_rule_is_told_beside_the_quote_and_the_next_is_not_jumped_to(opened):
    snapshot = a_snapshot(TEXT)
    quote = a_quote("Nobody asked us,", snapshot)
    tab = opened(snapshot.article)
    tab.keyboard.press("n")
    tab.keyboard.press("a")
    said = tab.locator(f"#quote-{quote.pk}.current .said").inner_text()
    assert said == "An accepted quote has a speaker, who may be an unnamed source."


def test_bounds_are_nudged_by_a_word_on_the_page_that_is_open(opened):
    snapshot = a_snapshot(TEXT)
    quote = a_quote("will plant", snapshot)
    tab = opened(snapshot.article)
    opened_once(tab)
    tab.keyboard.press("j")
    for key, words in [("[", "We will plant"), ("}", "We will plant trees")]:
        tab.keyboard.press(key)
        tab.locator(".quote.current blockquote", has_text=words).wait_for()
    quote.refresh_from_db()
    assert quote.text == "We will plant trees"
    assert tab.locator("mark").all_inner_texts() == ["We will plant trees"]
    assert opened_once(tab)


def opened_once(tab):
    """Whether the page is still the one of which this was asked first."""
    return tab.evaluate("() => window.before || !(window.before = true)")


def test_words_are_quoted_on_the_page_that_is_open_or_it_is_said_why_not(opened):
    snapshot = a_suggestion_a_word(300)
    words, tab = snapshot.text.split()[-1], opened(snapshot.article)
    opened_once(tab)
    select(tab, words)
    tab.keyboard.press("q")
    said = tab.get_by_role("alert").inner_text()
    assert said == "This stretch of the text is a quote already."
    tab.locator(".quote.current blockquote", has_text=words).wait_for()  # after five more answers
    expect(tab.locator(".outcome")).to_have_text(f"Quote 300, Suggested: {words}")
    select(tab, words[1:])
    tab.keyboard.press("q")
    tab.locator(".quote.current blockquote", has_text=re.compile(f"^{words[1:]}$")).wait_for()
    expect(tab.locator(".outcome")).to_have_text(f"Quote 301, Suggested: {words[1:]}")
    assert tab.get_by_role("alert").count() == 0
    tab.locator(".quote").nth(300).wait_for()
    assert tab.locator(".count").inner_text() == "301"
    assert opened_once(tab)


@pytest.mark.parametrize(
    ("edge", "at", "becomes"),
    [
        ("end", "forests 🌳", "👩‍👩‍👧 plant forests 🌳"),
        ("start", "Cafe\u0301", "Cafe\u0301 😀 👩‍👩‍👧 plant"),
    ],
)
def test_the_ends_of_a_quote_are_dragged_by_mouse(opened, edge, at, becomes):
    snapshot = a_snapshot("So Cafe\u0301 😀 👩‍👩‍👧 plant forests 🌳 here.")
    quote = a_quote("👩‍👩‍👧 plant", snapshot)
    tab = opened(snapshot.article)
    tab.keyboard.press("j")
    to = place_of(tab, at)[edge == "end"]
    tab.locator(f".handle.{edge}").hover()
    tab.mouse.down()
    tab.mouse.move(*to, steps=4)
    tab.mouse.up()
    tab.locator(f".quote.current:not([data-{edge}='{getattr(quote, edge)}'])").wait_for()
    quote.refresh_from_db()
    assert (quote.text, quote.start) == (becomes, snapshot.text.index(becomes))


def test_a_key_leads_from_an_accepted_quote_to_a_claim(opened):
    quote = an_accepted_quote(words="We will plant trees,", snapshot=a_snapshot(TEXT))
    tab = opened(quote.snapshot.article)
    tab.keyboard.press("j")
    tab.keyboard.press("c")
    tab.wait_for_url(f"**/claim/add/?quote={quote.pk}")
    assert tab.get_by_label("Statement").input_value() == "We will plant trees"


def test_a_list_of_the_keys_is_one_key_away(opened):
    tab = opened(a_snapshot(TEXT).article)
    tab.keyboard.press("?")
    assert tab.get_by_role("dialog", name="Keys").is_visible()
    tab.keyboard.press("Escape")
    assert not tab.get_by_role("dialog", name="Keys").is_visible()


def test_every_button_works_without_a_script(opened):
    quote = a_quote("Nobody asked us,", a_snapshot(TEXT), speaker=a_speaker())
    tab = opened(quote.snapshot.article, java_script_enabled=False)
    tab.get_by_role("button", name="Accept").click()
    wait_for(tab, quote.pk, "accepted")


def test_the_first_cards_come_with_the_page_and_the_others_follow(opened):
    tab = opened(a_suggestion_a_word(450).article)
    tab.locator(".quote").nth(449).wait_for()
    assert tab.locator(".quote").count() == 450
    assert tab.locator(".more").count() == 0


def test_the_other_cards_follow_in_a_browser_that_never_rests(opened):
    tab = opened(a_suggestion_a_word(120).article)
    tab.add_init_script(
        "window.requestIdleCallback = (done, options) => setTimeout(done, options?.timeout ?? 1e9)"
    )
    tab.reload()
    tab.locator(".quote").nth(119).wait_for()
