"""Every page of the desk opens, for the people it is for, and holds no inline script or style."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group

from claims.models import Claim, Topic, Verdict, Verification
from sources.models import Article, Publisher, Quote, Snapshot, Speaker
from tests.factories import (
    a_publisher,
    a_snapshot,
    a_verification,
    an_accepted_quote,
    an_appearance,
)
from tests.pages import logged_in, page, read

MODELS = [Article, Claim, Publisher, Quote, Snapshot, Speaker, Topic, Verdict, Verification]
INLINE = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*(?:\ssrc=|application/json))")


def a_row_of_everything():
    quote = an_accepted_quote(snapshot=a_snapshot(publisher=a_publisher()))
    an_appearance(a_verification("published").claim, quote)
    Topic.objects.create(name="Trees")


@pytest.mark.parametrize("action", ["changelist", "add", "change", "history", "delete"])
@pytest.mark.parametrize("model", MODELS)
def test_a_page_opens_and_has_no_inline_script_or_style(model, action):
    a_row_of_everything()
    response = logged_in("administrator").get(page(model.objects.first(), action))
    assert response.status_code in (200, 403)
    assert INLINE.findall(read(response)) == []
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("model", sorted(set(admin.site._registry) - {Group}, key=str))
def test_every_list_has_a_search_filters_and_a_date_hierarchy(model):
    listed = admin.site.get_model_admin(model)
    assert all([listed.search_fields, listed.list_filter, listed.date_hierarchy])


@pytest.mark.parametrize("model", MODELS)
def test_a_list_is_searched_for_any_words(model):
    a_row_of_everything()
    client, address = logged_in("annotator"), page(model, "changelist")
    assert client.get(address, {"q": "o'x “y” %_\\"}).status_code == 200
    assert client.get(address, {"q": "a\0b"}).status_code == 400


@pytest.mark.parametrize("model", MODELS)
def test_where_nothing_is_listed_it_says_what_to_do_next(model):
    if model is not Verdict:  # the scale is always there
        empty = read(logged_in("administrator").get(page(model, "changelist")))
        assert f"There are no {model._meta.verbose_name_plural} yet." in empty
        assert ('add/">Add the first one' in empty) == (model is not Snapshot)
    a_row_of_everything()
    client, address = logged_in("annotator"), page(model, "changelist")
    found = read(client.get(address, {"q": "zzzz"}))
    assert f"No {model._meta.verbose_name_plural} are like that." in found
    assert f'<a href="{address}">Show all of them</a>' in found
    assert 'class="empty"' not in read(client.get(address))


def test_the_front_page_counts_what_waits():
    a_verification("submitted")
    html = read(logged_in("reviewer").get("/admin/"))
    assert re.search(r"<strong>1</strong> waiting for a second person", html)
    assert re.search(r"<strong>0</strong> suggestions to read", html)
