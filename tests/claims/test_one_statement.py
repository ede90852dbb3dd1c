"""One statement that changes something and decides about it is judged as two would be."""

import pytest

from claims.models import Amendment, Topic, Verification
from sources.ingest import capture_text
from sources.models import Merge, by
from tests.claims.test_published_as_read import a_read_verification
from tests.factories import (
    TEXT,
    a_claim,
    a_match,
    a_proposal,
    a_published_claim,
    a_publisher,
    a_review,
    a_snapshot,
    a_speaker,
    a_user,
    a_verification,
    an_accepted_quote,
    an_appearance,
)
from tests.refusals import refused_by, rows, sql, switch_off

ORDERS = pytest.mark.parametrize("first", [True, False], ids=["edit first", "decision first"])
BY_WHO_CHANGED_NOTHING = "{}_by_who_changed_nothing"


def at_once(edit, decision, first):
    """Make an edit and take a decision (an UPDATE with a WHERE) in one statement, in this order."""
    order = " AND (SELECT count(*) FROM edited) = 1" if first else ""
    sql(f"WITH edited AS ({edit} RETURNING id) {decision}{order}")


def published(verification, reviewer):
    return (
        f"UPDATE claims_verification SET stage = 'published', approver_id = {reviewer.pk}, "
        f"read_digests = record_reviewed(id) WHERE id = {verification.pk}"
    )


@pytest.fixture(autouse=True)
def whoever_publishes_knows_the_digests():
    """They can be computed beforehand, so the other rules have to refuse."""
    switch_off("verification_published_as_read", "claims_verification")
    sql("SET CONSTRAINTS ALL DEFERRED")


class Submitted:
    """A submitted verification, and a row of each kind that its document shows."""

    def __init__(self):
        self.publisher = a_publisher()
        self.snapshot = a_snapshot(publisher=self.publisher)
        self.article = self.snapshot.article
        self.speaker = a_speaker()
        self.role = self.speaker.roles.create(title="mayor")
        self.quote = an_accepted_quote(snapshot=self.snapshot, speaker=self.speaker)
        self.claim = a_claim(claimant=self.speaker)
        self.topic = Topic.objects.create(name="Trees")
        self.claim.topics.add(self.topic)
        an_appearance(self.claim, self.quote)
        self.another = an_accepted_quote()
        self.verification = a_verification(claim=self.claim)
        self.cited = a_snapshot()
        self.verification.evidence.create(title="Kept", snapshot=self.cited)
        self.verification.submit()
        self.annotator = self.verification.author
        capture_text(self.article, f"{TEXT} Later, too.")
        self.placement = self.quote.placements.get()


# What is changed, and what refuses it of a claim that is published already.
EDITS = {
    "UPDATE sources_speaker SET name = 'Liar' WHERE id = {speaker.pk}": (
        "speaker_of_a_published_claim_stays"
    ),
    "UPDATE sources_role SET title = 'convict' WHERE id = {role.pk}": (
        "role_stays_as_a_published_claim_shows_it"
    ),
    "DELETE FROM sources_role WHERE id = {role.pk}": "role_stays_as_a_published_claim_shows_it",
    "UPDATE sources_quote SET occasion = 'in a dream' WHERE id = {quote.pk}": (
        "quote_of_a_published_claim_stays"
    ),
    "UPDATE sources_article SET headline = 'Lies' WHERE id = {article.pk}": (
        "article_of_a_published_claim_stays"
    ),
    "UPDATE sources_article SET byline = 'Liar' WHERE id = {cited.article_id}": (
        "article_of_a_published_claim_stays"
    ),
    "UPDATE sources_publisher SET name = 'Lies' WHERE id = {publisher.pk}": (
        "publisher_of_a_published_claim_stays"
    ),
    "UPDATE claims_topic SET name = 'Lies' WHERE id = {topic.pk}": (
        "topic_of_a_published_claim_stays"
    ),
    "DELETE FROM claims_claim_topics WHERE claim_id = {claim.pk}": (
        "claim_topics_of_a_published_claim_stay"
    ),
    "UPDATE claims_verdict SET label = 'A lie' WHERE id = {verification.verdict_id}": (
        "verdict_once_published_stays"
    ),
    "INSERT INTO claims_appearance (claim_id, quote_id, created_by_id, confirmed_by_id) "
    "VALUES ({claim.pk}, {another.pk}, {annotator.pk}, {reviewer.pk})": (
        "appearance_confirmed_by_another_person"
    ),
    "UPDATE sources_placement SET status = 'orphaned', start = NULL, \"end\" = NULL, "
    "decided_by_id = {annotator.pk}, decided_at = now() WHERE id = {placement.pk}": (
        "placement_of_a_published_claim_decided_by_a_reviewer"
    ),
    "INSERT INTO sources_merge (merged_id, kept_id, reason, moved) "
    "VALUES ({speaker.pk}, {another.speaker_id}, '', '{{}}')": (
        "merge_of_a_public_speaker_by_two_people"
    ),
}


@ORDERS
@pytest.mark.parametrize("edit", EDITS)
def test_what_becomes_public_is_not_changed_by_who_publishes_it(edit, first):
    shown, reviewer = Submitted(), a_user("reviewer")
    made = edit.format_map(vars(shown) | {"reviewer": reviewer})
    rule = EDITS[edit]
    if first and rule != "verdict_once_published_stays":
        rule = "verification_published_by_who_changed_nothing"
    with refused_by(rule), by(reviewer.username):
        at_once(made, published(shown.verification, reviewer), first)


def test_what_was_found_of_a_quote_stays_with_its_publication():
    shown, reviewer = Submitted(), a_user("reviewer")
    edit = f"DELETE FROM sources_placement WHERE id = {shown.placement.pk}"
    with refused_by("placement_of_a_published_claim_stays"), by(reviewer.username):
        at_once(edit, published(shown.verification, reviewer), first=False)


def test_a_quote_that_is_added_is_not_published_with_it():
    shown, reviewer = Submitted(), a_user("reviewer")
    edit = "INSERT INTO claims_appearance (claim_id, quote_id) "
    edit += f"VALUES ({shown.claim.pk}, {shown.another.pk})"
    with refused_by("verification_published_by_who_changed_nothing"), by(reviewer.username):
        at_once(edit, published(shown.verification, reviewer), first=True)


@ORDERS
def test_an_approval_of_ones_own_edit_is_no_publication(first):
    verification, reviewer = a_read_verification(), a_user("reviewer")
    edit = f"UPDATE sources_speaker SET name = 'Liar' WHERE id = {verification.claim.claimant_id}"
    decision = published(verification, reviewer)
    decision = decision.replace("stage = 'published'", "publish_at = clock_timestamp()")
    if first:
        with refused_by("verification_published_by_who_changed_nothing"), by(reviewer.username):
            at_once(edit, decision, first)
    else:
        with by(reviewer.username):
            at_once(edit, decision, first)
        Verification.objects.publish_due()
        verification.refresh_from_db()
        assert verification.stage == "submitted"
        assert "You have changed what this shows" in verification.reason


@ORDERS
def test_a_correction_is_published_of_what_stood_there(first):
    claim, reviewer = a_published_claim(), a_user("reviewer")
    again = a_verification("submitted", claim=claim, correction="It was less.")
    edit = f"UPDATE sources_speaker SET name = 'Liar' WHERE id = {claim.claimant_id}"
    with refused_by("speaker_of_a_published_claim_stays"), by(reviewer.username):
        at_once(edit, published(again, reviewer), first)


@ORDERS
def test_an_appearance_is_not_changed_by_who_confirms_it(first):
    appearance = an_appearance(a_published_claim(), created_by=a_user("annotator"))
    reviewer = a_user("reviewer")
    edit = f"UPDATE sources_quote SET occasion = 'in a dream' WHERE id = {appearance.quote_id}"
    decision = f"UPDATE claims_appearance SET confirmed_by_id = {reviewer.pk} "
    decision += f"WHERE id = {appearance.pk}"
    with refused_by("quote_of_a_published_claim_stays"), by(reviewer.username):
        at_once(edit, decision, first)


def applied(amendment, reviewer):
    return (
        f"UPDATE claims_amendment SET stage = 'applied', approver_id = {reviewer.pk} "
        f"WHERE id = {amendment.pk}"
    )


@ORDERS
def test_what_an_amendment_names_is_not_changed_by_who_applies_it(first):
    claim, topic, reviewer = a_published_claim(), Topic.objects.create(name="A"), a_user("reviewer")
    link = claim.topics.through()
    amendment = a_proposal(link, claim_id=claim.pk, topic_id=topic.pk)
    edit = f"UPDATE claims_topic SET name = 'Lies' WHERE id = {topic.pk}"
    rules = "topic_of_a_published_claim_stays", "amendment_applied_by_who_changed_nothing"
    with refused_by(rules[first]), by(reviewer.username):
        at_once(edit, applied(amendment, reviewer), first)


@ORDERS
def test_whom_a_merge_keeps_is_not_changed_by_who_applies_it(first):
    claim, kept, reviewer = a_published_claim(), a_speaker(), a_user("reviewer")
    amendment = a_proposal(claim.claimant, merged_into_id=kept.pk)
    edit = f"UPDATE sources_speaker SET name = 'Liar' WHERE id = {kept.pk}"
    rules = "speaker_of_a_published_claim_stays", "amendment_applied_by_who_changed_nothing"
    with refused_by(rules[first]), by(reviewer.username):
        at_once(edit, applied(amendment, reviewer), first)


@ORDERS
def test_a_match_is_not_confirmed_of_words_that_change_with_it(first):
    match, reviewer = a_match(), a_user("reviewer")
    with by(a_user("annotator").username):
        type(match).objects.filter(pk=match.pk).propose(a_user("annotator"))
    edit = f"UPDATE claims_claim SET statement = 'They lied.' WHERE id = {match.claim_id}"
    sql("SAVEPOINT edited")
    sql(edit)
    asked = "SELECT claims_match_digest('same', %s, %s)"
    [[digest]] = rows(asked, match.claim_id, match.other_id)
    sql("ROLLBACK TO SAVEPOINT edited")
    decision = (
        f"UPDATE claims_match SET stage = 'confirmed', decided_by_id = {reviewer.pk}, "
        f"read_digest = '{digest}' WHERE id = {match.pk}"
    )
    rules = "match_confirmed_as_read", "match_stays_as_decided"
    with refused_by(rules[first]), by(reviewer.username):
        at_once(edit, decision, first)


@ORDERS
def test_rating_that_a_claim_shows_keeps_its_word(first):
    review, annotator, reviewer = a_review(), a_user("annotator"), a_user("reviewer")
    claim = a_published_claim()
    type(review).objects.filter(pk=review.pk).update(claim=claim, linked_by=annotator)
    edit = f"UPDATE claims_rating SET word = 'Pants on fire' WHERE id = {review.rating_id}"
    decision = f"UPDATE claims_review SET confirmed_by_id = {reviewer.pk} WHERE id = {review.pk}"
    with refused_by("rating_that_a_claim_shows_keeps_its_word"), by(reviewer.username):
        at_once(edit, decision, first)


@ORDERS
def test_amendment_applied_to_all_that_show_it(first):
    """A quote that becomes public with the change is of a claim whose readers are told of it."""
    claim, reviewer = a_published_claim(), a_user("reviewer")
    quote = an_accepted_quote(claim.claimant)
    appearance = an_appearance(a_published_claim(), quote, created_by=a_user("annotator"))
    amendment = a_proposal(claim.claimant, name="Ann Lee")
    added = f"UPDATE claims_appearance SET confirmed_by_id = {reviewer.pk} "
    added += f"WHERE id = {appearance.pk}"
    if first:
        at_once(added, applied(amendment, reviewer), first)
        amendment.refresh_from_db()
        assert set(amendment.claims) == {claim.pk, appearance.claim_id}
    else:
        with refused_by("amendment_applied_to_all_that_show_it"):
            at_once(added, applied(amendment, reviewer), first)


def renamed(person):
    return f"UPDATE auth_user SET username = 'somebody-else' WHERE id = {person.pk}"


@ORDERS
@pytest.mark.parametrize("change", ["the speaker", "the submission"])
def test_who_takes_another_name_while_publishing_is_the_same_person(change, first):
    verification, reviewer = a_read_verification(), a_user("reviewer")
    rule = BY_WHO_CHANGED_NOTHING.format("verification_published")
    with by(reviewer.username):
        if change == "the speaker":
            speaker = verification.claim.claimant_id
            sql("UPDATE sources_speaker SET name = 'Liar' WHERE id = %s", speaker)
        else:
            verification.send_back("It is yours to submit.")
            verification.submit()
            rule = "verification_published_by_who_did_not_submit_it"
    with refused_by(rule), by(reviewer.username):
        edit = renamed(reviewer)
        at_once(edit, published(verification, reviewer), first)


@ORDERS
@pytest.mark.parametrize("what", ["appearance", "amendment", "match"])
def test_who_takes_another_name_while_deciding_is_the_same_person(what, first):
    reviewer, annotator, claim = a_user("reviewer"), a_user("annotator"), a_published_claim()
    with by(reviewer.username):  # in the annotator's name
        if what == "appearance":
            row = an_appearance(claim, created_by=annotator)
            decision = (
                f"UPDATE claims_appearance SET confirmed_by_id = {reviewer.pk} WHERE id = {row.pk}"
            )
        elif what == "amendment":
            row = a_proposal(claim.claimant, annotator, name="Liar")
            decision = applied(row, reviewer)
        else:
            row = a_match(claim=claim)
            type(row).objects.filter(pk=row.pk).propose(annotator)
            decision = (
                f"UPDATE claims_match SET stage = 'confirmed', decided_by_id = {reviewer.pk}, "
                f"read_digest = claims_match_digest(kind, claim_id, other_id) WHERE id = {row.pk}"
            )
    verb = "applied" if isinstance(row, Amendment) else "confirmed"
    with refused_by(BY_WHO_CHANGED_NOTHING.format(f"{what}_{verb}")), by(reviewer.username):
        at_once(renamed(reviewer), decision, first)


def test_a_new_name_is_in_the_history_once():
    person = a_user("annotator")
    sql(renamed(person))
    asked = "SELECT was ->> 'username', became ->> 'username' FROM sources_change "
    asked += "WHERE record = 'auth_user' AND record_id = %s AND was IS NOT NULL"
    assert rows(asked, person.pk) == [(person.username, "somebody-else")]


def test_a_merge_opens_nothing_that_is_published_after_it():
    """Undone, published and turned round, in one transaction."""
    quote, kept = an_accepted_quote(), a_speaker()
    merge = Merge.objects.create(merged=quote.speaker, kept=kept)
    claim, annotator, reviewer = a_claim(), a_user("annotator"), a_user("reviewer")
    an_appearance(claim, quote, created_by=annotator)
    with by(annotator.username):
        merge.undo()
        sql("UPDATE sources_quote SET speaker_id = %s WHERE id = %s", kept.pk, quote.pk)
        verification = a_verification("submitted", claim=claim, author=annotator)
    with by(reviewer.username):
        verification.publish(reviewer)
    with refused_by("quote_of_a_published_claim_stays"), by(annotator.username):
        sql("UPDATE sources_quote SET speaker_id = %s WHERE id = %s", merge.merged_id, quote.pk)
