"""Every route of the desk refuses whoever has all rights but the one it needs, changing nothing."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse

from claims.admin.amendment import seen
from claims.admin.seen import version_of
from sources.ingest import capture_text
from sources.models import Change, Merge
from tests.factories import (
    a_claim,
    a_proposal,
    a_published_claim,
    a_quote,
    a_speaker,
    a_user,
    a_verification,
    an_accepted_quote,
    an_appearance,
)
from tests.pages import logged_in
from tests.test_desk_access import a_row_of_everything, address, routes

# What each page of ours needs, all of it, and how it is asked; "a|b": either of them will do.
# "-": nobody may; "superuser": all rights are not enough; "desk": whoever is staff may, which
# tests/test_desk_access.py walks.
OURS = """
sources_article_cards          GET   view_article|change_article
sources_article_checkable      GET   view_article|change_article
sources_article_capture        POST  change_article
sources_article_recapture      POST  change_article
sources_article_import         BOTH  add_article
sources_article_select         POST  add_quote
sources_article_place          POST  change_quote
sources_quote_decide           POST  change_quote
sources_quote_search           GET   view_quote|change_quote
sources_quote_export           BOTH  view_quote|change_quote
sources_speaker_search         GET   view_speaker|change_speaker
sources_speaker_merge          BOTH  merge_speaker
sources_speaker_undo_merge     POST  merge_speaker
sources_speaker_export         BOTH  view_speaker|change_speaker
claims_claim_appear            BOTH  add_appearance
claims_claim_confirm           POST  publish_verification
claims_claim_alike             GET   view_claim|change_claim
claims_amendment_decide        POST  publish_verification
claims_claim_export            BOTH  view_claim|change_claim
claims_verification_submit     POST  change_verification
claims_verification_publish    POST  publish_verification
claims_verification_return     POST  publish_verification
claims_verification_take_back  POST  change_verification
claims_verification_withdraw   POST  publish_verification
claims_verification_export     BOTH  view_verification|change_verification
auth_user_password_change      BOTH  change_user
auth_user_own                  BOTH  desk
index                          BOTH  desk
password_change                BOTH  desk
password_change_done           GET   desk
jsi18n                         GET   desk
login                          BOTH  desk
logout                         POST  desk
autocomplete                   GET   view_speaker|change_speaker
view_on_site                   GET   desk
app_list                       GET   desk
None                           GET   desk
"""
# Django's five pages of each model, and where ours ask for more or for less.
OF_A_MODEL = """
changelist  BOTH  view|change
add         BOTH  add
history     GET   view|change
delete      BOTH  delete delete_others
change      GET   view|change
change      POST  change
"""
OTHERWISE = """
sources_snapshot_add           BOTH  -
sources_snapshot_change        POST  -
sources_snapshot_delete        BOTH  -
claims_review_add              BOTH  -
claims_amendment_add           BOTH  -
claims_amendment_change        POST  -
claims_amendment_delete        BOTH  -
claims_verification_delete     BOTH  delete_verification
record_token_history           GET   view_token|change_token delete_others
record_token_change            GET   view_token|change_token delete_others
record_token_change            POST  -
record_token_delete            BOTH  -
record_webhook_delete          BOTH  -
record_delivery_add            BOTH  -
record_delivery_change         POST  -
record_delivery_delete         BOTH  -
auth_group_add                 BOTH  superuser
auth_group_change              POST  superuser
auth_user_add                  BOTH  add_user change_user
"""


def parsed(table):
    """Return {(route, method): [rights, of which one is enough], ...} of a table."""
    entries = {}
    for name, asked, *needs in map(str.split, table.strip().splitlines()):
        for method in ("get", "post") if asked == "BOTH" else (asked.lower(),):
            entries[name, method] = [need.split("|") for need in needs]
    return entries


def of_model(model):
    name, word = model._meta.label_lower.replace(".", "_"), model._meta.model_name
    for (page, method), needs in parsed(OF_A_MODEL).items():
        full = [[r if "_" in r else f"{r}_{word}" for r in rights] for rights in needs]
        yield (f"{name}_{page}", method), full


NEEDS = parsed(OURS)
for model in admin.site._registry:
    NEEDS |= of_model(model)
NEEDS |= parsed(OTHERWISE)
WALKED = {entry: needs for entry, needs in NEEDS.items() if needs != [["desk"]]}


# These do something as they are asked here; the others want a form that is filled in.
BUTTONS = {
    *("sources_article_capture", "sources_article_select", "sources_article_place"),
    "sources_article_recapture",
    *("sources_quote_decide", "sources_speaker_merge", "sources_speaker_undo_merge"),
    *("claims_claim_confirm", "claims_amendment_decide"),
    *("claims_claim_appear", "claims_verification_submit", "claims_verification_publish"),
    *("claims_verification_return", "claims_verification_withdraw"),
    "claims_verification_take_back",
}


def a_row_for_each_page(user):
    """Return what our own pages are asked with, once there is something to ask of each."""
    a_row_of_everything()
    quote, suggested = an_accepted_quote(), a_quote(speaker=a_speaker())
    article = quote.snapshot.article
    newest, _ = capture_text(article, f"{quote.snapshot.text} It went on.")
    placement = newest.placements.get()
    added = an_appearance(a_published_claim(), created_by=a_user())
    proposed = a_proposal(a_published_claim().claimant, name="Krell")
    claim, published = a_claim(), a_published_claim().verifications.get()
    own = a_verification("submitted", author=user)
    submitted, draft = a_verification("submitted"), a_verification(author=user)
    merge = Merge.objects.create(merged=a_speaker(), kept=a_speaker())
    words = {"snapshot": newest.pk, "start": 0, "end": 2, "words": newest.text[:2]}
    version = Change.objects.of(suggested, []).count()
    field = {"app_label": "sources", "model_name": "quote", "field_name": "speaker"}
    appearance = {"app_label": "claims", "model_name": "appearance", "field_name": "quote"}
    return {
        "autocomplete": (None, field),
        "sources_quote_search": (None, appearance),
        "sources_article_cards": (newest.pk, {}),
        "sources_article_checkable": (article.pk, {}),
        "sources_article_capture": (article.pk, {"text": "It never was."}),
        "sources_article_select": (article.pk, words),
        "sources_article_recapture": (article.pk, {}),
        "sources_article_place": (article.pk, {"placement": placement.pk}),
        "sources_quote_decide": (suggested.pk, {"decision": "accept", "_version": version}),
        "sources_speaker_merge": (a_speaker().pk, {"kept": a_speaker().pk, "reason": "One."}),
        "sources_speaker_undo_merge": (merge.kept_id, {"merge": merge.pk}),
        "claims_claim_appear": (claim.pk, {"quote": quote.pk}),
        "claims_claim_confirm": (
            added.claim_id,
            {"appearance": added.pk, "seen": version_of([added.quote])},
        ),
        "claims_amendment_decide": (
            proposed.pk,
            {"decision": "apply", "seen": seen(proposed)},
        ),
        "claims_verification_submit": (draft.pk, {}),
        "claims_verification_publish": (submitted.pk, {"seen": submitted.version}),
        "claims_verification_return": (submitted.pk, {"reason": "Where?"}),
        "claims_verification_take_back": (own.pk, {}),
        "claims_verification_withdraw": (published.pk, {"reason": "Wrong."}),
    }


class Somebody:
    """Who asks for one page again and again, each time with other rights."""

    def __init__(self, name, method):
        self.client, self.method = logged_in(), method
        rows = a_row_for_each_page(self.client.user)
        key, self.typed = rows.get(name, (None, {}))
        self.address = (
            reverse(f"admin:{name}", args=[key]) if key else address(dict(routes())[name])
        )

    def ask_without(self, rights):
        """Ask with all but these rights; return the answer's status and how much was changed."""
        missing = Permission.objects.filter(codename__in=rights)
        self.client.user.user_permissions.set(Permission.objects.exclude(pk__in=missing))
        before = kept()
        status = getattr(self.client, self.method)(self.address, self.typed).status_code
        return status, kept() - before


def kept():
    """Return how much the audit history and Django's log hold."""
    return Change.objects.count() + LogEntry.objects.count()


def test_every_route_has_an_entry_and_every_entry_a_route():
    assert {name for name, _ in NEEDS} == {str(name) for name, _ in routes()}


@pytest.mark.parametrize("name, method", WALKED)
def test_whoever_lacks_one_right_is_refused_and_whoever_has_them_all_is_not(name, method):
    somebody, needs = Somebody(name, method), WALKED[name, method]
    for rights in needs:
        assert somebody.ask_without(rights) == (403, 0)
    if needs not in ([["-"]], [["superuser"]]):
        status, changes = somebody.ask_without([])
        assert status in (200, 302)
        assert (changes > 0) == (method == "post" and name in BUTTONS)


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_every_action_of_a_list_asks_for_a_right(model):
    page = admin.site.get_model_admin(model)
    for action, name, _ in page._get_base_actions():
        assert action.allowed_permissions, name
