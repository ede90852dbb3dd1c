"""Each model has one admin, of its own app; other apps add to its pages by the named hooks."""

import ast
from pathlib import Path

import pytest
from django.contrib import admin
from django.urls import reverse

from sources.admin import hooks
from tests.factories import an_accepted_quote
from tests.pages import logged_in, page, read

ROOT = Path(__file__).parents[1]
APPS = ("sources", "claims", "record", "config")
# django.contrib.auth registers its two models by itself.
TAKEN_OFF = {
    "claims/admin/people.py: admin.site.unregister([User, Group, TOTPDevice, StaticDevice])"
}


def calls_of(name):
    """Yield "file: the call" for every call of a method of this name in our apps."""
    for path in (path for app in APPS for path in (ROOT / app).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == name:
                yield f"{path.relative_to(ROOT)}: {ast.unparse(node)}"


def test_no_admin_is_taken_off_but_those_of_users_and_groups():
    assert set(calls_of("unregister")) == TAKEN_OFF


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_a_model_is_registered_by_its_own_app(model):
    registered = type(admin.site.get_model_admin(model))
    app = "claims" if model._meta.app_label == "auth" else model._meta.app_label
    assert registered.__module__.startswith(f"{app}.admin.")
    assert registered.__subclasses__() == []


def test_a_page_shows_what_is_registered_for_it():
    quote = an_accepted_quote()
    article, client = quote.snapshot.article, logged_in("annotator")
    shown = read(client.get(page(article)))
    assert reverse("admin:sources_article_checkable", args=[article.pk]) in shown
    assert "Make a claim" in shown
    assert 'href="export/?' in read(client.get(page(quote, "changelist")))


def test_there_is_no_hook_of_another_name():
    with pytest.raises(LookupError, match="There is no hook 'buttons'. Choose one of urls, "):
        hooks.register("buttons", object, "a_template.html")
