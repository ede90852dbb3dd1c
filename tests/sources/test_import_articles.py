"""`manage.py import_articles`: once each, past what is bad, and however many run at once."""

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from io import StringIO
from time import monotonic, sleep

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from sources.extraction import extract
from sources.management.commands import import_articles
from sources.models import Article, Quote, Snapshot
from tests.databases import at
from tests.factories import a_snapshot


def write(path, *articles):
    path.write_text("".join(json.dumps(article) + "\n" for article in articles))
    return path


def article(n, **fields):
    text = f"Title {n}\n“We will plant {n} trees,” said Anna Nowak."
    return {"url": f"https://paper.example/{n}", "text": text, **fields}


def test_it_ends_with_the_counts(tmp_path, capsys):
    file = write(tmp_path / "a.jsonl", article(1), article(2))
    call_command("import_articles", file)
    write(file, article(1), article(2, text="Changed."), article(3))
    call_command("import_articles", file)
    assert capsys.readouterr().out == (
        "2 added, 0 known, 0 changed, 0 failed.\n1 added, 1 known, 1 changed, 0 failed.\n"
    )


def test_it_goes_on_past_what_is_bad_and_says_so_at_the_end(tmp_path, capsys):
    file = write(tmp_path / "a.jsonl", article(1), {"text": "a\0b"}, {}, article(2))
    with pytest.raises(CommandError, match="2 failed"):
        call_command("import_articles", file)
    output = capsys.readouterr()
    assert output.out == "2 added, 0 known, 0 changed, 2 failed.\n"
    assert output.err.splitlines() == [
        f"{file}:2: This text holds a NUL character at character 1, which is no text and cannot "
        "be stored. Remove it and try again.",
        f"{file}:3: The object has no text.",
    ]


def test_each_article_is_kept_or_not_by_itself(tmp_path):
    bad = article(2, text="A\0B")
    with pytest.raises(CommandError):
        call_command("import_articles", write(tmp_path / "a.jsonl", article(1), bad))
    assert Article.objects.count() == Snapshot.objects.count() == Quote.objects.count() == 1


def test_a_file_comes_in_at_the_address_that_it_is_said_to_be_from(tmp_path):
    (tmp_path / "a.txt").write_text("Trees.")
    call_command("import_articles", tmp_path / "a.txt", url="https://paper.example/7")
    assert Article.objects.get().url == "https://paper.example/7"


@pytest.mark.parametrize(
    ("places", "url", "said"),
    [
        (["a.txt", "b.txt"], "https://paper.example/7", "one file that holds one article"),
        (["a.jsonl"], "https://paper.example/7", "one file that holds one article"),
        (["."], "https://paper.example/7", "one file that holds one article"),
        (["a.txt"], "paper.example/7", "is no address"),
    ],
)
def test_an_address_is_that_of_one_file(places, url, said):
    with pytest.raises(CommandError, match=said) as error:
        call_command("import_articles", *places, url=url)
    assert error.value.returncode == 2


def test_what_is_passed_over_is_named_counted_and_an_exit_status_of_its_own(tmp_path, capsys):
    write(tmp_path / "a.jsonl", article(1))
    (tmp_path / "notes.md").write_text("Trees.")
    with pytest.raises(CommandError, match="1 of the files") as error:
        call_command("import_articles", tmp_path)
    assert error.value.returncode == 3
    output = capsys.readouterr()
    assert output.out == "1 added, 0 known, 0 changed, 0 failed, 1 passed over.\n"
    assert f"{tmp_path}/notes.md:1: Passed over" in output.err


def test_the_progress_has_a_total_and_an_estimate(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(import_articles, "PROGRESS_SECONDS", 0)
    call_command("import_articles", write(tmp_path / "a.jsonl", *map(article, range(100, 300))))
    said = re.findall(
        r"^100 read of about ([0-9,]+), .* left: 100 added", capsys.readouterr().err, re.M
    )
    assert 150 <= int(said[0].replace(",", "")) <= 200


@pytest.mark.django_db(transaction=True, serialized_rollback=True, databases=["default", "record"])
def test_sixteen_imports_at_once_bring_in_each_article_once(tmp_path):
    file = write(tmp_path / "a.jsonl", *(article(n, publisher="Paper") for n in range(10)))
    with ThreadPoolExecutor(16) as pool:
        outputs = list(pool.map(imported, [file] * 16))
    assert sum(int(output.split()[0]) for output in outputs) == 10
    assert {output.split()[-2] for output in outputs} == {"0"}  # failed
    assert Article.objects.count() == Snapshot.objects.count() == Quote.objects.count() == 10


@pytest.mark.django_db(transaction=True, serialized_rollback=True, databases=["default", "record"])
def test_killed_again_and_again_and_begun_by_two_at_once_it_brings_in_the_same(tmp_path):
    articles = [article(n, publisher="Paper") for n in range(40)]
    file = write(tmp_path / "a.jsonl", *articles)
    for number in (7, 19, 31):
        kill_at(file, articles[number]["url"])
        assert Article.objects.count() == number
    two = begun(file), begun(file)
    assert [each.wait(120) for each in two] == [0, 0]
    assert brought_in() == sorted(map(as_kept, articles))
    assert Snapshot.objects.count() == len(articles)


def kill_at(file, url):
    """Import a file and kill the process (-9) where it waits for the address that we hold."""
    with psycopg.connect(own_url()) as held:
        held.execute(f"SELECT {ADDRESS_LOCK}", [url])
        killed, deadline = begun(file), monotonic() + 60
        while not held.execute(WAITED_FOR).fetchone()[0] and monotonic() < deadline:
            assert killed.poll() is None, "The import ended before it came to the address."
            sleep(0.01)
        killed.kill()
        killed.wait(60)


ADDRESS_LOCK = (
    "pg_advisory_xact_lock(hashtext('sources_article'), hashtext(sources_address_key(%s)))"
)
WAITED_FOR = """
SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database
WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()
"""


def brought_in():
    """The address of every article, the hash of its text, and the quotes suggested in it."""
    snapshots = Snapshot.objects.select_related("article").prefetch_related("quotes")
    return sorted(
        (
            snapshot.article.url,
            snapshot.sha256,
            sorted(
                (q.start, q.end, q.text, q.suggestion["speaker"]) for q in snapshot.quotes.all()
            ),
        )
        for snapshot in snapshots
    )


def as_kept(told):
    """What is brought in of one line of a file."""
    text = told["text"]
    quotes = sorted((q.start, q.end, q.text, q.speaker) for q in extract(text, "en"))
    return told["url"], sha256(text.encode()).hexdigest(), quotes


def begun(file):
    """Begin an import in a process of its own, on this test's database."""
    command = [sys.executable, "manage.py", "import_articles", str(file)]
    environment = os.environ | {"DATABASE_URL": own_url(), "RECORD_DATABASE_URL": ""}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)


def own_url():
    return at(os.environ["DATABASE_URL"], connection.settings_dict["NAME"])


def imported(file):
    """What an import on a connection of its own prints."""
    output = StringIO()
    try:
        call_command("import_articles", file, stdout=output)
    finally:
        connections.close_all()
    return output.getvalue()


def test_what_comes_in_waits_for_nobody_who_publishes(tmp_path):
    """An article without an accepted quote is in no document; importing it locks none.

    Of advisory locks it takes the one of its own address, which has two keys, and shares the
    history's with all who write one.
    """
    call_command("import_articles", write(tmp_path / "a.jsonl", article(1, publisher="")))
    held = (
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() "
        "AND NOT (classid = hashtext('sources_article')::oid AND objsubid = 2) "
        "AND mode <> 'ShareLock'"
    )
    with connection.cursor() as cursor:
        assert cursor.execute(held).fetchone() == (0,)


def test_a_snapshot_made_by_hand_is_known_to_an_import(tmp_path):
    snapshot = a_snapshot("By hand.", url="https://paper.example/1")
    call_command("import_articles", write(tmp_path / "a.jsonl", article(1, text="By hand.")))
    assert list(Snapshot.objects.all()) == [snapshot]
