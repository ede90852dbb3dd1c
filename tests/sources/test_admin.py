"""At the desk an article is read with its quotes marked, and each is decided in one click."""

from datetime import UTC, datetime
from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.urls import reverse
from django.utils.html import strip_tags

from sources.admin.kept import PRESS_AGAIN
from sources.models import Article, Change, Quote, Snapshot, Speaker
from tests.factories import (
    TEXT,
    a_quote,
    a_snapshot,
    a_speaker,
    a_suggestion_a_word,
    an_accepted_quote,
    an_article,
)
from tests.pages import logged_in, page, read, save

READ = {"speaker": "Ann Lee", "speaker_kind": "person", "title": "mayor", "confidence": 0.9}


def decide(client, quote, decision="accept", **typed):
    address = reverse("admin:sources_quote_decide", args=[quote.pk])
    seen = Change.objects.of(quote, []).first().id
    sent = {"decision": decision, "_version": seen, **typed}
    response = client.post(address, sent, follow=True)
    quote.refresh_from_db()
    return response


def test_the_article_page_shows_the_captured_text_to_the_letter():
    text = "Title\n\n“One <b>&amp;” 😀 é\u0301  two   \n\tthree"
    snapshot = a_snapshot(text)
    a_quote("One <b>&amp;”", snapshot)
    html = read(logged_in("annotator").get(page(snapshot.article)))
    letters = html.split('<div class="letters"')[1].split(">", 1)[1].split("</div>")[0]
    assert unescape(strip_tags(letters)) == text


def test_an_article_is_found_by_words_of_its_text():
    wanted, other = a_snapshot("Trees for Łódź."), a_snapshot("Nothing of it.")
    found = logged_in("annotator").get(page(wanted, "changelist"), {"q": "ŁÓDŹ trees"})
    assert str(wanted.article) in read(found) and str(other.article) not in read(found)


def test_a_quote_of_several_lines_is_typed_in_as_a_browser_sends_it():
    snapshot = a_snapshot("“ We will plant,\n\nand water. ” said Ann Lee.")
    span = {"snapshot": snapshot.pk, "start": 1, "end": 29}
    save(
        logged_in("annotator"),
        page(Quote, "add"),
        **span,
        text=" We will plant,\r\n\r\nand water. ",
    )
    assert Quote.objects.get().text == " We will plant,\n\nand water. "


def test_a_quote_is_marked_in_place_with_its_status():
    quote = a_quote()
    html = read(logged_in("annotator").get(page(quote.snapshot.article)))
    assert f'<mark class="suggested" data-quotes="{quote.pk}">{quote.text}</mark>' in html


def test_a_suggestion_of_two_speakers_names_both():
    quote = a_quote(suggestion={"speaker": "Ann Lee", "others": ["Tom Berg", "<b>"]})
    html = read(logged_in("annotator").get(page(quote.snapshot.article)))
    assert "together with Tom Berg, &lt;b&gt;" in html


def test_one_click_accepts_a_suggestion_and_returns_to_it():
    quote = a_quote(suggestion=READ)
    response = decide(logged_in("annotator"), quote)
    assert (quote.status, str(quote.speaker)) == ("accepted", "Ann Lee")
    assert response.redirect_chain[0][0] == f"{page(quote.snapshot.article)}#quote-{quote.pk}"


def test_one_click_gives_another_speaker():
    other = a_speaker(name="Bo Chan", disambiguation="the elder")
    quote = a_quote(suggestion=READ)
    decide(logged_in("annotator"), quote, speaker="Bo Chan (the elder)")
    assert (quote.status, quote.speaker) == ("accepted", other)
    assert not Speaker.objects.filter(name="Ann Lee").exists()


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ({}, "This field is required."),
        ({"start": 5, "end": 5}, "A quote ends after it starts."),
        ({"start": 0, "end": 5_000}, "A quote's text must be, to the letter, what stands in the"),
        ({"start": 0, "end": 2**40}, "Ensure this value is less than or equal to 1000000000."),
    ],
)
def test_bounds_that_are_no_place_in_the_text_move_nothing(bounds, said):
    quote = a_quote()
    before = (quote.start, quote.end, quote.text)
    response = decide(logged_in("annotator"), quote, "move", **bounds)
    assert said in unescape(read(response))
    assert (quote.start, quote.end, quote.text) == before


def test_one_click_rejects_with_or_without_a_reason():
    quote = a_quote()
    decide(logged_in("annotator"), quote, "reject", reason="A slogan.")
    assert (quote.status, quote.reason) == ("rejected", "A slogan.")


@pytest.mark.parametrize(
    "typed, said",
    [
        ({}, "An accepted quote has a speaker, who may be an unnamed source."),
        ({"speaker": "No One"}, "No speaker is called “No One” yet: choose what is new."),
        ({"speaker": "Ann"}, "Several speakers are called “Ann”."),
        ({"speaker": "x" * 604}, "Ensure this value has at most 603 characters"),
        ({"speaker": "a\0b"}, "Null characters are not allowed."),
        ({"decision": "maybe"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_decided_is_said_and_changes_nothing(typed, said):
    a_speaker(name="Ann"), a_speaker(name="Ann", kind="organisation")
    quote = a_quote()
    assert said in read(decide(logged_in("annotator"), quote, **typed))
    assert (quote.status, quote.speaker) == ("suggested", None)


def test_nothing_is_decided_by_looking():
    """A log-in on the way to a decision leads to its address without it."""
    quote = a_quote()
    address = reverse("admin:sources_quote_decide", args=[quote.pk])
    answer = logged_in("annotator").get(address, follow=True)
    assert PRESS_AGAIN in read(answer) and answer.redirect_chain[-1][0] == page(quote)
    assert quote.status == "suggested"


def test_nothing_is_decided_by_somebody_who_may_not():
    quote = a_quote(suggestion=READ)
    assert decide(logged_in(), quote).status_code == 403
    assert quote.status == "suggested"


def test_an_article_is_added_with_its_text():
    text = "  “We will plant ten thousand trees,” said Mayor Ann Lee.\r\nNobody answered. \n"
    typed = {"headline": "H", "url": "https://paper.example/x", "text": text}
    save(logged_in("annotator"), page(Article, "add"), **typed)
    snapshot = Article.objects.get().snapshot
    assert snapshot.text == text.replace("\r\n", "\n")
    assert snapshot.quotes.suggested().get().suggestion["speaker"] == "Ann Lee"


@pytest.mark.parametrize(
    ("text", "typed", "language"),
    [
        ("Rada miasta nie chce mostu, bo za drogi jest dla wszystkich. " * 6, "", "pl"),
        ("Rada miasta nie chce mostu, bo za drogi jest dla wszystkich. " * 6, "uk", "uk"),
        ("Za drogo.", "", "und"),
    ],
)
def test_the_language_of_a_new_article_is_typed_or_recognised_and_then_a_note_says_so(
    text, typed, language
):
    save(logged_in("annotator"), page(Article, "add"), text=text, language=typed)
    article = Article.objects.get()
    assert article.language == language
    assert [note[:20] for note in article.snapshot.notes] == (
        [] if typed else ["No language is named"]
    )


def test_the_form_of_a_new_article_proposes_no_language():
    form = logged_in("annotator").get(page(Article, "add")).context["adminform"].form
    assert not form["language"].value()


def test_an_articles_address_is_kept_the_way_an_import_keeps_it():
    article, client = an_article(), logged_in("annotator")
    save(client, page(article), url="HTTPS://Paper.Example/x?utm_source=a#top")
    article.refresh_from_db()
    assert article.url == "https://paper.example/x"
    assert "is no address of an article" in read(save(client, page(article), url="ftp://x.example"))


def test_a_new_capture_is_a_new_snapshot_and_the_old_one_stays():
    snapshot = a_snapshot("Old.")
    address = reverse("admin:sources_article_capture", args=[snapshot.article_id])
    logged_in("annotator").post(address, {"text": "New."})
    texts = snapshot.article.snapshots.order_by("number").values_list("text", flat=True)
    assert list(texts) == ["Old.", "New."]


def test_the_same_text_captured_again_changes_nothing():
    snapshot = a_snapshot()
    address = reverse("admin:sources_article_capture", args=[snapshot.article_id])
    response = logged_in("annotator").post(address, {"text": TEXT}, follow=True)
    assert "Nothing changed: snapshot 1 has this text already." in read(response)
    assert snapshot.article.snapshots.count() == 1


@pytest.mark.parametrize("text", ["", "a\0b"])
def test_text_that_cannot_be_kept_is_refused(text):
    article = an_article()
    address = reverse("admin:sources_article_capture", args=[article.pk])
    response = logged_in("annotator").post(address, {"text": text}, follow=True)
    assert "errornote" in read(response) or 'class="error"' in read(response)
    assert not Snapshot.objects.exists()


def test_an_article_without_text_has_its_page():
    assert "No text is captured yet." in read(logged_in("annotator").get(page(an_article())))


def quotes_found():
    """What the search of an appearance's form offers: {id: words}."""
    asked = {"app_label": "claims", "model_name": "appearance", "field_name": "quote"}
    answer = logged_in("annotator").get(reverse("admin:sources_quote_search"), asked)
    return {row["id"]: row["text"] for row in answer.json()["results"]}


def test_a_quote_is_looked_for_among_the_accepted_ones_alone():
    a_quote(), (kept := an_accepted_quote())
    assert quotes_found().keys() == {str(kept.pk)}
    assert Quote.objects.count() == 2


def test_quotes_of_the_same_words_are_told_apart_by_speaker_and_article():
    day = datetime(2026, 3, 1, tzinfo=UTC)
    one = an_accepted_quote(a_speaker(name="Bo Chan"), snapshot=a_snapshot(headline="Trees"))
    two = an_accepted_quote(
        a_speaker(name="Ann Lee"), snapshot=a_snapshot(headline="A park", published_at=day)
    )
    words = "“We will plant ten thousand trees,”"
    assert quotes_found() == {
        str(one.pk): f"{words} Bo Chan, in Trees, snapshot 1",
        str(two.pk): f"{words} Ann Lee, in A park, snapshot 1, 01 March 2026",
    }


@pytest.mark.parametrize("kind", ["person", "organisation", "unnamed"])
def test_a_new_speaker_is_added_with_the_quote(kind):
    quote = a_quote()
    decide(logged_in("annotator"), quote, f"new-{kind}", speaker="Ann Lee")
    assert (quote.status, quote.speaker.name, quote.speaker.kind) == ("accepted", "Ann Lee", kind)


def test_a_new_speaker_that_is_known_already_is_told():
    a_speaker(name="Ann Lee")
    quote = a_quote()
    said = read(decide(logged_in("annotator"), quote, "new-person", speaker="Ann Lee"))
    assert "There is a speaker of this name already." in said
    assert quote.status == "suggested"


def test_a_quote_shows_the_role_of_its_day():
    speaker = a_speaker(name="Ann Lee")
    speaker.roles.create(title="mayor", end_date="2020-12-31")
    speaker.roles.create(title="minister", start_date="2021-01-01")
    quote = an_accepted_quote(speaker, said_on="2020-06-01")
    html = read(logged_in("annotator").get(page(quote.snapshot.article)))
    assert 'Ann Lee<span class="quiet">, mayor</span>' in html


def found(words):
    answer = logged_in("annotator").get(reverse("admin:sources_speaker_search"), {"term": words})
    return [speaker["name"] for speaker in answer.json()["speakers"]]


@pytest.mark.parametrize(
    "words", ["Radoslaw", "SIKORSKI", "Sikorsky", "radek", "Rados\u0142aw", "ikors"]
)
def test_a_speaker_is_found_without_accents_and_with_a_slip_of_the_pen(words):
    a_speaker(name="Radosław Sikorski", aliases=["Radek Sikorski"])
    a_speaker(name="Donald Tusk")
    assert found(words) == ["Radosław Sikorski"]


def test_the_search_for_speakers_tells_their_roles():
    a_speaker(name="Ann Lee").roles.create(title="mayor", organisation="City Hall")
    answer = logged_in("annotator").get(reverse("admin:sources_speaker_search"), {"term": "ann"})
    assert answer.json() == {"speakers": [{"name": "Ann Lee", "roles": "mayor, City Hall"}]}


@pytest.mark.parametrize("words", ["%", "_", "\\", "'", "xyz"])
def test_signs_are_no_wild_cards(words):
    a_speaker(name="Ann Lee")
    assert found(words) == []


def test_the_articles_with_suggestions_to_read_are_listed_with_their_number():
    quote, address = a_quote(), page(Article, "changelist")
    an_accepted_quote(snapshot=a_snapshot())
    client = logged_in("annotator")
    waiting = client.get(address, {"suggestions": "waiting"}).context["cl"].result_list
    assert [(row, row.waiting) for row in waiting] == [(quote.snapshot.article, 1)]
    assert len(client.get(address, {"suggestions": "none"}).context["cl"].result_list) == 1


def test_suggestions_alone_are_listed_surest_first_and_what_is_none_last():
    snapshot = a_snapshot("a b c d e")
    of = {"a": 0.5, "b": 0.9, "c": 0.95}
    for word, confidence in of.items():
        a_quote(word, snapshot, suggestion={**READ, "confidence": confidence})
    a_quote("d", snapshot, suggestion={**READ, "confidence": 0.99}, reason="title")
    client, address = logged_in("annotator"), page(Quote, "changelist")
    listed = client.get(address, {"status__exact": "suggested"})
    assert [quote.text for quote in listed.context["cl"].result_list] == ["c", "b", "a", "d"]
    assert [quote.confidence for quote in listed.context["cl"].result_list] == [
        0.95,
        0.9,
        0.5,
        None,
    ]
    assert "0.95" in read(listed) and "0.99" not in read(listed)
    assert "Ann Lee (suggested)" in read(listed)
    newest = client.get(address).context["cl"].result_list
    assert [quote.text for quote in newest] == ["d", "c", "b", "a"]


def test_the_surest_suggestions_are_read_from_their_index():
    a_suggestion_a_word(500)
    listed = logged_in("annotator").get(page(Quote, "changelist"), {"status__exact": "suggested"})
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort = off")  # so few rows are sorted sooner
        plan = listed.context["cl"].queryset[:50].explain()
    assert "quote_surest_first" in plan and "Sort" not in plan


def test_a_selection_that_ends_where_no_number_goes_is_refused():
    snapshot = a_snapshot("Trees.")
    sent = {"snapshot": snapshot.pk, "start": 0, "end": 10**12, "words": "Trees."}
    address = reverse("admin:sources_article_select", args=[snapshot.article_id])
    html = read(logged_in("annotator").post(address, sent, follow=True))
    assert "Select some words of the text first." in html and not Quote.objects.exists()


def test_who_may_add_no_speaker_makes_none_by_a_decision():
    client, quote = logged_in(), a_quote()
    names = ["view_article", "view_quote", "change_quote"]
    client.user.user_permissions.set(Permission.objects.filter(codename__in=names))
    assert decide(client, quote, "new-person", speaker="Ann Lee").status_code == 403
    assert not Speaker.objects.filter(name="Ann Lee").exists()
