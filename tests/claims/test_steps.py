"""The steps are declared once: the database's table, the desk and the documents say the same."""

from itertools import product
from pathlib import Path

import pytest
from django.core.management.sql import emit_post_migrate_signal

from claims.models import (
    TAKEN_BY_PEOPLE,
    TRANSITIONS,
    Claim,
    Step,
    Verification,
    open_transitions,
)
from claims.models.step import COLUMNS
from config.owner import as_owner
from sources.models import Speaker
from tests.factories import (
    a_claim,
    a_snapshot,
    a_speaker,
    a_user,
    a_verification,
    an_accepted_quote,
    an_appearance,
)
from tests.pages import logged_in, page, read, reviewed
from tests.refusals import refused_by
from tests.test_desk_rules import step

ROOT = Path(__file__).parents[2]
HEADER = "| step | from | to | who | with a reason |\n|---|---|---|---|---|\n"
LIST = page(Verification, "changelist")


def test_the_documentation_shows_the_steps():
    who = {"own": "its author", "others": "a reviewer who is not its author", "": "the database"}
    rows = {
        f"| {step} | {step.before} | {step.after} | {who[step.whose]} | "
        f"{'yes' if step.needs_reason else ''} |"
        for step in TRANSITIONS.values()
    }
    texts = [path.read_text() for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]]
    tables = [text.split(HEADER)[1].split("\n\n")[0] for text in texts if HEADER in text]
    assert [set(table.splitlines()) for table in tables] == [rows]


def declared():
    return [tuple(getattr(step, column) for column in COLUMNS) for step in TRANSITIONS.values()]


def test_the_table_holds_the_declared_steps():
    assert list(Step.objects.values_list(*COLUMNS)) == declared()


def test_migrate_brings_the_table_in_line_with_the_declaration():
    with as_owner():
        Step.objects.filter(name="return").delete()
        Step.objects.filter(name="withdraw").update(needs_reason=False)
        Step.objects.create(name="hurry", before="draft", after="published")
        emit_post_migrate_signal(0, interactive=False, db="default")
    assert set(Step.objects.values_list(*COLUMNS)) == set(declared())


def test_migrate_leaves_a_table_that_is_in_line_alone():
    rows = list(Step.objects.values_list())
    with as_owner():
        emit_post_migrate_signal(0, interactive=False, db="default")
    assert list(Step.objects.values_list()) == rows


def test_every_step_of_a_person_has_its_method():
    verification, author, reviewer = a_verification(), a_user("annotator"), a_user("reviewer")
    stages = []
    names = ["submit", "return", "submit", "publish", "withdraw"]
    for name in names:
        verification.take(name, by=author if name == "submit" else reviewer, reason="Why not.")
        stages.append(verification.stage)
    assert stages == ["submitted", "draft", "submitted", "published", "withdrawn"]
    assert {step.name for step in TAKEN_BY_PEOPLE} == {*names, "take_back"}


@pytest.mark.parametrize(
    ("step", "role", "own", "sentence"),
    [
        ("publish", "reviewer", True, "You cannot publish your own verification."),
        ("submit", "annotator", False, "You cannot submit another person's verification."),
        ("publish", "annotator", False, "You have no permission to publish verifications."),
        ("supersede", "reviewer", False, "Nobody can supersede a verification"),
        ("publish", "reviewer", False, ""),
        ("submit", "annotator", True, ""),
    ],
)
def test_who_may_not_take_a_step_is_told_why(step, role, own, sentence):
    user = a_user(role)
    verification = a_verification(author=user if own else a_user("annotator"))
    refusal = TRANSITIONS[step].why_not(user, verification)
    assert refusal.startswith(sentence) and bool(refusal) == bool(sentence)
    assert TRANSITIONS[step].open_to(user, verification) == (not sentence)


@pytest.mark.parametrize(
    ("stage", "steps"),
    [("draft", set()), ("submitted", {"return", "publish"}), ("published", {"withdraw"})],
)
def test_the_steps_open_to_a_reviewer_are_those_of_the_stage(stage, steps):
    verification = a_verification(stage)
    assert {step.name for step in open_transitions(a_user("reviewer"), verification)} == steps


def test_verification_takes_one_step_at_a_time():
    ways = set(Step.objects.values_list("before", "after"))
    for before, after in product(
        ["draft", "submitted", "published", "withdrawn"], Verification.Stage
    ):
        if before != after and (before, after) not in ways:
            verification = a_verification(before)
            with refused_by("verification_takes_one_step_at_a_time"):
                Verification.objects.filter(pk=verification.pk).update(stage=after)


def test_step_once_between_two_stages():
    with as_owner(), refused_by("step_once_between_two_stages"):
        Step.objects.create(name="hurry", before="submitted", after="published", whose="others")


def test_a_step_that_is_taken_out_of_the_table_is_refused():
    with as_owner():
        Step.objects.get(name="withdraw").delete()
    with refused_by("verification_takes_one_step_at_a_time"):
        a_verification("published").withdraw("Wrong.")


def test_nobody_withdraws_their_own_verification():
    author = logged_in("reviewer")
    verification = a_verification("published", author=author.user)
    assert step(author, verification, "withdraw", reason="Wrong.").status_code == 403


def test_what_changed_since_a_reviewer_read_it_is_shown_and_nothing_published():
    claim = a_claim(claimant=a_speaker(name="Mayor Tom Kim"))
    verification, reviewer = a_verification("submitted", claim=claim), logged_in("reviewer")
    opened = reviewed(reviewer, verification)
    Speaker.objects.filter(pk=claim.claimant_id).update(name="Ann Lee")
    html = read(step(reviewer, verification, "publish", **opened))
    verification.refresh_from_db()
    assert verification.stage == "submitted"
    assert "has changed since you opened it" in html
    assert "What differs: the claimant, which speaker is meant or their names and roles." in html
    assert "<td><del>Mayor Tom Kim</del></td><td><ins>Ann Lee</ins></td>" in html
    step(reviewer, verification, "publish", seen=verification.version)
    verification.refresh_from_db()
    assert verification.stage == "published"


@pytest.mark.parametrize("seen", ["", "0", "-1", "x", "9" * 30])
def test_publishing_without_a_version_publishes_nothing(seen):
    verification = a_verification("submitted")
    step(logged_in("reviewer"), verification, "publish", seen=seen)
    verification.refresh_from_db()
    assert verification.stage == "submitted"


def choose(client, action, verifications):
    return client.post(LIST, {"action": action, "_selected_action": [f.pk for f in verifications]})


def confirm(client, action, verifications, seen, **typed):
    versions = {
        f"seen-{verification.pk}": n for verification, n in zip(verifications, seen, strict=True)
    }
    sent = {
        "action": action,
        "_selected_action": [f.pk for f in verifications],
        "_confirmed": "yes",
    }
    return read(client.post(LIST, sent | versions | typed, follow=True))


def test_many_are_published_and_each_refusal_says_why():
    reviewer = logged_in("reviewer")
    ready, changed = a_verification("submitted"), a_verification("submitted")
    own = a_verification("submitted", author=reviewer.user)
    verifications = [ready, changed, own, a_verification()]
    shown = read(choose(reviewer, "publish_chosen", verifications))
    seen = [verification.version for verification in verifications]
    assert all(
        f'name="seen-{f.pk}" value="{n}"' in shown for f, n in zip(verifications, seen, strict=True)
    )
    assert not Verification.objects.published()
    Claim.objects.filter(pk=changed.claim_id).update(note="Wait.")
    html = confirm(reviewer, "publish_chosen", verifications, seen)
    assert list(Verification.objects.published()) == [ready]
    assert html.count("not done.") == 3 and html.count("Published.") == 1
    assert "You cannot publish your own verification." in html
    assert "This verification has changed since you opened it." in html


def test_many_are_withdrawn_with_a_reason():
    verifications = [a_verification("published") for _ in range(2)]
    html = confirm(logged_in("reviewer"), "withdraw_chosen", verifications, [0, 0], reason=" ")
    assert html.count("Say why: a verification is returned or withdrawn with a reason.") == 2
    confirm(
        logged_in("reviewer"), "withdraw_chosen", verifications, [0, 0], reason="A forged source."
    )
    assert not Verification.objects.published()


def test_an_author_submits_many_drafts_and_nobody_elses():
    author = logged_in("annotator")
    mine, bare = a_verification(author=author.user), a_verification(author=author.user, evidence=0)
    html = confirm(author, "submit_chosen", [mine, bare, a_verification()], [0, 0, 0])
    assert list(Verification.objects.submitted()) == [mine]
    assert "A verification is submitted with at least one piece of evidence." in html


def test_an_annotator_is_offered_no_publishing():
    assert "publish_chosen" not in read(logged_in("annotator").get(LIST))
    verification = a_verification("submitted")
    confirm(logged_in("annotator"), "publish_chosen", [verification], [verification.version])
    assert not Verification.objects.published()


def test_claims_are_assigned_in_bulk_and_wait_for_that_person():
    claims, client = [a_claim(), a_claim()], logged_in("annotator")
    sent = {"action": "assign_to_me", "_selected_action": [claim.pk for claim in claims]}
    client.post(page(Claim, "changelist"), sent)
    assert Claim.objects.assigned_to(client.user).count() == 2
    assert "<strong>2</strong> claims assigned to me" in read(client.get("/admin/"))
    a_verification(claim=claims[0])
    assert Claim.objects.assigned_to(client.user).get() == claims[1]


@pytest.mark.parametrize("action", ["assign_to_me", "assign_to_nobody"])
def test_what_another_person_has_is_not_taken_in_bulk(action):
    theirs, client = a_claim(assigned_to=a_user("annotator", username="bo")), logged_in("annotator")
    free, mine = a_claim(), a_claim(assigned_to=client.user)
    sent = {"action": action, "_selected_action": [theirs.pk, free.pk, mine.pk]}
    html = read(client.post(page(Claim, "changelist"), sent, follow=True))
    assert "1 claim is assigned to bo and skipped." in html
    person = client.user if action == "assign_to_me" else None
    for claim, becomes in [(theirs, theirs.assigned_to), (free, person), (mine, person)]:
        claim.refresh_from_db()
        assert claim.assigned_to == becomes


def test_a_verification_is_stale_once_the_article_was_captured_anew():
    snapshot = a_snapshot()
    appearance = an_appearance(quote=an_accepted_quote(snapshot=snapshot))
    verification = a_verification("published", claim=appearance.claim)
    a_verification("published")
    assert not Verification.objects.stale()
    snapshot.article.capture("The mayor said nothing of the sort.")
    assert list(Verification.objects.stale()) == [verification]
    turn = logged_in("reviewer").get(LIST, {"turn": "stale"})
    assert [row.pk for row in turn.context["cl"].result_list] == [verification.pk]


def test_evidence_kept_here_is_stale_once_it_was_captured_anew():
    snapshot, draft = a_snapshot(), a_verification()
    draft.evidence.create(title="The register", snapshot=snapshot)
    draft.submit()
    draft.publish(by=a_user("reviewer"))
    snapshot.article.capture("The register, corrected.")
    assert list(Verification.objects.stale()) == [draft]
