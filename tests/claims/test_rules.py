"""The rules of claims and verifications hold for methods, bulk writes and raw SQL alike."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from claims.models import Appearance, Claim, Evidence, Topic, Verdict, Verification
from claims.models.constraints import DECISION, WITHDRAWAL, WORDS
from claims.models.lock import LOCKS, Locked
from claims.models.verification import ChangedMeanwhile
from sources.models import by
from sources.rules import Rule, Trigger
from tests.factories import (
    a_claim,
    a_published_claim,
    a_snapshot,
    a_speaker,
    a_user,
    a_verdict,
    a_verification,
    an_accepted_quote,
    an_appearance,
)
from tests.refusals import refused_by, sql, switch_off


def test_verdict_value_from_1_to_5():
    with refused_by("verdict_value_from_1_to_5"):
        Verdict.objects.update(value=6)


def test_the_scale_has_seven_words_two_of_them_without_a_value():
    assert list(Verdict.objects.values_list("slug", "value")) == [
        ("true", 5),
        ("mostly-true", 4),
        ("half-true", 3),
        ("mostly-false", 2),
        ("false", 1),
        ("disputed", None),
        ("unverifiable", None),
    ]


def test_claim_has_a_statement():
    with refused_by("claim_has_a_statement"):
        Claim.objects.bulk_create([Claim(statement=" ", claimant=a_speaker())])


def test_claim_keeps_its_public_id():
    """A withdrawn one keeps its address, at which no other claim is published."""
    withdrawn, other = a_verification("withdrawn").claim, a_claim()
    with refused_by("claim_keeps_its_public_id"):
        Claim.objects.filter(pk=withdrawn.pk).update(public_id=uuid4())
    with refused_by("claim_keeps_its_public_id"):
        sql("UPDATE claims_claim SET public_id = %s WHERE id = %s", uuid4(), other.pk)


def test_claim_verdict_has_its_date():
    claim = a_claim()
    switch_off("claim_verdict_is_the_published_one", "claims_claim")
    with refused_by("claim_verdict_has_its_date"):
        Claim.objects.filter(pk=claim.pk).update(verdict=a_verdict())


def test_claim_verdict_is_the_published_one():
    claim = a_claim()
    with refused_by("claim_verdict_is_the_published_one"):
        Claim.objects.update(verdict=a_verdict(), verified_at=timezone.now())
    a_verification("published", claim=claim)
    with refused_by("claim_verdict_is_the_published_one"):
        sql("UPDATE claims_claim SET verdict_id = NULL, verified_at = NULL")


@pytest.mark.parametrize("stage", ["submitted", "published"])
def test_claim_under_review_stays(stage):
    claim = a_verification(stage).claim
    with refused_by("claim_under_review_stays"):
        Claim.objects.filter(pk=claim.pk).update(statement="Something else.")
    with refused_by("claim_under_review_stays"):
        sql("UPDATE claims_claim SET claimed_on = '2026-01-01' WHERE id = %s", claim.pk)


def test_claim_not_under_review_may_change():
    claim = a_verification("withdrawn").claim
    assert Claim.objects.filter(pk=claim.pk).update(statement="Something else.") == 1


def test_appearance_once_per_claim_and_quote():
    appearance = an_appearance()
    with refused_by("appearance_once_per_claim_and_quote"):
        an_appearance(appearance.claim, appearance.quote)


def test_appearance_of_a_published_claim_stays():
    a_published_claim(quotes=[an_accepted_quote()])
    with refused_by("appearance_of_a_published_claim_stays"):
        Appearance.objects.all().delete()
    with refused_by("appearance_of_a_published_claim_stays"):
        Appearance.objects.update(quote=an_accepted_quote())


def test_verification_published_once_per_claim():
    claim = a_published_claim()
    other = a_verification("published", claim=a_claim(statement="The city has no trees."))
    switch_off("verification_words_change_in_draft", "claims_verification")
    with refused_by("verification_published_once_per_claim"):
        Verification.objects.filter(pk=other.pk).update(claim=claim)


@pytest.mark.parametrize("missing", [{"verdict": None}, {"summary": ""}, {"summary": " "}])
def test_verification_has_verdict_and_summary(missing):
    with refused_by("verification_has_verdict_and_summary"):
        a_verification("submitted", **missing)


def test_verification_published_by_another_person():
    verification = a_verification("submitted", author=a_user("reviewer"))
    with refused_by("verification_published_by_another_person"):
        verification.publish(by=verification.author)
    with refused_by("verification_published_by_another_person"):
        sql("UPDATE claims_verification SET stage = 'published', published_at = now()")


def test_verification_dates_follow_its_stage():
    verification = a_verification()
    switch_off("verification_dated_by_the_database", "claims_verification")
    with refused_by("verification_dates_follow_its_stage"):
        Verification.objects.filter(pk=verification.pk).update(stage="submitted")


def test_verification_withdrawn_on_a_date():
    verification = a_verification("published")
    switch_off("verification_dated_by_the_database", "claims_verification")
    with refused_by("verification_withdrawn_on_a_date"):
        Verification.objects.filter(pk=verification.pk).update(stage="withdrawn", reason="Wrong.")


def test_verification_begins_as_draft():
    draft = a_verification()
    with refused_by("verification_begins_as_draft"):
        Verification.objects.bulk_create(
            [Verification(claim=draft.claim, author=draft.author, stage="published")]
        )


@pytest.mark.parametrize(
    ("stage", "after"),
    [
        ("draft", "published"),
        ("draft", "withdrawn"),
        ("published", "draft"),
        ("published", "submitted"),
        ("withdrawn", "published"),
        ("withdrawn", "draft"),
    ],
)
def test_verification_takes_one_step_at_a_time(stage, after):
    verification = a_verification(stage)
    with refused_by("verification_takes_one_step_at_a_time"):
        Verification.objects.filter(pk=verification.pk).update(stage=after)


def test_verification_has_evidence():
    with refused_by("verification_has_evidence"):
        a_verification("submitted", evidence=0)


@pytest.mark.parametrize("reason", ["", "  "])
def test_verification_returned_with_a_reason(reason):
    with refused_by("verification_returned_with_a_reason"):
        a_verification("submitted").send_back(reason)
    with refused_by("verification_returned_with_a_reason"):
        a_verification("published", claim=a_claim()).withdraw(reason)


def test_verification_corrects_in_words():
    with refused_by("verification_corrects_in_words"):
        a_verification("submitted", claim=a_published_claim())
    claim = a_claim()
    later = a_verification("submitted", claim=claim)
    a_verification("published", claim=claim)
    with refused_by("verification_corrects_in_words"):
        later.publish(by=a_user("reviewer"))


def test_verification_superseded_by_a_correction():
    first = a_verification("published")
    with refused_by("verification_superseded_by_a_correction"):
        Verification.objects.filter(pk=first.pk).update(stage="superseded")
        sql("SET CONSTRAINTS ALL IMMEDIATE")  # as the end of the transaction does
    second = a_verification("submitted", claim=first.claim, correction="It is half true.")
    second.publish(by=a_user("reviewer"))
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    first.refresh_from_db()
    assert (first.stage, second.supersedes) == ("superseded", first)


def test_the_database_says_when_it_was_submitted_published_and_withdrawn():
    verification, began = a_verification(), timezone.now()
    change(verification, stage="submitted", submitted_at=A_YEAR_AGO)
    seen = verification.version
    decided = {"approver": a_user("reviewer"), "read_digests": seen}
    change(verification, stage="published", published_at=A_YEAR_AGO, **decided)
    change(verification, stage="withdrawn", withdrawn_at=A_YEAR_AGO, reason="It was wrong.")
    verification.refresh_from_db()
    submitted, published = verification.submitted_at, verification.published_at
    assert began < submitted < published < verification.withdrawn_at < timezone.now()


NEW_WORDS = {
    "claim_id": lambda: a_claim(statement="Something else.").pk,
    "verdict_id": lambda: a_verdict("true").pk,
    "summary": lambda: "Something else.",
    "rationale": lambda: "Something else.",
    "correction": lambda: "Something else.",
}
NEW_DECISION = {
    "approver_id": lambda: a_user("reviewer").pk,
    "published_at": lambda: A_YEAR_AGO,
    "supersedes_id": lambda: a_verification().pk,
    "publish_at": lambda: A_YEAR_AGO,
    "read_digests": lambda: "public:1",
}
NEW_WITHDRAWAL = {"reason": lambda: "Another reason.", "withdrawn_at": lambda: A_YEAR_AGO}
A_YEAR_AGO = timezone.now() - timedelta(days=365)


def a_verification_at(stage):
    """A verification at any stage, also superseded."""
    if stage != "superseded":
        return a_verification(stage)
    first = a_verification("published")
    second = a_verification("submitted", claim=first.claim, correction="It is half true.")
    second.publish(by=a_user("reviewer"))
    return first


def change(verification, **columns):
    assert Verification.objects.filter(pk=verification.pk).update(**columns) == 1


@pytest.mark.parametrize("stage", ["submitted", "published", "superseded", "withdrawn"])
@pytest.mark.parametrize("column", NEW_WORDS)
def test_verification_words_change_in_draft(stage, column):
    verification, new = a_verification_at(stage), NEW_WORDS[column]()
    with refused_by("verification_words_change_in_draft"):
        change(verification, **{column: new})


@pytest.mark.parametrize("column", NEW_WORDS)
def test_words_do_not_change_with_the_step_that_submits_or_returns_them(column):
    draft, new = a_verification(), NEW_WORDS[column]()
    with refused_by("verification_words_change_in_draft"):
        change(draft, stage="submitted", submitted_at=timezone.now(), **{column: new})
    draft.submit()
    with refused_by("verification_words_change_in_draft"):
        change(draft, stage="draft", submitted_at=None, reason="Why not.", **{column: new})


@pytest.mark.parametrize("column", NEW_WORDS)
def test_the_words_of_a_draft_may_change(column):
    change(a_verification(), **{column: NEW_WORDS[column]()})


@pytest.mark.parametrize("stage", ["published", "superseded", "withdrawn"])
@pytest.mark.parametrize("column", NEW_DECISION)
def test_verification_decision_stands(stage, column):
    verification, new = a_verification_at(stage), NEW_DECISION[column]()
    with refused_by("verification_decision_stands"):
        change(verification, **{column: new})


@pytest.mark.parametrize("column", NEW_DECISION)
def test_a_decision_does_not_change_with_its_withdrawal(column):
    verification, new = a_verification("published"), NEW_DECISION[column]()
    withdrawal = {"stage": "withdrawn", "withdrawn_at": timezone.now(), "reason": "Wrong."}
    with refused_by("verification_decision_stands"):
        change(verification, **withdrawal, **{column: new})


@pytest.mark.parametrize("stage", ["published", "superseded", "withdrawn"])
@pytest.mark.parametrize("column", NEW_WITHDRAWAL)
def test_a_withdrawal_stands(stage, column):
    verification = a_verification_at(stage)
    with refused_by("verification_decision_stands"):
        change(verification, **{column: NEW_WITHDRAWAL[column]()})


def test_every_column_that_stands_still_is_tried():
    assert set(NEW_WORDS) == set(WORDS)
    assert set(NEW_DECISION) == set(DECISION)
    assert set(NEW_WITHDRAWAL) == set(WITHDRAWAL)


def test_verification_keeps_its_author():
    a_verification()
    with refused_by("verification_keeps_its_author"):
        Verification.objects.update(author=a_user())


def test_verification_once_published_stays():
    switch_off("evidence_changes_in_draft", "claims_evidence")
    verification = a_verification("withdrawn")
    with refused_by("verification_once_published_stays"):
        verification.delete()


def test_evidence_stance_is_known():
    with refused_by("evidence_stance_is_known"):
        a_verification().evidence.update(stance="likes")


def test_evidence_can_be_looked_up():
    draft = a_verification()
    with refused_by("evidence_can_be_looked_up"):
        draft.evidence.update(url="")
    assert draft.evidence.update(url="", snapshot=a_snapshot()) == 1


@pytest.mark.parametrize("stage", ["submitted", "published", "withdrawn"])
def test_evidence_changes_in_draft(stage):
    verification = a_verification(stage)
    with refused_by("evidence_changes_in_draft"):
        Evidence.objects.all().delete()
    with refused_by("evidence_changes_in_draft"):
        Evidence.objects.update(title="Another source")
    with refused_by("evidence_changes_in_draft"):
        verification.evidence.create(title="One more", url="https://source.example/more")
    with refused_by("evidence_changes_in_draft"):
        sql("UPDATE claims_evidence SET verification_id = %s", a_verification().pk)


def test_publishing_and_withdrawing_write_the_claims_verdict():
    verification = a_verification("published")
    claim = verification.claim
    claim.refresh_from_db()
    assert (claim.verdict, claim.verified_at) == (a_verdict(), verification.published_at)
    verification.withdraw("The source was wrong.")
    claim.refresh_from_db()
    assert (claim.verdict, claim.verified_at) == (None, None)


@pytest.mark.parametrize("stage", ["submitted", "published", "superseded", "withdrawn"])
@pytest.mark.parametrize("moment", ["now() + '1 hour'", "now() - '1 year'"])
def test_verification_keeps_its_submission(stage, moment):
    verification = a_verification_at(stage)
    with refused_by("verification_keeps_its_submission"):
        sql(
            f"UPDATE claims_verification SET submitted_at = {moment}::interval WHERE id = %s",
            verification.pk,
        )
    with refused_by("verification_keeps_its_submission"):
        change(verification, submitted_at=A_YEAR_AGO)


def test_no_submission_is_moved_with_the_step_that_publishes_it():
    verification = a_verification("submitted")
    decided = {"approver": a_user("reviewer"), "read_digests": verification.version}
    with refused_by("verification_keeps_its_submission"):
        change(verification, stage="published", submitted_at=timezone.now(), **decided)


@pytest.mark.parametrize("stage", ["draft", "submitted", "published"])
def test_verification_keeps_its_public_id(stage):
    verification = a_verification(stage)
    with refused_by("verification_keeps_its_public_id"):
        change(verification, public_id=uuid4())


def test_topic_keeps_its_public_id():
    topic = Topic.objects.create(name="Bridges")
    with refused_by("topic_keeps_its_public_id"):
        Topic.objects.filter(pk=topic.pk).update(public_id=uuid4())


def test_verification_withdrawn_by_a_reviewer():
    verification = a_verification("published")
    for person in (a_user("annotator"), verification.author):
        with by(person.username), refused_by("verification_withdrawn_by_a_reviewer"):
            verification.withdraw("I do not like it.")
    with by(a_user("reviewer").username):
        verification.withdraw("The source was wrong.")


def test_publishing_names_the_submission_that_was_read():
    verification = a_verification("submitted")
    seen = verification.version
    verification.send_back("Please name the source.")
    verification.submit()
    with pytest.raises(ChangedMeanwhile):
        verification.publish(by=a_user("reviewer"), seen=seen)
    verification.refresh_from_db()
    assert verification.stage == "submitted"


def test_every_rule_is_named_in_a_test():
    from tests import test_architecture

    tests = "".join(p.read_text() for p in (test_architecture.ROOT / "tests").rglob("test_*.py"))
    names = {
        constraint.name
        for app in ("sources", "claims")
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, Rule) or not isinstance(constraint, Trigger)
    }
    assert {name for name in names if f"def test_{name}(" not in tests} == set()


def test_the_database_raises_each_rules_present_sentence():
    rules = [c for m in apps.get_models() for c in m._meta.constraints if isinstance(c, Rule)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname, prosrc FROM pg_proc WHERE prorettype = 'trigger'::regtype")
        bodies = dict(cursor.fetchall())
    locks = {rule for rule in rules if isinstance(rule, Locked)}
    stale = {
        rule.name for rule in rules if rule not in locks and rule.body not in bodies[rule.name]
    }
    assert stale == set()


def test_the_database_keeps_each_lock_as_it_is_declared():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname, encode(tgargs, 'escape') FROM pg_trigger")
        arguments = dict(cursor.fetchall())
    for lock in LOCKS:
        words = (lock.name, lock.violation_error_message, " ".join(lock.columns), *lock.owner)
        assert arguments[lock.name].split(r"\000")[:-1] == list(words)


def test_no_trigger_can_be_switched_off_by_a_setting_of_the_session():
    verification = a_verification("submitted", author=a_user("reviewer"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgenabled <> 'O'")
        assert cursor.fetchone() == (0,)
    with refused_by("verification_published_by_another_person"):
        verification.publish(by=verification.author)


@pytest.mark.parametrize("column", ["url", "archived_url"])
@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://a b", "data:,x", "ftp"])
def test_evidence_urls_are_addresses(column, address):
    with refused_by("evidence_urls_are_addresses"):
        a_verification().evidence.update(**{column: address})


def test_evidence_excerpt_stands_in_its_snapshot():
    draft, snapshot = a_verification(), a_snapshot("The mayor spoke.\n\nNobody answered.")
    for words in ["", " spoke.\n\nNobody \n", "The mayor spoke.\n\nNobody answered."]:
        draft.evidence.update(excerpt=words, snapshot=snapshot)
    draft.evidence.update(excerpt="Somebody answered.", snapshot=None)
    with refused_by("evidence_excerpt_stands_in_its_snapshot"):
        draft.evidence.update(snapshot=snapshot)


@pytest.mark.parametrize("language", ["English", "", "e", "en_US", "en-", "en us", "en-toolongtag"])
def test_claim_language_is_a_tag(language):
    with refused_by("claim_language_is_a_tag"):
        a_claim(language=language)


@pytest.mark.parametrize("language", ["en", "pt-BR", "zh-Hant-TW", "und", "de-1996", "sr-Latn"])
def test_a_tag_of_any_shape_that_bcp_47_has_is_kept(language):
    assert a_claim(language=language).language == language
