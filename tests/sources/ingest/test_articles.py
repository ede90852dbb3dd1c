"""One article at all its addresses, completed by later imports, and never overwritten."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.core.management import call_command
from django.db import connections

from sources.ingest import Document, Unreadable, capture_article
from sources.models import Article, Publisher
from tests.article_html import page as html
from tests.factories import an_article
from tests.pages import logged_in, page, read, save

SAID = "“The pier will stand for a hundred years,” said Greta Lund to the board on Thursday night."
URL = "https://post.example/2026/pier?id=7"
OWN = "<link rel=canonical href='https://post.example/{}'>"
FRONT_PAGE = OWN.format("")
LANGUAGES = "".join(
    f"<link rel=alternate hreflang={language} href='https://post.example/{path}'>"
    for language, path in [("x-default", "pier"), ("pl", "pl/molo")]
)
DOCUMENT = Document(SAID, url=URL, headline="Pier")
ANOTHER = Document("Nobody sails today. " * 40, url=URL, headline="Fog over the islands")


def capture(**changes):
    captured = capture_article(replace(DOCUMENT, **changes))
    return captured.snapshot.article


@pytest.mark.parametrize(
    "spelling",
    [
        "http://post.example/2026/pier?id=7",
        "https://www.post.example/2026/pier?id=7",
        "https://m.post.example/2026/pier?id=7",
        "https://amp.post.example/2026/pier/?id=7",
        "https://post.example/amp/2026/pier?id=7",
        "https://post.example/2026/pier/amp?id=7",
        "https://post.example/2026/pier?id=7&outputType=amp",
        "https://post.example/2026/pier?outputType=amp&id=7",
        "https://m.post.example/2026/pier?amp=1&view=amp&id=7",
        "https://post.example/2026/pier?id=7&at_medium=RSS&smid=tw",
        "https://post.example/2026/pier?CMP=share&id=7&s=09&igsh=a&xtor=x&wt_mc=y#end",
        "https://web.archive.org/web/20260302/https://post.example/2026/pier?id=7",
        "https://post-example.cdn.ampproject.org/c/s/post.example/2026/pier?id=7",
    ],
)
def test_another_spelling_of_an_address_is_the_same_article(spelling):
    first = capture()
    again = capture(url=spelling)
    assert again == first
    assert set(Article.objects.get().aliases) <= {again.aliases[0]} if again.aliases else True


@pytest.mark.parametrize(
    "other",
    [
        "https://post.example/2026/pier?id=8",
        "https://post.example/2026/pier?cid=1&id=7",
        "https://post.example/2026/Pier?id=7",
        "https://news.post.example/2026/pier?id=7",
        "https://post.example/2026/pier?id=7&ref=2",
        "https://post.example/2026/pier?id=7&page=2",
        "https://post.example/2026/pier?id=7&lang=pl",
        "https://post.example:8443/2026/pier?id=7",
        "https://post.example/amplitude/2026/pier?id=7",
        "https://post.example/2026/pier/ampere?id=7",
        "https://m.example/2026/pier?id=7",
    ],
)
def test_what_may_be_another_article_is_another(other):
    assert capture() != capture(url=other)


@pytest.mark.parametrize(
    "heads",
    [
        [FRONT_PAGE, FRONT_PAGE],
        ["<base href='https://post.example/'>"] * 2,
        [LANGUAGES, LANGUAGES],
        [OWN.format("article.php?cid=1"), OWN.format("article.php?cid=2")],
        [OWN.format("article.php?id=1"), OWN.format("article.php?id=2")],
        [OWN.format("?p=1"), OWN.format("?p=2")],
    ],
)
def test_two_pages_that_say_no_more_of_their_address_are_two_articles(heads, tmp_path):
    for number, head in enumerate(heads):
        (tmp_path / f"{number}.html").write_bytes(html(f"<p>{SAID} {number}.</p>", head))
    call_command("import_articles", tmp_path)
    assert Article.objects.count() == len(heads)


def test_an_article_keeps_the_addresses_under_which_it_came_in():
    archived = "https://web.archive.org/web/20260302/https://post.example/2026/pier?id=7"
    capture(url=archived)
    article = capture(url="http://post.example/2026/pier?id=7")
    assert (article.url, article.aliases) == (URL, [archived, "http://post.example/2026/pier?id=7"])


def test_a_copy_that_hides_its_address_is_the_one_article_with_its_text():
    article = capture()
    assert capture(url="https://archive.ph/Qw3rT") == article
    assert Article.objects.get().aliases == ["https://archive.ph/Qw3rT"]
    assert capture(url="https://archive.ph/Qw3rT", text="Another text.") != article


def test_a_copy_that_hides_its_address_of_a_text_at_two_is_neither():
    both = {capture(), capture(url="https://wire.example/pier")}
    assert capture(url="https://archive.ph/Qw3rT") not in both


@pytest.mark.parametrize("url", ["https://post.example/", "https://post.example/en/"])
def test_a_front_page_is_held_with_a_sentence(url):
    with pytest.raises(Unreadable, match="the address of a whole site"):
        capture(url=url)


def test_another_article_at_a_known_address_is_held():
    capture(text=SAID * 8)
    with pytest.raises(Unreadable, match="Another article is here at this address: “Pier”"):
        capture_article(ANOTHER)
    assert Article.objects.get().snapshots.count() == 1
    capture_article(replace(ANOTHER, headline="Pier in fog"))
    assert Article.objects.get().snapshots.count() == 2


def test_what_was_empty_is_filled_by_a_later_import():
    capture(text="Pier\nNo.")
    at = datetime(2026, 5, 4, 9, 15, tzinfo=timezone(timedelta(hours=2)))
    article = capture(
        text="Pier\nNo.", byline="Ada Berg", published_at=at, publisher="Post", language="sv"
    )
    article.refresh_from_db()
    assert (article.byline, article.language, article.publisher.name) == ("Ada Berg", "sv", "Post")
    assert (article.published_at, article.published_offset) == (at, 120)


def test_what_an_editor_wrote_or_emptied_stays():
    article = capture(byline="Ada Berg", publisher="Post")
    Article.objects.filter(pk=article.pk).update(byline="", headline="The pier")
    again = capture(byline="Bo Ek", headline="Pier!", publisher="Other Post")
    assert (again.byline, again.headline, again.publisher.name) == ("", "The pier", "Post")


def test_a_domain_has_one_publisher():
    capture(publisher="Post")
    other = capture(url="https://www.post.example/other", publisher="The Post Ltd")
    assert other.publisher == Publisher.objects.get()


def test_a_day_is_kept_as_a_day_and_a_moment_with_its_offset():
    day = datetime(2026, 5, 4, tzinfo=UTC)
    article = capture(published_at=day, published_day=True)
    assert (article.published_day, article.published_offset) == (True, None)


def test_what_does_not_fit_is_cut_with_a_note_and_the_article_comes_in():
    long = replace(DOCUMENT, byline="A " * 400, headline="H" * 1001, publisher="P" * 301)
    snapshot = capture_article(long).snapshot
    assert snapshot.notes == [
        "The headline has 1,001 characters and was cut.",
        "The byline has 800 characters and was cut.",
        "No language is named, and its words are too few to show one.",
    ]
    assert len(snapshot.article.publisher.name) == 300


def test_a_publishers_name_that_does_not_fit_is_cut_for_an_article_that_is_here_already():
    assert capture().publisher is None
    assert len(capture(publisher="P" * 301).publisher.name) == 300


def test_a_language_is_recognised_or_not_known():
    polish = "Rada miasta obradowała we wtorek nad planem budowy mostu, a mieszkańcy słuchali jej. "
    assert capture(text=polish * 3).language == "pl"
    assert capture(text="No.", url="https://post.example/short").language == "und"


@pytest.mark.django_db(transaction=True, serialized_rollback=True, databases=["default", "record"])
def test_two_spellings_at_once_are_one_article():
    with ThreadPoolExecutor(8) as pool:
        spellings = [f"{s}://{w}post.example/pier" for s in ("http", "https") for w in ("", "www.")]
        list(pool.map(imported, spellings * 4))
    assert Article.objects.count() == 1


def imported(url):
    try:
        capture(url=url)
    finally:
        connections.close_all()


def test_the_desk_says_that_an_article_is_here_already():
    an_article(url=URL)
    answer = save(
        logged_in("annotator"), page(Article, "add"), headline="H", text="T", url=f"{URL}&amp=1"
    )
    assert "This article is here already, under another spelling" in read(answer)


def test_the_desk_shows_notes_aliases_origin_and_copies():
    copy = capture(url="https://wire.example/pier", text=f"{SAID} (nw)", publisher="Nordwire")
    article = capture(
        url="https://web.archive.org/web/2026/https://post.example/pier",
        origin="https://wire.example/pier",
        notes=("The page declares no date.",),
    )
    assert copy != article
    shown = " ".join(read(logged_in("annotator").get(page(article))).split())
    for words in (
        "The page declares no date.",
        "It says it is a copy of <bdi>https://wire.example/pier</bdi>.",
        "<bdi>https://web.archive.org/web/2026/https://post.example/pier</bdi>.",
        f'The same text stands at <a href="{page(copy)}">Nordwire</a>.',
    ):
        assert words in shown


def test_a_repeated_pull_quote_is_not_suggested_twice():
    text = f"{SAID}\n“The pier will stand for a hundred years.”"
    span = {"kind": "pull quote", "start": len(SAID) + 1, "end": len(text)}
    once = Document(text, spans=[{**span, "repeats": True}])
    assert capture_article(once).snapshot.quotes.count() == 1
    assert capture_article(replace(once, url=URL, spans=[span])).snapshot.quotes.count() == 2


def test_the_import_prints_the_notes_once(tmp_path, capsys):
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"text": SAID, "url": URL, "headline": "H" * 1001}))
    call_command("import_articles", file)
    assert f"{file}:1: The headline has 1,001 characters and was cut." in capsys.readouterr().err
    call_command("import_articles", file)
    assert capsys.readouterr().err == ""
