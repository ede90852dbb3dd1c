"""Quotes accepted in an earlier text are carried over to where the newest one has their words."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from sources.admin.carry_over import MAX_QUOTES, carry_over, earlier_quotes
from sources.ingest import capture_text
from sources.models import Change, Quote
from tests.factories import a_snapshot, a_speaker, a_suggestion_a_word, an_accepted_quote
from tests.pages import logged_in, page, read

WAS = "The mayor spoke. “We will plant trees,” she said. “Nobody asked us,” said another."
NOW = "At noon it rained. The mayor spoke. “We will plant trees,” she said. Nobody answered."


@pytest.fixture
def article():
    """Of two texts: in the first, two quotes were accepted; the second has the words of one."""
    snapshot = a_snapshot(WAS)
    Quote.objects.all().delete()  # what was suggested
    for words in ("We will plant trees,", "Nobody asked us,"):
        an_accepted_quote(words=words, snapshot=snapshot, occasion="at a meeting")
    snapshot.article.capture(NOW)
    return snapshot.article


def accepted(article):
    return [quote.text for quote in article.snapshot.quotes.accepted()]


def post(client, article, **fields):
    address = reverse("admin:sources_article_carry", args=[article.pk])
    return client.post(address, fields, follow=True)


def test_one_click_carries_over_what_the_newest_text_has(article):
    was = Quote.objects.get(text="We will plant trees,")
    html = read(post(logged_in("annotator"), article))
    now = article.snapshot.quotes.get(text=was.text)
    assert html.count("1 quote is carried over.") == 1
    assert (now.start, now.speaker, now.occasion) == (
        NOW.index("We will"),
        was.speaker,
        was.occasion,
    )
    assert now.kind == was.kind
    assert Quote.objects.filter(pk=was.pk, status="accepted").exists()


def test_one_quote_alone_is_carried_over(article):
    gone, there = earlier_quotes(article.snapshot)[::-1]
    assert (gone.orphaned, gone.at, there.orphaned) == (True, None, False)
    html = read(post(logged_in("annotator"), article, quote=gone.pk))
    assert "0 quotes are carried over." in html and accepted(article) == []
    post(logged_in("annotator"), article, quote=there.pk, _why="Carried over")
    assert accepted(article) == [there.text]
    assert (
        Change.objects.of(article.snapshot.quotes.accepted().get(), []).first().why
        == "Carried over"
    )


def test_what_is_carried_over_waits_no_longer(article):
    post(logged_in("annotator"), article)
    assert [quote.text for quote in earlier_quotes(article.snapshot)] == ["Nobody asked us,"]
    article.capture(f"{WAS} The end.")
    assert sorted(quote.snapshot.number for quote in earlier_quotes(article.snapshot)) == [1, 2]


def test_a_suggestion_at_that_place_is_accepted_and_a_rejected_one_is_left(article):
    was, words = Quote.objects.get(text="We will plant trees,"), "We will plant trees,"
    place = {"start": NOW.index(words), "end": NOW.index(words) + len(words)}
    for status, becomes in [("suggested", "accepted"), ("rejected", "rejected")]:
        article.snapshot.quotes.all().delete()
        there = Quote.objects.create(snapshot=article.snapshot, text=words, status=status, **place)
        html = read(post(logged_in("annotator"), article))
        there.refresh_from_db()
        assert there.status == becomes
        assert ("had been decided otherwise" in html) == (status == "rejected")
        assert there.speaker == (was.speaker if becomes == "accepted" else None)


def test_the_page_offers_it_to_whoever_may(article):
    assert "Carry over 1 of 2" in read(logged_in("annotator").get(page(article)))
    reader = logged_in()
    reader.user.user_permissions.add(
        Permission.objects.get(
            codename="view_article",
            content_type__model="article",
            content_type__app_label="sources",
        )
    )
    html = read(reader.get(page(article)))
    assert "The newest text has these words too." in html and "Carry over" not in html


def test_very_many_quotes_are_carried_over_in_turns():
    snapshot = a_suggestion_a_word(MAX_QUOTES + 20)
    speaker = an_accepted_quote().speaker
    snapshot.quotes.update(status="accepted", speaker=speaker)
    snapshot.article.capture("New. It began.\n" + snapshot.text)
    newest = snapshot.article.snapshot
    newest.quotes.all().delete()
    for left in (20, 0):
        waiting = earlier_quotes(newest)
        assert carry_over(waiting, newest) == len(waiting)
        assert len(earlier_quotes(newest)) == left
    assert newest.quotes.accepted().count() == MAX_QUOTES + 20


TAXES = "“We will not raise taxes this year,” said Mayor Ann Lee."
OTHERWISE = [
    "“We will not raise taxes this year,” said Governor Tom Kim. An earlier version gave these "
    "words to Mayor Ann Lee.",
    "Correction: an earlier version said Mayor Ann Lee had said We will not raise taxes this year, "
    "which her office denies.",
    "“We will not raise taxes this year,” said Gov. Tom Kim.",
    "Governor Tom Kim spoke. “We will not raise taxes this year,” said Mayor Ann Lee.",
]


@pytest.mark.parametrize("now", OTHERWISE)
def test_words_are_put_into_nobodys_mouth_whose_surroundings_have_changed(now):
    snapshot = a_snapshot(TAXES)
    Quote.objects.all().delete()
    lee = a_speaker(name="Ann Lee")
    an_accepted_quote(lee, words="We will not raise taxes this year,", snapshot=snapshot)
    capture_text(snapshot.article, now)
    client = logged_in("annotator")
    for typed in ({}, {"quote": Quote.objects.accepted().get().pk}):
        assert "0 quotes are carried over." in read(post(client, snapshot.article, **typed))
    assert accepted(snapshot.article) == []
    html = read(client.get(page(snapshot.article)))
    assert "Then: " in html and "said Mayor Ann Lee." in html
    assert ("Now: " in html) == (earlier_quotes(snapshot.article.snapshot)[0].at is not None)


def test_where_the_newest_text_is_read_as_somebody_elses_words_nothing_is_carried_over(article):
    words = "We will plant trees,"
    place = {"start": NOW.index(words), "end": NOW.index(words) + len(words)}
    read_as = {"speaker": "Tom Kim", "speaker_kind": "person"}
    Quote.objects.create(snapshot=article.snapshot, text=words, suggestion=read_as, **place)
    assert "0 quotes are carried over." in read(post(logged_in("annotator"), article))
    assert "gives these words to Tom Kim" in read(logged_in("annotator").get(page(article)))
