"""In a real browser: nothing typed is lost, whatever happens on the way, and leaving asks."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from claims.models import Claim, Verification
from record.models import Session
from sources.models import Article, Quote
from tests.factories import (
    a_claim,
    a_proposal,
    a_published_claim,
    a_quote,
    a_snapshot,
    a_speaker,
    a_verification,
)
from tests.mouse_and_keyboard import held, ready
from tests.pages import logged_in, page
from tests.sources.test_absent_text import a_restored_article

pytestmark = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "record"]
)
SUMMARY = "The city counted 9,412 trees."


@pytest.fixture
def away(browser, served):
    """Opens a page whose console may say that the server was out of reach: (context, tab)."""
    contexts = []

    def open_page(at, client):
        context = browser.new_context(base_url=served)
        contexts.append(context)
        log_in(context, client, served)
        tab = context.new_page()
        tab.goto(at)
        return context, tab

    yield open_page
    for context in contexts:
        context.close()


def log_in(context, client, served):
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": served}])


def write_a_verification(tab):
    """Two rows of evidence and a summary, typed into the form of a new one."""
    tab.get_by_label("Summary").press_sequentially(SUMMARY)
    tab.get_by_label("Title").first.fill("The register")
    tab.get_by_text("Add another Evidence").click()
    tab.get_by_label("Title").nth(1).fill("The minutes")


def what_is_typed(tab):
    titles = tab.get_by_label("Title")
    titles.nth(1).wait_for()
    return [
        tab.get_by_label("Summary").input_value(),
        *(titles.nth(n).input_value() for n in (0, 1)),
    ]


TYPED = [SUMMARY, "The register", "The minutes"]


@pytest.fixture
def written(away):
    """A verification that is being written: (context, tab, its author's Client)."""
    a_speaker(name="Somebody else")
    client = logged_in("annotator")
    context, tab = away(f"{page(Verification, 'add')}?claim={a_claim().pk}", client)
    write_a_verification(tab)
    return context, tab, client


def fill_addresses(tab):
    for n in (0, 1):
        tab.get_by_label("Url:", exact=True).nth(n).fill(f"https://register.example/{n}")


def save(tab, name="Save"):
    tab.get_by_role("button", name=name, exact=True).first.click()


def test_offline_is_said_on_the_page_and_saved_once_online_again(written):
    context, tab, _ = written
    context.set_offline(True)
    save(tab)
    expect(tab.get_by_role("alert")).to_contain_text("The site cannot be reached.")
    assert what_is_typed(tab) == TYPED
    context.set_offline(False)
    tab.get_by_label("Url:", exact=True).first.fill("https://register.example/")
    tab.get_by_label("Url:", exact=True).nth(1).fill("https://minutes.example/")
    save(tab)
    tab.locator(".messagelist .success").wait_for()
    assert Verification.objects.get().summary == SUMMARY


def test_a_server_that_cannot_answer_is_said_on_the_page(written):
    _, tab, _ = written
    tab.route("**/verification/add/**", lambda route: route.fulfill(status=503))
    save(tab)
    expect(tab.get_by_role("alert")).to_contain_text("The site cannot answer now (503).")
    assert what_is_typed(tab) == TYPED


def test_after_a_new_log_in_the_form_is_there_again_filled(written, served):
    context, tab, client = written
    address = tab.url
    context.clear_cookies()
    save(tab)
    expect(tab.get_by_role("alert")).to_contain_text("You are logged out.")
    assert what_is_typed(tab) == TYPED
    client.force_login(client.user)
    log_in(context, client, served)
    tab.goto(address)
    expect(tab.get_by_text("Filled in with what you typed here")).to_be_visible()
    assert what_is_typed(tab) == TYPED


def test_what_was_typed_is_another_persons_to_nobody_and_gone_once_saved(written, served):
    context, tab, client = written
    address = tab.url
    other = logged_in("annotator")
    log_in(context, other, served)
    tab.goto(address)
    assert tab.get_by_label("Summary").input_value() == ""
    log_in(context, client, served)
    tab.goto(address)
    fill_addresses(tab)
    save(tab)
    tab.locator(".messagelist .success").wait_for()
    tab.goto(address)
    assert tab.get_by_label("Summary").input_value() == ""
    assert tab.get_by_text("Filled in with").count() == 0


def test_what_was_typed_the_moment_before_is_kept_on_leaving(away):
    """A browser whose clock stands keeps nothing after a pause."""
    _, tab = away("/admin/", logged_in("annotator"))
    tab.clock.install()
    tab.goto(page(a_claim()))
    tab.clock.pause_at(timezone.now() + timedelta(hours=1))
    tab.get_by_label("Note").fill("Ask the city.")
    tab.reload()
    tab.clock.resume()
    expect(tab.get_by_label("Note")).to_have_value("Ask the city.")


def test_a_draft_is_discarded_when_one_says_so(written):
    _, tab, _ = written
    tab.reload()
    tab.get_by_role("button", name="Discard it").click()
    expect(tab.get_by_text("Filled in with")).to_have_count(0)
    assert tab.get_by_label("Summary").input_value() == ""


def test_a_log_in_in_another_tab_does_not_stop_the_first(written, served):
    """The token of the form is one of an earlier log-in."""
    context, tab, client = written
    fill_addresses(tab)
    client.user.set_password("correct horse battery staple")
    client.user.save()
    second = context.new_page()
    context.clear_cookies(name="sessionid")
    second.goto("/admin/")
    second.get_by_label("Username").fill(client.user.username)
    second.get_by_label("Password").fill("correct horse battery staple")
    second.get_by_role("button", name="Log in").click()
    second.get_by_role("heading", name="Desk").wait_for()
    save(tab)
    tab.locator(".messagelist .success").wait_for()
    assert Verification.objects.get().summary == SUMMARY


def test_a_log_in_by_somebody_else_is_said_and_nothing_is_sent_in_their_name(written, served):
    context, tab, client = written
    other = logged_in("annotator")
    log_in(context, other, served)
    save(tab)
    expect(tab.get_by_role("alert")).to_contain_text(f"{other.user} is logged in here now.")
    assert what_is_typed(tab) == TYPED
    assert not Verification.objects.exists()
    log_in(context, client, served)
    fill_addresses(tab)
    save(tab)
    tab.locator(".messagelist .success").wait_for()
    assert Verification.objects.get().author == client.user


def test_a_quote_is_not_decided_in_the_name_of_somebody_else(away, served):
    quote, other = a_quote(snapshot=a_snapshot(), speaker=a_speaker()), logged_in("annotator")
    context, tab = away(page(quote.snapshot.article), logged_in("annotator"))
    log_in(context, other, served)
    tab.get_by_role("button", name="Accept").click()
    said = f"Not done: {other.user} is logged in here now."
    expect(tab.locator(".quote .said.error")).to_contain_text(said)
    quote.refresh_from_db()
    assert quote.status == "suggested"


def slowly(tab, address):
    """Hold each request for an address on its way to the server for 700 milliseconds."""

    def hold(route):
        tab.wait_for_timeout(700)
        route.continue_()

    tab.route(address, hold)


def test_a_form_on_a_slow_line_is_sent_once_with_what_is_typed_meanwhile(written):
    _, tab, _ = written
    fill_addresses(tab)
    tab.get_by_label("Verdict").select_option(label="False")
    with held(tab, "**/verification/add/**"):
        tab.get_by_label("Summary").press("Control+Enter")
        tab.get_by_label("Summary").press_sequentially(" Twice.")
        tab.get_by_label("Summary").press("Control+Enter")
    tab.get_by_role("heading", name="Submitted", exact=True).wait_for()
    assert Verification.objects.get().summary == f"{SUMMARY} Twice."


def test_a_step_on_a_slow_line_is_taken_once(opened):
    verification = a_verification("submitted")
    tab = opened(verification, group="reviewer")
    slowly(tab, "**/verification/**")
    sent = []
    tab.on("request", lambda request: sent.append(request.method))
    tab.get_by_label("Reason").fill("Who counted?")
    tab.get_by_role("button", name="Return").dblclick()
    tab.get_by_role("heading", name="Draft", exact=True).wait_for()
    assert (sent.count("HEAD"), sent.count("POST")) == (1, 1)
    tab.locator(".messagelist").wait_for()
    assert tab.locator(".messagelist .error").count() == 0
    verification.refresh_from_db()
    assert (verification.stage, verification.reason) == ("draft", "Who counted?")


def test_no_box_takes_letters_that_would_not_be_sent(written):
    _, tab, _ = written
    fill_addresses(tab)
    tab.get_by_label("Verdict").select_option(label="False")

    def type_late(route):
        if route.request.method == "POST":
            tab.keyboard.type("Too late.")
        route.continue_()

    tab.route("**/verification/add/**", type_late)
    tab.get_by_label("Summary").focus()
    tab.evaluate("addEventListener('input', ({ target }) => (sessionStorage.late = target.value))")
    tab.keyboard.press("Control+Enter")
    tab.get_by_role("heading", name="Submitted", exact=True).wait_for()
    assert tab.evaluate("sessionStorage.late") is None


def test_a_log_in_that_ends_soon_is_said_and_kept_by_one_press(browser, served, settings):
    settings.SESSION_RENEWED_AFTER = 0
    client, context = logged_in("annotator"), browser.new_context(base_url=served)
    log_in(context, client, served)
    tab = context.new_page()
    tab.clock.install()
    tab.goto(page(a_claim()))
    tab.clock.fast_forward("11:40:00")
    warning = tab.get_by_role("alert")
    expect(warning).to_be_hidden()
    tab.clock.fast_forward("12:00")
    expect(warning).to_contain_text("You will be logged out in ten minutes, unless you go on.")
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=10))
    warning.get_by_role("button", name="Stay logged in").click()
    expect(warning).to_be_hidden()
    assert Session.objects.get().expire_date > timezone.now() + timedelta(hours=11)
    context.close()


@pytest.mark.parametrize("stays", [True, False])
def test_leaving_a_changed_form_asks(written, stays):
    _, tab, _ = written
    asked = []

    def answer(dialog):
        asked.append(dialog.type)
        dialog.dismiss() if stays else dialog.accept()

    tab.on("dialog", answer)
    tab.get_by_role("link", name="Home").click()
    if not stays:
        tab.get_by_role("heading", name="Desk").wait_for()
    else:
        tab.wait_for_function("() => true")
        assert what_is_typed(tab) == TYPED
    assert asked == ["beforeunload"]


def test_leaving_a_form_that_was_refused_asks(opened):
    tab, asked = opened(page(Claim, "add")), []
    save(tab)
    tab.locator(".errornote").wait_for()
    ready(tab)
    assert tab.get_by_text("Filled in with").count() == 0  # the server knows what was typed
    tab.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    tab.get_by_role("link", name="Home").click()
    tab.get_by_role("heading", name="Desk").wait_for()
    assert asked == ["beforeunload"]


DRAFTS = "() => Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length"


def test_a_draft_of_a_month_ago_is_forgotten(written):
    _, tab, _ = written
    tab.goto("/admin/claims/claim/add/")
    assert tab.evaluate(DRAFTS) == 1
    month = 31 * 24 * 60 * 60 * 1000
    tab.evaluate(
        """age => Object.entries(localStorage).filter(([key]) => key.startsWith("draft:"))
            .forEach(([key, draft]) => (localStorage[key] =
                JSON.stringify({ ...JSON.parse(draft), at: Date.now() - age })))""",
        month,
    )
    tab.reload()
    assert tab.evaluate(DRAFTS) == 0


def test_a_password_is_in_no_draft(away):
    _, tab = away(page(a_claim()), logged_in("annotator"))
    box = '<input type="password" name="of_a_form_to_come" value="correct horse">'
    into = "(form, box) => form.insertAdjacentHTML('beforeend', box)"
    tab.locator("#claim_form").evaluate(into, box)
    tab.get_by_label("Note").fill("Ask the city.")
    tab.wait_for_function(f"() => ({DRAFTS})() === 1")
    kept = tab.evaluate("() => JSON.stringify(localStorage)")
    assert "Ask the city." in kept and "correct horse" not in kept


def test_an_unchanged_form_is_left_without_a_word(opened):
    tab = opened(a_claim())
    tab.on("dialog", lambda dialog: pytest.fail("asked"))
    tab.get_by_role("link", name="Home").click()
    tab.get_by_role("heading", name="Desk").wait_for()


@pytest.mark.parametrize("fault", ["offline", "503", "logged out"])
def test_a_name_typed_on_a_card_stays_and_the_card_says_what_is_the_matter(away, fault):
    quote = a_quote(snapshot=a_snapshot())
    context, tab = away(page(quote.snapshot.article), logged_in("annotator"))
    tab.get_by_role("combobox").fill("Hori Ngata")
    if fault == "offline":
        context.set_offline(True)
    elif fault == "503":
        tab.route("**/decide/", lambda route: route.fulfill(status=503))
    else:
        context.clear_cookies(name="sessionid")
    tab.get_by_role("button", name="Accept").click()
    expect(tab.locator(".quote .said.error")).to_contain_text("Not done")
    assert tab.get_by_role("combobox").input_value() == "Hori Ngata"


def test_keys_that_waited_for_an_answer_that_never_came_are_not_done_and_named(away):
    quote = a_quote(snapshot=a_snapshot(), speaker=a_speaker())
    _, tab = away(page(quote.snapshot.article), logged_in("annotator"))
    waiting = []
    tab.route("**/decide/", lambda route: waiting.append(route))
    with tab.expect_request("**/decide/"):
        for key in ("n", "a", "r"):
            tab.keyboard.press(key)
    waiting[0].abort()
    outcome = tab.locator(".outcome")
    expect(outcome).to_contain_text("the site cannot be reached")
    expect(outcome).to_contain_text("Pressed meanwhile and not done: r")


def lose_the_log_in(context, tab, button):
    """The session is over when a button is pressed."""
    context.clear_cookies(name="sessionid")
    save(tab, button)
    expect(tab.get_by_role("alert")).to_contain_text("You are logged out.")


def test_a_merge_survives_a_lost_session(away, served):
    a_speaker(name="Ana Ilić")
    client, address = (
        logged_in("reviewer"),
        reverse("admin:sources_speaker_merge", args=[a_speaker().pk]),
    )
    context, tab = away(address, client)
    tab.locator(".select2-selection").click()
    tab.get_by_role("option", name="Ana Ilić").click()
    tab.get_by_label("Why").fill("One and the same.")
    lose_the_log_in(context, tab, "Merge")
    log_in(context, client, served)
    tab.goto(address)
    expect(tab.get_by_label("Why")).to_have_value("One and the same.")
    expect(tab.locator(".select2-selection__rendered")).to_contain_text("Ana Ilić")


def test_a_reason_against_an_amendment_survives_a_lost_session(away, served):
    speaker, client = a_speaker(), logged_in("reviewer")
    a_published_claim(claimant=speaker)
    address = page(a_proposal(speaker, name="Ana Ilić"))
    context, tab = away(address, client)
    tab.get_by_label("Reason").fill("Look again.")
    lose_the_log_in(context, tab, "Refuse")
    log_in(context, client, served)
    tab.goto(address)
    expect(tab.get_by_label("Reason")).to_have_value("Look again.")


def test_a_reason_for_many_survives_a_lost_session_and_is_gone_once_saved(away, served):
    verification, client = a_verification("submitted"), logged_in("reviewer")
    context, tab = away(page(Verification, "changelist"), client)

    def choose():
        tab.locator(".action-select").first.check()
        tab.locator("select[name=action]").select_option(label="Return …")
        tab.get_by_role("button", name="Go", exact=True).click()
        tab.get_by_label("Reason").wait_for()
        ready(tab)

    choose()
    tab.get_by_label("Reason").fill("Who counted?")
    lose_the_log_in(context, tab, "Return")
    log_in(context, client, served)
    tab.goto(page(Verification, "changelist"))
    choose()
    expect(tab.get_by_label("Reason")).to_have_value("Who counted?")
    save(tab, "Return")
    tab.locator(".messagelist .success").wait_for()
    verification.refresh_from_db()
    assert (verification.stage, verification.reason) == ("draft", "Who counted?")
    tab.goto(page(verification))
    assert tab.evaluate(DRAFTS) == 0


def test_a_reason_for_one_is_not_taken_for_another(away):
    """What was begun for one verification and left, does nothing to it when another is chosen."""
    first, second = (a_published_claim().verifications.get() for _ in range(2))
    context, tab = away(page(Verification, "changelist"), logged_in("reviewer"))

    def choose(tab, verification):
        tab.locator(f".action-select[value='{verification.pk}']").check()
        tab.locator("select[name=action]").select_option(label="Withdraw …")
        tab.get_by_role("button", name="Go", exact=True).click()
        tab.get_by_label("Reason").wait_for()
        ready(tab)

    choose(tab, first)
    tab.get_by_label("Reason").fill("The first source was wrong.")
    tab.wait_for_function("() => Object.keys(localStorage).some((one) => one.startsWith('draft:'))")
    tab.close()
    tab = context.new_page()
    tab.goto(page(Verification, "changelist"))
    choose(tab, second)
    expect(tab.get_by_label("Reason")).to_have_value("")
    tab.get_by_label("Reason").fill("The second source was wrong.")
    tab.get_by_label("Reason").press("Control+Enter")
    tab.locator(".messagelist .success").wait_for()
    stages = [Verification.objects.get(pk=one.pk).stage for one in (first, second)]
    assert stages == ["published", "withdrawn"]


def test_control_and_enter_refuse_with_the_reason_that_was_typed(opened):
    speaker = a_speaker()
    a_published_claim(claimant=speaker)
    proposal = a_proposal(speaker, name="Ana Ilić")
    tab = opened(page(proposal), "reviewer")
    tab.get_by_label("Reason").fill("Look again.")
    tab.get_by_label("Reason").press("Control+Enter")
    tab.locator(".messagelist .success").wait_for()
    proposal.refresh_from_db()
    assert (proposal.stage, proposal.answer) == ("refused", "Look again.")


def test_a_restored_article_without_its_text_is_worked_on(opened):
    tab = opened(page(a_restored_article()), "annotator")
    tab.keyboard.press("j")
    expect(tab.locator(".quote.current")).to_have_count(1)
    tab.get_by_role("button", name="Change speaker").click()
    expect(tab.locator(".outcome")).to_contain_text("Quote 1")


def test_a_pasted_text_survives_a_lost_session(away, served):
    article, client = a_snapshot().article, logged_in("annotator")
    context, tab = away(page(article), client)
    tab.get_by_text("The article has changed").click()
    tab.get_by_label("Text", exact=True).fill("The mayor spoke again.")
    tab.wait_for_function("() => Object.keys(localStorage).some((key) => key.startsWith('draft:'))")
    tab.goto(page(article))
    tab.get_by_text("The article has changed").click()
    assert tab.get_by_label("Text", exact=True).input_value() == "The mayor spoke again."
    tab.get_by_role("button", name="Keep as the next snapshot").click()
    tab.locator(".messagelist .success").wait_for()
    assert tab.get_by_label("Text", exact=True).input_value() == ""


def test_enter_in_the_boxes_of_a_claim_saves_nothing(opened):
    claim = a_claim()
    tab = opened(claim)
    for label in ["Statement", "Note"]:
        tab.get_by_label(label).fill("One.")
        tab.get_by_label(label).press("Enter")
        tab.get_by_label(label).press_sequentially("Two.")
    save(tab)
    tab.locator(".messagelist .success").wait_for()
    claim.refresh_from_db()
    assert (claim.statement, claim.note) == ("One. Two.", "One.\nTwo.")


def test_enter_in_a_summary_saves_nothing(opened):
    client = logged_in("annotator")
    draft = a_verification(author=client.user)
    tab = opened(draft, client=client)
    tab.get_by_label("Summary").fill("One.")
    tab.get_by_label("Summary").press("Enter")
    tab.get_by_label("Summary").press_sequentially("Two.")
    save(tab)
    tab.locator(".messagelist .success").wait_for()
    draft.refresh_from_db()
    assert draft.summary == "One.\nTwo."


def test_a_text_is_pasted_alone_and_its_article_opens(opened):
    tab = opened(page(Article, "add"))
    tab.keyboard.type("Trees\n\n“We will plant ten thousand trees,” said Mayor Ann Lee on Monday.")
    save(tab)
    tab.locator(".quote").wait_for()
    article = Article.objects.get()
    assert tab.url.endswith(page(article))
    assert (article.headline, article.url[:11]) == ("Trees", "urn:sha256:")
    assert Quote.objects.get().text.startswith("We will plant")


def test_a_wrong_text_is_taken_back_by_pasting_the_right_one_again(opened):
    tab = opened(a_snapshot("The right text.").article)
    for text in ["A wrong text.", "The right text."]:
        tab.get_by_text("The article has changed").click()
        tab.get_by_label("Text", exact=True).fill(text)
        tab.get_by_role("button", name="Keep as the next snapshot").click()
        expect(tab.locator(".letters")).to_have_text(text)
    tab.get_by_text("The text is that of snapshot 1 again.").wait_for()
    assert re.search("snapshot 1,", tab.locator(".provenance").inner_text())


def test_a_queue_goes_on_with_its_next_after_a_step_its_filter_kept(opened):
    first, second, third = (a_verification("submitted") for _ in range(3))
    tab = opened("/admin/", group="reviewer")
    tab.get_by_role("link", name="waiting for a second person").click()
    tab.locator("#result_list tbody a").first.click()
    for one, then in [(third, second), (second, first), (first, first)]:
        assert page(one) in tab.url
        tab.get_by_role("button", name="Publish").click()
        tab.wait_for_url(f"**{page(then)}?_changelist_filters=turn%3Dsecond")
    tab.get_by_role("heading", name="Published", exact=True).wait_for()
    assert Verification.objects.published().count() == 3
