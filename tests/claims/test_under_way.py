"""What is confirmed or applied is held: no edit under way meanwhile becomes public unread."""

from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.db import connections
from django.urls import reverse

from claims.admin import amendment as amendments
from claims.admin.seen import version_of
from claims.models import Claim, Topic
from sources.models import by
from tests.claims.test_published_as_read import a_read_verification
from tests.claims.test_races import PATIENCE, race
from tests.factories import (
    a_proposal,
    a_published_claim,
    a_publisher,
    a_snapshot,
    a_speaker,
    a_user,
    an_accepted_quote,
    an_appearance,
)
from tests.pages import logged_in, read
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "record"]
)
SOON = 0.3  # seconds, in which whoever does not wait is done


@contextmanager
def under_way(who, row, **columns):
    """Inside, another session has changed a row (or deleted it, if no columns); then it commits."""
    made, may_end = Event(), Event()

    def edit():
        with by(who.get_username()):
            rows = type(row).objects.filter(pk=row.pk)
            assert rows.update(**columns) if columns else rows.delete()
            made.set()
            may_end.wait(PATIENCE)

    thread = Thread(target=race, args=(edit,))
    thread.start()
    assert made.wait(PATIENCE)
    try:
        yield may_end
    finally:
        may_end.set()
        thread.join(PATIENCE)


def meanwhile(action, who, row, **columns):
    """Return what `action` returned or raised; an edit of `row` was committed after it began."""
    came = []

    def act():
        try:
            came.append(action())
        except Exception as error:
            came.append(error)
        finally:
            connections.close_all()

    with under_way(who, row, **columns) as may_end:
        thread = Thread(target=act)
        thread.start()
        thread.join(SOON)
        came_before = came.copy()
        may_end.set()
        thread.join(PATIENCE)
    assert came_before == []  # it has waited
    return came[0]


class Added:
    """A quote that an annotator has recorded as making a published claim, and all it shows."""

    def __init__(self):
        self.publisher = a_publisher()
        self.article = a_snapshot(publisher=self.publisher).article
        self.quote = an_accepted_quote(snapshot=self.article.snapshot)
        self.speaker = self.quote.speaker
        self.role = self.speaker.roles.create(title="mayor")
        self.claim = a_published_claim()
        self.appearance = an_appearance(self.claim, self.quote, created_by=a_user("annotator"))


EDITS = [
    ("quote", {"occasion": "in a dream"}),
    ("speaker", {"name": "Ann Liar"}),
    ("role", {"title": "convict"}),
    ("role", {}),
    ("article", {"headline": "Liars"}),
    ("publisher", {"name": "Liars"}),
]


@pytest.mark.parametrize(("what", "columns"), EDITS)
def test_appearance_acts_on_what_is_held(what, columns):
    """Or who confirms would have changed, unseen, what becomes public."""
    added, reviewer = Added(), a_user("reviewer")
    confirm = lambda: added.appearance.confirm(reviewer)  # noqa: E731
    refused = meanwhile(confirm, reviewer, getattr(added, what), **columns)
    with refused_by("appearance_confirmed_by_who_changed_nothing"):
        raise refused


@pytest.mark.parametrize("columns", [{"title": "convict"}, {}])
def test_a_role_that_changes_while_a_quote_is_confirmed_is_read_first(columns):
    added, client = Added(), logged_in("reviewer")
    sent = {"appearance": added.appearance.pk, "seen": version_of([added.quote])}
    address = reverse("admin:claims_claim_confirm", args=[added.claim.pk])
    confirm = lambda: client.post(address, sent, follow=True)  # noqa: E731
    answer = meanwhile(confirm, a_user("annotator"), added.role, **columns)
    assert "Nothing is done: the quote, its speaker or its article has changed" in read(answer)
    added.appearance.refresh_from_db()
    assert added.appearance.confirmed_by is None


class Proposals:
    """Changes of a published claim, each proposed, and what each comes to name."""

    def __init__(self):
        self.quote = an_accepted_quote()
        self.claim = a_published_claim([self.quote])
        self.other = a_speaker()
        self.role = self.other.roles.create(title="mayor")
        self.paper, self.topic = a_publisher(), Topic.objects.create(name="Trees")
        self.article = a_snapshot(publisher=self.paper).article
        self.another = an_accepted_quote()

    def claimant(self):
        return a_proposal(self.claim, claimant_id=self.other.pk)

    def speaker(self):
        return a_proposal(self.quote, speaker_id=self.other.pk)

    def merged(self):
        return a_proposal(self.quote.speaker, merged_into_id=self.other.pk)

    def publisher(self):
        return a_proposal(self.quote.snapshot.article, publisher_id=self.paper.pk)

    def snapshot(self):
        return a_proposal(self.quote, snapshot_id=self.article.snapshot.pk)

    def appearance(self):
        return a_proposal(self.claim.appearances.get(), quote_id=self.another.pk)

    def tagged(self):
        link = Claim.topics.through(claim=self.claim, topic=self.topic)
        return a_proposal(link, claim_id=self.claim.pk, topic_id=self.topic.pk)


NAMED = [
    ("claimant", "other", {"name": "Ann Liar"}),
    ("claimant", "role", {"title": "convict"}),
    ("speaker", "role", {}),
    ("merged", "role", {"title": "convict"}),
    ("publisher", "paper", {"name": "Liars"}),
    ("snapshot", "article", {"headline": "Liars"}),
    ("snapshot", "paper", {"name": "Liars"}),
    ("appearance", "another", {"occasion": "in a dream"}),
    ("tagged", "topic", {"name": "Liars"}),
]


@pytest.mark.parametrize(("change", "what", "columns"), NAMED)
def test_amendment_acts_on_what_is_held(change, what, columns):
    proposals, reviewer = Proposals(), a_user("reviewer")
    proposal = getattr(proposals, change)()
    apply = lambda: proposal.apply(reviewer)  # noqa: E731
    refused = meanwhile(apply, reviewer, getattr(proposals, what), **columns)
    with refused_by("amendment_applied_by_who_changed_nothing"):
        raise refused


@pytest.mark.parametrize(
    ("change", "what", "columns"),
    [("claimant", "role", {"title": "convict"}), ("snapshot", "article", {"headline": "Liars"})],
)
def test_what_changes_while_a_proposal_is_applied_is_read_first(change, what, columns):
    proposals, client = Proposals(), logged_in("reviewer")
    proposal = getattr(proposals, change)()
    sent = {"decision": "apply", "seen": amendments.seen(proposal)}
    address = reverse("admin:claims_amendment_decide", args=[proposal.pk])
    apply = lambda: client.post(address, sent, follow=True)  # noqa: E731
    answer = meanwhile(apply, a_user("annotator"), getattr(proposals, what), **columns)
    assert "what it names has changed. Read it again" in read(answer)
    proposal.refresh_from_db()
    assert proposal.stage == "proposed"


def submitted():
    draft = a_read_verification()
    draft.send_back("Say more.")
    return draft.submit, draft.claim.claimant, {"name": "Ann Liar"}


def recorded():
    claim, quote = a_published_claim(), an_accepted_quote()
    role, annotator = quote.speaker.roles.create(title="mayor"), a_user("annotator")
    record = lambda: an_appearance(claim, quote, created_by=annotator)  # noqa: E731
    return record, role, {"title": "convict"}


def proposed():
    proposals = Proposals()
    return proposals.claimant, proposals.other, {"name": "Ann Liar"}


@pytest.mark.parametrize("given", [submitted, recorded, proposed])
def test_who_hands_something_on_waits_for_the_edits_under_way(given):
    """Or who made one would publish as the other's what was not there for the other to read."""
    action, row, columns = given()
    came = meanwhile(action, a_user("reviewer"), row, **columns)
    assert not isinstance(came, Exception)
