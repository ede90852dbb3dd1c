"""Who may open and use which address of the desk: a table, held against every route there is."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.test import Client

from claims.models import Topic
from sources.models import Change, Merge
from tests.factories import (
    a_claim,
    a_delivery,
    a_match,
    a_proposal,
    a_publisher,
    a_review,
    a_snapshot,
    a_speaker,
    a_superuser,
    a_token,
    a_user,
    a_verification,
    an_accepted_quote,
    an_appearance,
    made_superuser,
)
from tests.pages import logged_in, page, save

# Letters: annotator, reviewer, administrator. First who may look (GET), then who may act (POST).
# Objects are somebody else's: a submitted verification, an accepted quote, a claim, an article.
# What a button says is done by POST alone: whoever looks there is led to the record.
TABLE = """
index                             ARD ARD
password_change                   ARD ARD
password_change_done              ARD -
jsi18n                            ARD -
sources_publisher_changelist      ARD ARD
sources_publisher_add             ARD ARD
sources_publisher_history         ARD ARD
sources_publisher_delete          D   D
sources_publisher_change          ARD ARD
sources_snapshot_changelist       ARD ARD
sources_snapshot_add              -   -
sources_snapshot_history          ARD ARD
sources_snapshot_delete           -   -
sources_snapshot_change           ARD -
sources_quote_decide              ARD ARD
sources_quote_export              ARD ARD
sources_quote_changelist          ARD ARD
sources_quote_add                 ARD ARD
sources_quote_history             ARD ARD
sources_quote_delete              D   D
sources_quote_change              ARD ARD
sources_speaker_search            ARD ARD
sources_speaker_merge             RD  RD
sources_speaker_undo_merge        RD  RD
sources_speaker_export            ARD ARD
sources_speaker_changelist        ARD ARD
sources_speaker_add               ARD ARD
sources_speaker_history           ARD ARD
sources_speaker_delete            D   D
sources_speaker_change            ARD ARD
sources_article_import            ARD ARD
sources_article_capture           ARD ARD
sources_article_recapture         ARD ARD
sources_article_select            ARD ARD
sources_article_place             ARD ARD
sources_article_cards             ARD ARD
sources_article_checkable         ARD ARD
sources_article_changelist        ARD ARD
sources_article_add               ARD ARD
sources_article_history           ARD ARD
sources_article_delete            D   D
sources_article_change            ARD ARD
claims_claim_appear               ARD ARD
claims_claim_confirm              ARD RD
claims_claim_alike                ARD ARD
claims_amendment_decide           ARD RD
claims_amendment_changelist       ARD ARD
claims_amendment_add              -   -
claims_amendment_history          ARD ARD
claims_amendment_delete           -   -
claims_amendment_change           ARD -
claims_claim_export               ARD ARD
claims_claim_changelist           ARD ARD
claims_claim_add                  ARD ARD
claims_claim_history              ARD ARD
claims_claim_delete               D   D
claims_claim_change               ARD ARD
claims_topic_changelist           ARD ARD
claims_topic_add                  ARD ARD
claims_topic_history              ARD ARD
claims_topic_delete               D   D
claims_topic_change               ARD ARD
claims_verdict_changelist         ARD ARD
claims_verdict_add                D   D
claims_verdict_history            ARD ARD
claims_verdict_delete             -   -
claims_verdict_change             ARD D
claims_verification_submit        ARD -
claims_verification_publish       ARD RD
claims_verification_return        ARD RD
claims_verification_take_back     ARD -
claims_verification_withdraw      ARD RD
claims_verification_export        ARD ARD
claims_verification_changelist    ARD ARD
claims_verification_add           ARD ARD
claims_verification_history       ARD ARD
claims_verification_delete        -   -
claims_verification_change        ARD -
claims_review_changelist          ARD ARD
claims_review_add                 -   -
claims_review_history             ARD ARD
claims_review_delete              -   -
claims_review_change              ARD ARD
claims_match_changelist           ARD ARD
claims_match_add                  ARD ARD
claims_match_history              ARD ARD
claims_match_delete               -   -
claims_match_change               ARD ARD
claims_rating_changelist          ARD ARD
claims_rating_add                 ARD ARD
claims_rating_history             ARD ARD
claims_rating_delete              -   -
claims_rating_change              ARD ARD
record_token_changelist           ARD ARD
record_token_add                  ARD ARD
record_token_history              D   D
record_token_delete               -   -
record_token_change               D   -
record_webhook_changelist         D   D
record_webhook_add                D   D
record_webhook_history            D   D
record_webhook_delete             -   -
record_webhook_change             D   D
record_delivery_changelist        D   D
record_delivery_add               -   -
record_delivery_history           D   D
record_delivery_delete            -   -
record_delivery_change            D   -
auth_group_changelist             D   D
auth_group_add                    -   -
auth_group_history                D   D
auth_group_delete                 -   -
auth_group_change                 D   -
auth_user_password_change         D   D
auth_user_own                     ARD ARD
auth_user_changelist              D   D
auth_user_add                     D   D
auth_user_history                 D   D
auth_user_delete                  -   -
auth_user_change                  D   D
"""
ROWS = {name: allowed for name, *allowed in map(str.split, TABLE.strip().splitlines())}
GROUPS = {"A": "annotator", "R": "reviewer", "D": "administrator"}
FOR_ALL = {"login", "logout"}
# Look-ups that answer by what is asked; a list of the pages of an app; what is no page.
ASKED = {"autocomplete", "sources_quote_search", "view_on_site", "app_list", None}
METHODS = ["get", "head", "post", "put", "patch", "delete", "options", "trace"]


def routes():
    """Yield (name, route) for every address of the desk."""
    for pattern in admin.site.get_urls():
        for inner in getattr(pattern, "url_patterns", [None]):
            route = f"{pattern.pattern}{inner.pattern if inner else ''}"
            yield (inner or pattern).name, f"/admin/{route}"


def a_row_of_everything():
    quote = an_accepted_quote(snapshot=a_snapshot(publisher=a_publisher()))
    an_appearance(a_claim(), quote)
    a_verification("submitted")
    Merge.objects.create(merged=a_speaker(), kept=a_speaker())
    Topic.objects.create(name="Trees")
    a_review()
    a_match()
    a_token()
    a_delivery()
    a_proposal(quote.speaker, name="Krell")


def address(route):
    """A route with the key of a record of the model that it names in the place of its argument."""
    app, model = [*route.split("/"), "", ""][2:4]
    known = apps.is_installed(app) or app == "auth"
    key = apps.get_model(app, model).objects.first().pk if known and "<" in route else 1
    return re.sub(r"<[^>]+>", str(key), route)


def allowed(client, method, route):
    return getattr(client, method)(address(route)).status_code in (200, 302)


def test_every_address_is_in_the_table():
    assert {name for name, _ in routes()} == {*ROWS, *FOR_ALL, *ASKED}


@pytest.mark.parametrize("letter", GROUPS)
@pytest.mark.parametrize("column, method", [(0, "get"), (1, "post")])
def test_the_table_holds(column, method, letter):
    a_row_of_everything()
    found = {
        name
        for name, route in routes()
        if name in ROWS and allowed(logged_in(GROUPS[letter]), method, route)
    }
    assert found == {name for name, row in ROWS.items() if letter in row[column]}


def outsiders():
    nobody, reader, gone = Client(), Client(), logged_in("administrator")
    reader.force_login(a_user("administrator", is_staff=False))
    User.objects.filter(pk=gone.user.pk).update(is_active=False)
    return [nobody, reader, gone]


@pytest.mark.parametrize("method", METHODS)
def test_outsiders_are_sent_to_the_login_whatever_they_ask(method):
    a_row_of_everything()
    people = outsiders()
    for name, route in routes():
        for client in people if name not in FOR_ALL else []:
            answer = getattr(client, method)(address(route))
            assert (answer.status_code, name) == (302, name)
            assert "/admin/login/" in answer.headers["Location"]


def test_looking_changes_nothing():
    a_row_of_everything()
    client = logged_in("administrator")
    before = Change.objects.count()
    for name, route in routes():
        if name not in FOR_ALL:
            client.get(address(route))
    assert Change.objects.count() == before


def test_a_button_pressed_from_another_site_is_refused():
    a_row_of_everything()
    client = Client(enforce_csrf_checks=True)
    client.force_login(a_user("administrator"))
    for name, route in routes():
        if name in ROWS and "D" in ROWS[name][1]:
            assert client.post(address(route)).status_code == 403


def test_nobody_makes_themselves_more_than_they_are():
    client = logged_in("administrator")
    granted = {"is_superuser": "on", "user_permissions": [1], "groups": []}
    save(client, page(client.user), **granted)
    client.user.refresh_from_db()
    assert not client.user.is_superuser and not client.user.user_permissions.exists()
    assert client.user.groups.get().name == "administrator"


def test_an_administrator_does_not_take_over_a_superuser():
    root = a_superuser()
    client = logged_in("administrator")
    assert client.post(page(root), {"username": "mine"}).status_code == 403
    assert client.post(page(root, "password_change"), {}).status_code == 403


def test_a_superuser_changes_groups():
    client = logged_in()
    made_superuser(client.user)
    save(client, page(Group.objects.get(name="annotator")), name="annotators")
    assert Group.objects.filter(name="annotators").exists()


def test_what_one_made_oneself_one_may_delete():
    author = logged_in("annotator")
    draft = a_verification(author=author.user)
    claim = a_claim(created_by=author.user)
    for record in (draft, claim):
        assert author.post(page(record, "delete"), {"post": "yes"}).status_code == 302
        assert not type(record).objects.filter(pk=record.pk).exists()


def test_nobody_deletes_in_bulk_what_they_may_not_delete_singly():
    article, claim, client = a_snapshot().article, a_claim(), logged_in("annotator")
    for record in (article, claim):
        sent = {"action": "delete_selected", "_selected_action": [record.pk], "post": "yes"}
        client.post(page(record, "changelist"), sent)
        assert type(record).objects.filter(pk=record.pk).exists()


def test_no_record_is_copied_by_a_field_that_no_form_has():
    """Django's own "save as new", which it obeys whether or not it is offered."""
    a_row_of_everything()
    client, before = logged_in("administrator"), Change.objects.count()
    for name, route in routes():
        if name in ROWS and re.search("_(add|change)$", name) and "password" not in name:
            assert client.post(address(route), {"_saveasnew": "1"}).status_code == 403
    assert Change.objects.count() == before
