"""Files become documents, and a bad one is passed over with a reason."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from config.postgres.account import acting_as
from sources.ingest import Document, Fault, PassedOver, load_documents
from sources.ingest.document import MAX_ARTICLE_BYTES
from sources.ingest.loaders import Progress

PAGE = """<!doctype html><html lang="pl"><head><title>Rząd mówi | Gazeta</title>
<meta charset="iso-8859-2"><link rel="canonical" href="https://gazeta.example/a?utm_source=x">
<meta property="og:site_name" content="Gazeta"><meta name="author" content="Anna Kowalska">
<meta property="article:published_time" content="2026-03-04"></head>
<body><nav><a href="/">Strona</a></nav><article><h1>Rząd mówi</h1>
<p>„Zasadzimy tysiąc drzew”, powiedziała burmistrz Anna Nowak na placu przed ratuszem.</p>
<p>Nikt jej nie odpowiedział, choć na placu stało wielu mieszkańców.</p></article></body></html>
"""
BOMB = "".join(
    f"<!ENTITY {b} '{f'&{a};' * 50}'>" for a, b in zip("abcdefy", "bcdefgz", strict=True)
)
DECLARED = f'<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY a "aa">{BOMB}]>'


def read(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(load_documents([path]))


def line(**fields):
    return json.dumps({"text": "We spoke.", **fields}) + "\n"


def test_a_text_is_kept_letter_for_letter(tmp_path):
    (document,) = read(tmp_path / "a.txt", "\ufeffTitle\r\n\r\n“Tab\t\u2028e\u0301\u200b\ufffe.”\r")
    assert document.text == "Title\r\n\r\n“Tab\t\u2028e\u0301\u200b\ufffe.”\r"


def test_a_page_says_who_wrote_what_where_and_when(tmp_path):
    raw = PAGE.encode("iso-8859-2", "xmlcharrefreplace")
    (document,) = read(tmp_path / "a.html", raw)
    assert document.text.startswith("„Zasadzimy tysiąc drzew”, powiedziała burmistrz")
    assert "Strona" not in document.text
    assert document == Document(
        text=document.text,
        headline="Rząd mówi",
        url="https://gazeta.example/a",
        byline="Anna Kowalska",
        publisher="Gazeta",
        published_at=datetime(2026, 3, 4, tzinfo=UTC),
        published_day=True,
        language="pl",
        doc_id="a.html",
        raw=raw,
        file=str(tmp_path / "a.html"),
    )


def test_a_folder_that_cannot_be_looked_into_is_a_fault():
    with TemporaryDirectory() as place:
        os.chmod(place, 0o755)
        Path(place, "closed").mkdir(mode=0)
        with acting_as({} if os.geteuid() else {"user": 65534, "group": 65534}):
            found = list(load_documents([place]))
    assert found == [Fault(f"{place}/closed", 1, "Permission denied.")]


def test_a_page_that_tells_no_date_gets_none(tmp_path):
    raw = PAGE.replace('content="2026-03-04"', "").replace("iso-8859-2", "utf-8")
    (document,) = read(tmp_path / "a.html", raw.replace("placu przed", "placu 3.2.2026 przed"))
    assert document.published_at is None


def test_a_line_is_an_article(tmp_path):
    (document,) = read(
        tmp_path / "a.jsonl",
        "\n" + line(doc_id="7", published_at="2026-11-22T10:30:00+01:00", other=[1], byline=None),
    )
    assert document == Document(
        "We spoke.",
        doc_id="7",
        published_at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
        file=str(tmp_path / "a.jsonl"),
        line=2,
    )


def test_a_line_as_other_programs_write_it_is_an_article(tmp_path):
    keys = {"title": "Pier", "authors": ["Ada Berg"], "sitename": "Post", "date": "2026-05-04"}
    (document,) = read(tmp_path / "a.jsonl", line(**keys, byline="", headline="The pier"))
    assert (document.headline, document.byline, document.publisher) == (
        "The pier",
        "Ada Berg",
        "Post",
    )
    assert document.published_at == datetime(2026, 5, 4, tzinfo=UTC)


SAVED = """<!doctype html><title>Pier | Post</title><link rel=canonical href="/2026/pier">
<article><h1>Pier</h1><p>“The pier will stand for a hundred years,” said Greta Lund.</p></article>
"""


def test_the_known_address_of_a_page_completes_its_own(tmp_path):
    (tmp_path / "a.html").write_text(SAVED)
    [document] = load_documents([tmp_path / "a.html"], url="https://post.example/?p=7")
    assert document.url == "https://post.example/2026/pier"


def test_a_sidecar_tells_what_a_file_does_not(tmp_path):
    told = {"url": "https://post.example/?p=7", "published_at": "2026-05-04", "language": 5}
    for name, content in {"a.html": SAVED, "b.txt": "Pier\nNo.", "c.json": "{}"}.items():
        (tmp_path / name).write_text(content)
        (tmp_path / f"{name}.json").write_text(json.dumps(told))
    page, text, other = load_documents([tmp_path])
    assert (page.url, text.url) == ("https://post.example/2026/pier", "https://post.example/?p=7")
    assert page.published_at == text.published_at == datetime(2026, 5, 4, tzinfo=UTC)
    assert page.headline == "Pier"
    assert text.notes == ("language is no text in quotation marks. It was left out.",)
    assert other.file == str(tmp_path / "c.json") and isinstance(other, PassedOver)


@pytest.mark.parametrize("sidecar", ["{", "[]", b"\xff"])
def test_a_sidecar_that_cannot_be_read_is_a_fault(tmp_path, sidecar):
    (tmp_path / "a.txt").write_text("Pier")
    raw = sidecar if isinstance(sidecar, bytes) else sidecar.encode()
    (tmp_path / "a.txt.json").write_bytes(raw)
    [fault] = load_documents([tmp_path / "a.txt"])
    assert fault.reason.startswith(f"What stands beside it ({tmp_path}/a.txt.json) cannot be read")


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ('{"text": "a"', "is not JSON"),
        ("[" * 100_000, "nested too deep"),
        ("[1]", "one JSON object"),
        ("{}", "no text"),
        ('{"text": " \\n"}', "no text"),
        ('{"text": 5}', "text must be a text"),
        ('{"text": "a", "text": "b"}', "same key twice"),
        ('{"text": "a", "n": NaN}', "NaN is no number"),
        ('{"text": "a", "n": ' + "9" * 5000 + "}", "is not JSON"),
        ('{"text": "Łódź"}'.encode("cp1250"), "not UTF-8"),
    ],
)
def test_a_bad_line_is_passed_over_with_its_number_and_a_reason(tmp_path, bad, reason):
    bad = bad if isinstance(bad, bytes) else bad.encode()
    first, fault, last = read(
        tmp_path / "a.jsonl", b"\n".join([line().encode(), bad, b'{"text":"b"}'])
    )
    assert (first.text, last.text, last.line) == ("We spoke.", "b", 4)
    assert fault.line == 3 and reason in fault.reason and fault.reason.endswith(".")


@pytest.mark.parametrize(
    ("beside", "note"),
    [
        ({"published_at": "yesterday"}, "published_at is 'yesterday'; write it as 2026-11-22"),
        ({"published_at": "0001-01-01T00:00+14:00"}, "published_at is '0001-"),
        ({"published_at": "2999-01-01"}, "published_at is 2999-01-01, which is in the future."),
        ({"published_at": [2026]}, "published_at is [2026]"),
        ({"headline": "A\0B"}, "headline holds a character that is no text."),
        ({"byline": {"name": "Ada Berg"}}, "byline is no text in quotation marks."),
        ({"url": "ftp://post.example/pier"}, "'ftp://post.example/pier' is no address"),
        ({"url": "https://joe:secret@post.example/pier"}, "The address holds a user name"),
    ],
)
def test_what_stands_beside_a_text_never_refuses_it(tmp_path, beside, note):
    (document,) = read(tmp_path / "a.jsonl", line(**beside))
    (told,) = document.notes
    assert told.startswith(note) and told.endswith(" It was left out.")
    assert not any(getattr(document, name) for name in beside)


@pytest.mark.parametrize(
    ("written", "at", "is_day"),
    [
        ("2026-05-04", "2026-05-04T00:00:00+00:00", True),
        ("2026-05-04T09:15", "2026-05-04T00:00:00+00:00", True),  # in which zone, it does not say
        ("2026-05-04T09:15:00+02:00", "2026-05-04T09:15:00+02:00", False),
        ("Mon, 04 May 2026 09:15:00 GMT", "2026-05-04T09:15:00+00:00", False),
        (1777886100, "2026-05-04T09:15:00+00:00", False),
    ],
)
def test_a_line_may_write_its_date_as_pages_do(tmp_path, written, at, is_day):
    (document,) = read(tmp_path / "a.jsonl", line(published_at=written))
    assert (document.published_at.isoformat(), document.published_day) == (at, is_day)


def test_a_byline_may_be_a_list_of_names(tmp_path):
    (document,) = read(tmp_path / "a.jsonl", line(byline=["Ada Berg", "Bo Ek"]))
    assert document.byline == "Ada Berg; Bo Ek"


def test_a_line_too_long_is_refused_without_being_held(tmp_path):
    long = b'{"text": "' + b"x" * 3 * MAX_ARTICLE_BYTES + b'"}\n'
    fault, document = read(tmp_path / "a.jsonl", long + line().encode())
    assert (fault.line, document.line) == (1, 2)
    assert fault.reason == "This is longer than 16 MB, the most that one article may have."


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"x" * (MAX_ARTICLE_BYTES + 1), "longer than 16 MB"),
        ("a.txt", b" \n", "no text"),
        ("a.txt", b"one\0two", "NUL"),
        ("a.html", b"", "No article"),
        ("a.html", b"<div>" * 50_000, "No article"),
        ("a.html", b"<p>word " * 50_001, "more than 50,000 tags"),
        ("a.html", b"<p>" + b"\0a" * 20 + b"</p>", "NUL"),
        ("a.docx", b"PK", "Files of this kind are not read"),
    ],
)
def test_a_bad_file_is_passed_over_with_a_reason(tmp_path, name, content, reason):
    (fault,) = read(tmp_path / name, content)
    assert isinstance(fault, Fault) and reason in fault.reason


def test_a_file_that_is_not_there_is_a_fault(tmp_path):
    (fault,) = load_documents([tmp_path / "a.txt"])
    assert str(fault) == f"{tmp_path}/a.txt:1: No such file or directory."


def test_a_folder_is_read_to_any_depth_in_the_order_of_names(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b/c.TXT", "a.txt", "b/a.jsonl", "notes.md", ".DS_Store", ".git/a.txt"):
        (tmp_path / name).write_text('{"text": "words"}')
    loaded = list(load_documents([tmp_path]))
    found = [one.file.removeprefix(f"{tmp_path}/") for one in loaded]
    assert found == ["a.txt", "notes.md", "b/a.jsonl", "b/c.TXT"]
    assert isinstance(loaded[1], PassedOver)


def test_a_page_is_a_page_under_any_name(tmp_path):
    (tmp_path / "article.php").write_text(PAGE.replace("iso-8859-2", "utf-8"))
    [document] = load_documents([tmp_path])
    assert document.headline == "Rząd mówi"


@pytest.mark.parametrize("doctype", ["<!doctype html>", DECLARED])
def test_a_hostile_page_reads_no_file_and_grows_no_bomb(tmp_path, doctype):
    page = PAGE.replace("<!doctype html>", doctype).replace("Nikt", "&file; &z; Nikt")
    (found,) = read(tmp_path / "a.html", page.replace("iso-8859-2", "utf-8"))
    assert "root:" not in str(found) and len(str(found)) < 5_000


def test_a_file_that_cannot_be_read_to_its_end_is_counted_no_longer(tmp_path):
    progress, file = Progress(), tmp_path / "a.txt"
    file.write_text("Trees.")
    with pytest.raises(OSError), open(file, "rb") as stream, progress.reading(stream):
        raise OSError("The disk broke off.")
    progress.total = 12
    assert progress.share() == 0
