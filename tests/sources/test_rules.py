"""The rules on what was said hold for the ORM in bulk and for raw SQL alike."""

import datetime
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError

from sources.models import Article, Merge, Publisher, Quote, Role, Snapshot, Speaker
from sources.rules import violation_message
from tests.factories import (
    a_publisher,
    a_quote,
    a_snapshot,
    a_speaker,
    an_accepted_quote,
    an_article,
)
from tests.refusals import refused_by, sql

DAY = datetime.date(2026, 5, 4)


def bulk_renumbered(row):
    type(row).objects.filter(pk=row.pk).update(public_id=uuid4())


def renumbered_by_sql(row):
    sql(f"UPDATE {row._meta.db_table} SET public_id = %s WHERE id = {row.pk}", uuid4())


def test_publisher_once_by_name_and_domain():
    with refused_by("publisher_once_by_name_and_domain"):
        Publisher.objects.bulk_create([Publisher(name="Paper"), Publisher(name="Paper")])


def test_publisher_has_a_name():
    with refused_by("publisher_has_a_name"):
        a_publisher(name="")


def test_article_once_per_url():
    an_article(url="https://paper.example/once")
    with refused_by("article_once_per_url"):
        Article.objects.bulk_create([Article(headline="B", url="https://paper.example/once")])


def test_article_once_per_address():
    an_article(url="https://paper.example/once")
    with refused_by("article_once_per_address"):
        Article.objects.bulk_create([Article(headline="B", url="http://www.paper.example/once/")])


def test_article_day_is_of_a_date():
    with refused_by("article_day_is_of_a_date"):
        an_article(published_day=True)


def test_article_url_may_be_2048_letters_of_any_alphabet():
    url = "https://paper.example/" + "ł" * 2026
    assert an_article(url=url).url == url


def test_article_has_a_headline():
    with refused_by("article_has_a_headline"):
        an_article(headline="")


@pytest.mark.parametrize(
    "url", ["", "javascript:x", "https://a b", "paper.example", "urn:sha256:", "https:///"]
)
def test_article_url_is_an_address(url):
    with refused_by("article_url_is_an_address"):
        an_article(url=url)


def test_snapshot_once_per_number():
    snapshot = a_snapshot()
    with refused_by("snapshot_once_per_number"):
        Snapshot.objects.create(article=snapshot.article, number=1, text="Another text.")


def test_snapshot_once_per_text():
    snapshot = a_snapshot("Some text.")
    with refused_by("snapshot_once_per_text"):
        Snapshot.objects.create(article=snapshot.article, number=2, text="Some text.")


def test_snapshot_lines_end_in_newline():
    with refused_by("snapshot_lines_end_in_newline"):
        Snapshot.objects.bulk_create([Snapshot(article=an_article(), number=1, text="a\r\nb")])


def test_snapshot_has_text():
    with refused_by("snapshot_has_text"):
        Snapshot.objects.create(article=an_article(), number=1, text="")


def test_snapshot_never_changes():
    snapshot = a_snapshot()
    with refused_by("snapshot_never_changes"):
        Snapshot.objects.update(text="Something else.")
    with refused_by("snapshot_never_changes"):
        sql("UPDATE sources_snapshot SET number = 7 WHERE id = %s", snapshot.pk)


def test_snapshot_is_not_deleted_under_a_quote():
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    quote = a_quote()
    with pytest.raises(IntegrityError, match="sources_quote_snapshot_id"):
        sql("DELETE FROM sources_snapshot WHERE id = %s", quote.snapshot_id)


def test_speaker_once_by_name_and_disambiguation():
    a_speaker(name="Ann Clinton", disambiguation="senator")
    assert a_speaker(name="Ann Clinton", disambiguation="singer").pk
    with refused_by("speaker_once_by_name_and_disambiguation"):
        a_speaker(name="Ann Clinton", disambiguation="singer")


def test_speaker_has_a_name():
    with refused_by("speaker_has_a_name"):
        Speaker.objects.bulk_create([Speaker(name="")])


def test_speaker_kind_is_known():
    with refused_by("speaker_kind_is_known"):
        a_speaker(kind="animal")


@pytest.mark.parametrize("wrong", ["42", "Q", "Q0", "q42", "Q42 "])
def test_speaker_wikidata_id_is_one(wrong):
    with refused_by("speaker_wikidata_id_is_one"):
        a_speaker(wikidata_id=wrong)


def test_role_once_per_speaker_and_start():
    speaker = a_speaker()
    speaker.roles.create(title="mayor")
    with refused_by("role_once_per_speaker_and_start"):
        Role.objects.bulk_create([Role(speaker=speaker, title="mayor")])


def test_role_has_a_title():
    with refused_by("role_has_a_title"):
        a_speaker().roles.create(title="")


def test_role_ends_after_it_starts():
    before = DAY - datetime.timedelta(days=1)
    with refused_by("role_ends_after_it_starts"):
        a_speaker().roles.create(title="mayor", start_date=DAY, end_date=before)


def test_quote_once_per_span():
    quote = a_quote()
    with refused_by("quote_once_per_span"):
        a_quote(snapshot=quote.snapshot)


@pytest.mark.parametrize("span", [(9, 0), (9, 9), (-5, 4), (2**31 - 1, 2**31 - 1), (-(2**31), 9)])
def test_quote_span_is_not_empty(span):
    quote = a_quote()
    with refused_by("quote_span_is_not_empty"):
        Quote.objects.update(start=span[0], end=span[1])
    with refused_by("quote_span_is_not_empty"):
        sql("UPDATE sources_quote SET text = '', \"end\" = start WHERE id = %s", quote.pk)


def test_quote_kind_is_known():
    with refused_by("quote_kind_is_known"):
        a_quote(kind="sung")


def test_quote_status_is_known():
    with refused_by("quote_status_is_known"):
        a_quote(status="liked")


def test_quote_accepted_only_with_speaker():
    a_quote()
    with refused_by("quote_accepted_only_with_speaker"):
        Quote.objects.update(status="accepted")


def test_quote_text_is_its_span():
    quote = an_accepted_quote()
    with refused_by("quote_text_is_its_span"):
        Quote.objects.update(text="We will plant eleven thousand trees,")
    with refused_by("quote_text_is_its_span"):
        sql('UPDATE sources_quote SET "end" = "end" + 1 WHERE id = %s', quote.pk)
    with refused_by("quote_text_is_its_span"):
        other = a_snapshot("Another text, long enough for the very same span to lie inside of it.")
        Quote.objects.update(snapshot=other)
    last = a_quote("Nobody answered.")
    with refused_by("quote_text_is_its_span"):
        Quote.objects.filter(pk=last.pk).update(end=last.end + 1)


def test_quote_offsets_count_code_points():
    text = "\N{PILE OF POO}e\N{COMBINING ACUTE ACCENT} שלום “ż\N{FLAG IN HOLE}ó”"
    assert a_quote("ż\N{FLAG IN HOLE}ó", snapshot=a_snapshot(text)).pk


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"])
def test_text_that_cannot_be_stored_is_refused_with_a_sentence(text):
    article = an_article()
    with pytest.raises(ValidationError, match="cannot be stored"):
        article.capture(text)
    with pytest.raises(ValidationError, match="cannot be stored"):
        Speaker.objects.bulk_create([Speaker(name=text)])
    with pytest.raises(ValidationError, match="cannot be stored"):
        Speaker.objects.create(name="Ann", aliases=[text])


@pytest.mark.parametrize("language", ["English", "", "en_US"])
def test_article_language_is_a_tag(language):
    with refused_by("article_language_is_a_tag"):
        an_article(language=language)


@pytest.mark.parametrize("change", [bulk_renumbered, renumbered_by_sql])
def test_publisher_keeps_its_public_id(change):
    with refused_by("publisher_keeps_its_public_id"):
        change(a_publisher())


@pytest.mark.parametrize("change", [bulk_renumbered, renumbered_by_sql])
def test_article_keeps_its_public_id(change):
    with refused_by("article_keeps_its_public_id"):
        change(an_article())


@pytest.mark.parametrize("change", [bulk_renumbered, renumbered_by_sql])
def test_quote_keeps_its_public_id(change):
    with refused_by("quote_keeps_its_public_id"):
        change(a_quote())


@pytest.mark.parametrize("change", [bulk_renumbered, renumbered_by_sql])
def test_speaker_keeps_its_public_id(change):
    """Also one that was merged into another, to whom the old address leads."""
    merged, kept = a_speaker(), a_speaker()
    Merge.objects.create(merged=merged, kept=kept)
    for speaker in (merged, kept):
        with refused_by("speaker_keeps_its_public_id"):
            change(speaker)


def test_what_django_itself_protects_is_said_in_its_own_words():
    assert violation_message(ProtectedError("It is named elsewhere.", set())) == (
        "It is named elsewhere."
    )
