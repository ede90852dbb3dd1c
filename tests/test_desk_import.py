"""The desk brings articles in: several files, or an address, and says what came of each."""

import gzip
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from playwright.sync_api import expect

from sources.admin import article_import
from sources.models import Article, Change, Snapshot
from tests.mouse_and_keyboard import ready
from tests.pages import logged_in
from tests.web import serving

TEXT = "“We will plant a thousand trees,” said Mayor Anna Nowak. "
WORDS = "The square before the town hall was full of people who had come to hear about it. " * 4
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Trees</title></head>
<body><article><h1>Trees for <script>alert(1)</script>all</h1><p>{TEXT}</p><p>{WORDS}</p>
</article></body></html>"""
in_a_browser = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "record"]
)


@pytest.fixture
def desk():
    return logged_in("annotator")


@pytest.fixture
def site(settings):
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    with serving({"/trees": (200, headers, gzip.compress(PAGE.encode()))}) as server:
        settings.FETCH_ALSO = {server.place}
        yield server


def imported(desk, *files, address=""):
    files = [SimpleUploadedFile(name, content.encode()) for name, content in files]
    return desk.post(reverse("admin:sources_article_import"), {"files": files, "address": address})


def lines(count):
    return "".join(json.dumps({"text": f"{TEXT}{n}"}) + "\n" for n in range(count))


def test_several_files_become_articles_and_each_fault_is_said(desk):
    answer = imported(desk, ("a.txt", TEXT), ("b.docx", "PK"), ("c.jsonl", lines(1) + "{}\n"))
    text, other, line, bad = answer.context["brought"]
    assert (text.outcome, text.suggested, line.outcome) == ("added", 1, "added")
    assert "not read" in other.outcome and bad.name == "c.jsonl, line 2"
    assert Article.objects.count() == 2
    link = reverse("admin:sources_article_change", args=[text.snapshot.article_id])
    assert f'<a href="{link}">' in answer.text
    assert Change.objects.filter(table_name="sources_article").first().who == desk.user.username


def test_what_is_here_already_is_said_to_be(desk):
    imported(desk, ("a.txt", TEXT))
    [again] = imported(desk, ("a.txt", TEXT)).context["brought"]
    assert again.outcome == "known"


def test_an_address_becomes_an_article_with_what_the_server_said(desk, site):
    [brought] = imported(desk, address=f"{site.address}/trees").context["brought"]
    snapshot = Snapshot.objects.get()
    assert (brought.snapshot, brought.suggested) == (snapshot, 1)
    assert snapshot.article.url == f"{site.address}/trees"
    assert bytes(snapshot.raw) == PAGE.encode()
    assert snapshot.response["status"] == 200
    assert ["content-encoding", "gzip"] in snapshot.response["headers"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "Choose some files, or write an address."),
        ("/etc/passwd", "it begins with https://"),
        ("http://127.0.0.1/", "nothing is fetched from there"),
        ("http://<b>.example/", "&lt;b&gt;.example"),
    ],
)
def test_what_is_no_address_is_said(desk, address, said):
    assert said in imported(desk, address=address).text
    assert not Article.objects.exists()


def test_the_desk_takes_so_many_articles_and_says_where_more_go(desk, monkeypatch):
    monkeypatch.setattr(article_import, "MAX_ARTICLES", 3)
    *brought, more = imported(desk, ("a.jsonl", lines(5))).context["brought"]
    assert [one.outcome for one in brought] == ["added"] * 3
    assert "import_articles" in more.outcome and Article.objects.count() == 3


def test_a_file_too_long_is_refused(desk, monkeypatch):
    monkeypatch.setattr(article_import, "MAX_FILE_BYTES", 10)
    assert "a.txt is longer than" in imported(desk, ("a.txt", TEXT)).text
    assert not Article.objects.exists()


@in_a_browser
def test_an_address_typed_at_the_desk_becomes_an_article_with_suggestions(opened, site):
    tab = opened(reverse("admin:sources_article_changelist"))
    tab.get_by_role("link", name="Import").click()
    ready(tab)
    tab.get_by_label("Address").fill(f"{site.address}/trees")
    tab.get_by_role("button", name="Import").click()
    expect(tab.get_by_role("status")).to_contain_text("1 of 1 done")
    tab.get_by_role("link", name="Trees").click()
    expect(tab.locator(".letters mark")).to_have_text("We will plant a thousand trees,")


@in_a_browser
def test_files_go_one_by_one_and_the_list_says_what_came_of_each(opened, tmp_path):
    files = [tmp_path / name for name in ("a.txt", "b.txt", "c.png")]
    for file in files:
        file.write_text(f"{file.stem}\n{TEXT}")
    tab = opened(reverse("admin:sources_article_import"))
    posts = []
    tab.on("request", lambda request: posts.append(request) if request.method == "POST" else None)
    tab.get_by_label("Files:").set_input_files(files)
    tab.get_by_role("button", name="Import").click()
    expect(tab.get_by_role("status")).to_contain_text("3 of 3 done")
    expect(tab.locator("#brought li")).to_have_count(3)
    expect(tab.locator("#brought li").last).to_contain_text("not read")
    assert len(posts) == 3 and Article.objects.count() == 2


@in_a_browser
def test_without_the_script_all_files_go_together(opened, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text(TEXT)
    tab = opened(reverse("admin:sources_article_import"), java_script_enabled=False)
    tab.get_by_label("Files:").set_input_files([file])
    tab.get_by_role("button", name="Import").click()
    expect(tab.locator("#brought a")).to_have_count(1)
