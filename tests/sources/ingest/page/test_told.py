"""What a page tells of its article: as it says it, and nothing guessed."""

import json
from datetime import UTC, datetime

import pytest

from sources.ingest import Unreadable
from sources.ingest.html_page import parse_article_page
from sources.ingest.page.dates import parse_date
from tests.article_html import page

UNKNOWN = None


def told(head="", inside="", **kwargs):
    return parse_article_page(page(inside, head, **kwargs))


def data(**fields):
    fields = {"@type": "NewsArticle", "headline": "Ostholm plans a pier", **fields}
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


def when(fields):
    at = fields["published_at"]
    return at and (at.date().isoformat() if fields["published_day"] else at.isoformat())


def published(content):
    return f"<meta property='article:published_time' content='{content}'>"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (published("2026-05-04T22:30:00-05:00"), "2026-05-04T22:30:00-05:00"),
        (published("2026-05-04T00:15:00+0530"), "2026-05-04T00:15:00+05:30"),
        (published("2026-05-04 09:15:00 UTC"), "2026-05-04T09:15:00+00:00"),
        (published("Mon, 04 May 2026 09:15:00 GMT"), "2026-05-04T09:15:00+00:00"),
        (published("1777886100"), "2026-05-04T09:15:00+00:00"),
        (published("2026-05-04T09:15:00:123Z"), "2026-05-04T09:15:00+00:00"),
        (published("2026-05-04"), "2026-05-04"),
        (published("2026-05-04T00:00:00+02:00"), "2026-05-04"),
        (published("2026-05-04T09:15:00"), "2026-05-04"),
        (published("1931-05-04T00:00:00Z"), "1931-05-04"),
        (published("04/05/2026"), UNKNOWN),
        (published("1970-01-01T00:00:00Z"), UNKNOWN),
        (published("0000-00-00 00:00:00"), UNKNOWN),
        (published("soon"), UNKNOWN),
        ("<meta property='article:modified_time' content='2026-05-04T09:15:00Z'>", UNKNOWN),
        (
            "<meta name='last-modified' content='2026-06-01'>"
            + data(dateModified="2026-06-01T10:00:00Z", datePublished="2026-05-04T09:15:00Z"),
            "2026-05-04T09:15:00+00:00",
        ),
        (
            "<meta name='dcterms.created' content='2026-01-02'><meta name='date' "
            "content='2026-05-04'>" + data(dateCreated="2026-01-02T09:15:00Z"),
            "2026-05-04",
        ),
        (data(dateCreated="2026-05-04T09:15:00Z"), "2026-05-04T09:15:00+00:00"),
        ("<meta name='dcterms.created' content='2026-05-04'>", "2026-05-04"),
        (
            '<script type="application/ld+json">[{"@type": "ItemList", "itemListElement": '
            '[{"@type": "NewsArticle", "datePublished": "2019-01-01"}]}]</script>',
            UNKNOWN,
        ),
        (
            '<script type="application/ld+json">{"@type": "VideoObject", "datePublished": '
            '"2019-01-01"}</script>' + data(datePublished="2026-05-04"),
            "2026-05-04",
        ),
    ],
)
def test_the_date_is_of_its_first_publication(head, expected):
    assert when(told(head)) == expected


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<span itemprop='datePublished' content='2026-05-04'></span>", "2026-05-04"),
        ("<p>They had met on 3 May 2026 before.</p>", UNKNOWN),
        ("<aside><a href='/x'>Old</a> <time datetime='2017-01-02'>2 Jan</time></aside>", UNKNOWN),
    ],
)
def test_a_date_in_the_article_is_not_that_of_the_article(inside, expected):
    assert when(told(inside=inside)) == expected


@pytest.mark.parametrize(
    ("line", "lang"),
    [
        ("Published 4 May 2026", "en"),
        ("4. Mai 2026, 09:15 Uhr", "de"),
        ("4 maja 2026, 09:15", "pl"),
        ("4 травня 2026", "uk"),
        ("04.05.2026", "de"),
        ("04.05.2026, Lesezeit 3 Min.", "de"),
        ("May 4, 2026 at 9:15 a.m.", "en"),
        ("Published 4 May 2026, updated 6 May 2026", "en"),
        ("04.05.2026 - Güncelleme : 06.05.2026", "tr"),
    ],
)
def test_a_date_beside_the_headline_is_taken_and_a_note_says_so(line, lang):
    raw = page(lang=lang).replace(b"</h1>", f"</h1><p class='date'>{line}</p>".encode())
    fields = parse_article_page(raw)
    assert when(fields) == "2026-05-04"
    assert "The page declares no date; this one stands beside the headline." in fields["notes"]


@pytest.mark.parametrize(
    "line",
    [
        "Updated 4 May 2026",
        "Zuletzt geändert am 04.05.2026",
        "© 4 May 2026",
        "Last updated: <time datetime='2026-05-04T10:00:00Z'>1 June</time>",
    ],
)
def test_a_day_of_a_change_or_of_a_right_is_none(line):
    raw = page(lang="en-GB").replace(b"</h1>", f"</h1><p class='date'>{line}</p>".encode())
    assert when(parse_article_page(raw)) is UNKNOWN


@pytest.mark.parametrize(
    "line",
    [
        "Updated <time datetime='2026-05-06T10:00Z'>6 May</time> | Published "
        "<time datetime='2026-05-04T09:15Z'>4 May</time>",
        "<time datetime='2026-05-04T09:15Z'>4 May</time>, changed "
        "<time class='updated' datetime='2026-05-06T10:00Z'>6 May</time>",
    ],
)
def test_of_two_moments_in_a_line_that_of_a_change_is_none(line):
    raw = page().replace(b"</h1>", f"</h1><p>{line}</p>".encode())
    assert when(parse_article_page(raw)) == "2026-05-04T09:15:00+00:00"


def test_the_day_at_the_top_of_a_site_is_not_the_articles():
    bar = b"<body><div class='bar'>Monday, 4 May 2026</div>"
    assert when(parse_article_page(page().replace(b"<body>", bar))) is UNKNOWN


def test_a_day_above_the_headline_in_one_box_with_it_is_the_articles():
    raw = page().replace(b"<h1>", b"<p>4 May 2026</p><h1>")
    assert when(parse_article_page(raw)) == "2026-05-04"


def test_a_long_standfirst_stands_between_the_headline_and_its_date():
    standfirst = "The board heard two plans and chose neither. " * 5
    line = f"</h1><h4>{standfirst}</h4><div class='row'>Ostholm, 4 May 2026</div>"
    assert when(parse_article_page(page().replace(b"</h1>", line.encode()))) == "2026-05-04"


@pytest.mark.parametrize(
    ("written", "language", "day"),
    [
        ("5/4/2026", "en-US", 4),
        ("5/4/2026", "en", None),
        ("4/5/2026", "en-GB", 4),
        ("4/5/2026", "fr", 4),
        ("13/5/2026", "en", 13),
        ("31/2/2026", "fr", None),
        ("5/4/2026", "und", None),
        ("4 May 2026 to 5 May 2026", "en", None),
    ],
)
def test_numbers_are_a_day_only_where_their_order_is_known(written, language, day):
    found = parse_date(written, language)
    assert (found and found.at) == (day and datetime(2026, 5, day, tzinfo=UTC))


@pytest.mark.parametrize("written", ["Sept. 3, 2026", "3 Sept 2026", "Sep 3, 2026"])
def test_newspapers_write_september_with_four_letters(written):
    assert parse_date(written, "en").at == datetime(2026, 9, 3, tzinfo=UTC)


def test_a_date_in_the_future_is_none_and_a_note_says_so():
    fields = told(published("2931-05-04T09:15:00Z"))
    assert when(fields) is UNKNOWN
    assert fields["notes"] == (
        "The page says 2931-05-04T09:15:00Z as its date, which is in the future.",
    )


def test_a_day_in_the_address_is_said_to_be_from_there():
    fields = told("<link rel=canonical href='https://post.example/2026/05/04/pier'>")
    assert (when(fields), fields["notes"]) == (
        "2026-05-04",
        ("The day is from the page's address.",),
    )


@pytest.mark.parametrize(
    ("head", "byline"),
    [
        (data(author="Ada Berg"), "Ada Berg"),
        (
            data(author=[{"name": "Ada Berg", "jobTitle": "Editor"}, {"name": "Bo Ek"}]),
            "Ada Berg; Bo Ek",
        ),
        (data(author={"@type": "Organization", "name": "Nordwire"}), "Nordwire"),
        (data(author={"givenName": "Ada", "familyName": "Berg"}), "Ada Berg"),
        ("<meta name=author content='Ada Berg and Bo Ek'>", "Ada Berg; Bo Ek"),
        ("<meta name=author content='Ada Berg und Bo Ek'>", "Ada Berg; Bo Ek"),
        ("<meta name=author content='By Ada Berg, Political Editor'>", "Ada Berg"),
        ("<meta name=author content='Berg, Ada'>", "Berg, Ada"),
        ("<meta name=author content='ADA VON DER AUE'>", "ADA VON DER AUE"),
        ("<meta name=author content='Ada'><meta name=author content='Bo Ek'>", "Ada; Bo Ek"),
        ("<meta property='article:author' content='https://social.example/ada'>", ""),
        ("<meta name=author content='News'>", ""),
        ("<meta name=author content='Ada Berg | Nordwire'>", "Ada Berg; Nordwire"),
        ("<meta name=author content='Ada Berg, Dr. Bo Ek'>", "Ada Berg; Dr. Bo Ek"),
        ("<meta name=author content='José Ortega y Gasset'>", "José Ortega y Gasset"),
        ("<meta name=author content='Rui Costa e Silva'>", "Rui Costa e Silva"),
        ("<meta name=author content='Por Ana Ruiz y Luis Gil'>", "Ana Ruiz; Luis Gil"),
        ("<meta name=author content='Ana Ruiz y EFE'>", "Ana Ruiz; EFE"),
        ("<meta name=author content='Ana Ruiz y Agencias'>", "Ana Ruiz; Agencias"),
        ("<meta name=author content='Text und Fotos: Ada Berg'>", "Ada Berg"),
        ("<meta name=author content='Texto y fotos: Ana Ruiz'>", "Ana Ruiz"),
        ("<meta name=author content='Fotos und Text: Ada Berg'>", "Ada Berg"),
        ("<meta name=author content='Edited by Bo Ek; Ada Berg'>", "Ada Berg"),
        ("<meta name=author content='Translated by Bo Ek, Ada Berg'>", "Ada Berg"),
        ("<meta name=author content='Photo: Bo Ek | Ada Berg'>", "Ada Berg"),
        ("<meta name=author content='Bildung von Heute'>", "Bildung von Heute"),
        ("<meta name=author content='Bo Ek, Jr., and Ada Berg'>", "Bo Ek, Jr.; Ada Berg"),
    ],
)
def test_authors_are_persons_as_they_are_written(head, byline):
    assert told(head)["byline"] == byline


def test_a_byline_on_the_page_is_read_with_its_roles_apart():
    line = (
        "<p class='byline'>By <a rel=author href='/a'>Ada Berg</a>, Editor, and Bo Ek in Riga</p>"
    )
    raw = page().replace(b"</h1>", f"</h1>{line}".encode())
    assert parse_article_page(raw)["byline"].startswith("Ada Berg")


@pytest.mark.parametrize(
    "line",
    [
        "<div>Updated · <a href='/authors/ada-berg'>Ada Berg</a> · 3 min</div>",
        "<ul class='author-list'><li class='author-list-item'>Ada Berg</li></ul>",
        "<p>By Ada Berg</p>",
        "<p>By Ada Berg, in <a href='/news'>News</a>, Harbour</p>",
        "<p class='byline'>By Ada Berg for the Ostholm Post</p>",
    ],
)
def test_who_wrote_it_is_read_beside_the_headline(line):
    raw = page().replace(b"</h1>", f"</h1>{line}".encode())
    assert parse_article_page(raw)["byline"] == "Ada Berg"


@pytest.mark.parametrize("line", ["By 4 May 2026", "By ship to Riga", "Von 3 bis 5 Uhr", "Byways"])
def test_a_line_that_begins_like_a_byline_is_none(line):
    raw = page().replace(b"</h1>", f"</h1><p>{line}</p>".encode())
    assert parse_article_page(raw)["byline"] == ""


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("<p><em>Ada Berg</em></p>", "Ada Berg"),
        ("<p style='text-align: right'>Ada Berg</p>", "Ada Berg"),
        ("<p>Ada Berg</p>", "Ostholm Post"),
        ("<p><em>Ada Berg and Bo Ek sailed on.</em></p>", "Ostholm Post"),
        ("<p><em>Ada</em> Berg</p>", "Ostholm Post"),
    ],
)
def test_where_only_the_site_is_declared_a_signature_names_the_author(line, byline):
    raw = page(head=data(author="Ostholm Post")).replace(
        b"</article>", f"{line}</article>".encode()
    )
    assert parse_article_page(raw)["byline"] == byline


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("<p><strong>Ada Berg</strong></p>", "Ada Berg"),
        ("<p><b>ADA BERG</b></p>", "ADA BERG"),
        ("<p>Ada Berg</p>", ""),
        ("<p><b>Harbour Board</b></p>", ""),  # of which the article speaks
        ("<h2><b>Ada Berg</b></h2>", ""),
    ],
)
@pytest.mark.parametrize(
    "author",
    [{"name": "Ostholm Post"}, {"name": "Op", "url": "https://post.example/author/admin/"}],
)
def test_so_does_one_before_the_first_paragraph(author, line, byline):
    raw = page(head=data(author=author)).replace(b"<p>", f"{line}<p>".encode(), 1)
    assert parse_article_page(raw)["byline"] == (byline or author["name"])


def test_a_declared_author_goes_before_a_signature():
    raw = page(head=data(author="Bo Ek")).replace(
        b"</article>", b"<p><em>Ada Berg</em></p></article>"
    )
    assert parse_article_page(raw)["byline"] == "Bo Ek"


def test_an_address_is_no_author():
    assert told(data(author="https://post.example/ada"))["byline"] == ""


@pytest.mark.parametrize(
    "credit",
    [
        *("Edited by Bo Ek", "Photo: Bo Ek", "Foto: Bo Ek / Nordbild", "Photograph by Bo Ek"),
        *("Photos by Bo Ek and Per Dahl", "Fotos: Bo Ek, Per Dahl", "Foto/Video: Bo Ek"),
        *("Illustration von Bo Ek", "Bild: Bo Ek | Text: Ada Berg", "Image credit: Bo Ek"),
    ],
)
def test_who_edited_it_or_took_the_picture_is_no_author(credit):
    assert told(data(author=["Ada Berg", credit]))["byline"] == "Ada Berg"


@pytest.mark.parametrize("name", ["Bild", "Bildad Dahl", "Photis Lund", "Image Dahl"])
def test_a_name_that_begins_like_a_credit_is_one(name):
    assert told(data(author=name))["byline"] == name


def test_a_byline_that_is_too_long_keeps_whole_names_and_says_so():
    fields = told(data(author=[f"Writer{n} Longname" for n in range(90)]))
    assert len(fields["byline"]) <= 500 and fields["byline"].endswith(" Longname")
    assert fields["notes"][-1].startswith("The page names 90 authors; the first ")


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ("", "Ostholm Post"),  # by the end of the title
        ("<meta property='og:site_name' content='the post'>", "the post"),
        (data(publisher={"name": "Post Ltd"}), "Post Ltd"),
        ("<meta property='article:publisher' content='https://social.example/p'>", "Ostholm Post"),
        ("<meta name='application-name' content='PressCMS 4'>", "Ostholm Post"),
    ],
)
def test_the_publisher_is_the_name_of_the_site(head, publisher):
    assert told(head)["publisher"] == publisher


@pytest.mark.parametrize(
    ("title", "h1", "headline"),
    [
        ("Pier is planned - Post", "Pier is planned", "Pier is planned"),
        ("Pier is planned - Post", "", "Pier is planned"),
        ("Pier is planned - Post", "Post", "Pier is planned"),
        ("Holt &amp; Sons: “No” | Post", "Holt &amp; Sons: “No”", "Holt & Sons: “No”"),
        (" | Post", "", ""),
        ("Post | Pier is planned", "Pier is planned", "Pier is planned"),
        ("Post: Pier is planned", "", "Pier is planned"),
        ("Pier is planned", "Pier<br>is planned", "Pier is planned"),
        ("Pier is planned", "<small>Sea</small> Pier is planned", "Pier is planned"),
        ("40 m2 of pier", "<small>Sea</small> <b>40 m<sup>2</sup> of pier</b>", "40 m2 of pier"),
    ],
)
def test_the_headline_is_without_the_name_of_the_site(title, h1, headline):
    raw = page(head="<meta property='og:site_name' content='Post'>").decode()
    raw = raw.replace("Ostholm plans a pier | Ostholm Post", title)
    raw = raw.replace("<h1>Ostholm plans a pier</h1>", f"<h1>{h1}</h1>")
    assert parse_article_page(raw.encode())["headline"] == headline


@pytest.mark.parametrize(
    ("title", "h1"),
    [
        ("Ostholm plans a pier | Ostholm Post", ""),
        ("Ostholm plans a pier | Ostholm Post", "<h1><img src='a.png'></h1>"),
        ("Ostholm Post: Ostholm plans a pier", "<h1>Ostholm plans a pier</h1>"),
        ("Ostholm plans a pier | Sea | Ostholm Post", "<h1>Ostholm plans a pier</h1>"),
    ],
)
def test_a_site_that_only_the_title_names_is_known_by_its_domain(title, h1):
    raw = page(head="<link rel=canonical href='https://ostholm-post.example/1'>").decode()
    raw = raw.replace("Ostholm plans a pier | Ostholm Post", title)
    fields = parse_article_page(raw.replace("<h1>Ostholm plans a pier</h1>", h1).encode())
    assert (fields["headline"], fields["publisher"]) == ("Ostholm plans a pier", "Ostholm Post")


@pytest.mark.parametrize(
    "headings",
    [
        "<h1><span>Harbour</span> <span>Ostholm plans a pier</span></h1>",
        "<h1><a href='/'>Ostholm Harbour Pier</a></h1><h3>Ostholm plans a pier</h3>",
        "<h1>Ostholm plans a pier</h1><h2>Ostholm plans a pier at last</h2>",
    ],
)
def test_the_heading_that_is_declared_to_the_letter_is_the_headline(headings):
    raw = page(head=data()).decode().replace("<h1>Ostholm plans a pier</h1>", headings)
    assert parse_article_page(raw.encode())["headline"] == "Ostholm plans a pier"


def test_a_headline_in_parts_is_as_it_is_declared_and_no_text():
    parts = "<h1><span>Ostholm</span> <span>plans a pier</span></h1>"
    head = data(headline="Ostholm: plans a pier")
    raw = page(head=head).decode().replace("<h1>Ostholm plans a pier</h1>", parts)
    fields = parse_article_page(raw.encode())
    assert fields["headline"] == "Ostholm: plans a pier"
    assert "Ostholm plans" not in fields["text"]


def test_a_louder_title_for_networks_is_not_the_headline():
    assert told("<meta property='og:title' content='SHOCK on the quay'>")["headline"] == (
        "Ostholm plans a pier"
    )


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ("<html lang='en_GB'>", "en-GB"),
        ("<html xml:lang='en'>", "en"),
        ("<html><meta property='og:locale' content='en_IE'>", "en-IE"),
        ("<html><meta http-equiv='content-language' content='en'>", "en"),
        ("<html lang='EN-gb'>", "en-GB"),
        ("<html lang='zxx'>", ""),
        ("<html lang='lang='>", ""),
        (
            "<html lang='en-GB-x-a-very-long-style-of-the-house'>",
            "en-GB-x-a-very-long-style-of-the",
        ),
    ],
)
def test_the_language_is_as_the_markup_has_it(html, language):
    raw = page().decode().replace("<html lang='en'>", html)
    assert parse_article_page(raw.encode())["language"] == language


def test_a_wrong_language_stands_with_a_note():
    assert told(lang="pl")["notes"] == (
        "The page says its language is pl; its words look like en.",
    )


CANONICAL = "<link rel=canonical href='{}'>"


@pytest.mark.parametrize(
    ("head", "known", "url"),
    [
        (
            CANONICAL.format("https://post.example/pier?b=2&a=1"),
            "",
            "https://post.example/pier?b=2&a=1",
        ),
        (CANONICAL.format("https://post.example/"), "", ""),
        (CANONICAL.format("https://post.example/en/"), "", ""),
        (CANONICAL.format("https://post.example/?lang=en"), "", ""),
        (CANONICAL.format("https://post.example/?p=7"), "", "https://post.example/?p=7"),
        (data(mainEntityOfPage="https://post.example/pier"), "", "https://post.example/pier"),
        (
            data(mainEntityOfPage={"@id": "https://post.example/pier#page"}),
            "",
            "https://post.example/pier",
        ),
        (
            "<link type='application/json+oembed' href='https://post.example/embed?url="
            "https%3A%2F%2Fpost.example%2Fpier'>",
            "",
            "https://post.example/pier",
        ),
        (CANONICAL.format("/pier"), "", ""),
        (CANONICAL.format("//post.example/pier"), "", "https://post.example/pier"),
        (CANONICAL.format("/pier"), "https://post.example/x", "https://post.example/pier"),
        (
            "<base href='https://post.example/news/'>" + CANONICAL.format("pier"),
            "",
            "https://post.example/news/pier",
        ),
        ("<base href='https://post.example/'>", "", ""),
        ("<link rel=alternate hreflang=x-default href='https://post.example/pier'>", "", ""),
        (
            "<meta property='og:url' content='https://post.example/pier'>",
            "",
            "https://post.example/pier",
        ),
        (CANONICAL.format("javascript:alert(1)"), "", ""),
        (CANONICAL.format("http://localhost/pier"), "", ""),
        (CANONICAL.format("https://joe:secret@post.example/pier"), "", ""),
        ("", "https://post.example/pier", "https://post.example/pier"),
    ],
)
def test_the_address_is_the_pages_own_word(head, known, url):
    assert parse_article_page(page(head=head), url=known)["url"] == url


@pytest.mark.parametrize(
    "address",
    [
        "https://joe:secret@post.example/a",
        "HTTP://secret@post.example",
        r"https:\/\/j:secret@x.example",
    ],
)
def test_a_login_in_an_address_is_not_kept_in_the_bytes_either(address):
    raw = page(f"<p><a href='{address}'>Ask</a> joe@post.example</p>", CANONICAL.format(address))
    kept = parse_article_page(raw)["raw"]
    assert b"secret" not in kept and b"joe@post.example</p>" in kept


def test_another_sites_address_is_where_a_copy_says_it_is_from():
    head = CANONICAL.format("https://wire.example/pier")
    fields = parse_article_page(page(head=head), url="https://post.example/pier")
    assert (fields["url"], fields["origin"]) == (
        "https://post.example/pier",
        "https://wire.example/pier",
    )


def test_of_two_sites_the_one_that_the_page_names_most_is_its_own():
    head = CANONICAL.format("https://wire.example/pier")
    head += "<meta property='og:url' content='https://post.example/pier'>"
    fields = parse_article_page(page("<img src='https://post.example/pier.jpg'>", head))
    assert (fields["url"], fields["origin"]) == (
        "https://post.example/pier",
        "https://wire.example/pier",
    )


@pytest.mark.parametrize(
    ("site", "url", "origin"),
    [
        ("Ostholm Post", "", "https://wire.example/pier"),
        ("The Wire", "https://wire.example/pier", ""),
        ("Портова газета", "https://wire.example/pier", ""),  # other letters: no word against it
    ],
)
def test_an_address_unlike_the_name_of_the_site_is_another_sites(site, url, origin):
    raw = page(head=CANONICAL.format("https://wire.example/pier")).decode()
    fields = parse_article_page(raw.replace("Ostholm Post", site).encode())
    assert (fields["url"], fields["origin"]) == (url, origin)


def test_an_address_in_other_letters_is_kept_as_it_is_written():
    at = "https://xn--grn-hoa.example/b/%D1%81?b=2&a=1"
    assert told(CANONICAL.format(at))["url"] == at


def test_a_saved_page_knows_where_it_was_saved_from():
    saved = b"<!-- saved from url=(0026)https://post.example/pier -->"
    raw = page().replace(b"<!doctype html>", b"<!doctype html>" + saved)
    assert parse_article_page(raw)["url"] == "https://post.example/pier"


@pytest.mark.parametrize("label", ["windows-1250", "iso-8859-1"])
def test_utf8_under_an_old_label_is_read_with_a_word_about_it(label):
    raw = page("<p>„Nie”, powiedziała Łucja Żak.</p>").replace(b"'utf-8'", f"'{label}'".encode())
    fields = parse_article_page(raw)
    assert "„Nie”, powiedziała Łucja Żak." in fields["text"]
    assert f"The page says it is {label} but is UTF-8" in fields["notes"][0]


@pytest.mark.parametrize(
    ("label", "encoding", "words"),
    [
        ("", "cp1250", "Burmistrz Łucja Żak powiedziała: „Źle się dzieje, a będzie gorzej”."),
        ("utf-8", "cp1250", "Burmistrz Łucja Żak powiedziała: „Źle się dzieje, a będzie gorzej”."),
        ("iso-8859-2", "cp1250", "Łucja Żak powiedziała: „Źle się dzieje, a będzie gorzej”."),
        ("shift_jis", "cp1252", "« Le pont a été fermé après l’été, a déclaré Zoé Bénard. »"),
    ],
)
def test_a_page_in_another_encoding_than_it_says_is_recognised_with_a_word(label, encoding, words):
    raw = page(f"<p>{words}</p>" * 3).replace(b"<meta charset='utf-8'>", b"").decode()
    raw = raw.replace("<head>", f"<head><meta charset='{label}'>" if label else "<head>")
    fields = parse_article_page(raw.encode(encoding))
    assert words in fields["text"]
    assert f"by its bytes it is {encoding}: look" in fields["notes"][0]


def test_half_utf8_and_half_another_encoding_is_refused():
    raw = page("<p>Żółć i „źdźbło”.</p><p>~</p>").replace(b"~", "Żółć i „źdźbło”.".encode("cp1250"))
    with pytest.raises(Unreadable, match="not utf-8"):
        parse_article_page(raw)


def test_a_nul_is_left_out_with_a_word():
    fields = parse_article_page(page("<p>The pier~ will stand.</p>").replace(b"~", b"\0"))
    assert "The pier will stand." in fields["text"]
    assert fields["notes"] == ("NUL characters, which no text has, were left out of this page.",)


def test_a_byte_that_is_no_letter_is_shown_as_one_with_a_word_about_it():
    fields = parse_article_page(page("<p>It cost 3~ or 4 million.</p>").replace(b"~", b"\x92"))
    assert "It cost 3\N{REPLACEMENT CHARACTER} or 4 million." in fields["text"]
    assert fields["notes"][0].startswith("Bytes of this page that are not UTF-8")
