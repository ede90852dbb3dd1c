"""What is published is, to the byte, what its reviewer read; whatever differs is named."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest
from django.utils import timezone

from claims.models import Appearance, Claim, Verification
from claims.models.verification import ChangedMeanwhile
from record import models as record
from record.documents.preview import differences, review
from sources.models import Article, Merge, Publisher, Quote, Role, Speaker
from tests.factories import (
    a_claim,
    a_publisher,
    a_snapshot,
    a_speaker,
    a_user,
    a_verification,
    an_accepted_quote,
    an_appearance,
)
from tests.pages import logged_in, page, read, reviewed
from tests.refusals import as_owner, refused_by, sql
from tests.test_desk_rules import step

SOON = timezone.now() + timedelta(hours=1)
LATER = SOON + timedelta(hours=1)
BY_SQL = """
UPDATE claims_verification SET stage = 'published', published_at = now(), approver_id = %s,
    read_digests = %s WHERE id = %s"""


def a_read_verification(**speaker):
    """A submitted verification of a claim that a quote makes, with evidence kept here."""
    snapshot = a_snapshot(publisher=a_publisher(), headline="Trees for the city")
    speaker = a_speaker(**speaker)
    claim = a_claim(claimant=speaker)
    an_appearance(claim, an_accepted_quote(speaker, snapshot=snapshot, said_on="2026-03-01"))
    claim.topics.create(name=f"Trees {claim.pk}")
    draft = a_verification(claim=claim)
    draft.evidence.create(title="The register", snapshot=a_snapshot())
    draft.submit()
    return draft


def quotes(verification):
    return Quote.objects.filter(appearances__claim=verification.claim_id)


def articles(verification):
    return Article.objects.filter(snapshots__quotes__in=quotes(verification))


def speakers(verification):
    return Speaker.objects.filter(claims=verification.claim_id)


def the_quote_taken_off(verification):
    Appearance.objects.filter(claim=verification.claim_id).delete()


def the_speaker_replaced(verification):
    quotes(verification).update(speaker=a_speaker())


def the_speaker_merged(verification):
    Merge.objects.create(merged=speakers(verification).get(), kept=a_speaker())


def a_namesake_in_the_speakers_place(verification):
    name = speakers(verification).get().name
    quotes(verification).update(speaker=a_speaker(name=name, disambiguation="the other one"))


def a_role_added(verification):
    speakers(verification).get().roles.create(title="convicted", organisation="Court")


def the_speaker_renamed(verification):
    speakers(verification).update(name=f"Renamed {verification.pk}")


def a_former_role_added(verification):
    """No quote shows it: the speaker's page does."""
    speakers(verification).get().roles.create(title="convicted", end_date="1990-01-01")


def an_alias_added(verification):
    speakers(verification).update(aliases=["The Liar"])


def the_byline_changed(verification):
    articles(verification).update(byline="Somebody Else")


def the_publishers_domain_changed(verification):
    publishers = Publisher.objects.filter(article__in=articles(verification))
    publishers.update(domain=f"paper{verification.pk}.example")


def the_headline_changed(verification):
    articles(verification).update(headline="No trees")


def the_address_changed(verification):
    articles(verification).update(url=f"https://else.example/{verification.pk}")


def the_address_of_the_evidence_changed(verification):
    article = Article.objects.filter(snapshots__evidence__verification=verification)
    article.update(url=f"https://evidence.example/{verification.pk}")


def the_publisher_renamed(verification):
    publishers = Publisher.objects.filter(article__in=articles(verification))
    publishers.update(name=f"Gazette {verification.pk}")


def another_quote_added(verification):
    an_appearance(verification.claim, an_accepted_quote())


def the_quote_rejected(verification):
    quotes(verification).update(status="rejected")


def the_quote_moved(verification):
    quotes(verification).get().nudge("start", 1)


def the_day_changed(verification):
    quotes(verification).update(said_on="2026-04-01")


def the_topic_renamed(verification):
    verification.claim.topics.update(name=f"Roads {verification.pk}")


def a_topic_added(verification):
    verification.claim.topics.create(name=f"Money {verification.pk}")


def the_verdict_relabelled(verification):
    sql("UPDATE claims_verdict SET label = 'Untrue' WHERE slug = 'false'")


def a_note_written(verification):
    Claim.objects.filter(pk=verification.claim_id).update(note="Wait.")


def a_suggestion_waiting(verification):
    snapshot = a_snapshot("“It rained,” she said.")
    quote = Quote.objects.create(snapshot=snapshot, start=1, end=10, text="It rained")
    Appearance.objects.create(claim=verification.claim, quote=quote)


def submitted_again(verification):
    verification.send_back("Say where.")
    verification.submit()


EDITS = {
    the_quote_taken_off: "the quotes",
    the_speaker_replaced: "the quotes",
    the_speaker_merged: "the claimant",
    a_namesake_in_the_speakers_place: "the quotes",
    a_role_added: "the claimant's role, the quotes",
    the_speaker_renamed: "the claimant",
    a_former_role_added: "which speaker is meant or their names and roles",
    an_alias_added: "which speaker is meant or their names and roles",
    the_byline_changed: "the byline or the publisher of an article",
    the_publishers_domain_changed: "the byline or the publisher of an article",
    the_headline_changed: "the quotes",
    the_address_changed: "the quotes",
    the_address_of_the_evidence_changed: "the verification's words or evidence",
    the_publisher_renamed: "the quotes",
    another_quote_added: "the quotes",
    the_quote_rejected: "the quotes",
    the_quote_moved: "the quotes",
    the_day_changed: "the quotes",
    the_topic_renamed: "the topics",
    a_topic_added: "the topics",
    the_verdict_relabelled: "the verdict",
    a_note_written: "the note at the desk",
    a_suggestion_waiting: "the state of a quote at the desk",
    submitted_again: "when it was submitted",
}
every_edit = pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)


def stage(verification):
    return Verification.objects.get(pk=verification.pk).stage


@every_edit
def test_nobody_publishes_by_the_button_what_they_did_not_read(edit):
    verification, reviewer = a_read_verification(), logged_in("reviewer")
    opened = reviewed(reviewer, verification)
    edit(verification)
    shown = read(step(reviewer, verification, "publish", **opened))
    assert stage(verification) == "submitted"
    assert "This verification has changed since you opened it. What differs: " in shown
    assert EDITS[edit].split(", ")[-1] in shown
    if edit is not submitted_again:
        assert "What changed since you opened it" in shown
    step(reviewer, verification, "publish", **reviewed(reviewer, verification))
    assert stage(verification) == "published"


@every_edit
def test_verification_published_as_read(edit):
    verification, reviewer = a_read_verification(), a_user("reviewer")
    seen = verification.version
    edit(verification)
    with refused_by("verification_published_as_read"):
        sql(BY_SQL, reviewer.pk, seen, verification.pk)
    sql(BY_SQL, reviewer.pk, verification.version, verification.pk)
    assert stage(verification) == "published"


@every_edit
def test_an_approval_does_not_survive_it(edit):
    verification = a_read_verification()
    verification.approve(a_user("reviewer"), timezone.now(), seen=verification.version)
    edit(verification)
    Verification.objects.publish_due()
    verification.refresh_from_db()
    assert (verification.stage, verification.publish_at) == ("submitted", None)
    assert verification.read_digests == ""
    if edit is not submitted_again:  # the approval went when it was returned
        assert verification.reason.startswith("The approval has lapsed. This verification has")
        assert EDITS[edit].split(", ")[-1] in verification.reason


@every_edit
def test_nobody_approves_for_later_what_they_did_not_read(edit):
    verification, reviewer = a_read_verification(), a_user("reviewer")
    seen = verification.version
    edit(verification)
    with refused_by("verification_published_as_read"):
        sql(
            "UPDATE claims_verification SET publish_at = %s, approver_id = %s, read_digests = %s",
            *(SOON, reviewer.pk, seen),
        )


@pytest.mark.parametrize("digests", ["", "0", "public:0 desk:0", "x" * 2000])
def test_nothing_is_published_without_the_digests_of_all_that_was_read(digests):
    verification = a_read_verification()
    with refused_by("verification_published_as_read"):
        sql(BY_SQL, a_user("reviewer").pk, digests, verification.pk)


def test_an_approval_lapses_where_an_upgrade_changed_the_document():
    verification = a_read_verification()
    verification.approve(a_user("reviewer"), timezone.now(), seen=verification.version)
    as_owner("""
        CREATE OR REPLACE FUNCTION record_verdict(verdict bigint) RETURNS json LANGUAGE sql AS
        $$ SELECT json_build_object('slug', slug) FROM claims_verdict WHERE id = verdict $$""")
    Verification.objects.publish_due()
    verification.refresh_from_db()
    assert verification.stage == "submitted"
    assert (
        "The approval has lapsed." in verification.reason and "the verdict" in verification.reason
    )


def test_verification_approval_stands():
    verification = a_read_verification()
    verification.approve(a_user("reviewer"), SOON, seen=verification.version)
    mine = Verification.objects.filter(pk=verification.pk)
    for change in (
        {"read_digests": "public:1"},
        {"approver": a_user("reviewer")},
        {"publish_at": LATER},
    ):
        with refused_by("verification_approval_stands"):
            mine.update(**change)
    verification.send_back("Say where.")


def test_what_is_public_is_to_the_byte_what_was_read():
    verification = a_read_verification()
    shown = review(verification.pk)
    verification.publish(by=a_user("reviewer"), seen=shown.digests)
    document = json.loads(record.Claim.objects.get().document)
    document.pop("verified_at")
    for name in ("after_verdict", "first_verdict_on"):
        document["appearances"].pop(name)
    document.pop("matches"), document.pop("reviews")
    assert document | {"supersedes": None} == shown.public
    assert review(verification.pk).digests == shown.digests == verification.read_digests


def test_the_sha256_is_that_of_the_text_on_the_page():
    shown = review(a_read_verification().pk)
    public, desk = shown.text.removeprefix('{"public": ').removesuffix("}").split(', "desk": ')
    assert sha256(public.encode()).hexdigest() == shown.sha256["public"]
    assert sha256(desk.encode()).hexdigest() == shown.sha256["desk"]


def test_a_correction_is_read_beside_the_published_one():
    published = a_read_verification()
    published.publish(by=a_user("reviewer"))
    fields = {"summary": "It is so.", "correction": "We misread the register."}
    correction = a_verification("submitted", claim=published.claim, **fields)
    shown = read(logged_in("reviewer").get(page(correction)))
    assert "<del>not </del>" in shown and "<ins>We misread the register.</ins>" in shown
    assert f"{published.public_id}" not in [row[0] for row in review(correction.pk).corrections]
    assert review(correction.pk).public["supersedes"] == str(published.public_id)


def test_a_correction_of_another_one_than_was_read_is_refused():
    first = a_verification("published")
    one, other = (
        a_verification("submitted", claim=first.claim, correction="It is half true.")
        for _ in range(2)
    )
    seen = other.version
    one.publish(by=a_user("reviewer"))
    with pytest.raises(Exception, match="which verification it supersedes"):
        other.publish(by=a_user("reviewer"), seen=seen)


def test_what_was_superseded_is_read_before_it_is_public_again():
    """A withdrawn claim's history comes back with it, and meanwhile nothing held its evidence."""
    first = a_verification()
    first.evidence.create(title="The register", snapshot=a_snapshot())
    first.submit()
    first.publish(by=a_user("reviewer"))
    second = a_verification("published", claim=first.claim, correction="It said less.")
    second.withdraw("The source was wrong.")
    again = a_verification("submitted", claim=first.claim)
    seen = again.version
    articles = Article.objects.filter(snapshots__evidence__verification=first)
    articles.update(url="https://else.example/")
    with pytest.raises(ChangedMeanwhile, match="evidence of a verification that was superseded"):
        again.publish(by=a_user("reviewer"), seen=seen)
    assert "https://else.example/" in read(logged_in("reviewer").get(page(again)))
    again.publish(by=a_user("reviewer"))


def test_the_page_shows_each_quote_in_its_context_with_speaker_role_and_article():
    verification = a_read_verification(name="Ann Lee")
    verification.claim.claimant.roles.create(title="mayor", organisation="Council")
    shown = read(logged_in("reviewer").get(page(verification)))
    for words in (
        'The mayor spoke. “</span><mark class="accepted">We will plant ten thousand trees,</mark>',
        "<bdi>Ann Lee</bdi>",
        "<bdi>mayor</bdi>, <bdi>Council</bdi>",
        "Trees for the city",
        "The register",
        "Source 0",
        review(verification.pk).sha256["public"],
    ):
        assert words in shown


@pytest.mark.parametrize("sent", ["", "x", "[]", "{}", '{"public": 1, "desk": 2}', "[" * 5000])
def test_whatever_is_sent_as_read_the_page_is_shown(sent):
    verification = a_read_verification()
    answer = step(logged_in("reviewer"), verification, "publish", seen="x", read=sent)
    assert answer.status_code == 200 and "What differs" in read(answer)
    assert stage(verification) == "submitted"


def test_differences_mark_the_words_that_differ():
    was = {"quotes": [{"id": "1", "text": "We will plant trees"}], "topics": ["Trees"]}
    now = {"quotes": [{"id": "1", "text": "We plant trees <b>"}], "topics": ["Trees", "Roads"]}
    assert differences(was, now) == [
        (
            "quotes › We will plant trees › text",
            "We <del>will </del>plant <del>trees</del>",
            "We plant <ins>trees &lt;b&gt;</ins>",
        ),
        ("topics › 2", "", "<ins>Roads</ins>"),
    ]


def test_many_are_published_as_they_were_read_and_the_changed_one_is_not():
    ready, changed = a_verification("submitted"), a_read_verification()
    reviewer = logged_in("reviewer")
    chosen = {"action": "publish_chosen", "_selected_action": [ready.pk, changed.pk]}
    address = page(Verification, "changelist")
    shown = reviewer.post(address, chosen)
    assert read(shown).count('aria-label="What becomes public"') == 2
    seen = {f"seen-{row.pk}": row.reviews[0].digests for row in shown.context["verifications"]}
    Role.objects.create(speaker=changed.claim.claimant, title="convicted")
    reviewer.post(address, chosen | seen | {"_confirmed": "yes"})
    assert (stage(ready), stage(changed)) == ("published", "submitted")
