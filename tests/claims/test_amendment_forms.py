"""Who types a change of what a published claim shows proposes it, and somebody else applies it."""

import json

import pytest

from claims.admin.amendment import seen
from claims.models import Amendment, Appearance, Topic
from record.models import Claim as PublicClaim
from sources.models import Publisher
from tests.claims.test_amendments import apply, decide, document
from tests.claims.test_locks import Public
from tests.factories import (
    a_match,
    a_proposal,
    a_published_claim,
    a_publisher,
    a_quote,
    a_snapshot,
    a_speaker,
    a_user,
    an_accepted_quote,
)
from tests.pages import another_row, filled, logged_in, page, read, save
from tests.sources.test_admin import decide as decide_quote


@pytest.fixture
def public():
    return Public()


def propose(client, record, why="Misspelt.", **typed):
    return save(client, page(record), _propose="Propose", _why=why, **typed)


def test_a_form_says_beforehand_what_rests_on_it(public):
    html = read(logged_in("annotator").get(page(public.speaker)))
    assert "1 published claim rests on this" in html and 'name="_propose"' in html
    html = read(logged_in("annotator").get(page(a_speaker())))
    assert "rests on this" not in html and 'name="_propose"' not in html


def test_what_is_typed_is_proposed_then_applied_by_another(public):
    annotator, reviewer = logged_in("annotator"), logged_in("reviewer")
    html = read(propose(annotator, public.speaker, name="Thomas Krell"))
    assert all(words in html for words in ("Proposed: ", "Tomas Grell", "Thomas Krell"))
    assert "another person applies it" in html and 'value="apply"' not in html
    assert document()["claimant"]["name"] == "Tomas Grell"
    proposed = Amendment.objects.get()
    assert "A proposed change waits: Misspelt." in read(annotator.get(page(public.speaker)))
    assert 'value="apply"' in read(reviewer.get(page(proposed)))
    assert "Applied: " in read(apply(reviewer, proposed))
    assert document()["claimant"]["name"] == "Thomas Krell"


def test_who_proposed_it_does_not_apply_it_and_may_take_it_back(public):
    reviewer = logged_in("reviewer")
    propose(reviewer, public.speaker, name="Thomas Krell")
    proposed = Amendment.objects.get()
    assert apply(reviewer, proposed).status_code == 403
    assert apply(logged_in("annotator"), proposed).status_code == 403
    assert (
        decide(logged_in("annotator"), proposed, decision="refuse", reason="No.").status_code == 403
    )
    html = read(decide(reviewer, proposed, decision="refuse", reason="I erred."))
    assert "nothing is changed" in html and "I erred." in html


def test_whoever_may_not_propose_is_refused(public):
    viewer = logged_in()
    assert propose_raw(viewer, public.speaker).status_code == 403
    assert not Amendment.objects.exists()


def propose_raw(client, record):
    return client.post(page(record), {"_propose": "Propose", "_why": "So.", "name": "Krell"})


def test_a_proposal_is_of_what_was_looked_at(public):
    propose(logged_in("annotator"), public.speaker, name="Thomas Krell")
    proposed, reviewer = Amendment.objects.get(), logged_in("reviewer")
    looked_at = seen(proposed)
    a_published_claim(claimant=public.speaker, statement="Another.")
    html = read(decide(reviewer, proposed, decision="apply", seen=looked_at))
    assert "other claims rest on this now" in html
    assert document_of(public)["claimant"]["name"] == "Tomas Grell"


def test_what_others_changed_since_the_page_was_opened_is_neither_proposed_nor_written_over(public):
    """A claim's note is the desk's own: no amendment holds it."""
    client = logged_in("annotator")
    typed = filled(client.get(page(public.claim))) | {"statement": "No trees.", "_why": "So."}
    save(logged_in("annotator"), page(public.claim), note="Ask the mayor.")
    html = read(client.post(page(public.claim), typed | {"_propose": "Propose"}))
    public.claim.refresh_from_db()
    assert "changed since you opened it" in html and "No trees." in html
    assert public.claim.note == "Ask the mayor." and not Amendment.objects.exists()


def test_a_new_record_is_saved_whatever_button_is_said_to_be_pressed():
    typed = {"name": "Gazette", "_propose": "Propose"}
    save(logged_in("annotator"), page(a_publisher(), "add"), **typed)
    assert Publisher.objects.filter(name="Gazette").exists()


def test_a_match_is_proposed_in_its_list_and_nowhere_else():
    match = a_match(kind="same")
    save(logged_in("annotator"), page(match), kind="narrower", _propose="Propose")
    match.refresh_from_db()
    assert match.kind == "narrower" and not Amendment.objects.exists()


@pytest.mark.parametrize("decision", ["", "Apply", "delete"])
def test_what_is_neither_applied_nor_refused_waits(public, decision):
    proposed = a_proposal(public.speaker, name="Thomas Krell")
    typed = {"decision": decision, "reason": "No.", "seen": seen(proposed)}
    assert "Nothing is done: " in read(decide(logged_in("reviewer"), proposed, **typed))
    assert Amendment.objects.waiting().get() == proposed


def test_what_a_proposal_names_is_what_was_read(public):
    other = a_speaker(name="Ann Lee")
    other.roles.create(title="governor")
    proposed, reviewer = a_proposal(public.quote, speaker_id=other.pk), logged_in("reviewer")
    assert "Ann Lee, governor" in read(reviewer.get(page(proposed)))
    for change in (
        lambda: save(logged_in("annotator"), page(other), name="Ann Lee the crook"),
        lambda: other.roles.create(title="convict"),
    ):
        looked_at = seen(proposed)
        change()
        html = read(decide(reviewer, proposed, decision="apply", seen=looked_at))
        assert "what it names has changed" in html
    assert document()["quotes"][0]["speaker"]["name"] == "Tomas Grell"


def test_of_a_proposed_quote_all_words_are_shown(public):
    words = "word " * 40
    quote = an_accepted_quote(a_speaker(name="Ann Lee"), words=words, snapshot=a_snapshot(words))
    html = read(logged_in("reviewer").get(page(a_proposal(public.appearance, quote_id=quote.pk))))
    assert words.strip() in html and "Ann Lee" in html


def document_of(public):
    return json.loads(PublicClaim.objects.get(public_id=public.claim.public_id).document)


def test_a_role_is_proposed_by_the_speakers_form(public):
    client = logged_in("annotator")
    typed = {"_propose": "Propose", "_why": "Since 2020."}
    sent = {"roles-1-title": "senator", "roles-TOTAL_FORMS": 2, "roles-0-DELETE": "on"}
    save(client, page(public.speaker), **typed, **sent)
    made = Amendment.objects.order_by("id")
    assert [(a.table_name, a.row_id) for a in made] == [
        ("sources_role", public.role.pk),
        ("sources_role", None),
    ]
    for amendment in made:
        apply(logged_in("reviewer"), amendment)
    assert [role.title for role in public.speaker.roles.all()] == ["senator"]


def test_a_quotes_words_are_proposed_by_its_form(public):
    html = read(propose(logged_in("annotator"), public.quote, end=public.quote.end - 1))
    assert "Proposed: " in html
    apply(logged_in("reviewer"), Amendment.objects.get())
    public.quote.refresh_from_db()
    assert public.quote.text == "We will plant ten thousand trees"
    assert document()["quotes"][0]["text"] == public.quote.text


def test_topics_and_appearances_are_proposed_by_the_claims_form(public):
    crime = Topic.objects.create(name="Crime")
    propose(
        logged_in("annotator"), public.claim, topics=[crime.pk], **{"appearances-0-DELETE": "on"}
    )
    for amendment in Amendment.objects.order_by("id"):
        assert "Applied: " in read(apply(logged_in("reviewer"), amendment))
    assert (document()["topics"], document()["quotes"]) == (["Crime"], [])
    assert not Appearance.objects.exists()


def test_an_articles_address_and_how_it_is_described_are_two_proposals(public):
    typed = {"headline": "Other", "url": "https://other.example/trees", "byline": "Ann"}
    propose(logged_in("annotator"), public.article, **typed)
    changed = {a.kind: sorted(a.changes) for a in Amendment.objects.all()}
    assert changed == {"spelling": ["byline", "headline"], "substance": ["url"]}
    public.article.refresh_from_db()
    assert (public.article.byline, public.article.headline != "Other") == ("", True)


def test_nothing_typed_is_nothing_proposed(public):
    assert "nothing to propose" in read(propose(logged_in("annotator"), public.speaker))
    assert not Amendment.objects.exists()


def test_where_nothing_is_proposed_nothing_is_saved_either(public):
    client, claim = logged_in("annotator"), public.claim
    html = read(save(client, page(claim), _propose="Propose", _why="So.", note="For the desk."))
    assert "nothing to propose" in html and "For the desk." in html
    claim.refresh_from_db()
    assert claim.note == ""


def test_a_reason_that_no_text_can_hold_is_refused(public):
    annotator, reviewer = logged_in("annotator"), logged_in("reviewer")
    propose(annotator, public.speaker, name="Thomas Krell")
    proposed = Amendment.objects.get()
    assert decide(reviewer, proposed, decision="refuse", reason="\0").status_code == 400
    assert Amendment.objects.waiting().exists()


@pytest.mark.parametrize(("why", "status", "kept"), [("x" * 500 + "\0", 200, 1), ("\0", 400, 0)])
def test_of_a_reason_for_a_proposal_so_much_is_read_as_is_kept(public, why, status, kept):
    typed = {"name": "Thomas Krell", "_propose": "Propose", "_why": why}
    typed = filled(logged_in("annotator").get(page(public.speaker))) | typed
    answer = logged_in("annotator").post(page(public.speaker), typed, follow=True)
    assert (answer.status_code, Amendment.objects.count()) == (status, kept)


def test_a_wrong_form_is_shown_again_with_what_was_typed(public):
    html = read(
        propose(logged_in("annotator"), public.speaker, wikidata_id="42", name="Thomas Krell")
    )
    assert not Amendment.objects.exists() and "Thomas Krell" in html
    html = read(another_row(logged_in("annotator"), page(public.speaker), "roles", title="x" * 301))
    assert "at most 300" in html


def test_a_title_printed_beside_a_public_speaker_is_proposed_once(public):
    """The quote is accepted at once; that the speaker is a senator, a reviewer decides."""
    client = logged_in("annotator")
    read = {"speaker": "Tomas Grell", "speaker_kind": "person", "title": "Senator"}
    for text in ("It rained,” said Senator Tomas Grell.", "It snowed,” he said."):
        quote = a_quote(text, a_snapshot(text), suggestion=read)
        decide_quote(client, quote)
        assert (quote.status, quote.speaker) == ("accepted", public.speaker)
    (waiting,) = Amendment.objects.all()
    assert waiting.changes["title"] == [None, "Senator"]
    assert not public.speaker.roles.filter(title="Senator").exists()
    waiting.apply(a_user("reviewer"))
    assert public.speaker.roles.filter(title="Senator").exists()


def test_a_claim_with_an_appearance_is_proposed_as_a_browser_sends_it(public):
    """A row that is only read has no box for its quote: a browser sends none."""
    client = logged_in("annotator")
    sent = filled(client.get(page(public.claim)))
    assert "appearances-0-quote" not in sent
    sent |= {"statement": "Trees fell.", "_propose": "Propose", "_why": "Short."}
    assert "Proposed: " in read(client.post(page(public.claim), sent, follow=True))
