"""A restored article is known by its quotes; the very text they stand in can be brought again."""

from hashlib import sha256

import pytest
from django.urls import reverse

from sources.ingest import Document, capture_article
from sources.models import Change, Quote, Snapshot
from tests.factories import a_quote, a_speaker, an_article
from tests.pages import logged_in, page, read
from tests.refusals import refused_by, sql

TEXT = "“We will plant trees,” said Ana. “It rained,” she said."


def a_restored_article(words="We will plant trees,"):
    """An article of one accepted quote, known by the hash of its text alone."""
    known = sha256(TEXT.encode()).hexdigest()
    snapshot = an_article().snapshots.create(number=1, text="", absent_sha256=known)
    start = TEXT.index("We")
    span = {"start": start, "end": start + len(words), "text": words}
    Quote.objects.create(snapshot=snapshot, status="accepted", speaker=a_speaker(), **span)
    return snapshot.article


def brought(article, text=TEXT):
    return capture_article(Document(text, url=article.url))


def test_its_page_says_that_the_text_is_not_held_and_how_to_bring_it():
    article = a_restored_article()
    shown = read(logged_in("annotator").get(page(article)))
    assert "The text of this article is not held here" in shown
    assert article.snapshot.sha256 in shown and "Keep this text" in shown


def test_an_import_of_the_very_text_fills_it_in_and_suggests_the_other_quotes():
    article = a_restored_article()
    (accepted,) = Quote.objects.values()
    captured = brought(article)
    (snapshot,) = Snapshot.objects.all()
    assert (captured.outcome, snapshot.text, snapshot.absent_sha256) == ("changed", TEXT, "")
    assert Quote.objects.accepted().values().get() == accepted
    assert [q.text for q in Quote.objects.suggested()] == ["It rained,"]
    assert brought(article).outcome == "known"


def test_that_the_text_came_later_is_in_its_history():
    brought(a_restored_article())
    change = Change.objects.of(Snapshot.objects.get(), parts=[]).first()
    known = sha256(TEXT.encode()).hexdigest()
    assert (change.was, change.became) == ({"absent_sha256": known}, {"absent_sha256": ""})


def test_another_text_is_a_further_snapshot():
    article = a_restored_article()
    assert brought(article, "Something else.").outcome == "changed"
    assert list(article.snapshots.values_list("number", "text")) == [
        (2, "Something else."),
        (1, ""),
    ]


def test_an_editor_pastes_it_into_the_page():
    article = a_restored_article()
    address = reverse("admin:sources_article_capture", args=[article.pk])
    shown = read(logged_in("annotator").post(address, {"text": TEXT}, follow=True))
    assert "This text is kept as snapshot 1, with 1 suggested quote." in shown
    assert "not held here" not in shown


@pytest.mark.parametrize(
    "change",
    [
        "text = 'Anything.', absent_sha256 = ''",
        f"text = '{TEXT}', absent_sha256 = '', number = 2",
        "absent_sha256 = repeat('0', 64)",
    ],
)
def test_snapshot_never_changes_but_for_its_own_text(change):
    a_restored_article()
    with refused_by("snapshot_never_changes"):
        sql(f"UPDATE sources_snapshot SET {change}")


def test_snapshot_text_bears_its_quotes():
    article = a_restored_article("We will plant roses!")
    with refused_by("snapshot_text_bears_its_quotes"):
        brought(article)


def test_a_text_that_is_held_stays_as_it_is():
    quote = a_quote()
    with refused_by("snapshot_never_changes"):
        sql("UPDATE sources_snapshot SET text = '' WHERE id = %s", quote.snapshot_id)
