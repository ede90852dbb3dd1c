"""At the desk a quote becomes a claim in one click, and two people make a verification of it."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from claims.models import Appearance, Claim, Verification
from tests.factories import (
    a_claim,
    a_published_claim,
    a_quote,
    a_snapshot,
    a_speaker,
    a_verdict,
    a_verification,
    an_accepted_quote,
)
from tests.pages import another_row, logged_in, page, read, save


def step(client, verification, step, **typed):
    address = reverse(f"admin:claims_verification_{step}", args=[verification.pk])
    response = client.post(address, typed, follow=True)
    verification.refresh_from_db()
    return response


def test_an_accepted_quote_leads_to_a_claim_that_begins_with_its_words():
    published = datetime(2026, 3, 1, tzinfo=UTC)
    quote = an_accepted_quote(snapshot=a_snapshot(published_at=published, language="pl"))
    client = logged_in("annotator")
    add = f"{page(Claim, 'add')}?quote={quote.pk}"
    assert add in read(client.get(page(quote.snapshot.article)))
    save(client, add)
    claim = Claim.objects.get()
    assert (claim.statement, claim.claimant) == ("We will plant ten thousand trees", quote.speaker)
    assert (str(claim.claimed_on), claim.language) == ("2026-03-01", "pl")
    assert (claim.created_by, list(claim.quotes.all())) == (client.user, [quote])
    assert Appearance.objects.get().created_by == client.user


@pytest.mark.parametrize("quote", ["", "x", "0", "9" * 30])
def test_a_claim_begun_from_no_quote_is_an_empty_form(quote):
    assert logged_in("annotator").get(f"{page(Claim, 'add')}?quote={quote}").status_code == 200


def test_a_claim_is_not_begun_from_a_suggestion():
    add = f"{page(Claim, 'add')}?quote={a_quote().pk}"
    assert "We will plant" not in read(logged_in("annotator").get(add))


def test_another_quote_of_the_same_claim_is_signed_by_who_found_it():
    claim, quote, client = a_claim(), an_accepted_quote(), logged_in("annotator")
    another_row(client, page(claim), "appearances", quote=quote.pk)
    assert Appearance.objects.get().created_by == client.user


def test_two_people_make_a_verification():
    author, reviewer, claim = logged_in("annotator"), logged_in("reviewer"), a_claim()
    add = f"{page(Verification, 'add')}?claim={claim.pk}"
    typed = {"verdict": a_verdict().pk, "summary": "It is not so.", "_submit": "yes"}
    evidence = {"title": "Register", "stance": "refutes", "url": "https://register.example/"}
    save(author, add, **typed, **{f"evidence-0-{name}": v for name, v in evidence.items()})
    verification = Verification.objects.get()
    assert (verification.author, verification.stage) == (author.user, "submitted")
    step(reviewer, verification, "publish", seen=verification.version)
    assert (verification.stage, verification.approver) == ("published", reviewer.user)
    claim.refresh_from_db()
    assert claim.verdict == a_verdict()


def test_the_page_offers_the_steps_that_its_reader_may_take():
    verification = a_verification("submitted")
    publish = reverse("admin:claims_verification_publish", args=[verification.pk])
    assert publish in read(logged_in("reviewer").get(page(verification)))
    assert publish not in read(logged_in("annotator").get(page(verification)))


def test_publishing_names_the_submission_that_was_read():
    verification, client = a_verification("submitted"), logged_in("reviewer")
    seen = verification.version
    verification.send_back("Say where."), verification.submit()
    response = step(client, verification, "publish", seen=seen)
    assert "This verification has changed since you opened it." in read(response)
    assert verification.stage == "submitted"


def test_a_returned_verification_is_its_authors_draft_again():
    author = logged_in("annotator")
    verification = a_verification("submitted", author=author.user)
    step(logged_in("reviewer"), verification, "return", reason="Say where.")
    assert (verification.stage, verification.reason) == ("draft", "Say where.")
    assert "Returned: Say where." in read(author.get(page(verification)))


def test_a_published_verification_is_withdrawn_with_a_reason():
    verification = a_verification("published")
    step(logged_in("reviewer"), verification, "withdraw", reason="The register was wrong.")
    assert (verification.stage, verification.reason) == ("withdrawn", "The register was wrong.")


@pytest.mark.parametrize(
    "stage, name", [("submitted", "publish"), ("submitted", "return"), ("published", "withdraw")]
)
def test_an_annotator_decides_about_no_verification(stage, name):
    verification = a_verification(stage)
    assert step(logged_in("annotator"), verification, name, reason="Because.").status_code == 403
    assert verification.stage == stage


def test_a_draft_is_changed_and_deleted_by_its_author_alone():
    verification, other = a_verification(), logged_in("reviewer")
    assert other.post(page(verification), {"summary": "Mine now."}).status_code == 403
    assert other.post(page(verification, "delete"), {"post": "yes"}).status_code == 403
    assert step(other, verification, "submit").status_code == 403


@pytest.mark.parametrize("stage", ["submitted", "published", "withdrawn"])
def test_what_was_submitted_is_read_and_not_changed(stage):
    author = logged_in("reviewer")
    verification = a_verification(stage, author=author.user)
    assert author.get(page(verification)).status_code == 200
    assert author.post(page(verification), {"summary": "Other words."}).status_code == 403
    assert author.post(page(verification, "delete"), {"post": "yes"}).status_code == 403


def test_before_a_claim_is_saved_the_claims_like_it_are_shown_with_their_verdicts():
    a_published_claim(statement="The city will plant 10,000 trees.")
    a_claim(statement="The moon is made of cheese.")
    client = logged_in("annotator")
    typed = {"statement": "The city will plant ten thousand trees.", "claimant": a_speaker().pk}
    shown = save(client, page(Claim, "add"), **typed)
    assert "Nothing is saved yet" in read(shown)
    assert [str(claim) for claim in shown.context["alike"]] == ["The city will plant 10,000 trees."]
    assert '<span class="verdict">False</span>' in read(shown)
    assert Claim.objects.count() == 2


def test_a_claim_that_looks_like_it_is_shown_with_what_differs():
    a_claim(statement="The city will plant 10,000 trees.")
    typed = {"statement": "The city will plant 40,000 trees.", "claimant": a_speaker().pk}
    shown = save(logged_in("annotator"), page(Claim, "add"), **typed)
    assert "The numbers differ: “10,000” in the claim, “40,000” in the text." in read(shown)


def test_saved_again_it_is_a_claim_of_its_own():
    other, client = a_claim(), logged_in("annotator")
    typed = {"statement": "The city will plant ten thousand trees.", "claimant": a_speaker().pk}
    save(client, page(Claim, "add"), **typed, _alike=f"{other.pk} ")
    assert Claim.objects.count() == 2


def test_a_claim_made_again_becomes_a_second_appearance():
    quote, client = an_accepted_quote(), logged_in("annotator")
    claim = a_claim(statement="We will plant ten thousand trees by May.")
    appear = reverse("admin:claims_claim_appear", args=[claim.pk])
    html = read(client.get(f"{page(Claim, 'add')}?quote={quote.pk}"))
    assert f'href="{appear}?quote={quote.pk}"' in html
    assert "Record that the quote makes this claim" in read(client.get(appear, {"quote": quote.pk}))
    client.post(appear, {"quote": quote.pk})
    assert (list(claim.quotes.all()), Claim.objects.count()) == ([quote], 1)
    assert "making this claim already" in read(
        client.post(appear, {"quote": quote.pk}, follow=True)
    )


@pytest.mark.parametrize("statement", ["", "a\0b", "x" * 1001])
def test_a_statement_that_cannot_be_kept_is_told_and_looked_up_nowhere(statement):
    shown = save(logged_in("annotator"), page(Claim, "add"), statement=statement)
    assert shown.context["alike"] == [] and 'class="errornote"' in read(shown)


@pytest.mark.parametrize("quote", ["", "x", "9" * 30])
def test_no_quote_makes_no_appearance(quote):
    appear = reverse("admin:claims_claim_appear", args=[a_claim().pk])
    assert logged_in("annotator").post(appear, {"quote": quote}).status_code == 302
    assert not Appearance.objects.exists()


@pytest.mark.parametrize("statement", ["", "…", "a b", "x" * 1000, "' | & ! ( ) : * \\ % _ <->"])
def test_any_words_may_be_looked_up_among_the_claims(statement):
    a_claim()
    assert list(Claim.objects.like(statement)) == []


def test_a_correction_begins_with_the_words_it_corrects_and_supersedes_them():
    old, author = a_verification("published", summary="It is so."), logged_in("annotator")
    assert f"?corrects={old.pk}" in read(author.get(page(old)))
    evidence = {"evidence-0-title": "Register", "evidence-0-url": "https://register.example/"}
    typed = {"correction": "The register was misread.", "_submit": "yes", **evidence}
    save(author, f"{page(Verification, 'add')}?corrects={old.pk}", **typed)
    new = Verification.objects.latest("pk")
    assert (new.claim, new.verdict, new.summary) == (old.claim, old.verdict, "It is so.")
    step(logged_in("reviewer"), new, "publish", seen=new.version)
    old.refresh_from_db()
    assert (old.stage, new.supersedes) == ("superseded", old)
    for verification in (old, new):
        assert author.get(page(verification)).status_code == 200


def test_a_claim_of_no_number_is_not_there():
    answer = logged_in("annotator").get("/admin/claims/claim/x/change/", follow=True)
    assert "Perhaps it was deleted?" in read(answer)
