"""What was typed is kept by the server, too: a step too late, a record gone, another log-in."""

from datetime import timedelta

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.models import Claim, Verification
from record.models import Session
from sources.models import Article, Merge
from tests.factories import (
    a_claim,
    a_proposal,
    a_published_claim,
    a_snapshot,
    a_speaker,
    a_user,
    a_verification,
    an_accepted_quote,
)
from tests.pages import filled, logged_in, page, read, save

LIST = page(Verification, "changelist")
EVIDENCE = {"url": "https://register.example/", "publisher": "The city", "stance": "refutes"}


def step(client, verification, name, **typed):
    return client.post(reverse(f"admin:claims_verification_{name}", args=[verification.pk]), typed)


@pytest.mark.parametrize("meanwhile", ["published", "returned", "deleted"])
def test_a_stale_return_keeps_its_reason(meanwhile):
    verification, client = a_verification("submitted"), logged_in("reviewer")
    if meanwhile == "published":
        verification.publish(by=a_user("reviewer"))
    else:
        verification.send_back("Say where.")
    if meanwhile == "deleted":
        pk = verification.pk
        verification.delete()
        verification.pk = pk
    shown = read(step(client, verification, "return", reason="Who counted the trees?"))
    assert "\nWho counted the trees?</textarea>" in shown
    assert LIST in shown


def test_a_stale_withdrawal_keeps_its_reason():
    verification = a_verification("published")
    verification.withdraw("The source was wrong.")
    shown = read(step(logged_in("reviewer"), verification, "withdraw", reason="Who counted?"))
    assert "\nWho counted?</textarea>" in shown


def test_a_stale_refusal_of_an_amendment_keeps_its_reason():
    speaker = a_speaker()
    a_published_claim(claimant=speaker)
    amendment = a_proposal(speaker, name="Ana Ilić")
    amendment.refuse(a_user("reviewer"), "It was right.")
    address = reverse("admin:claims_amendment_decide", args=[amendment.pk])
    typed = {"decision": "refuse", "reason": "Look again."}
    shown = read(logged_in("reviewer").post(address, typed))
    assert "\nLook again.</textarea>" in shown and page(amendment) in shown


def test_a_withdrawal_without_a_reason_is_shown_again():
    verification = a_verification("published")
    shown = read(step(logged_in("reviewer"), verification, "withdraw", reason=" "))
    assert "Say why: a verification is returned or withdrawn with a reason." in shown


def test_what_was_typed_for_a_deleted_record_becomes_a_new_one():
    client = logged_in("annotator")
    draft = a_verification(author=client.user)
    sent = filled(client.get(page(draft))) | {"summary": "They were counted twice."}
    address = page(draft)
    draft.delete()
    shown = client.post(address, sent)
    assert "This was deleted since you opened it, and nothing is saved." in read(shown)
    assert f'action="{page(Verification, "add")}"' in read(shown)
    again = client.post(page(Verification, "add"), filled(shown))
    assert again.status_code == 302, (again.context["errors"], filled(shown))
    made = Verification.objects.get()
    assert (made.summary, made.author) == ("They were counted twice.", client.user)
    assert [row.title for row in made.evidence.all()] == ["Source 0"]


def test_a_form_of_an_earlier_log_in_is_sent_again_in_one_click():
    client, claim = Client(enforce_csrf_checks=True), a_claim()
    client.force_login(a_user("annotator"))
    sent = filled(client.get(page(claim))) | {"statement": "Many <trees> were\nplanted."}
    sent["csrfmiddlewaretoken"] = "a" * 32
    ours = {"Origin": "http://testserver"}
    shown = client.post(page(claim), sent, headers=ours)
    assert shown.status_code == 403
    assert "\nMany &lt;trees&gt; were\nplanted.</textarea>" in read(shown)
    sent["csrfmiddlewaretoken"] = shown.context["csrf_token"]
    client.post(page(claim), sent, headers=ours)
    claim.refresh_from_db()
    assert claim.statement == "Many <trees> were planted."


@pytest.mark.parametrize(
    ("address", "onward"),
    [
        ("/admin/login/?next=/admin/claims/", "/admin/claims/"),
        ("/admin/login/", "/admin/"),
        ("/admin/password_change/", "/admin/password_change/"),
    ],
)
def test_no_password_is_kept_in_a_page(address, onward):
    client, ours = Client(enforce_csrf_checks=True), {"HTTP_ORIGIN": "http://testserver"}
    client.force_login(a_user("annotator"))
    typed = {"next": onward, "password": "warm tide", "old_password": "warm tide"}
    answer = client.post(address, typed, **ours)
    assert (answer.status_code, answer["Location"]) == (302, onward)


def test_the_log_in_leads_to_no_other_site():
    client, ours = Client(enforce_csrf_checks=True), {"HTTP_ORIGIN": "http://testserver"}
    client.force_login(a_user("annotator"))
    answer = client.post("/admin/login/", {"next": "https://evil.example/"}, **ours)
    assert answer["Location"] == "/admin/"


def test_why_is_still_there_when_a_form_is_shown_again():
    shown = save(logged_in("annotator"), page(a_speaker()), name="", _why="He spells it so.")
    assert 'value="He spells it so."' in shown.text


def test_who_may_not_open_a_page_is_told_so_on_a_page():
    answer = logged_in("reviewer").get("/admin/auth/user/")
    assert answer.status_code == 403 and "Your role does not open this page" in answer.text


@pytest.mark.parametrize("origin", [{}, {"Origin": "https://evil.example"}])
def test_what_another_site_sends_is_refused_and_not_shown(origin):
    client, claim = Client(enforce_csrf_checks=True), a_claim()
    client.force_login(a_user("annotator"))
    shown = client.post(page(claim), {"statement": "Sent by another site."}, headers=origin)
    assert shown.status_code == 403 and "Sent by another site." not in read(shown)


def test_nothing_is_done_for_a_page_that_somebody_else_opened():
    claim, ann, bo = a_claim(note=""), logged_in("annotator"), logged_in("annotator")
    opened, sent = {"X-Person": str(ann.user.pk)}, filled(ann.get(page(claim))) | {"note": "Ann's."}
    for client, status, note in [(bo, 409, ""), (ann, 302, "Ann's.")]:
        answer = client.post(page(claim), sent, headers=opened)
        claim.refresh_from_db()
        assert (answer.status_code, claim.note) == (status, note)
    assert bo.head("/admin/", headers=opened).headers["X-Person"] == bo.user.username


def test_a_session_lasts_twelve_hours_from_its_last_use(settings):
    client = logged_in("annotator")
    client.get("/admin/")
    session = Session.objects.get()
    Session.objects.update(expire_date=timezone.now() + timedelta(hours=1))
    client.get("/admin/")  # used a moment ago: nothing is written
    assert Session.objects.get().expire_date < timezone.now() + timedelta(hours=2)
    settings.SESSION_RENEWED_AFTER = 0
    client.get("/admin/")
    left = Session.objects.get(pk=session.pk).expire_date - timezone.now()
    assert left > timedelta(hours=12)


def test_more_than_can_be_read_at_once_are_refused_before_any_is_taken():
    reviewer = logged_in("reviewer")
    chosen = [a_verification("submitted", evidence=1).pk for _ in range(101)]
    sent = {"action": "publish_chosen", "_selected_action": chosen}
    html = read(reviewer.post(LIST, sent, follow=True))
    assert "Nothing is done: you chose 101, and at most 100 can be read on one page." in html
    sent |= {"_confirmed": "yes"}
    reviewer.post(LIST, sent)
    assert not Verification.objects.published()


def test_a_correction_begins_with_the_evidence_of_what_it_corrects():
    client = logged_in("annotator")
    old = a_verification(evidence=0)
    for n in range(2):
        old.evidence.create(title=f"Register {n}", excerpt="Nine.", **EVIDENCE)
    old.submit(), old.publish(by=a_user("reviewer"))
    add = f"{page(Verification, 'add')}?corrects={old.pk}"
    typed = {"correction": "It was misread.", "_submit": "yes"}
    client.post(add, filled(client.get(add)) | typed)
    new = Verification.objects.latest("pk")
    columns = ("title", "url", "publisher", "stance", "excerpt")
    rows = [list(one.evidence.values_list(*columns)) for one in (old, new)]
    assert new.stage == "submitted" and rows[0] == rows[1]


def test_what_was_wrong_is_asked_for_when_a_correction_is_submitted():
    client, claim = logged_in("annotator"), a_published_claim()
    draft = a_verification(author=client.user, claim=claim)
    html = read(
        client.post(page(draft), filled(client.get(page(draft))) | {"_submit": "y"}, follow=True)
    )
    assert "Say in the correction what was wrong with it." in html
    draft.refresh_from_db()
    assert draft.stage == "draft"


def test_an_author_takes_a_submission_back_and_nobody_else_does():
    client = logged_in("annotator")
    mine = a_verification("submitted", author=client.user)
    assert step(logged_in("reviewer"), mine, "take_back").status_code == 403
    step(client, mine, "take_back")
    mine.refresh_from_db()
    assert (mine.stage, mine.reason) == ("draft", "")
    assert not Verification.objects.returned()


def return_many(*chosen, reason):
    """A reviewer's page with these verifications, opened before, is sent."""
    sent = {"action": "return_chosen", "_confirmed": "yes", "reason": reason}
    sent["_selected_action"] = [one.pk for one in chosen]
    return read(logged_in("reviewer").post(f"{LIST}?turn=second", sent, follow=True))


def test_a_return_of_many_does_what_it_can_and_keeps_its_reason_for_the_rest():
    late, waiting = (a_verification("submitted") for _ in range(2))
    late.publish(by=a_user("reviewer"))
    shown = return_many(late, waiting, reason="Who counted the trees?")
    waiting.refresh_from_db()
    assert (waiting.stage, waiting.reason) == ("draft", "Who counted the trees?")
    assert "not done." in shown and "\nWho counted the trees?</textarea>" in shown


def test_a_return_of_many_that_are_gone_keeps_its_reason():
    gone = a_verification("submitted")
    shown_before = gone.pk
    gone.send_back("Say where."), gone.delete()
    gone.pk = shown_before
    assert "\nWho counted the trees?</textarea>" in return_many(
        gone, reason="Who counted the trees?"
    )


def test_claims_that_look_alike_are_found_whatever_their_accents():
    claim = a_claim(statement="Łódź planted trees.")
    asked = {"statement": "Lodz planted trees"}
    shown = logged_in("annotator").get(reverse("admin:claims_claim_alike"), asked)
    assert list(shown.context["alike"]) == [claim]


@pytest.mark.parametrize(
    ("typed", "statement"),
    [("Lodz", "Łódź has trees."), ("maori", "Māori is taught."), ("ŁÓDŹ", "lodz grew")],
)
def test_a_search_at_the_desk_folds_accents(typed, statement):
    claim = a_claim(statement=statement, claimant=a_speaker())
    a_claim(statement="Nothing of the kind.")
    a_verification(claim=claim)
    quote = an_accepted_quote(words=statement, snapshot=a_snapshot(f"“{statement}”"))
    a_snapshot()
    for found in (claim, claim.verifications.get(), quote, quote.snapshot):
        shown = logged_in("annotator").get(page(found, "changelist"), {"q": typed})
        assert list(shown.context["cl"].result_list) == [found]


NONE = pytest.mark.parametrize("sent", ["0000-00-00", "x", "1\0", "9" * 30, "-1"])


@NONE
@pytest.mark.parametrize(("model", "field"), [(Article, "publisher"), (Claim, "topics")])
def test_a_record_that_is_none_is_refused_with_a_sentence(db, model, field, sent):
    answer = logged_in("annotator").post(page(model, "add"), {field: sent})
    assert answer.status_code == 200
    assert "Please correct the error" in read(answer)


@NONE
def test_a_row_that_is_none_is_no_row_of_an_action(sent):
    claim = a_claim()
    ticked = {"action": "delete_selected", ACTION_CHECKBOX_NAME: sent}
    answer = logged_in("reviewer").post(page(claim, "changelist"), ticked)
    assert answer.status_code < 400 and Claim.objects.get() == claim


@NONE
def test_a_speaker_that_is_none_is_merged_into_nobody(db, sent):
    merge = reverse("admin:sources_speaker_merge", args=[a_speaker().pk])
    answer = logged_in("reviewer").post(merge, {"kept": sent, "reason": "The same."})
    assert "errorlist" in read(answer) and not Merge.objects.exists()


@pytest.mark.parametrize("name", ["change", "delete"])
def test_a_field_without_a_name_is_no_field(name):
    client = logged_in("annotator")
    claim = a_claim(created_by=client.user)
    address = reverse(f"admin:claims_claim_{name}", args=[claim.pk])
    assert client.get(address, {"_to_field": ""}).status_code == 200
    assert client.post(address, {"_to_field": ""}).status_code < 400
