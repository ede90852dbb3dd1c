"""Whatever rule the database keeps, the desk's form shows in the rule's own sentence."""

from itertools import chain

import pytest
from django.apps import apps
from django.urls import reverse

from claims.models import Match, Rating, Review, Topic
from sources.ingest import capture_text
from sources.models import Article, Publisher, Quote, Speaker
from sources.rules import Rule, Trigger
from tests.factories import (
    a_claim,
    a_match,
    a_proposal,
    a_published_claim,
    a_publisher,
    a_quote,
    a_review,
    a_snapshot,
    a_speaker,
    a_user,
    a_verdict,
    a_verification,
    an_accepted_quote,
    an_appearance,
    an_article,
)
from tests.pages import another_row, filled, logged_in, page, read, save
from tests.sources.test_absent_text import TEXT, a_restored_article

CONSTRAINTS = {c.name: c for model in apps.get_models() for c in model._meta.constraints}


def publisher_once_by_name_and_domain(client):
    a_publisher(name="The Paper", domain="paper.example")
    add = page(Publisher, "add")
    return save(client, add, name="The Paper", domain="paper.example")


def article_day_is_of_a_date(client):
    return save(client, page(an_article()), published_day="on")


def article_once_per_url(client):
    an_article(url="https://paper.example/one")
    return save(
        client, page(Article, "add"), headline="H", text="T", url="https://paper.example/one"
    )


def snapshot_text_bears_its_quotes(client):
    article = a_restored_article("We will plant roses!")
    address = reverse("admin:sources_article_capture", args=[article.pk])
    return client.post(address, {"text": TEXT}, follow=True)


def speaker_once_by_name_and_disambiguation(client):
    a_speaker(name="Ann")
    return save(client, page(Speaker, "add"), name="Ann")


def speaker_wikidata_id_is_one(client):
    return save(client, page(a_speaker()), wikidata_id="42")


def role_once_per_speaker_and_start(client):
    speaker = a_speaker()
    speaker.roles.create(title="mayor")
    return another_row(client, page(speaker), "roles", title="mayor")


def role_ends_after_it_starts(client):
    dates = {"start_date": "2026-02-01", "end_date": "2026-01-01"}
    return another_row(client, page(a_speaker()), "roles", title="mayor", **dates)


def rating_once_per_domain_and_word(client):
    Rating.objects.create(domain="other.example", word="Falso")
    return save(client, page(Rating, "add"), domain="other.example", word="Falso")


def match_once_per_pair(client):
    match = a_match()
    pair = {"claim": match.other.pk, "other": match.claim.pk}
    return save(client, page(Match, "add"), **pair, kind="same")


def match_of_two_claims(client):
    claim = a_claim()
    return save(client, page(Match, "add"), claim=claim.pk, other=claim.pk, kind="same")


def match_confirmed_by_another_person(client):
    reviewer = logged_in("reviewer")
    match = a_match(created_by=reviewer.user)
    seen = f"{match.pk}:{Match.objects.read().get().digest}"
    chosen = {"action": "confirm", "_selected_action": match.pk, "read": seen}
    return reviewer.post(reverse("admin:claims_match_changelist"), chosen, follow=True)


def review_taken_back_by_a_reviewer(client):
    review = a_review(claim=a_published_claim(), linked_by=a_user("annotator"))
    Review.objects.filter(pk=review.pk).update(confirmed_by=a_user("reviewer"))
    sent = filled(client.get(page(review)))
    del sent["confirmed"]
    return client.post(page(review), sent, follow=True)


def review_confirmed_by_another_person(client):
    review = a_review(claim=a_claim(), linked_by=client.user)
    return save(client, page(review), confirmed="on")


def rating_that_a_claim_shows_keeps_its_word(client):
    review = a_review(claim=a_claim(), linked_by=a_user("annotator"))
    Review.objects.filter(pk=review.pk).update(confirmed_by=a_user("reviewer"))
    return save(client, page(review.rating), word="Vero")


def a_new_quote(client, start, end, text="The mayor"):
    span = {"snapshot": a_snapshot().pk, "start": start, "end": end, "text": text}
    return save(client, page(Quote, "add"), **span)


def quote_once_per_span(client):
    quote = a_quote()
    span = {"snapshot": quote.snapshot.pk, "start": quote.start, "end": quote.end}
    return save(client, page(Quote, "add"), **span, text=quote.text)


def quote_span_is_not_empty(client):
    return a_new_quote(client, 9, 0)


def quote_text_is_its_span(client):
    return a_new_quote(client, 0, 9, "The Mayor")


def a_placement(quote, now="Nothing of the sort."):
    """Where the quote stands in a further text of its article."""
    return capture_text(quote.snapshot.article, now)[0].placements.get()


def decided(client, placement, **typed):
    address = reverse("admin:sources_article_place", args=[placement.snapshot.article_id])
    return client.post(address, {"placement": placement.pk, **typed}, follow=True)


def placement_words_stand_there(client):
    return decided(client, a_placement(an_accepted_quote()), at=0)


def placement_of_a_published_claim_decided_by_a_reviewer(client):
    a_published_claim([quote := an_accepted_quote()])
    twice = f"“{quote.text}” he said. “{quote.text}” she said."
    return decided(client, a_placement(quote, twice), at=1)


def quote_stands_once_in_a_text(client):
    quote = an_accepted_quote()
    there = capture_text(quote.snapshot.article, f"{quote.snapshot.text} So far.")[0]
    placed = there.placements.get()
    span = {"snapshot": there.pk, "start": placed.start, "end": placed.end, "text": quote.text}
    return save(client, page(Quote, "add"), **span)


def quote_accepted_only_with_speaker(client):
    return save(client, page(an_accepted_quote()), speaker="")


def claim_under_review_stays(client):
    claim = a_verification("submitted").claim
    return save(client, page(claim), statement="Something else.")


def appearance_once_per_claim_and_quote(client):
    appearance = an_appearance()
    return another_row(client, page(appearance.claim), "appearances", quote=appearance.quote.pk)


def appearance_of_a_published_claim_stays(client):
    appearance = an_appearance()
    a_verification("published", claim=appearance.claim)
    return save(client, page(appearance.claim), **{"appearances-0-DELETE": "on"})


def a_public_quote():
    quote = an_accepted_quote(snapshot=a_snapshot(publisher=a_publisher()))
    claim = a_claim(claimant=quote.speaker)
    claim.topics.add(Topic.objects.create(name="Trees"))
    quote.speaker.roles.create(title="mayor")
    an_appearance(claim, quote)
    a_verification("published", claim=claim)
    return quote


def quote_of_a_published_claim_stays(client):
    return save(client, page(a_public_quote()), occasion="in a dream")


def article_of_a_published_claim_stays(client):
    return save(client, page(a_public_quote().snapshot.article), headline="Other")


def publisher_of_a_published_claim_stays(client):
    return save(client, page(a_public_quote().snapshot.article.publisher), name="Other")


def speaker_of_a_published_claim_stays(client):
    return save(client, page(a_public_quote().speaker), name="Thomas Krell")


def role_stays_as_a_published_claim_shows_it(client):
    return another_row(client, page(a_public_quote().speaker), "roles", title="convict")


def claim_topics_of_a_published_claim_stay(client):
    return save(client, page(a_public_quote().claims.get()), topics=[])


def topic_of_a_published_claim_stays(client):
    return save(client, page(a_public_quote().claims.get().topics.get()), name="Crime")


def verdict_once_published_stays(client):
    a_verification("published")
    return save(logged_in("administrator"), page(a_verdict()), label="True, true")


def amendment_has_a_reason(client):
    typed = {"name": "Thomas Krell", "_propose": "Propose"}
    return save(client, page(a_public_quote().speaker), **typed)


def decide(amendment, **typed):
    address = reverse("admin:claims_amendment_decide", args=[amendment.pk])
    return logged_in("reviewer").post(address, typed, follow=True)


def amendment_refused_with_a_reason(client):
    return decide(a_proposal(a_public_quote().speaker, name="Krell"), decision="refuse", reason=" ")


def verdict_value_from_1_to_5(client):
    return save(logged_in("administrator"), page(a_verdict()), value=6)


def evidence_can_be_looked_up(client):
    draft = a_verification(author=client.user)
    return another_row(client, page(draft), "evidence", title="Hearsay")


def evidence_excerpt_stands_in_its_snapshot(client):
    draft = a_verification(author=client.user)
    typed = {"title": "The minutes", "stance": "refutes", "excerpt": "Nobody said so."}
    typed["snapshot"] = a_snapshot().pk
    return another_row(client, page(draft), "evidence", **typed)


def verification_has_verdict_and_summary(client):
    draft = a_verification(author=client.user, summary="")
    return save(client, page(draft), _submit="yes")


def verification_has_evidence(client):
    draft = a_verification(author=client.user, evidence=0)
    return save(client, page(draft), _submit="yes")


def step(client, verification, step, **typed):
    address = reverse(f"admin:claims_verification_{step}", args=[verification.pk])
    return client.post(address, typed, follow=True)


def verification_returned_with_a_reason(client):
    return step(logged_in("reviewer"), a_verification("submitted"), "return", reason=" ")


def verification_corrects_in_words(client):
    claim = a_verification("published").claim
    client = logged_in("annotator")
    return step(client, a_verification(claim=claim, author=client.user), "submit")


SHOWN = {
    function.__name__: function
    for function in (
        publisher_once_by_name_and_domain,
        article_once_per_url,
        article_day_is_of_a_date,
        snapshot_text_bears_its_quotes,
        speaker_once_by_name_and_disambiguation,
        speaker_wikidata_id_is_one,
        role_once_per_speaker_and_start,
        role_ends_after_it_starts,
        match_once_per_pair,
        match_of_two_claims,
        match_confirmed_by_another_person,
        rating_once_per_domain_and_word,
        rating_that_a_claim_shows_keeps_its_word,
        review_confirmed_by_another_person,
        review_taken_back_by_a_reviewer,
        quote_once_per_span,
        quote_span_is_not_empty,
        quote_text_is_its_span,
        quote_stands_once_in_a_text,
        placement_words_stand_there,
        placement_of_a_published_claim_decided_by_a_reviewer,
        quote_accepted_only_with_speaker,
        claim_under_review_stays,
        appearance_once_per_claim_and_quote,
        appearance_of_a_published_claim_stays,
        quote_of_a_published_claim_stays,
        article_of_a_published_claim_stays,
        publisher_of_a_published_claim_stays,
        speaker_of_a_published_claim_stays,
        role_stays_as_a_published_claim_shows_it,
        claim_topics_of_a_published_claim_stay,
        topic_of_a_published_claim_stays,
        verdict_once_published_stays,
        amendment_has_a_reason,
        amendment_refused_with_a_reason,
        verdict_value_from_1_to_5,
        evidence_can_be_looked_up,
        evidence_excerpt_stands_in_its_snapshot,
        verification_has_verdict_and_summary,
        verification_has_evidence,
        verification_returned_with_a_reason,
        verification_corrects_in_words,
    )
}
OUT_OF_REACH = {
    "an address is put in order first, and told in a sentence of its own": [
        "article_url_is_an_address",
        "article_language_is_a_tag",
        "claim_language_is_a_tag",
        "evidence_urls_are_addresses",
    ],
    "a field that must be filled in": [
        "publisher_has_a_name",
        "article_has_a_headline",
        "snapshot_has_text",
        "speaker_has_a_name",
        "role_has_a_title",
        "claim_has_a_statement",
    ],
    "a choice from a list": [
        "speaker_kind_is_known",
        "quote_kind_is_known",
        "match_kind_is_known",
        "quote_status_is_known",
        "evidence_stance_is_known",
    ],
    "written by a method alone": [
        "speaker_merged_by_a_merge",
        "merge_of_a_public_speaker_by_two_people",
        "amendment_begins_as_proposed",
        "amendment_changes_what_is_locked",
        "amendment_stands",
        "placement_once_per_text",
        "placement_status_is_known",
        "placement_has_a_place_unless_orphaned",
        "placement_decided_by_somebody_at_a_time",
        "placement_is_of_the_same_article",
        "placement_changes_by_a_decision",
        "placement_of_a_published_claim_stays",
        "speaker_keeps_its_public_id",
        "claim_keeps_its_public_id",
        "publisher_keeps_its_public_id",
        "article_keeps_its_public_id",
        "quote_keeps_its_public_id",
        "topic_keeps_its_public_id",
        "verification_keeps_its_public_id",
        "verification_keeps_its_submission",
        "snapshot_once_per_number",
        "snapshot_once_per_text",
        "snapshot_lines_end_in_newline",
        "claim_verdict_has_its_date",
        "claim_verdict_is_the_published_one",
        "step_once_between_two_stages",
        "verification_approved_by_another_person",
        "verification_approval_stands",
        "verification_published_once_per_claim",
        "verification_dates_follow_its_stage",
        "verification_published_when_its_time_has_come",
        "verification_withdrawn_on_a_date",
        "verification_begins_as_draft",
        "verification_takes_one_step_at_a_time",
        "verification_superseded_by_a_correction",
        "verification_decision_stands",
        "verification_keeps_its_author",
        "match_decided_by_somebody",
        "match_confirmed_as_proposed",
        "match_stays_as_decided",
        "match_taken_back_by_a_reviewer",
        "review_once_per_url_and_statement",
        "review_url_is_an_address",
        "review_language_is_a_tag",
        "review_confirmed_as_linked",
        "amendment_applied_to_all_that_show_it",
    ],
    "a reviewer's form, which tests/claims/test_changed_nothing.py sends": [
        "verification_published_by_who_changed_nothing",
        "appearance_confirmed_by_who_changed_nothing",
        "amendment_applied_by_who_changed_nothing",
    ],
    "the form names who has linked it, as tests/claims/test_reviews_public.py shows": [
        "review_confirmed_by_who_changed_nothing",
    ],
    "a list's action, which tests/claims/matching/test_matches.py sends": [
        "match_confirmed_by_who_changed_nothing",
        "match_confirmed_as_read",
        "match_of_published_claims_stays",
    ],
    "no form is offered: the outbox is filled by a command, and a secret is shown once": [
        "delivery_tells_what_the_record_says",
        "webhook_keeps_its_secret",
        "webhook_knows_of_changes_there_are",
    ],
    "no form is offered: a command keeps editions": [
        "edition_once_by_day_and_hash",
        "edition_stays",
    ],
    "no form is offered, which test_admin_access shows": [
        "snapshot_never_changes",
        "amendment_applied_by_another_person",
        "amendment_applied_by_a_reviewer",
        "appearance_confirmed_by_another_person",
        "appearance_stays_as_recorded",
        "verification_published_by_another_person",
        "verification_published_by_a_reviewer",
        "verification_published_by_who_did_not_submit_it",
        "verification_withdrawn_by_a_reviewer",
        "verification_words_change_in_draft",
        "verification_once_published_stays",
        "evidence_changes_in_draft",
    ],
}


@pytest.mark.parametrize("name", SHOWN)
def test_the_form_says_the_rule(name):
    response = SHOWN[name](logged_in("annotator"))
    assert str(CONSTRAINTS[name].get_violation_error_message()) in read(response)


def test_every_rule_is_either_shown_or_out_of_a_forms_reach():
    rules = {n for n, c in CONSTRAINTS.items() if isinstance(c, Rule) or not isinstance(c, Trigger)}
    assert rules == {*SHOWN, *chain.from_iterable(OUT_OF_REACH.values())}
