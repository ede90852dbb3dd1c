"""`manage.py recapture`: an article that has changed has a further snapshot, and no other has."""

import pytest
from django.core.management import CommandError, call_command

from sources.models import Article, Snapshot
from tests.factories import a_claim, a_snapshot, a_verification, an_accepted_quote, an_appearance
from tests.web import serving

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Trees</title></head><body><article><p>“We will
plant trees,” said Anna Nowak.</p><p>{}</p></article></body></html>"""
WORDS = "The square before the town hall was full of people who had come to hear about it. " * 4


@pytest.fixture
def site(settings):
    with serving({"/trees": page(WORDS)}) as server:
        settings.FETCH_ALSO = {server.place}
        yield server


def page(words):
    return 200, {"Content-Type": "text/html"}, PAGE.format(words).encode()


def test_what_has_changed_is_a_further_snapshot_and_what_has_not_is_none(site, capsys):
    url = f"{site.address}/trees"
    call_command("import_articles", url)
    call_command("recapture", url)
    assert Snapshot.objects.count() == 1
    site.pages["/trees"] = page(f"{WORDS} Corrected on Tuesday.")
    call_command("recapture", url)
    newest = Article.objects.get().snapshot
    assert newest.number == 2 and newest.text.endswith("Corrected on Tuesday.")
    assert newest.response["status"] == 200 and newest.quotes.suggested().exists()
    assert capsys.readouterr().out.splitlines()[1:] == [
        "0 changed, 1 known, 0 failed.",
        "1 changed, 0 known, 0 failed.",
    ]


def test_what_is_gone_stays_as_it_was_and_is_said(site, capsys):
    url = f"{site.address}/trees"
    call_command("import_articles", url)
    del site.pages["/trees"]
    with pytest.raises(CommandError, match="1 failed"):
        call_command("recapture", url)
    assert f"{url}: The server answers 404" in capsys.readouterr().err
    assert Snapshot.objects.count() == 1


def test_published_are_the_articles_that_published_claims_rest_on(site):
    a_snapshot("Nobody asked.", url=f"{site.address}/other")
    quote = an_accepted_quote(
        snapshot=a_snapshot("“Trees,” she said.", url=f"{site.address}/trees")
    )
    appearance = an_appearance(a_claim(), quote)
    a_verification("published", claim=appearance.claim)
    call_command("recapture", published=True)
    assert site.asked == ["/robots.txt", "/trees"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Name some addresses"),
        ({"addresses": ["https://paper.example/a"]}, "no article here at https://paper.example/a"),
        ({"addresses": ["paper"]}, "no address"),
    ],
)
def test_what_it_cannot_do_it_says(given, said):
    with pytest.raises(CommandError, match=said):
        call_command("recapture", **{"addresses": [], "published": False, **given})
