"""One row of each model that an editor changes, for the tests that walk them all."""

from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.utils import timezone

from claims.models import (
    Amendment,
    Appearance,
    Claim,
    Evidence,
    Match,
    Rating,
    Review,
    Step,
    Topic,
    Verdict,
    Verification,
)
from record.models import Token, Webhook
from sources.models import (
    Article,
    Merge,
    Placement,
    Publisher,
    Quote,
    Recapture,
    Role,
    Snapshot,
    Speaker,
)
from tests import factories


def a_merge():
    return Merge.objects.create(merged=factories.a_speaker(), kept=factories.a_speaker())


def a_placement():
    quote = factories.an_accepted_quote()
    newest, _ = quote.snapshot.article.capture("Nothing of it.")
    return Placement.objects.create(quote=quote, snapshot=newest, status="orphaned")


def a_recapture():
    return Recapture.objects.create(article=factories.an_article(), asked_at=timezone.now())


# How a row of each is made, and which of its words is changed; None for what never changes.
ROWS = {
    Publisher: (factories.a_publisher, "name"),
    Article: (factories.an_article, "byline"),
    Snapshot: (factories.a_snapshot, None),
    Speaker: (factories.a_speaker, "disambiguation"),
    Role: (lambda: factories.a_speaker().roles.create(title="minister"), "title"),
    Merge: (a_merge, None),
    Quote: (factories.a_quote, "occasion"),
    Placement: (a_placement, None),
    Recapture: (a_recapture, "answer"),
    Topic: (lambda: Topic.objects.create(name="Trees"), "name"),
    Claim: (factories.a_claim, "note"),
    Appearance: (factories.an_appearance, None),
    Amendment: (lambda: factories.a_proposal(factories.a_speaker(), name="Krell"), None),
    Verification: (factories.a_verification, "rationale"),
    Evidence: (lambda: factories.a_verification().evidence.get(), "title"),
    Verdict: (factories.a_verdict, "meaning"),
    Match: (factories.a_match, None),
    Rating: (lambda: factories.a_review().rating, "word"),
    Review: (factories.a_review, "statement"),
    Step: (lambda: Step.objects.get(name="submit"), "name"),
    Token: (factories.a_token, "name"),
    Webhook: (factories.a_webhook, "name"),
    User: (factories.a_user, "first_name"),
    Group: (lambda: Group.objects.create(name="Guests"), "name"),
}
WORDS = {model: made for model, made in ROWS.items() if made[1]}

AT_THE_DESK = [model for model in WORDS if model in admin.site._registry]
READ_ALONE = {Quote, Rating, Review, Verification, Token}  # of these, other tests press buttons
FORMS = [m for m in AT_THE_DESK if m not in READ_ALONE]
