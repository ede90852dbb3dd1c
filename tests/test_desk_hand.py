"""In a real browser: what is done is done to the card in hand, and nothing is done unheard."""

import re

import pytest
from playwright.sync_api import expect

from sources.models import Quote
from tests.factories import a_quote, a_snapshot, a_speaker, a_suggestion_a_word
from tests.mouse_and_keyboard import held, place_of, select, select_by_mouse, wait_for
from tests.pages import logged_in, page

TEXT = "\n".join(f"“Sentence number {n} was said,” said Ann Lee to the press." for n in range(9))
DECIDE = re.compile("/decide/$")
SELECTION_HEARD = "() => new Promise((heard) => requestAnimationFrame(() => setTimeout(heard)))"
pytestmark = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "record"]
)


@pytest.fixture
def quotes():
    """Suggestions in one text, each of which can be accepted as it is."""
    snapshot, ann = a_snapshot(TEXT), a_speaker(name="Ann Lee")
    snapshot.quotes.all().delete()
    return [a_quote(f"number {n} was said,", snapshot, speaker=ann) for n in range(6)]


@pytest.fixture
def tab(opened, quotes):
    return opened(quotes[0].snapshot.article)


def enter(tab, client):
    """Log the browser in as somebody."""
    session = client.cookies["sessionid"].value
    site = "/".join(tab.url.split("/")[:3])
    tab.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])


def press(tab, *keys):
    for key in keys:
        tab.keyboard.press(key)


def slowly(tab, milliseconds):
    """Hold every decision on its way to the server for so long."""

    def hold(route):
        tab.wait_for_timeout(milliseconds)
        route.continue_()

    tab.route(DECIDE, hold)


def statuses(quotes):
    found = dict(Quote.objects.values_list("pk", "status"))
    return " ".join(found[quote.pk] for quote in quotes)


def card(tab, quote):
    return tab.locator(f"#quote-{quote.pk}")


def in_hand(tab, quote):
    tab.locator(f"#quote-{quote.pk}.current").wait_for()


def outcome(tab, words):
    tab.locator(".outcome", has_text=words).wait_for()


def test_the_card_whose_box_was_typed_in_is_in_hand(tab, quotes):
    press(tab, "j")
    card(tab, quotes[4]).get_by_role("combobox").click()
    tab.keyboard.type("Hori")
    press(tab, "Escape", "Escape", "r")
    wait_for(tab, quotes[4].pk, "rejected")
    assert statuses(quotes).count("suggested") == 5


def test_the_card_whose_words_were_clicked_is_in_hand(tab, quotes):
    press(tab, "j")
    card(tab, quotes[2]).locator("blockquote").click()
    press(tab, "r")
    wait_for(tab, quotes[2].pk, "rejected")
    assert statuses(quotes).count("suggested") == 5


def test_the_quote_whose_number_in_the_text_has_the_focus_is_in_hand(tab, quotes):
    press(tab, "j")
    tab.locator(f"#mark-{quotes[3].pk}").focus()
    press(tab, "r")
    wait_for(tab, quotes[3].pk, "rejected")
    assert statuses(quotes).count("suggested") == 5


def test_no_key_is_heard_while_something_else_has_the_focus(tab, quotes):
    press(tab, "n")
    for name in ["View site", "Keys", "Articles"]:
        tab.get_by_text(name, exact=True).first.focus()
        press(tab, "r", "a", "j", "v")
    card(tab, quotes[0]).focus()
    in_hand(tab, quotes[0])
    press(tab, "j", "r")
    wait_for(tab, quotes[1].pk, "rejected")
    assert statuses(quotes).count("suggested") == 5


@pytest.mark.parametrize("latency", [300, 700])
def test_keys_wait_in_line_for_the_answers_before_them(tab, quotes, latency):
    slowly(tab, latency)
    press(tab, "n", "a", "a", "r", "r", "a")
    wait_for(tab, quotes[4].pk, "accepted")
    in_hand(tab, quotes[5])
    assert statuses(quotes) == "accepted accepted rejected rejected accepted suggested"


def test_a_key_with_control_is_the_browsers(tab, quotes):
    press(tab, "n", "Control+a", "r")
    wait_for(tab, quotes[0].pk, "rejected")
    in_hand(tab, quotes[1])
    assert statuses(quotes).count("suggested") == 5


ALT_GR = """key => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {
    key, ctrlKey: true, altKey: true, modifierAltGraph: true, bubbles: true, cancelable: true }))"""


def test_a_bracket_that_takes_alt_gr_to_write_is_a_key(tab, quotes):
    press(tab, "n")
    tab.evaluate(ALT_GR, "]")
    tab.locator(f"#quote-{quotes[0].pk}:not([data-start='{quotes[0].start}'])").wait_for()


def test_no_key_decides_while_the_list_of_keys_is_shown(tab, quotes):
    press(tab, "n", "?", "r", "Escape", "a")
    wait_for(tab, quotes[0].pk, "accepted")
    assert statuses(quotes).count("suggested") == 5


def test_after_the_last_card_the_next_suggestion_is_the_first(tab, quotes):
    card(tab, quotes[5]).locator("blockquote").click()
    press(tab, "n")
    in_hand(tab, quotes[0])


def test_the_card_that_the_address_names_is_in_hand_though_it_is_still_to_come(opened):
    snapshot = a_suggestion_a_word(60)
    last = snapshot.quotes.order_by("start").last()
    tab = opened(f"{page(snapshot.article)}#quote-{last.pk}")
    in_hand(tab, last)
    press(tab, "r")
    wait_for(tab, last.pk, "rejected")


def test_a_button_pressed_twice_decides_once(tab, quotes):
    posts = []
    tab.on("request", lambda request: posts.append(request) if request.method == "POST" else None)
    with held(tab, DECIDE):
        for _ in range(2):
            card(tab, quotes[0]).get_by_role("button", name="Accept").click()
        card(tab, quotes[2]).get_by_role("button", name="Reject").click()
    wait_for(tab, quotes[2].pk, "rejected")
    assert statuses(quotes[:3]) == "accepted suggested rejected"
    assert len(posts) == 2
    expect(tab.locator(".said")).to_have_count(0)


def test_q_quotes_what_was_selected_when_it_was_pressed(tab, quotes):
    press(tab, "j")
    with held(tab, DECIDE):
        press(tab, "]")  # its answer takes the selection away
        select(tab, "Sentence number 8")
        press(tab, "q")
    tab.locator(".quote.current blockquote", has_text="Sentence number 8").wait_for()


def test_words_selected_in_a_quote_do_not_take_it_in_hand(tab, quotes):
    select_by_mouse(tab, "1 was")
    tab.get_by_role("button", name="Quote the selected words").wait_for()
    assert tab.locator(".quote.current").count() == 0


def test_who_goes_elsewhere_while_a_suggestion_is_looked_for_stays_there(opened):
    snapshot = a_suggestion_a_word(201)
    first = snapshot.quotes.order_by("start").first()
    snapshot.quotes.exclude(start=1800).update(status="rejected")
    tab = opened(snapshot.article)
    with held(tab, re.compile("/cards/")):
        tab.reload()
        press(tab, "n")
        card(tab, first).locator("blockquote").click()
    tab.locator(".quote").nth(200).wait_for()
    in_hand(tab, first)


def test_the_mark_of_two_quotes_looks_like_the_one_that_counts_more(opened, quotes):
    inner = a_quote("3 was", quotes[3].snapshot, speaker=quotes[3].speaker)
    tab = opened(inner.snapshot.article)
    mark = tab.locator(f"mark[data-quotes~='{inner.pk}']").first
    for name, looks in [("Accept", "accepted"), ("Reject", "suggested")]:
        card(tab, inner).get_by_role("button", name=name).click()
        expect(mark).to_have_class(re.compile(rf"\b{looks}\b"))
    card(tab, quotes[3]).get_by_role("button", name="Reject").click()
    expect(mark).to_have_class(re.compile(r"\brejected\b"))


def test_a_key_held_down_decides_once(tab, quotes):
    press(tab, "n")
    for _ in range(5):
        tab.keyboard.down("r")
    wait_for(tab, quotes[0].pk, "rejected")
    in_hand(tab, quotes[1])
    press(tab, "a")
    wait_for(tab, quotes[1].pk, "accepted")
    assert statuses(quotes).count("suggested") == 4


def test_what_was_pressed_after_a_refused_key_is_not_done_and_named(opened, quotes):
    Quote.objects.filter(pk=quotes[0].pk).update(speaker=None)
    tab = opened(quotes[0].snapshot.article)
    with held(tab, DECIDE):
        press(tab, "n", "a", "r", "r")
    outcome(tab, "An accepted quote has a speaker, who may be an unnamed source.")
    outcome(tab, "Pressed meanwhile and not done: r r")
    in_hand(tab, quotes[0])
    assert statuses(quotes).count("suggested") == 6


def test_who_takes_another_card_in_hand_while_keys_wait_keeps_it(tab, quotes):
    with held(tab, DECIDE):
        press(tab, "n", "a", "r")
        card(tab, quotes[4]).locator("blockquote").click()
        outcome(tab, "Pressed meanwhile and not done: r")
    wait_for(tab, quotes[0].pk, "accepted")
    in_hand(tab, quotes[4])
    press(tab, "r")
    wait_for(tab, quotes[4].pk, "rejected")
    assert statuses(quotes).count("suggested") == 4


def test_buttons_pressed_one_after_the_other_each_decide_on_their_own_card(tab, quotes):
    slowly(tab, 300)
    for quote, name in [(quotes[1], "Accept"), (quotes[3], "Reject"), (quotes[0], "Accept")]:
        card(tab, quote).get_by_role("button", name=name).click()
    wait_for(tab, quotes[0].pk, "accepted")
    assert statuses(quotes) == "accepted accepted suggested rejected suggested suggested"


def test_a_name_typed_before_its_box_is_there_is_in_it(tab, quotes):
    bo = a_speaker(name="Bo Chan")
    slowly(tab, 700)
    press(tab, "n", "a", "s")
    tab.keyboard.type("Bo Chan")
    press(tab, "Enter")
    wait_for(tab, quotes[1].pk, "accepted")
    assert Quote.objects.get(pk=quotes[1].pk).speaker == bo
    assert statuses(quotes[2:]) == "suggested suggested suggested suggested"


def test_what_became_of_a_key_is_announced(tab, quotes):
    live = tab.get_by_role("status").filter(has_text=re.compile(""))
    assert live.first.get_attribute("class") == "outcome"
    press(tab, "n", "a")
    outcome(tab, "Quote 1, Accepted: Ann Lee")
    press(tab, "r")
    outcome(tab, "Quote 2, Rejected: Ann Lee")
    for _ in quotes[2:]:
        press(tab, "r")
    outcome(tab, "No suggestion is left.")


def test_more_stays_open_and_so_do_the_focus_and_what_is_typed(tab, quotes):
    card(tab, quotes[3]).get_by_role("combobox").fill("Hori")
    one = card(tab, quotes[1])
    one.get_by_text("More").click()
    one.get_by_role("combobox").fill("Tia")
    for start in (1, 2):
        one.get_by_role("button", name="Start one word later").click()
        start = TEXT.index("number 1 was") + len("number " if start == 1 else "number 1 ")
        tab.locator(f"#quote-{quotes[1].pk}[data-start='{start}']").wait_for()
    expect(one.get_by_role("button", name="Start one word later")).to_be_focused()
    assert one.get_by_role("combobox").input_value() == "Tia"
    assert card(tab, quotes[3]).get_by_role("combobox").input_value() == "Hori"
    one.get_by_role("combobox").fill("")
    one.get_by_role("button", name="Accept").click()
    wait_for(tab, quotes[1].pk, "accepted")
    assert one.get_by_role("button", name="Start one word later").is_visible()


def test_escape_goes_from_the_box_of_names_to_its_card(tab, quotes):
    box = card(tab, quotes[2]).get_by_role("combobox")
    box.click()
    tab.keyboard.type("Ann")
    tab.get_by_role("option", name="Ann Lee").wait_for()
    press(tab, "ArrowDown")
    assert box.get_attribute("aria-activedescendant") == "speaker-0"
    with tab.expect_response(re.compile("term=Ann%20L")):
        tab.keyboard.type(" L")
    tab.get_by_role("option", name="“Ann L” is a new person").wait_for()
    assert box.get_attribute("aria-activedescendant") is None
    press(tab, "Escape", "Escape")
    expect(card(tab, quotes[2])).to_be_focused()


def test_a_name_that_was_refused_can_be_mended_at_once(tab, quotes):
    press(tab, "n", "s")
    tab.keyboard.type('Ann "Lee')
    press(tab, "Enter")
    outcome(tab, 'No speaker is called “Ann "Lee” yet')
    expect(card(tab, quotes[0]).get_by_role("combobox")).to_be_focused()
    press(tab, "End", *["Backspace"] * 4)
    tab.keyboard.type("Lee")
    press(tab, "Enter")
    wait_for(tab, quotes[0].pk, "accepted")


def test_keys_are_switched_off_for_good(tab, quotes):
    tab.get_by_role("button", name="Keys").click()
    tab.get_by_label("Keys are on").uncheck()
    tab.get_by_role("button", name="Close").click()
    tab.reload()
    press(tab, "n", "r", "j", "?", "v")
    assert tab.locator(".quote.current").count() == 0
    assert not tab.get_by_role("dialog").is_visible()
    tab.get_by_role("button", name="Keys").click()
    tab.get_by_label("Keys are on").check()
    tab.get_by_role("button", name="Close").click()
    press(tab, "n", "r")
    wait_for(tab, quotes[0].pk, "rejected")
    assert statuses(quotes).count("suggested") == 5


def test_a_key_is_changed_and_each_does_one_thing(tab, quotes):
    press(tab, "?")
    box = tab.get_by_label("reject, and go")
    box.fill("x")
    tab.get_by_label("accept, and go").fill("x")
    press(tab, "Tab")
    said = tab.get_by_label("accept, and go").evaluate("box => box.validationMessage")
    assert said == "“x” does something else already."
    tab.get_by_label("accept, and go").fill("a")
    press(tab, "Tab", "Escape")
    tab.reload()
    press(tab, "n", "r", "x")
    wait_for(tab, quotes[0].pk, "rejected")
    assert statuses(quotes).count("suggested") == 5
    press(tab, "?")
    tab.get_by_role("button", name="The usual keys").click()
    tab.get_by_role("button", name="Close").click()
    press(tab, "x", "r")
    wait_for(tab, quotes[1].pk, "rejected")


def test_a_key_that_could_not_be_kept_is_what_it_was(tab, quotes):
    press(tab, "?")
    box = tab.get_by_label("accept, and go")
    box.fill("r")
    press(tab, "Tab", "Escape")
    expect(box).to_have_value("a")
    press(tab, "n", "a")
    wait_for(tab, quotes[0].pk, "accepted")


def test_another_person_at_the_same_browser_has_keys_of_their_own(tab, quotes):
    press(tab, "?")
    tab.get_by_label("Keys are on").uncheck()
    enter(tab, logged_in("annotator"))
    tab.reload()
    press(tab, "n", "r")
    wait_for(tab, quotes[0].pk, "rejected")


def test_every_one_of_overlapping_marks_is_reached(opened, quotes):
    snapshot = quotes[0].snapshot
    inner = [a_quote("3 was", snapshot), a_quote("number 3 was said", snapshot)]
    tab, owners = opened(snapshot.article), {quotes[3].pk, *(quote.pk for quote in inner)}
    reached = set()
    for _ in owners:
        tab.mouse.click(*place_of(tab, "3 was")[0])
        reached.add(tab.locator(".quote.current").get_attribute("id"))
    assert reached == {f"quote-{pk}" for pk in owners}
    for quote in inner:
        tab.locator(f"#mark-{quote.pk}").click()
        in_hand(tab, quote)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_button_stands_beside_the_selected_words(opened, quotes, width):
    tab = opened(quotes[0].snapshot.article, viewport={"width": width, "height": 844})
    for n in (0, 8):
        select_by_mouse(tab, f"Sentence number {n}")
        tab.evaluate(SELECTION_HEARD)
        button = tab.get_by_role("button", name="Quote the selected words").bounding_box()
        words = tab.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().toJSON()")
        assert 0 <= button["y"] - words["bottom"] < 60
        assert words["left"] - button["width"] <= button["x"] <= words["right"]
        assert button["x"] >= 0 and button["x"] + button["width"] <= width


def test_the_button_is_in_sight_when_the_end_of_the_words_is_not(opened):
    tab = opened(a_snapshot("Very long words. " * 900).article)
    select(tab, "Very long words. " * 700)
    box = tab.get_by_role("button", name="Quote the selected words").bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= tab.viewport_size["height"]


def test_a_finger_quotes_the_selected_words_on_a_phone(opened, quotes):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    tab = opened(quotes[0].snapshot.article, **phone)
    select(tab, "to the press")
    # as some phones do, the finger takes the selection away
    tab.evaluate("addEventListener('pointerdown', () => getSelection().removeAllRanges())")
    tab.get_by_role("button", name="Quote the selected words").tap()
    tab.locator(".quote.current blockquote", has_text="to the press").wait_for()
    assert Quote.objects.latest("pk").text == "to the press"


def test_ends_moved_onto_another_quote_lead_there(opened, quotes):
    other = a_quote("2 was said,", quotes[2].snapshot)
    tab = opened(other.snapshot.article)
    card(tab, quotes[2]).locator("blockquote").click()
    press(tab, "]")
    link = tab.get_by_role("link", name="This stretch of the text is a quote already.")
    link.click()
    in_hand(tab, other)


def test_without_a_script_words_that_are_a_quote_already_lead_there(quotes):
    quote, client = quotes[2], logged_in("annotator")
    address = f"{page(quote.snapshot.article).removesuffix('change/')}select/"
    words = {"start": quote.start, "end": quote.end, "words": quote.text}
    answer = client.post(address, {"snapshot": quote.snapshot_id, **words})
    assert answer.url == f"{page(quote.snapshot.article)}#quote-{quote.pk}"


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        (lambda route: route.abort(), "the site cannot be reached"),
        (lambda route: route.fulfill(status=503), "the site answered 503"),
    ],
)
def test_a_site_that_does_not_answer_is_told_and_what_is_typed_stays(
    browser, served, quotes, trouble, sentence
):
    tab = browser.new_context(base_url=served).new_page()  # whose console complains: not `opened`
    tab.goto("/")
    enter(tab, logged_in("annotator"))
    tab.goto(page(quotes[0].snapshot.article))
    press(tab, "n", "s")
    tab.keyboard.type("Ann Lee")
    tab.route(DECIDE, trouble)
    press(tab, "Enter")
    outcome(tab, f"Quote 1, Suggested: Not done: {sentence}")
    assert card(tab, quotes[0]).get_by_role("combobox").input_value() == "Ann Lee"
    tab.unroute(DECIDE)
    press(tab, "Enter")
    wait_for(tab, quotes[0].pk, "accepted")
    tab.context.close()


def test_a_session_that_ended_is_told_and_the_words_are_saved_after_a_log_in(opened, quotes):
    client = logged_in("annotator")
    tab = opened(quotes[0].snapshot.article, client=client)
    client.logout()
    press(tab, "n", "s")
    tab.keyboard.type("Ann Lee")
    press(tab, "Enter")
    outcome(tab, "you are logged out")
    client.force_login(client.user)
    enter(tab, client)
    press(tab, "Enter")
    wait_for(tab, quotes[0].pk, "accepted")
