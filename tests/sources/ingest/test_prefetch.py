"""Quotations are read ahead in a second process: the same ones, and none in vain."""

import json
import signal
import subprocess
import sys
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import astuple
from multiprocessing import active_children, get_context
from time import monotonic, sleep

import pytest
from django.core.management import CommandError, call_command

from sources.child import call, end_with_parent
from sources.extraction import extract
from sources.ingest import (
    Document,
    Fault,
    find_documents,
    load_documents,
    prefetch_quotations,
)
from sources.ingest.loaders import Unread, read_file
from sources.ingest.prefetch import PREFETCH_DEPTH, READ_FILE, PrefetchedDocument, read_others
from sources.models import Article, Quote
from tests.article_html import page

MANY = PREFETCH_DEPTH + 4


def text(n):
    return f"“We will plant {n} trees,” said Anna Nowak.\r\n“Why?” asked Jan Kos."


def document(n, language=""):
    return Document(text(n), language=language)


def read_as_kept(n):
    return text(n).replace("\r\n", "\n")


@pytest.mark.parametrize("language", ["", "pl"])
def test_what_is_read_ahead_is_what_is_read_at_once(language):
    asked = language or "en"
    for n, (_, read) in enumerate(
        prefetch_quotations([document(n, language) for n in range(MANY)])
    ):
        assert (read is extract) == (n < PREFETCH_DEPTH)
        assert read(read_as_kept(n), asked) == extract(read_as_kept(n), asked)
        assert len(read(read_as_kept(n), asked)) == 2


def test_another_text_or_language_is_read_at_once():
    *_, (_, read) = prefetch_quotations([document(n) for n in range(MANY)])
    for asked in ((read_as_kept(0), "en"), (read_as_kept(MANY - 1), "de")):
        assert read(*asked) == extract(*asked)


def test_faults_keep_their_place_and_nothing_is_lost():
    given = [document(n) if n % 3 else Fault("a.txt", n, "Bad.") for n in range(MANY)]
    assert [place for place, _ in prefetch_quotations(given)] == given


def test_few_documents_need_no_second_process():
    for _ in prefetch_quotations([document(n) for n in range(PREFETCH_DEPTH)]):
        assert not active_children()


def test_what_nobody_asked_for_is_not_read():
    reads = [
        read for _, read in prefetch_quotations([document(n) for n in range(PREFETCH_DEPTH * 12)])
    ]
    assert any(read is not extract and read.future.cancelled() for read in reads)


def test_files_are_read_by_both_processes_and_come_in_their_order(tmp_path, monkeypatch):
    for n in range(MANY * 2):
        (tmp_path / f"{n:02}.html").write_bytes(page(f"<p>{text(n)}</p>"))
    (tmp_path / "05.html.json").write_text('{"url": "https://post.example/5"}')
    (tmp_path / "07.html").write_bytes(b"")
    (tmp_path / "20.html").write_bytes(b"\xff")
    (tmp_path / "21.odt").write_bytes(b"Trees.")
    expected = list(load_documents([tmp_path]))
    here = []
    monkeypatch.setattr(Unread, "read", lambda file: here.append(file) or read_file(*astuple(file)))
    both = list(prefetch_quotations(find_documents([tmp_path])))
    assert [found for found, _ in both] == expected
    assert {read for _, read in both} == {extract}
    assert here


def test_what_the_other_process_reads_is_what_is_read_here(tmp_path):
    file = unread(tmp_path / "a.html", page(f"<p>{text(1)}</p>"), url="https://post.example/5")
    with ProcessPoolExecutor(1, get_context("spawn"), end_with_parent) as pool:
        assert pool.submit(call, READ_FILE, *astuple(file)).result(60) == file.read()
    assert isinstance(file.read(), Document) and file.read().url == "https://post.example/5"


def test_who_waits_for_a_file_reads_the_others_that_nobody_has_begun(tmp_path):
    files = [unread(tmp_path / f"{n}.txt", text(n).encode()) for n in range(4)]
    awaited, begun, *others = [PrefetchedDocument(file, Future()) for file in files]
    for document in (awaited, begun):
        assert document.future.set_running_or_notify_cancel()
    read_others(awaited, deque((document, extract) for document in (begun, *others)))
    assert not awaited.found and not begun.found
    assert [document.result() for document in others] == [file.read() for file in files[2:]]


def test_what_is_read_already_is_waited_for_no_longer(tmp_path):
    awaited, other = [
        PrefetchedDocument(unread(tmp_path / f"{n}.txt", b"Trees."), Future()) for n in range(2)
    ]
    awaited.future.set_result(Fault("a.txt", 1, "Bad."))
    read_others(awaited, deque([(other, extract)]))
    assert not other.found and not other.future.cancelled()


def unread(path, content, url=""):
    path.write_bytes(content)
    return Unread(str(path), False, url, {})


def test_few_files_need_no_second_process(tmp_path):
    for n in range(PREFETCH_DEPTH):
        (tmp_path / f"{n}.txt").write_text(text(n))
    for _ in prefetch_quotations(find_documents([tmp_path])):
        assert not active_children()


def test_where_the_process_is_ended_the_import_says_so_and_is_run_again(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text("".join(json.dumps({"text": text(n)}) + "\n" for n in range(MANY * 3)))
    with ThreadPoolExecutor(1) as pool, pytest.raises(CommandError, match="run this again"):
        pool.submit(end_the_next_child)
        call_command("import_articles", file)
    assert 0 < Article.objects.count() < MANY * 3
    call_command("import_articles", file)
    assert Article.objects.count() == MANY * 3
    assert Quote.objects.count() == MANY * 3 * 2


KILLED = """
import os, signal
from sources.ingest import Document
from sources.ingest.prefetch import prefetch_quotations

documents = (Document(f"“We will plant {n} trees,” said Anna Nowak.") for n in range(1_000))
for number, (_, read) in enumerate(prefetch_quotations(documents)):
    if number == 20:
        print(*[child.pid for child in __import__("multiprocessing").active_children()], flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_import_leaves_no_process_behind():
    """Its output ends only when nobody is left who could write to it."""
    setup = "import django; django.setup()\n"
    command = [sys.executable, "-c", f"if __name__ == '__main__':\n    exec({setup + KILLED!r})"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert ended.returncode == -signal.SIGKILL and ended.stdout.strip().isdecimal()


def end_the_next_child():
    """Kill the second process once it runs; where it never does, the test fails, not hangs."""
    deadline = monotonic() + 60
    while not (children := active_children()) and monotonic() < deadline:
        sleep(0.001)
    children[0].kill()
