"""
Random paths of two annotators, a reviewer and SQL against a plain model of what they may do.

After every step the public document is what the model says, and where it has changed, two people
stand behind the change. PATHS says how many paths are taken (before a release: 1000).
"""

import json
import os
from contextlib import suppress

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from claims.models import Amendment, Appearance, Verification
from claims.models.verification import ChangedMeanwhile
from record.models import Claim as PublicClaim
from sources.models import by
from tests.factories import a_claim, a_quote, a_snapshot, a_speaker, a_user, a_verification
from tests.refusals import sql

pytestmark = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "record"]
)
PATHS = int(os.environ.get("PATHS", "15"))
TEXT = "“Trees grow,” she said. “Ships sail,” she added."
QUOTES = ("Trees grow,", "Ships sail,")
PEOPLE = ("ann", "bob", "rev")
REFUSED = (IntegrityError, ChangedMeanwhile, DatabaseError)

people = st.sampled_from(PEOPLE)
mostly_reviewers = st.sampled_from(("ann", "rev", "rev", "rev"))
quotes = st.sampled_from([0, 1])
words = st.sampled_from(["Some.", "Other."])
spelt = st.sampled_from(["name", "other name", "headline", "topic", "statement"])
ways = st.sampled_from(["save", "update", "sql"])
# What nobody may do, by a statement of somebody who has the desk's login.
FORGERIES = [
    "UPDATE claims_verification SET stage = 'published' WHERE claim_id = {claim}",
    "UPDATE claims_verification SET stage = 'superseded' WHERE claim_id = {claim}",
    "UPDATE claims_verification SET summary = 'Forged.' WHERE claim_id = {claim} "
    "AND stage = 'published'",
    "UPDATE claims_verification SET submitted_at = now() WHERE claim_id = {claim} "
    "AND stage <> 'draft'",
    "DELETE FROM claims_verification WHERE claim_id = {claim} AND stage = 'published'",
    "UPDATE claims_evidence SET title = 'Forged.' FROM claims_verification v "
    "WHERE v.id = verification_id AND v.claim_id = {claim} AND v.stage = 'published'",
    "UPDATE claims_claim SET verdict_id = NULL WHERE id = {claim}",
    "UPDATE claims_claim SET verified_at = now() WHERE id = {claim}",
    "UPDATE claims_amendment SET applied_in = txid_current(), stage = 'applied' "
    "WHERE stage = 'proposed'",
    "UPDATE claims_amendment SET told = '[]', claims = '{{}}' WHERE stage = 'applied'",
    "UPDATE sources_snapshot SET text = 'Forged.' WHERE id = {snapshot}",
    "UPDATE record_claim SET document = '{{}}'",
    "DELETE FROM record_change",
]


class Desk(RuleBasedStateMachine):
    """One claim, its claimant and another speaker, and two quotes of an article."""

    @initialize(published=st.integers(0, 3))
    def begin(self, published):
        self.users = {name: a_user("reviewer" if name == "rev" else "annotator") for name in PEOPLE}
        self.snapshot = a_snapshot(TEXT)
        self.speakers = [
            a_speaker(name="Some.", disambiguation=f"{which} of {self.snapshot.pk}")
            for which in ("claimant", "other")
        ]
        self.quotes = [
            a_quote(said, self.snapshot, speaker=self.speakers[0], status="accepted")
            for said in QUOTES
        ]
        self.claim = a_claim(claimant=self.speakers[0], statement="Some.")
        self.topic = self.claim.topics.create(name=f"Some. {self.claim.pk}")
        self.rows = {
            "name": (self.speakers[0], "name"),
            "other name": (self.speakers[1], "name"),
            "headline": (self.snapshot.article, "headline"),
            "topic": (self.topic, "name"),
            "statement": (self.claim, "statement"),
        }
        self.now = {what: getattr(row, column) for what, (row, column) in self.rows.items()}
        self.said_by = [0, 0]
        self.on = [None, None]  # of a quote on the claim: who recorded it, and is it confirmed
        self.open = None  # the verification under way: id, author, summary, stage
        self.published = None  # id, summary
        self.amended = []
        self.read = {}
        self.proposals = []
        self.edits = []  # (who, what), in their order
        self.recorded = [0, 0]  # so many had been made when a quote was recorded
        self.submitted = 0  # so many had been made
        if published:  # most paths begin where there is something to lose
            self.record_that_it_makes_the_claim(0, "bob")
            self.verify("ann", "Some.")
            self.submit()
            self.read_and_publish()

    # What the model says.

    def confirmed(self):
        return [n for n in (0, 1) if self.on[n] and self.on[n][1]]

    def locked(self, what):
        """Whether a published claim shows it."""
        if not self.published:
            return False
        if what == "other name":
            return any(self.said_by[n] == 1 for n in self.confirmed())
        if what == "headline":
            return bool(self.confirmed())
        return what in ("name", "topic", "statement") or what in self.confirmed()

    def may_edit(self, what):
        under_review = self.open and self.open["stage"] == "submitted"
        return not self.locked(what) and not (what == "statement" and under_review)

    def changed(self, who, what):
        """An edit of one person, which the history has."""
        self.edits.append((who, what))

    def has_changed(self, who, shown, since):
        return any((who, what) in self.edits[since:] for what in shown)

    def shown_of(self, n):
        """What a public quote shows: itself, its speaker and its article."""
        return [n, ("name", "other name")[self.said_by[n]], "headline"]

    def to_be_shown(self):
        """What the verification under way would make public."""
        on = [what for n in (0, 1) if self.on[n] for what in self.shown_of(n)]
        return ["name", "topic", "statement", "appearances", *on]

    def document(self, shown):
        speakers = [self.now["name"], self.now["other name"]]
        return {
            "statement": self.now["statement"],
            "claimant": self.now["name"],
            "topics": [self.now["topic"]],
            "quotes": [(QUOTES[n], speakers[self.said_by[n]], self.now["headline"]) for n in shown],
            "amendments": self.amended.copy(),
        }

    def expected(self):
        return self.published and self.document(self.confirmed()) | {
            "summary": self.published["summary"]
        }

    def to_be_read(self):
        """What a reviewer reads of the verification under way, and what the digests are of."""
        on = [n for n in (0, 1) if self.on[n]]
        return self.document(on) | {"of": self.published, "open": self.open.copy()}

    # What the public reads.

    def shown(self):
        found = PublicClaim.objects.filter(public_id=self.claim.public_id).first()
        if not found:
            return None
        document = json.loads(found.document)
        return {
            "statement": document["statement"],
            "claimant": document["claimant"]["name"],
            "topics": document["topics"],
            "quotes": [
                (quote["text"], quote["speaker"]["name"], quote["article"]["headline"])
                for quote in document["quotes"]
            ],
            "amendments": [(one["was"], one["now"]) for one in document["amendments"]],
            "summary": document["verification"]["summary"],
        }

    def step(self, allowed, actors, action):
        """Take a step; the model says whether it is refused. Return what it returns."""
        before, made, why = self.shown(), None, ""
        try:
            with transaction.atomic():
                made = action()
        except REFUSED as error:
            why = str(error)
        assert (why == "") == allowed, why
        return before, actors, made

    def check(self, taken):
        before, actors, made = taken
        shown = self.shown()
        assert shown == self.expected()
        assert shown == before or len(set(actors)) == 2 and "rev" in actors
        return made

    def as_person(self, who, action):
        def acting():
            with by(self.users[who].username):
                return action()

        return acting

    def write(self, row, column, value, way):
        if way == "sql":
            return sql(f"UPDATE {row._meta.db_table} SET {column} = %s WHERE id = {row.pk}", value)
        if way == "update":
            return type(row).objects.filter(pk=row.pk).update(**{column: value})
        row.refresh_from_db()
        setattr(row, column, value)
        return row.save()

    # The steps.

    @rule(what=spelt, value=words, way=ways, who=people)
    def edit(self, what, value, way, who):
        value = f"{value} {self.claim.pk}" if what == "topic" else value
        allowed = self.may_edit(what) or value == self.now[what]
        write = self.as_person(who, lambda: self.write(*self.rows[what], value, way))
        taken = self.step(allowed, [who], write)
        if allowed and value != self.now[what]:
            self.now[what] = value
            self.changed(who, what)
        self.check(taken)

    @rule(n=quotes, speaker=quotes, way=ways, who=people)
    def give_to(self, n, speaker, way, who):
        allowed = self.may_edit(n) or speaker == self.said_by[n]
        new = self.speakers[speaker].pk
        write = self.as_person(who, lambda: self.write(self.quotes[n], "speaker_id", new, way))
        taken = self.step(allowed, [who], write)
        if allowed and speaker != self.said_by[n]:
            self.said_by[n] = speaker
            self.changed(who, n)
        self.check(taken)

    @rule(n=quotes, who=people)
    def record_that_it_makes_the_claim(self, n, who):
        row = {"quote": self.quotes[n], "created_by": self.users[who]}
        record = self.as_person(who, lambda: self.claim.appearances.create(**row))
        taken = self.step(not self.on[n], [who], record)
        if not self.on[n]:
            self.changed(who, "appearances")
            self.on[n] = (who, False)
            self.recorded[n] = len(self.edits)
        self.check(taken)

    @rule(n=quotes, who=people)
    def take_it_off(self, n, who):
        allowed = not (self.published and n in self.confirmed())
        gone = Appearance.objects.filter(claim=self.claim, quote=self.quotes[n])
        taken = self.step(allowed, [who], self.as_person(who, gone.delete))
        if allowed and self.on[n]:
            self.on[n] = None
            self.changed(who, "appearances")
        self.check(taken)

    @precondition(lambda self: self.published)
    @rule(n=quotes, who=mostly_reviewers)
    def confirm(self, n, who):
        if not self.on[n] or self.on[n][1]:
            return
        recorded_by = self.on[n][0]
        under_review = self.open and self.open["stage"] == "submitted"
        since = max(self.recorded[n], self.submitted if under_review else 0)
        own = self.has_changed(who, self.shown_of(n), since)
        allowed = who == "rev" and recorded_by != who and not own
        appearance = Appearance.objects.get(claim=self.claim, quote=self.quotes[n])
        confirm = self.as_person(who, lambda: appearance.confirm(self.users[who]))
        taken = self.step(allowed, [who, recorded_by], confirm)
        if allowed:
            self.on[n] = (recorded_by, True)
        self.check(taken)

    @precondition(lambda self: not self.open)
    @rule(who=people, summary=words)
    def verify(self, who, summary):
        made = a_verification(
            claim=self.claim, author=self.users[who], summary=summary, correction="It was wrong."
        )
        self.open = {"id": made.pk, "author": who, "summary": summary, "stage": "draft", "times": 0}

    def under_way(self):
        return Verification.objects.get(pk=self.open["id"])

    @precondition(lambda self: self.open)
    @rule()
    def submit(self):
        allowed = self.open["stage"] == "draft"
        taken = self.step(allowed, [self.open["author"]], self.under_way().submit)
        if allowed:
            self.open |= {"stage": "submitted", "times": self.open["times"] + 1}
            self.submitted = len(self.edits)
        self.check(taken)

    @precondition(lambda self: self.open)
    @rule(who=people)
    def read_it(self, who):
        self.read[who] = self.under_way().version, self.to_be_read()

    @precondition(lambda self: self.open and self.open["stage"] == "submitted")
    @rule()
    def send_back(self):
        self.check(self.step(True, ["rev"], lambda: self.under_way().send_back("Say more.")))
        self.open["stage"] = "draft"

    @precondition(lambda self: self.open and self.read)
    @rule(who=people)
    def publish(self, who):
        if who not in self.read:
            return
        version, read = self.read[who]
        allowed = (
            self.open["stage"] == "submitted"
            and who == "rev" != self.open["author"]
            and read == self.to_be_read()
            and not self.has_changed(who, self.to_be_shown(), self.submitted)
            # a quote that they have added to what is published, another person confirms
            and not (self.published and (who, False) in self.on)
        )
        publish = self.as_person(
            who, lambda: self.under_way().publish(self.users[who], seen=version)
        )
        taken = self.step(allowed, [who, self.open["author"]], publish)
        if allowed:
            self.published = {"id": self.open["id"], "summary": self.open["summary"]}
            self.on = [on and (on[0], True) for on in self.on]
            self.open = None
        self.check(taken)

    @precondition(lambda self: self.open and self.open["stage"] == "submitted")
    @rule()
    def read_and_publish(self):
        self.read_it("rev")
        self.publish("rev")

    @precondition(lambda self: self.published)
    @rule()
    def withdraw(self):
        """A reviewer takes back what somebody else wrote; once published by two, it is gone."""
        published = Verification.objects.get(pk=self.published["id"])
        author = next(n for n, user in self.users.items() if user == published.author)
        taken = self.step(True, ["rev", author], lambda: published.withdraw("It is not so."))
        self.published = None
        self.check(taken)

    @rule(what=spelt, value=words, who=people)
    def propose(self, what, value, who):
        value = f"{value} {self.claim.pk}" if what == "topic" else value
        row, column = self.rows[what]
        self.proposed(what, value, who, row, column, value, self.now[what])

    @rule(n=quotes, speaker=quotes, who=people)
    def propose_to_give_to(self, n, speaker, who):
        new = self.speakers[speaker].pk
        self.proposed(n, speaker, who, self.quotes[n], "speaker_id", new, self.said_by[n])

    def proposed(self, what, value, who, row, column, becomes, was):
        columns = {column: becomes}
        taken = self.step(
            value != was,
            [who],
            lambda: Amendment.objects.propose(row, self.users[who], "Why.", **columns),
        )
        if made := self.check(taken):
            self.proposals.append((made.pk, what, was, value, who, len(self.edits)))

    @precondition(lambda self: self.proposals)
    @rule(data=st.data(), who=mostly_reviewers)
    def apply(self, data, who):
        proposal = data.draw(st.sampled_from(self.proposals))
        pk, what, was, value, author, since = proposal
        stands = self.said_by[what] if what in (0, 1) else self.now[what]
        locked = self.locked(what)
        corrects = locked and what in (0, 1, "statement")
        waits = any(on and not on[1] for on in self.on)  # a quote that nobody has made public
        named = ("name", "other name")[value] if what in (0, 1) else what
        own = what != "statement" and self.has_changed(who, [named], since)
        allowed = who == "rev" and author != who and stands == was and not (corrects and waits)
        allowed = allowed and not own
        names = [self.now["name"], self.now["other name"]]
        taken = self.step(
            allowed,
            [who, author],
            lambda: Amendment.objects.get(pk=pk).apply(self.users[who]),
        )
        if allowed:
            self.proposals.remove(proposal)
            if locked:
                told = (names[was], names[value]) if what in (0, 1) else (was, value)
                self.amended.append(told)
            if what in (0, 1):
                self.said_by[what] = value
            else:
                self.now[what] = value
            if corrects:
                made = Verification.objects.get(claim=self.claim, stage="published")
                self.published = self.published | {"id": made.pk}
        self.check(taken)

    @precondition(lambda self: self.proposals)
    @rule(data=st.data(), who=people)
    def refuse(self, data, who):
        proposal = data.draw(st.sampled_from(self.proposals))
        amendment = Amendment.objects.get(pk=proposal[0])
        self.check(self.step(True, [who], lambda: amendment.refuse(self.users[who], "No.")))
        self.proposals.remove(proposal)

    @rule(statement=st.sampled_from(FORGERIES))
    def forge(self, statement):
        before = self.shown()
        with suppress(DatabaseError), transaction.atomic():
            sql(statement.format(claim=self.claim.pk, snapshot=self.snapshot.pk))
            if self.shown() == before and "applied" not in statement:
                transaction.set_rollback(True)  # it did nothing; let it not do so unseen either
        assert self.shown() == before == self.expected()


def test_nothing_is_public_that_two_people_did_not_stand_behind():
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=PATHS,
            stateful_step_count=40,
            deadline=None,
            derandomize=PATHS < 100,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
