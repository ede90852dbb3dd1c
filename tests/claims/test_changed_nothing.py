"""Who publishes, confirms or applies has changed nothing of it: two people stand behind it all."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from sources.ingest import capture_text
from sources.models import Role, by
from tests.claims import test_published_as_read as edits
from tests.claims.test_published_as_read import EDITS, a_read_verification
from tests.factories import (
    a_claim,
    a_proposal,
    a_published_claim,
    a_publisher,
    a_snapshot,
    a_speaker,
    a_user,
    a_verdict,
    a_verification,
    amended,
    an_accepted_quote,
    an_appearance,
)
from tests.pages import logged_in, page, read, reviewed, save
from tests.refusals import refused_by, sql
from tests.test_desk_rules import step

PUBLISHED = "verification_published_by_who_changed_nothing"
SHOWN = [edit for edit in EDITS if edit not in (edits.a_note_written, edits.submitted_again)]
BEGUN = date(2020, 1, 1)
LATER = timezone.now() + timedelta(hours=1)


def changed_by(user, edit, *args, **named):
    with by(user.get_username()):
        return edit(*args, **named)


def approved(verification, reviewer):
    verification.approve(reviewer, LATER, verification.version)


def published(verification, reviewer):
    verification.publish(reviewer)


@pytest.mark.parametrize("way", [published, approved])
@pytest.mark.parametrize("edit", SHOWN, ids=lambda edit: edit.__name__)
def test_verification_published_by_who_changed_nothing(edit, way):
    verification, reviewer = a_read_verification(), a_user("reviewer")
    changed_by(reviewer, edit, verification)
    with refused_by(PUBLISHED):
        way(verification, reviewer)
    way(verification, a_user("reviewer"))


def test_the_page_says_why_and_the_author_s_word_is_enough():
    verification, client = a_read_verification(), logged_in("reviewer")
    save(client, page(verification.claim.claimant), name="Renamed")
    answer = step(client, verification, "publish", **reviewed(client, verification))
    assert "You have changed what this shows since it was submitted." in read(answer)
    verification.send_back("Her name is another one.")
    with by(verification.author.username):
        verification.submit()
    verification.publish(client.user)


def test_what_nobody_else_is_shown_may_be_changed():
    verification, reviewer = a_read_verification(), a_user("reviewer")
    changed_by(reviewer, edits.a_note_written, verification)
    changed_by(reviewer, a_speaker, name="Anybody")
    verification.publish(reviewer)


def test_what_somebody_else_proposed_may_be_applied():
    verification, reviewer = a_read_verification(), a_user("reviewer")
    speaker = verification.claim.claimant
    a_published_claim(claimant=speaker)
    a_proposal(speaker, name="Renamed").apply(reviewer)
    verification.publish(reviewer)


def test_whoever_is_renamed_is_the_same_person():
    verification, client = a_read_verification(), logged_in("administrator")
    save(client, page(verification.claim.claimant), name="Renamed")
    save(client, page(client.user), username="somebody-else")
    client.user.refresh_from_db()
    assert client.user.username == "somebody-else"
    with refused_by(PUBLISHED):
        verification.publish(client.user)


def test_what_two_stood_behind_before_the_submission_excuses_nothing():
    reviewer, speaker = a_user("reviewer"), a_speaker(name="Tomas Grell")
    before = a_published_claim(claimant=speaker)
    a_proposal(speaker, name="Thomas Krell").apply(reviewer)
    amended(speaker, name="Tomas Grell")
    before.verifications.get().withdraw("The source was wrong.")
    verification = a_verification("submitted", claim=a_claim(claimant=speaker))
    changed_by(reviewer, rename, speaker, "Thomas Krell")
    with refused_by(PUBLISHED):
        verification.publish(reviewer)
    verification.publish(a_user("reviewer"))


def rename(speaker, name):
    type(speaker).objects.filter(pk=speaker.pk).update(name=name)


def the_speaker(quote):
    type(quote.speaker).objects.filter(pk=quote.speaker_id).update(name="Renamed")


def the_day(quote):
    type(quote).objects.filter(pk=quote.pk).update(said_on="2026-04-01")


def the_headline(quote):
    article = quote.snapshot.article
    type(article).objects.filter(pk=article.pk).update(headline="Other")


@pytest.mark.parametrize("edit", [the_speaker, the_day, the_headline])
def test_appearance_confirmed_by_who_changed_nothing(edit):
    appearance = an_appearance(a_published_claim(), created_by=a_user("annotator"))
    reviewer = a_user("reviewer")
    changed_by(reviewer, edit, appearance.quote)
    with refused_by("appearance_confirmed_by_who_changed_nothing"):
        appearance.confirm(reviewer)
    appearance.confirm(a_user("reviewer"))


def test_a_correction_of_ones_own_is_nobody_elses_reading():
    appearance = an_appearance(a_published_claim(), created_by=a_user("annotator"))
    reviewer = a_user("reviewer")
    changed_by(reviewer, the_speaker, appearance.quote)
    own = {"claim": appearance.claim, "author": reviewer, "correction": "It was less."}
    a_verification("submitted", **own)
    with refused_by("appearance_confirmed_by_who_changed_nothing"):
        appearance.confirm(reviewer)


def test_a_new_row_of_a_colleague_s_excuses_no_other_row():
    verification, reviewer = a_read_verification(), a_user("reviewer")
    elsewhere = a_speaker()
    a_published_claim(claimant=elsewhere)
    shown = verification.claim.claimant.roles.create(title="Clerk", start_date=BEGUN)
    proposed = {"speaker_id": elsewhere.pk, "title": "Mayor", "start_date": BEGUN}
    a_proposal(Role(), **proposed, organisation="").apply(reviewer)
    changed_by(reviewer, Role.objects.filter(pk=shown.pk).update, title="Mayor")
    with refused_by(PUBLISHED):
        published(verification, reviewer)


def test_the_evidence_of_what_was_superseded_counts_as_shown():
    claim, reviewer = a_claim(), a_user("reviewer")
    first = a_verification(claim=claim)
    cited = first.evidence.create(title="Kept", snapshot=a_snapshot()).snapshot
    first.submit()
    first.publish(by=a_user("reviewer"))
    second = a_verification("submitted", claim=claim, correction="It was wrong.")
    second.publish(by=a_user("reviewer"))
    second.withdraw("Its source was wrong.")
    third = a_verification("submitted", claim=claim)
    articles = type(cited.article).objects.filter(pk=cited.article_id)
    changed_by(reviewer, articles.update, url="https://elsewhere.example/")
    with refused_by(PUBLISHED):
        published(third, reviewer)


def a_former_role(verification):
    """Of the claimant, who had it when it was submitted."""
    role = verification.claim.claimant.roles.create(title="Mayor", start_date=BEGUN)
    verification.send_back("Say since when she is mayor.")
    verification.submit()
    return role


@pytest.mark.parametrize("way", [published, approved])
def test_a_role_moved_to_another_speaker_was_the_former_one_s(way):
    verification, reviewer = a_read_verification(), a_user("reviewer")
    role = a_former_role(verification)
    with by(reviewer.username):
        sql("UPDATE sources_role SET speaker_id = %s WHERE id = %s", a_speaker().pk, role.pk)
    with refused_by(PUBLISHED):
        way(verification, reviewer)
    way(verification, a_user("reviewer"))


def test_a_topic_moved_to_another_claim_was_the_former_one_s():
    verification, reviewer = a_read_verification(), a_user("reviewer")
    with by(reviewer.username):
        sql(
            "UPDATE claims_claim_topics SET claim_id = %s WHERE claim_id = %s",
            a_claim().pk,
            verification.claim_id,
        )
    with refused_by(PUBLISHED):
        published(verification, reviewer)


def test_an_appearance_moved_to_another_claim_was_the_former_one_s():
    first = a_published_claim([an_accepted_quote()]).verifications.get()
    first.withdraw("Its source was wrong.")
    again = a_verification("submitted", claim=first.claim)
    reviewer = a_user("reviewer")
    with by(reviewer.username):
        sql(
            "UPDATE claims_appearance SET claim_id = %s WHERE claim_id = %s",
            a_claim().pk,
            first.claim_id,
        )
    with refused_by(PUBLISHED):
        published(again, reviewer)


def test_whoever_says_that_words_are_gone_has_changed_what_is_shown():
    quote, reviewer = an_accepted_quote(), a_user("reviewer")
    claim = a_claim(claimant=quote.speaker)
    an_appearance(claim, quote)
    verification = a_verification("submitted", claim=claim)
    with by(reviewer.username):
        capture_text(quote.snapshot.article, "Nothing of the sort.")
    assert type(quote).objects.vanished().exists()
    with refused_by(PUBLISHED):
        published(verification, reviewer)


@pytest.mark.parametrize("way", [published, approved])
def test_verification_published_by_who_did_not_submit_it(way):
    draft, reviewer = a_verification(), a_user("reviewer")
    with by(reviewer.username):
        draft.submit()
    with refused_by("verification_published_by_who_did_not_submit_it"):
        way(draft, reviewer)
    way(draft, a_user("reviewer"))


def test_what_its_author_submits_again_is_its_author_s():
    draft, reviewer = a_verification(), a_user("reviewer")
    with by(reviewer.username):
        draft.submit()
        draft.send_back("It is yours to submit.")
    with by(draft.author.username):
        draft.submit()
    published(draft, reviewer)


def test_a_proposal_in_another_s_name_is_its_writer_s():
    quote, reviewer = an_accepted_quote(), a_user("reviewer")
    a_published_claim([quote])
    with by(reviewer.username):
        amendment = a_proposal(quote, occasion="at the harbour")
    with refused_by("amendment_applied_by_who_changed_nothing"):
        amendment.apply(reviewer)
    amendment.apply(a_user("reviewer"))


def test_an_appearance_recorded_in_another_s_name_is_its_recorder_s():
    claim, reviewer = a_published_claim(), a_user("reviewer")
    with by(reviewer.username):
        appearance = an_appearance(claim, created_by=a_user("annotator"))
    with refused_by("appearance_confirmed_by_who_changed_nothing"):
        appearance.confirm(reviewer)
    appearance.confirm(a_user("reviewer"))


@pytest.mark.parametrize("column", ["speaker", "claimant"])
def test_amendment_applied_by_who_changed_nothing(column):
    quote, other = an_accepted_quote(), a_speaker()
    claim, reviewer = a_published_claim([quote], claimant=quote.speaker), a_user("reviewer")
    row = quote if column == "speaker" else claim
    amendment = a_proposal(row, **{f"{column}_id": other.pk})
    changed_by(reviewer, other.roles.create, title="convicted")
    with refused_by("amendment_applied_by_who_changed_nothing"):
        amendment.apply(reviewer)
    amendment.apply(a_user("reviewer"))


@pytest.mark.parametrize("what", ["article", "publisher"])
def test_who_applies_that_a_quote_stands_in_another_article_has_not_changed_that_one(what):
    quote, other = an_accepted_quote(), a_snapshot(publisher=a_publisher())
    a_published_claim([quote])
    amendment, reviewer = a_proposal(quote, snapshot_id=other.pk), a_user("reviewer")
    row = other.article if what == "article" else other.article.publisher
    column = {"headline": "Other"} if what == "article" else {"name": "Other"}
    changed_by(reviewer, type(row).objects.filter(pk=row.pk).update, **column)
    with refused_by("amendment_applied_by_who_changed_nothing"):
        amendment.apply(reviewer)
    amendment.apply(a_user("reviewer"))


def test_a_correction_that_a_reviewer_applies_is_no_change_of_the_reviewer_s_own():
    claim = a_published_claim()
    amended(claim, statement="Something else.", claimed_on="2026-01-01")
    assert claim.verifications.published().get().verdict == a_verdict()
