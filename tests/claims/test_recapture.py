"""`manage.py recapture`: an article that has changed has a further snapshot, and no other has."""

import json
from contextlib import nullcontext
from datetime import timedelta
from importlib import import_module

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from claims import recapture as resting
from claims.management.commands.recapture import articles_at
from claims.recapture import due, recapture_due
from sources.ingest import recapture
from sources.models import Article, Quote, Recapture, Snapshot
from tests.factories import a_published_claim, a_snapshot, a_user, a_verification, an_accepted_quote
from tests.pages import logged_in, read
from tests.pages import page as desk_page
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


def again(article):
    """What comes of fetching an article once more."""
    ((_, outcome),) = recapture([article])
    return str(outcome)


@pytest.fixture
def article(site):
    """The article at /trees, imported."""
    call_command("import_articles", f"{site.address}/trees")
    return Article.objects.get()


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_stays_as_it_was_and_is_said_until_it_is_back(site, article, status, capsys):
    there = site.pages["/trees"]
    site.pages["/trees"] = status, {}, b""
    with pytest.raises(CommandError, match="1 failed"):
        call_command("recapture", article.url)
    assert f"{article.url}: The server answers {status}" in capsys.readouterr().err
    assert Snapshot.objects.count() == 1
    since = Recapture.objects.get().gone_since
    again(article)
    assert Recapture.objects.get().gone_since == since is not None
    assert "Gone since" in read(logged_in("annotator").get(desk_page(article)))
    site.pages["/trees"] = there
    assert again(article) == "known"
    assert (Recapture.objects.get().gone_since, Recapture.objects.get().answer) == (None, "")


CONSENT = (
    "<html><body><p>We value your privacy. Accept all and continue to the site.</p></body></html>"
)


DAYS = " ".join(f"On day {n} it rained for {n} hours." for n in range(60))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (CONSENT, "The page answered with something else"),
        (PAGE.format(f"{DAYS[:400]} Subscribe to read on."), "less than half"),
    ],
)
def test_a_wall_is_not_the_article_s_new_text(site, body, said):
    site.pages["/trees"] = page(DAYS)
    call_command("import_articles", f"{site.address}/trees")
    site.pages["/trees"] = 200, {"Content-Type": "text/html"}, body.encode()
    assert said in again(Article.objects.get())
    assert Snapshot.objects.count() == 1 and said in Recapture.objects.get().answer


def test_a_server_is_asked_only_for_what_is_new(site):
    body = page(WORDS)[2]
    told = {
        "Content-Type": "text/html",
        "ETag": '"one"',
        "Last-Modified": "Sat, 28 Nov 2026 00:00:00 GMT",
    }
    site.pages["/trees"] = 200, told, body
    call_command("import_articles", f"{site.address}/trees")
    site.pages["/trees"] = 304, {}, b""
    assert again(Article.objects.get()) == "known"
    asked = site.headers[-1]
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('"one"', told["Last-Modified"])


def test_a_server_is_asked_in_turns_and_as_slowly_as_it_wants(site, article, monkeypatch):
    waits = []
    monkeypatch.setattr(import_module("sources.ingest.recapture"), "sleep", waits.append)
    site.pages["/robots.txt"] = 200, {}, b"User-agent: *\nCrawl-delay: 5"
    list(recapture([article, a_snapshot(url="https://elsewhere.invalid/a").article, article]))
    assert len(waits) == 1 and 3 < waits[0] <= 5


def test_a_file_is_the_article_s_new_text(article, tmp_path):
    saved = tmp_path / "saved.html"
    link = f'<link rel="canonical" href="{article.url}"></head>'
    saved.write_bytes(page(f"{WORDS} More.")[2].replace(b"</head>", link.encode()))
    call_command("recapture", str(saved))
    assert article.snapshot.number == 2
    saved.write_text(saved.read_text().replace("/trees", "/other"))
    with pytest.raises(CommandError, match="1 failed"):
        call_command("recapture", str(saved))


@pytest.mark.parametrize(
    "spelling", ["{}?utm_source=mail#top", "https://web.archive.org/web/2026/{}"]
)
def test_an_article_is_found_by_its_address_however_it_is_spelt(article, tmp_path, spelling):
    written = spelling.format(article.url)
    saved = tmp_path / "saved.jsonl"
    saved.write_text(json.dumps({"url": written, "text": f"{article.snapshot.text}\nCorrected."}))
    call_command("recapture", str(saved))
    assert article.snapshot.number == 2
    assert articles_at([written]) == [article]


def test_a_quote_that_is_no_longer_there_is_orphaned(site, article):
    found = Quote.objects.get(text__startswith="We will")
    found.accept()
    site.pages["/trees"] = (
        200,
        {"Content-Type": "text/html"},
        PAGE.replace("plant", "fell").format(WORDS).encode(),
    )
    assert again(article) == "changed"
    found.refresh_from_db()
    assert found.placements.get().status == "orphaned" and found.vanished_since


def test_what_is_due_is_asked_for_once_and_by_one_process_at_a_time(site, article, monkeypatch):
    found = Quote.objects.get(text__startswith="We will")
    found.accept()
    a_published_claim([found])
    before = len(site.asked)
    assert recapture_due(0) == 0
    monkeypatch.setattr(resting, "alone", lambda: nullcontext(False))
    assert recapture_due(7) == 0
    monkeypatch.undo()
    call_command("recapture_due")  # RECAPTURE_DAYS is 0
    assert site.asked[before:] == []
    assert recapture_due(7) == 1
    assert recapture_due(7) == 0
    later = timezone.now() + timedelta(days=8)
    assert list(due(7, later)) == [article]


def test_the_article_s_page_fetches_it_again(site, article):
    client = logged_in("annotator")
    assert "Fetch it again from its address" in read(client.get(desk_page(article)))
    address = reverse("admin:sources_article_recapture", args=[article.pk])
    assert "it is the text of snapshot 1" in read(client.post(address, follow=True))
    site.pages["/trees"] = page(f"{WORDS} Corrected.")
    assert "it is snapshot 2" in read(client.post(address, follow=True))
    site.pages["/trees"] = 404, {}, b""
    assert "The server answers 404" in read(client.post(address, follow=True))


def test_published_are_the_articles_that_published_claims_rest_on(site):
    a_snapshot("Nobody asked.", url=f"{site.address}/other")
    quote = an_accepted_quote(snapshot=a_snapshot(url=f"{site.address}/trees"))
    a_published_claim([quote])
    cited = a_verification()
    cited.evidence.create(title="Here", snapshot=a_snapshot(url=f"{site.address}/cited"))
    cited.submit()
    cited.publish(by=a_user("reviewer"))
    site.pages["/cited"] = site.pages["/trees"]
    with pytest.raises(CommandError):  # neither has a line of what is here
        call_command("recapture", "--published")
    assert site.asked == ["/robots.txt", "/trees", "/cited"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "Name some addresses"),
        (["--published", "https://paper.example/a"], "Name some addresses"),
        (["https://paper.example/a"], "no article here at https://paper.example/a"),
    ],
)
def test_what_it_cannot_do_it_says(given, said):
    with pytest.raises(CommandError, match=said):
        call_command("recapture", *given)
