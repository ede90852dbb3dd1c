"""Who may take which step is one table: the database, the desk and the README read the same."""

from itertools import product
from pathlib import Path

import pytest

from claims.models import Claim, Step, Verification
from tests.factories import (
    a_claim,
    a_snapshot,
    a_user,
    a_verification,
    an_accepted_quote,
    an_appearance,
)
from tests.pages import desk, page, read
from tests.refusals import refused_by
from tests.test_desk_rules import step

README = Path(__file__).parents[2] / "README.md"
LIST = page(Verification, "changelist")


def test_the_readme_shows_the_table():
    who = {"own": "its author", "others": "a reviewer who is not its author", "": "the database"}
    for row in Step.objects.all():
        reason = "yes" if row.needs_reason else ""
        line = f"| {row.name} | {row.before} | {row.after} | {who[row.whose]} | {reason} |"
        assert line in README.read_text()


def test_verification_takes_one_step_at_a_time():
    ways = set(Step.objects.values_list("before", "after"))
    for before, after in product(
        ["draft", "submitted", "published", "withdrawn"], Verification.Stage
    ):
        if before != after and (before, after) not in ways:
            finding = a_verification(before)
            with refused_by("verification_takes_one_step_at_a_time"):
                Verification.objects.filter(pk=finding.pk).update(stage=after)


def test_step_once_between_two_stages():
    with refused_by("step_once_between_two_stages"):
        Step.objects.create(name="hurry", before="submitted", after="published")


def test_a_step_that_is_taken_out_of_the_table_is_refused():
    Step.objects.get(name="withdraw").delete()
    with refused_by("verification_takes_one_step_at_a_time"):
        a_verification("published").withdraw("Wrong.")


def test_nobody_withdraws_their_own_finding():
    author = desk("reviewer")
    finding = a_verification("published", author=author.user)
    assert step(author, finding, "withdraw", reason="Wrong.").status_code == 403


def test_what_changed_since_a_reviewer_read_it_is_shown_and_nothing_published():
    finding, reviewer = a_verification("submitted"), desk("reviewer")
    seen = finding.version
    claimant = finding.claim.claimant
    claimant.name, was = "Ann Lee", claimant.name
    claimant.save()
    html = read(step(reviewer, finding, "publish", seen=seen))
    finding.refresh_from_db()
    assert finding.stage == "submitted"
    assert "has changed since you opened it" in html
    assert f"<td>{was}</td><td>Ann Lee</td>" in html
    step(reviewer, finding, "publish", seen=finding.version)
    finding.refresh_from_db()
    assert finding.stage == "published"


@pytest.mark.parametrize("seen", ["", "0", "-1", "x", "9" * 30])
def test_publishing_without_a_version_publishes_nothing(seen):
    finding = a_verification("submitted")
    step(desk("reviewer"), finding, "publish", seen=seen)
    finding.refresh_from_db()
    assert finding.stage == "submitted"


def choose(client, action, findings):
    return client.post(LIST, {"action": action, "_selected_action": [f.pk for f in findings]})


def confirm(client, action, findings, seen, **typed):
    versions = {f"seen-{finding.pk}": n for finding, n in zip(findings, seen, strict=True)}
    sent = {"action": action, "_selected_action": [f.pk for f in findings], "_confirmed": "yes"}
    return read(client.post(LIST, sent | versions | typed, follow=True))


def test_many_are_published_and_each_refusal_says_why():
    reviewer = desk("reviewer")
    ready, changed = a_verification("submitted"), a_verification("submitted")
    own = a_verification("submitted", author=reviewer.user)
    findings = [ready, changed, own, a_verification()]
    shown = read(choose(reviewer, "publish_chosen", findings))
    seen = [finding.version for finding in findings]
    assert all(
        f'name="seen-{f.pk}" value="{n}"' in shown for f, n in zip(findings, seen, strict=True)
    )
    assert not Verification.objects.published()
    Claim.objects.filter(pk=changed.claim_id).update(note="Wait.")
    html = confirm(reviewer, "publish_chosen", findings, seen)
    assert list(Verification.objects.published()) == [ready]
    assert html.count("not done.") == 3 and html.count("Published.") == 1
    assert "You may publish another person's finding, and this is none." in html
    assert "This verification has changed since you opened it." in html


def test_many_are_withdrawn_with_a_reason():
    findings = [a_verification("published") for _ in range(2)]
    html = confirm(desk("reviewer"), "withdraw_chosen", findings, [0, 0], reason=" ")
    assert html.count("Say why: a verification is returned or withdrawn with a reason.") == 2
    confirm(desk("reviewer"), "withdraw_chosen", findings, [0, 0], reason="A forged source.")
    assert not Verification.objects.published()


def test_an_author_submits_many_drafts_and_nobody_elses():
    author = desk("annotator")
    mine, bare = a_verification(author=author.user), a_verification(author=author.user, evidence=0)
    html = confirm(author, "submit_chosen", [mine, bare, a_verification()], [0, 0, 0])
    assert list(Verification.objects.submitted()) == [mine]
    assert "A verification is submitted with at least one piece of evidence." in html


def test_an_annotator_is_offered_no_publishing():
    assert "publish_chosen" not in read(desk("annotator").get(LIST))
    finding = a_verification("submitted")
    confirm(desk("annotator"), "publish_chosen", [finding], [finding.version])
    assert not Verification.objects.published()


def test_claims_are_assigned_in_bulk_and_wait_for_that_person():
    claims, client = [a_claim(), a_claim()], desk("annotator")
    sent = {"action": "assign_to_me", "_selected_action": [claim.pk for claim in claims]}
    client.post(page(Claim, "changelist"), sent)
    assert Claim.objects.assigned_to(client.user).count() == 2
    assert "<strong>2</strong> claims assigned to me" in read(client.get("/admin/"))
    a_verification(claim=claims[0])
    assert Claim.objects.assigned_to(client.user).get() == claims[1]


@pytest.mark.parametrize("action", ["assign_to_me", "assign_to_nobody"])
def test_what_another_person_has_is_not_taken_in_bulk(action):
    theirs, client = a_claim(assigned_to=a_user("annotator", username="bo")), desk("annotator")
    free, mine = a_claim(), a_claim(assigned_to=client.user)
    sent = {"action": action, "_selected_action": [theirs.pk, free.pk, mine.pk]}
    html = read(client.post(page(Claim, "changelist"), sent, follow=True))
    assert "1 not done: bo has them." in html
    person = client.user if action == "assign_to_me" else None
    for claim, becomes in [(theirs, theirs.assigned_to), (free, person), (mine, person)]:
        claim.refresh_from_db()
        assert claim.assigned_to == becomes


def test_a_finding_is_stale_once_the_article_was_captured_anew():
    snapshot = a_snapshot()
    appearance = an_appearance(quote=an_accepted_quote(snapshot=snapshot))
    finding = a_verification("published", claim=appearance.claim)
    a_verification("published")
    assert not Verification.objects.stale()
    snapshot.article.capture("The mayor said nothing of the sort.")
    assert list(Verification.objects.stale()) == [finding]
    turn = desk("reviewer").get(LIST, {"turn": "stale"})
    assert [row.pk for row in turn.context["cl"].result_list] == [finding.pk]


def test_evidence_kept_here_is_stale_once_it_was_captured_anew():
    snapshot, draft = a_snapshot(), a_verification()
    draft.evidence.create(title="The register", snapshot=snapshot)
    draft.submit()
    draft.publish(by=a_user("reviewer"))
    snapshot.article.capture("The register, corrected.")
    assert list(Verification.objects.stale()) == [draft]
