"""Suggestions are renewed where nobody has touched them, and what editors made of them counts."""

from collections import Counter

import pytest
from django.core.management import call_command

from sources.ingest import Document, capture_article, renew_suggestions
from sources.models import Quote
from tests.factories import a_speaker

TEXT = (
    "Ann Clinton, the mayor, spoke on Monday.\n\n"
    "“We will plant ten thousand trees,” Clinton said. “Nobody will cut them down again.”\n\n"
    "“I have planted none so far,” said Bob Dole, her deputy."
)
READ = {"rule": "verb", "speaker": "Ann Clinton", "speaker_kind": "person"}


@pytest.fixture
def snapshot():
    return capture_article(Document(file="a.txt", text=TEXT)).snapshot


def marked(snapshot, words):
    return snapshot.quotes.get(start=snapshot.text.index(words))


def test_the_same_method_changes_nothing(snapshot):
    before = list(Quote.objects.order_by("pk").values())
    assert renew_suggestions(snapshot, "en") == Counter(unchanged=3)
    assert list(Quote.objects.order_by("pk").values()) == before


def test_what_is_read_otherwise_now_is_added_changed_and_removed(snapshot):
    marked(snapshot, "We will").delete()
    Quote.objects.filter(pk=marked(snapshot, "Nobody").pk).delete()
    old = Quote(snapshot=snapshot, start=0, end=3, text="Ann", suggestion={"rule": "old"})
    wrong = Quote(snapshot=snapshot, start=TEXT.index("Nobody"), suggestion={"rule": "old"})
    wrong.text = "Nobody will cut them down again."
    wrong.end = wrong.start + len(wrong.text)
    Quote.objects.bulk_create([old, wrong])
    assert renew_suggestions(snapshot, "en") == Counter(added=1, changed=1, removed=1, unchanged=1)
    assert marked(snapshot, "Nobody").suggestion["speaker"] == "Ann Clinton"


def test_what_an_editor_decided_or_corrected_stays(snapshot):
    marked(snapshot, "We will").accept()
    marked(snapshot, "I have").reject("Not so.")
    Quote.objects.filter(pk=marked(snapshot, "Nobody").pk).update(speaker=a_speaker())
    before = list(Quote.objects.order_by("pk").values())
    assert renew_suggestions(snapshot, "en") == Counter()
    assert list(Quote.objects.order_by("pk").values()) == before


def test_the_command_says_what_changed(snapshot, capsys):
    marked(snapshot, "We will").delete()
    call_command("suggest")
    assert capsys.readouterr().out == "1 added, 0 changed, 0 removed, 2 unchanged, 0 placed.\n"


def test_the_report_counts_by_rule(snapshot):
    Quote.objects.update(suggestion=READ)
    for words, speaker in (("We will", a_speaker(name="Ann Clinton")), ("Nobody", a_speaker())):
        marked(snapshot, words).accept(speaker)
    marked(snapshot, "I have").reject()
    assert list(Quote.objects.outcomes_by_rule()) == [
        {"rule": "verb", "suggested": 0, "accepted": 2, "rejected": 1, "corrected": 1}
    ]


def test_the_report_prints_a_line_a_rule(snapshot, capsys):
    Quote.objects.update(suggestion=READ)
    marked(snapshot, "We will").accept()
    call_command("extraction_report")
    head, row = capsys.readouterr().out.splitlines()
    assert head.split() == ["rule", "suggested", "accepted", "corrected", "rejected", "right"]
    assert row.split() == ["verb", "2", "1", "0", "0", "100%"]
