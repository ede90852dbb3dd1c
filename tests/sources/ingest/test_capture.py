"""An article comes in once, with what is said in it; a text cannot make it come in wrong."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sources.ingest import Document, Unreadable, capture_article, capture_error_message
from sources.models import Article, Publisher, Quote, Snapshot
from tests.factories import a_speaker, an_article
from tests.refusals import refused_by

SAID = "Trees\n\n“We will plant ten thousand trees,” said Mayor Anna Nowak on Monday.\n"
DOCUMENT = Document(SAID, url="https://paper.example/trees", publisher="Paper", headline="Trees")


def outcome(document):
    return capture_article(document).outcome


def suggested(text):
    return list(capture_article(Document(text)).snapshot.quotes.suggested().order_by("id"))


def test_the_same_again_changes_nothing():
    assert outcome(DOCUMENT) == "added"
    before = list(Quote.objects.values())
    assert outcome(replace(DOCUMENT, url=DOCUMENT.url + "?utm_source=mail#top")) == "known"
    assert list(Quote.objects.values()) == before and before != []
    assert Publisher.objects.count() == 1


def test_a_changed_text_is_a_further_snapshot_and_the_article_stays():
    capture_article(DOCUMENT)
    assert outcome(replace(DOCUMENT, text=SAID + "More.", headline="New")) == "changed"
    article = Article.objects.get()
    assert (article.headline, article.snapshot.number) == ("Trees", 2)


def test_texts_of_one_address_come_in_twice_without_harm():
    texts = [DOCUMENT, replace(DOCUMENT, text=SAID + "More.")]
    assert [outcome(text) for text in texts * 2] == ["added", "changed", "known", "known"]
    assert Snapshot.objects.count() == 2


def test_a_text_without_address_is_named_by_its_hash_and_its_first_line():
    article = capture_article(Document("\r\n Trees \r\nGrow.")).snapshot.article
    assert article.url == "urn:sha256:" + sha256(b"\n Trees \nGrow.").hexdigest()
    assert (article.headline, article.language, article.publisher) == ("Trees", "und", None)


def test_line_ends_alone_are_changed_and_the_bytes_kept():
    raw = "\ta \r\n\r e\u0301\u2028\u202eb\u200b  ".encode()
    snapshot = capture_article(Document(raw.decode(), raw=raw, headline="h")).snapshot
    snapshot.refresh_from_db()
    assert snapshot.text == "\ta \n\n e\u0301\u2028\u202eb\u200b  "
    assert bytes(snapshot.raw) == raw


def test_the_publisher_is_known_by_name_and_domain():
    capture_article(replace(DOCUMENT, url="https://www.paper.example/x"))
    assert Publisher.objects.values("name", "domain").get() == {
        "name": "Paper",
        "domain": "paper.example",
    }


@pytest.mark.parametrize("field", ["text", "headline", "url", "byline", "publisher"])
@pytest.mark.parametrize("letter", ["\0", "\ud800"])
def test_what_cannot_be_stored_is_refused_in_a_sentence_and_nothing_kept(field, letter):
    value = f"https://paper.example/{letter}" if field == "url" else f"a{letter}"
    with pytest.raises((ValidationError, Unreadable)) as refused:
        capture_article(replace(DOCUMENT, **{field: value}))
    assert "cannot be stored" in capture_error_message(refused.value)
    assert Article.objects.count() == Publisher.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"url": "ftp://paper.example/"}, "is no address of an article"),
        ({"text": ""}, "A snapshot needs a text."),
        ({"text": " \n", "headline": ""}, "headline: This field cannot be blank."),
    ],
)
def test_what_breaks_a_rule_is_refused_in_a_sentence(fields, reason):
    with pytest.raises((ValidationError, Unreadable, IntegrityError)) as refused:
        capture_article(replace(DOCUMENT, **fields))
    assert reason in capture_error_message(refused.value)
    assert Article.objects.count() == Publisher.objects.count() == 0


def test_a_suggestion_keeps_what_was_read():
    (quote,) = suggested(SAID)
    assert SAID[quote.start : quote.end] == quote.text == "We will plant ten thousand trees,"
    assert (quote.kind, quote.status, quote.speaker) == ("direct", "suggested", None)
    assert quote.suggestion["speaker"] == "Anna Nowak"
    assert set(quote.suggestion) == {
        *("speaker", "others", "alternative", "speaker_kind", "title", "organisation"),
        *("cue", "inner", "utterance", "confidence", "rule"),
    }


def test_what_is_no_quotation_keeps_its_reason_and_comes_last():
    none, said = "The so-called “tree decade” begins.\n\n", SAID
    quotes = suggested(none + said)
    assert [(q.text, q.kind, bool(q.reason)) for q in quotes] == [
        ("We will plant ten thousand trees,", "direct", False),
        ("tree decade", "partial", True),
    ]


@pytest.mark.parametrize("known", [{"name": "Anna NOWAK"}, {"aliases": ["Ánna Nowak"]}])
def test_a_speaker_known_by_name_or_alias_is_linked(known):
    speaker = a_speaker(**known)
    assert suggested(SAID)[0].speaker == speaker


def test_two_speakers_of_one_name_are_left_to_the_editor():
    a_speaker(name="Anna Nowak"), a_speaker(name="A. N.", aliases=["Anna Nowak"])
    assert suggested(SAID)[0].speaker is None


@pytest.mark.parametrize(
    ("titles", "linked"), [(["mayor"], 0), (["Mayor", "mayor"], None), ([], None)]
)
def test_of_two_of_one_name_the_one_who_alone_held_the_printed_title_is_linked(titles, linked):
    namesakes = [a_speaker(name="Anna Nowak", disambiguation=place) for place in ("Oslo", "Rome")]
    for speaker, title in zip(namesakes, titles, strict=False):
        speaker.roles.create(title=title)
    assert suggested(SAID)[0].speaker == (None if linked is None else namesakes[linked])


def test_two_of_one_surname_in_an_article_are_two_people():
    ann, bob = a_speaker(name="Ann Clinton"), a_speaker(name="Bob Clinton")
    quotes = suggested(
        "“We left at dawn,” said Ann Clinton.\n\n“I did not,” said her husband, Bob Clinton.\n\n"
        "“It was cold,” Mrs. Clinton said.\n\n“It was late,” Bob Clinton said."
    )
    assert [quote.speaker for quote in quotes] == [ann, bob, ann, bob]


def test_accepting_a_suggestion_records_the_speaker():
    (quote,) = suggested(SAID)
    quote.accept()
    assert quote.speaker.name == "Anna Nowak"


def test_the_number_of_queries_is_the_same_for_one_quote_and_for_twenty():
    a_speaker(name="Anna Nowak")
    counts = set()
    for times in (1, 20):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            capture_article(Document("\n".join([SAID] * times)))
        counts.add(len([q for q in queries if "SAVEPOINT" not in q["sql"]]))
    assert counts == {5}


def test_a_known_article_costs_three_queries():
    capture_article(DOCUMENT)
    with CaptureQueriesContext(connection) as queries:
        capture_article(DOCUMENT)
    assert len([q for q in queries if "SAVEPOINT" not in q["sql"]]) == 3


def explained(queryset):
    sql, params = queryset.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}", params)
        return "\n".join(row[0] for row in cursor.fetchall())


def test_ten_megabytes_of_different_words_are_kept_and_found():
    text = "\n".join(f"{n * 7919:x}w{n:06}" for n in range(750_000))
    capture_article(Document(text))
    found = Snapshot.objects.filter(text__icontains=f"{500_000 * 7919:X}W500000")
    assert len(text) > 10_000_000 and found.count() == 1
    assert "snapshot_text_trigrams" in explained(found.order_by())


def test_a_million_marks_are_read_as_far_as_an_editor_would():
    quotes = suggested("Marks\n" + "“We go,” said Anna Nowak.\n" * 250_000)
    assert len(quotes) == 1000


def test_an_article_is_found_by_its_address_through_the_index():
    an_article(url=DOCUMENT.url)
    assert "article_address_key" in explained(Article.objects.at(DOCUMENT.url).order_by())


def test_an_article_that_goes_back_to_an_earlier_text_has_that_text_now():
    article = capture_article(DOCUMENT).snapshot.article
    for text, number in [("Wrong.", 2), (DOCUMENT.text, 1), ("Wrong.", 2), ("New.", 3)]:
        capture_article(replace(DOCUMENT, text=text))
        assert (article.snapshot.number, article.snapshot.text) == (number, text)
        assert Snapshot.objects.newest().get().number == number


@pytest.mark.parametrize("at", ["2020-01-01T00:00Z", "2999-01-01T00:00Z", None])
def test_the_database_says_when_a_text_was_captured_again(at):
    """A public quote says since when its article lacks the words."""
    first = capture_article(DOCUMENT).snapshot
    capture_article(replace(DOCUMENT, text="Wrong."))
    capture_article(DOCUMENT)
    before = Snapshot.objects.get(pk=first.pk).recaptured_at
    Snapshot.objects.filter(pk=first.pk).update(recaptured_at=at)
    assert before < Snapshot.objects.get(pk=first.pk).recaptured_at <= timezone.now()


@pytest.mark.parametrize("at", ["2020-01-01T00:00Z", "2999-01-01T00:00Z"])
def test_the_database_says_when_a_text_was_captured(at):
    begun = timezone.now()
    snapshot = an_article().snapshots.create(number=1, text="New.", captured_at=at)
    snapshot.refresh_from_db()
    assert begun - timedelta(minutes=1) < snapshot.captured_at <= timezone.now()


def test_a_snapshot_changes_in_nothing_but_when_it_was_captured_again():
    capture_article(DOCUMENT)
    with refused_by("snapshot_never_changes"):
        Snapshot.objects.update(recaptured_at=timezone.now(), raw=b"other")
