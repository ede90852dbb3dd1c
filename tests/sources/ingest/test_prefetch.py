"""Quotations are read ahead in a second process: the same ones, and none in vain."""

import json
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import active_children
from time import monotonic, sleep

import pytest
from django.core.management import CommandError, call_command

from sources.extraction import extract
from sources.ingest import Document, Fault, prefetch_quotations
from sources.ingest.prefetch import PREFETCH_DEPTH
from sources.models import Article, Quote

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
