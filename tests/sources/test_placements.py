"""A quote is one record, placed in each later text of its article: exact, moved or orphaned."""

import pytest
from django.urls import reverse
from django.utils import timezone

from sources.ingest import capture_text, place_quotes, renew_suggestions
from sources.models import Change, Placement, Quote
from tests.factories import (
    a_published_claim,
    a_snapshot,
    a_speaker,
    a_user,
    amended,
    an_accepted_quote,
)
from tests.pages import logged_in, page, read
from tests.refusals import refused_by, sql

WAS = (
    "The council met. “We will plant trees,” said Mayor Ann Lee.\n"
    "The hall was full. “Nobody asked us,” said the engineer Tom Kim. It rained."
)
TREES, ASKED = "We will plant trees,", "Nobody asked us,"
MOVED = WAS.replace("The council met.", "The council met at noon.")
GONE = WAS.replace("plant trees", "plant shrubs")


@pytest.fixture
def article():
    """Of one text, in which two quotes were accepted."""
    snapshot = a_snapshot(WAS)
    for words, name in ((TREES, "Ann Lee"), (ASKED, "Tom Kim")):
        an_accepted_quote(a_speaker(name=name), words=words, snapshot=snapshot)
    return snapshot.article


def captured(article, text):
    return capture_text(article, text)[0]


def quote(words=TREES):
    return Quote.objects.get(text=words, status="accepted")


def placement(words=TREES):
    """The newest of the quote with these words."""
    return quote(words).placements.first()


def test_the_quotes_of_a_text_are_placed_in_the_next(article):
    newest = captured(article, f"At last.\n{GONE}")
    at = newest.text.index(ASKED)
    found = {(p.quote.text, p.status, p.start, p.end) for p in newest.placements.all()}
    assert found == {
        (TREES, "orphaned", None, None),
        (ASKED, "exact", at, at + len(ASKED)),
    }
    assert placement().reason == "These words are not in the text."
    assert newest.quotes.accepted().count() == 0  # a quote is one record


def test_what_stands_there_is_not_suggested_again(article):
    newest = captured(article, f"{WAS}\n“We wait,” said Ann Lee.")
    assert [found.text for found in newest.quotes.all()] == ["We wait,"]
    renew_suggestions(newest, "en")
    assert [found.text for found in newest.quotes.all()] == ["We wait,"]


def test_since_when_the_words_are_gone_is_known_until_they_are_back(article):
    assert quote().vanished_since is None
    first = captured(article, GONE)
    captured(article, f"{GONE} Still.")
    assert (quote().vanished_since, quote(ASKED).vanished_since) == (first.captured_at, None)
    captured(article, f"{WAS} And back.")
    assert quote().vanished_since is None
    third = captured(article, f"{GONE} Gone.")
    assert quote().vanished_since == third.captured_at
    captured(article, WAS)  # the very text that was quoted
    assert quote().vanished_since is None
    captured(article, GONE)  # and away again, to a text that was there before
    first.refresh_from_db()
    assert quote().vanished_since == first.recaptured_at


def test_a_quote_of_the_newest_text_is_placed_in_one_that_comes_back(article):
    newest = captured(article, f"{WAS}\nAll agreed, said Ann Lee.")
    an_accepted_quote(words="All agreed", snapshot=newest)
    captured(article, WAS)
    assert placement("All agreed").status == "orphaned"


def test_nobody_but_the_placements_says_that_words_are_gone(article):
    captured(article, WAS + " So far.")
    sql("UPDATE sources_quote SET vanished_since = now()")
    assert not Quote.objects.vanished()


@pytest.mark.parametrize("there_again", [True, False])
def test_what_came_and_went_while_a_quote_was_rejected_is_known_once_it_is_accepted(
    article, there_again
):
    captured(article, GONE)
    if not there_again:
        captured(article, WAS)
    rejected, speaker = quote(), quote().speaker
    rejected.reject("Not now.")
    captured(article, WAS if there_again else GONE)
    rejected.accept(speaker)
    assert (quote().vanished_since is None) == there_again


def test_other_words_are_placed_anew(article):
    newest = captured(article, GONE)
    quote(ASKED).nudge("start", 1)
    assert quote("asked us,").placements.count() == 0
    assert [p.status for p in place_quotes(newest)] == ["exact"]
    assert place_quotes(newest) == []
    quote().nudge("end", -1)
    assert quote("We will plant trees").vanished_since is None  # nobody has looked yet


def change(decided=True, **changes):
    """Change the placement of the words that still stand, by somebody's decision or not."""
    by = {"decided_by": a_user(), "decided_at": timezone.now()} if decided else {}
    Placement.objects.filter(quote__text=ASKED).update(**by, **changes)


@pytest.fixture
def newest(article):
    """A text in which the one quote is gone."""
    return captured(article, GONE)


@pytest.mark.parametrize("place", [{"start": 0, "end": len(ASKED)}, {"end": 1_000_000_000}])
def test_placement_words_stand_there(newest, place):
    with refused_by("placement_words_stand_there"):
        change(**place)


@pytest.mark.parametrize(
    "changes",
    [{"status": "orphaned", "start": None, "end": None}, {"created_at": "2020-01-01T00:00Z"}],
)
def test_placement_changes_by_a_decision(newest, changes):
    with refused_by("placement_changes_by_a_decision"):
        change(False, **changes)


def test_placement_has_a_place_unless_orphaned(newest):
    with refused_by("placement_has_a_place_unless_orphaned"):
        change(status="orphaned")


def test_placement_status_is_known(newest):
    with refused_by("placement_status_is_known"):
        change(status="lost")


def test_placement_decided_by_somebody_at_a_time(newest):
    with refused_by("placement_decided_by_somebody_at_a_time"):
        change(False, decided_at="2020-01-01T00:00Z")


def test_placement_once_per_text(newest):
    with refused_by("placement_once_per_text"):
        Placement.objects.create(quote=quote(), snapshot=newest, status="orphaned")


def test_placement_is_of_the_same_article(article):
    for snapshot in (a_snapshot("Else."), quote().snapshot):
        with refused_by("placement_is_of_the_same_article"):
            Placement.objects.create(quote=quote(), snapshot=snapshot, status="orphaned")


def test_quote_stands_once_in_a_text(article, newest):
    start = newest.text.index(ASKED)
    with refused_by("quote_stands_once_in_a_text"):
        newest.quotes.create(start=start, end=start + len(ASKED), text=ASKED)


def test_selecting_words_that_stand_there_leads_to_their_quote(article, newest):
    start = newest.text.index(ASKED)
    sent = {"snapshot": newest.pk, "start": start, "end": start + len(ASKED), "words": ASKED}
    address = reverse("admin:sources_article_select", args=[article.pk])
    answer = logged_in("annotator").post(address, sent)
    assert answer.url.endswith(f"#quote-{quote(ASKED).pk}")


def decide(client, placement, **typed):
    sent = {"placement": placement.pk, "seen": placement.version, **typed}
    address = reverse("admin:sources_article_place", args=[placement.snapshot.article_id])
    return read(client.post(address, sent, follow=True))


def test_an_editor_decides_that_words_stand_and_that_they_do_not(article):
    newest = captured(article, f"{WAS}\n“We will plant trees,” said Ann Lee.")
    at, client = newest.text.index(TREES), logged_in("annotator")
    assert placement().reason == "These words stand at 2 places."
    assert "stands here." in decide(client, placement(), at=at)
    stands = placement()
    assert (stands.status, stands.start, stands.decided_by) == ("moved", at, client.user)
    assert quote().vanished_since is None
    assert "no longer there." in decide(client, stands)
    assert placement().status == "orphaned" and quote().vanished_since == newest.captured_at
    changes = Change.objects.of(quote(), ["sources_placement"])
    assert [
        (c.who, c.became.get("status")) for c in changes if c.table_name != "sources_quote"
    ] == [
        (client.user.username, "orphaned"),
        (client.user.username, "moved"),
        ("", "orphaned"),
    ]


def test_words_stand_only_where_they_are_to_the_letter(article):
    captured(article, GONE)
    html = decide(logged_in("annotator"), placement(), at=17)
    assert "A quote stands only where its very words do." in html
    assert placement().status == "orphaned"


def test_of_two_who_decide_the_second_looks_again(article):
    captured(article, MOVED)
    late, first = placement(), logged_in("annotator")
    decide(first, placement())
    html = decide(logged_in("annotator"), late, at=late.start)
    assert f"{first.user.username} has decided on it meanwhile" in html
    assert placement().status == "orphaned"


def test_placement_of_a_published_claim_decided_by_a_reviewer(article):
    a_published_claim([quote(), quote(ASKED)])
    newest = captured(article, f"{MOVED}\n“Nobody asked us,” said Tom Kim.")
    at = newest.text.index(ASKED)
    asks = "Ask a reviewer."
    assert asks in decide(logged_in("annotator"), placement(ASKED), at=at)
    assert asks in decide(logged_in("annotator"), placement())
    assert "stands here." in decide(logged_in("annotator"), placement(), at=placement().start)
    assert asks not in decide(logged_in("reviewer"), placement(ASKED), at=at)
    assert placement(ASKED).status == "moved" and quote(ASKED).vanished_since is None


@pytest.mark.parametrize(
    "delete",
    [lambda: Placement.objects.all().delete(), lambda: sql("DELETE FROM sources_placement")],
)
def test_placement_of_a_published_claim_stays(article, delete):
    """Or words that a reviewer has found again are gone once more when they are looked for anew."""
    a_published_claim([quote(ASKED)])
    newest = captured(article, f"{MOVED}\n“Nobody asked us,” said Tom Kim.")
    decide(logged_in("reviewer"), placement(ASKED), at=newest.text.index(ASKED))
    with refused_by("placement_of_a_published_claim_stays"):
        delete()
    start = quote(ASKED).start + len("Nobody ")
    amended(quote(ASKED), start=start, text="asked us,")
    assert not quote("asked us,").placements.exists()  # it has other words


def test_the_page_shows_both_texts_with_the_words_that_differ(article):
    captured(article, MOVED.replace("Nobody asked us", "Nobody told us"))
    html = read(logged_in("annotator").get(page(article)))
    assert "Nobody <del>asked </del>us" in html and "Nobody <ins>told </ins>us" in html
    assert "<ins>met at noon</ins>." in html
    assert html.count("Stands here") >= 1 and html.count("No longer there") >= 2


def test_a_placed_quote_has_its_card_and_its_mark_in_the_newest_text(article):
    newest = captured(article, f"At last.\n{GONE}")
    html = read(logged_in("annotator").get(page(article)))
    assert f'data-start="{newest.text.index(ASKED)}"' in html
    assert f'id="mark-{quote(ASKED).pk}"' in html and f'id="mark-{quote().pk}"' not in html
    assert "quoted from snapshot 1" in html


def test_what_nobody_has_looked_for_is_looked_for_at_a_click(article):
    captured(article, GONE)
    Placement.objects.all().delete()
    client = logged_in("annotator")
    assert "2 quotes of another text were not looked for" in read(client.get(page(article)))
    address = reverse("admin:sources_article_place", args=[article.pk])
    assert "2 quotes are placed in this text." in read(client.post(address, follow=True))
    assert Placement.objects.count() == 2


def test_a_quote_of_an_earlier_text_that_is_accepted_late_is_placed(article):
    Quote.objects.filter(text=TREES).update(status="rejected")
    captured(article, GONE)
    late = Quote.objects.get(text=TREES)
    address = reverse("admin:sources_quote_decide", args=[late.pk])
    version = Change.objects.of(late, []).count()
    logged_in("annotator").post(address, {"decision": "accept", "_version": version})
    assert placement().status == "orphaned"


def test_a_user_who_decided_stays(article):
    captured(article, MOVED)
    placement().is_gone(by := a_user())
    assert placement().decided_by == by
