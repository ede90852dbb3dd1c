"""The text of a page is its article's: every word that is quoted, in place, and nothing else."""

import pytest

from sources.ingest import Unreadable
from sources.ingest.html_page import parse_article_page
from sources.ingest.page.blocks import blocks_of
from sources.ingest.page.selection import of_two_readings
from sources.ingest.page.tree import parse
from tests.article_html import AFTER, BEFORE, page

WORDS = "“The pier will stand for a hundred years,” said harbour master Greta Lund."
QUOTED = "“The pier will stand for a hundred years.”"


def read(*args, **kwargs):
    return parse_article_page(page(*args, **kwargs))


def between(fields):
    """Return the lines that stand between the first two paragraphs and the last two."""
    lines = fields["text"].split("\n")
    assert [line for line in lines if line in BEFORE + AFTER] == BEFORE + AFTER
    return lines[lines.index(BEFORE[1]) + 1 : lines.index(AFTER[0])]


@pytest.mark.parametrize(
    "inside",
    [
        f"<blockquote><p>{WORDS}</p></blockquote>",
        f"<aside class='pull-quote'><p>{WORDS}</p></aside>",
        f"<figure><img src='a.jpg'><figcaption>{WORDS}</figcaption></figure>",
        f"<div class='caption'>{WORDS}</div>",
        f"<div class='related-remark'><p>{WORDS}</p></div>",
        f"<div class='shared-words'><p>{WORDS}</p></div>",
        f"<div class='sponsored-debate-box'><p>{WORDS}</p></div>",
        f"<div class='paywall premium'><p>{WORDS}</p></div>",
        f"<ul><li>{WORDS}</li></ul>",
        f"<amp-fit-text>{WORDS}</amp-fit-text>",
        f"<h3><button>What did she say?</button></h3><div hidden><p>{WORDS}</p></div>",
        f"<div><button>Her words</button><div style='display:none'><p>{WORDS}</p></div></div>",
        f"<div class='hidden md:block'><p>{WORDS}</p></div>",
        f"<details><summary>Her words</summary><p>{WORDS}</p></details>",
        "<p>“The pier will <em>stand</em> for a <a href='/x'>hundred</a> <b>years</b>,” said "
        "<abbr title='hm'>harbour master</abbr> Greta Lund.</p>",
        "<p>“The pier will stand for <time datetime='P100Y'>a hundred years</time>,” said harbour "
        "master Greta Lund.</p>",
        "<p>“The pier will <del>soon fall</del> stand for a hundred years<sup>2</sup>,” said "
        "harbour master Greta Lund.</p>",
        "<p>“The pier will stand<a href='#note1'><sup>1</sup></a> for a hundred years,” said "
        "harbour master Greta Lund.</p>",
        "<p>“The pier will stand<a class='footnote' href='#note1'>1</a> for a hundred"
        "<span class='noteref'>12</span> years,” said harbour master Greta Lund.</p>",
        "<p>“The pier<span role='tooltip'>A jetty.</span> will stand for a hundred years,” said "
        "harbour master Greta Lund.</p>",
        "<p>“The pier will stand<span class='sr-only'> (a new window opens)</span> for a hundred "
        "years,” said harbour master Greta Lund.</p>",
        "<p><span aria-hidden='true'>“T</span>he pier will stand for a hundred years,” said "
        "harbour master Greta Lund.</p>",
        "<p><span aria-hidden='true'><b>“T</b>he</span> <span class='sr-only'>“The</span> pier "
        "will stand for a hundred years,” said harbour master Greta Lund.</p>",
        "<p><span aria-hidden='true'>“T</span><span class='sr-only'>“The</span>"
        "<span aria-hidden='true'>he</span> pier will stand<span aria-hidden='true'>★</span> for a "
        "hundred years,<i aria-hidden='true'>quote</i>” said harbour master Greta Lund.</p>",
        "<p><span class='initial'>“T</span>he pier will st&shy;and for a hun&#8203;dred&nbsp;years"
        ",” said harbour master Greta Lund.</p>",
    ],
)
def test_a_quotation_in_the_article_is_there_to_the_letter(inside):
    assert WORDS in between(read(inside))


@pytest.mark.parametrize(
    ("inside", "lines"),
    [
        ("<p>She wrote: <q>No pier</q>, and left.</p>", ["She wrote: “No pier”, and left."]),
        ("<p>“No.”</p><p>That was all.</p>", ["“No.”", "That was all."]),
        (f"<p>{WORDS}</p><p>{WORDS}</p>", [WORDS, WORDS]),
        (f"<div>{WORDS}<br><br>“Why?” asked Per Dahl.</div>", [WORDS, "“Why?” asked Per Dahl."]),
        (
            f"<table><tr><td>Greta Lund</td><td>{QUOTED}</td></tr></table>",
            [f"Greta Lund | {QUOTED}"],
        ),
        (
            f"<table><tr><td>Greta Lund</td><td><p>{QUOTED}</p></td></tr></table>",
            [f"Greta Lund | {QUOTED}"],
        ),
        (f"<blockquote>{QUOTED}<cite>Greta Lund</cite></blockquote>", [QUOTED, "Greta Lund"]),
        ("<blockquote>“<cite>Gull</cite> sails.”</blockquote>", ["“Gull sails.”"]),
        ("<p>It was in <a href='/1912'>1912</a>.</p>", ["It was in 1912."]),
        ("<pre>LUND: No pier.\nDAHL: Why?</pre>", ["LUND: No pier.", "DAHL: Why?"]),
        (
            "<p>The <span class='tooltip'>GDP<span class='tooltip-text'>What a land makes"
            "</span></span> of <a class='tooltip' href='/riga'>Riga</a> grew.</p>",
            ["The GDP of Riga grew."],
        ),
        (
            "<p>The <span class='term'>GDP<span class='tooltip'>What a land makes</span></span> of "
            "<span class='popup' title='A town'>Riga</span> grew.</p>",
            ["The GDP of Riga grew."],
        ),
        ("<p><span aria-hidden='true'>A</span> man ran.</p>", ["A man ran."]),
        ("<p><i aria-hidden='true'>link</i>The pier stood.</p>", ["The pier stood."]),
        ("<p>To <i aria-hidden='true'>arrow</i>forward it.</p>", ["To forward it."]),
        ("<p><span class='material-icons' aria-hidden='true'>x</span>it now.</p>", ["it now."]),
        ("<p>The end. <a class='share popup' href='/s'>Share it</a></p>", ["The end."]),
        ("<p>The end. <span class='read-time tooltip' title=x>5 min</span></p>", ["The end."]),
        ("<p>It rose 6 <sup>1</sup>/<sub>2</sub> percent.</p>", ["It rose 6 1/2 percent."]),
        (
            "<p><span aria-hidden='true'>2 h</span><b class='sr-only'>2 hours</b> Gone.</p>",
            ["Gone."],
        ),
        ("<p>It is 40 m<sup>2</sup> wide.</p>", ["It is 40 m² wide."]),
        (
            "<p>Of 10<sup>6</sup> fish, 10<sup><i>−3</i></sup> were ill<sup>12</sup>; the 3<sup>rd"
            "</sup> ate CO<sub>2</sub>.</p>",
            ["Of 10⁶ fish, 10⁻³ were ill¹²; the 3rd ate CO2."],
        ),
    ],
)
def test_lines_are_as_a_reader_sees_them(inside, lines):
    assert between(read(inside)) == lines


def test_marks_around_a_quotation_are_those_of_its_language():
    assert "„Nein“" in read("<p>Sie rief: <q>Nein</q>, und ging.</p>", lang="de")["text"]


JUNK = "“Nobody asked me,” says a captain"


@pytest.mark.parametrize(
    "inside",
    [
        f"<div class='related-stories'><ul><li><a href='/a'>{JUNK}</a></li></ul></div>",
        f"<p><b>Read more:</b> <a href='/a'>{JUNK}</a></p>",
        f"<p>MORE : <a href='/a'>{JUNK}</a></p>",
        f"<p>Follow us on <a href='/a'>Gull</a>. {JUNK}.</p>",
        "<h2>Most read in sailing</h2>",
        f"<div class='newsletter-signup'><p>Write to us. {JUNK}.</p></div>",
        f"<div id='cookie-banner'><p>{JUNK}, and take our cookies.</p></div>",
        f"<section class='comments'><p>{JUNK}.</p></section>",
        f"<div class='share-bar'><p>{JUNK}: share</p></div>",
        f"<div class='author-bio'><p>{JUNK}. Follow him.</p></div>",
        f"<div class='advert'><p>{JUNK}: buy rope.</p></div>",
        f"<div style='display: none'><p>{JUNK}.</p></div>",
        f"<p hidden>{JUNK}.</p>",
        f"<div class='d-none'><p>{JUNK}.</p></div>",
        f"<div class='social-share'><span>{JUNK}</span></div>",
        f"<div class='leserkommentare'><p>{JUNK}.</p></div>",
        f"<div class='publicite-block'><p>{JUNK}.</p></div>",
        f"<div class='autorenbox'><p>{JUNK}.</p></div>",
        f"<div id='div-gpt-ad-3'><p>{JUNK}.</p></div>",
        f"<div class='recirc-module'><h2>More like it</h2><a href='/a'>{JUNK}</a></div>",
        f"<section aria-label='Comments'><h2>Comments</h2><p>{JUNK}.</p></section>",
        f"<div class='about-the-author'><p>{JUNK}.</p></div>",
        f"<div id='ad-slot-3'><p>{JUNK}.</p></div>",
        f"<div class='sponsored-content'><p>{JUNK}.</p></div>",
    ],
)
def test_what_is_beside_the_article_is_not_its_text(inside):
    assert between(read(inside)) == []


def test_a_part_with_most_of_the_words_stays_whatever_it_is_called():
    text = parse_article_page(page().replace(b"<main>", b"<main class='modal'>"))["text"]
    assert text.startswith(BEFORE[0])


def test_a_short_article_is_taken_and_not_the_long_notice_over_it():
    notice = "<div class='modal'><p>" + "We keep cookies to know you again. " * 30 + "</p></div>"
    raw = f"<html><body><main><article><h1>No</h1><p>{WORDS}</p></article></main>{notice}</body>"
    assert parse_article_page(raw.encode())["text"].split("\n")[-1] == WORDS


def test_half_an_article_does_not_come_in_alone():
    halves = "".join(f"<div><p>{text} And so on, says the board.</p></div>" for text in BEFORE * 4)
    assert read(halves)["text"].count("And so on") == 8


def test_the_standfirst_above_the_article_is_part_of_it():
    raw = page().replace(
        b"<article><h1>Ostholm plans a pier</h1>",
        f"<h1>Ostholm plans a pier</h1><p class='standfirst'>{WORDS}</p><article>".encode(),
    )
    assert parse_article_page(raw)["text"].startswith(f"{WORDS}\n{BEFORE[0]}")


def test_where_the_page_shows_only_a_part_the_whole_is_read_from_its_data():
    whole = " ".join([*BEFORE, WORDS, *AFTER])
    data = (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{whole}"}}'
    )
    raw = f"<head>{data}</script></head><article><h1>A</h1><p>{BEFORE[0]}</p></article>"
    fields = parse_article_page(raw.encode())
    assert fields["text"] == whole
    assert fields["notes"][0].startswith("The page shows a part of the article")


def test_the_whole_in_the_data_may_be_in_html():
    whole = [*BEFORE, WORDS, *AFTER]
    body = "".join(f"<p>{line}</p>" for line in whole)
    data = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{body}"}}'
    raw = f"<head>{data}</script></head><article><h1>A</h1><p>{BEFORE[0]}</p></article>"
    assert parse_article_page(raw.encode())["text"].split("\n") == whole


@pytest.mark.parametrize("shown", ["", "Loading …"])
def test_a_page_that_needs_a_browser_says_so(shown):
    raw = f"<title>Pier</title><body><div id='root'>{shown}</div><script>run()</script>".encode()
    with pytest.raises(Unreadable, match="only in a browser"):
        parse_article_page(raw)


def spans(inside):
    fields = read(inside)
    return [(fields["text"][span.pop("start") : span.pop("end")], span) for span in fields["spans"]]


@pytest.mark.parametrize(
    ("inside", "span"),
    [
        ("<h2>The money</h2>", ("The money", {"kind": "heading"})),
        ("<p><b>Will it stand?</b></p>", ("Will it stand?", {"kind": "question"})),
        ("<p><em>Will it stand?</em></p>", ("Will it stand?", {"kind": "question"})),
        (
            f"<div class='c-quote'><p>{QUOTED}</p><div class='c-quote__author'>Greta Lund</div>"
            "</div>",
            (QUOTED, {"kind": "quote", "author": "Greta Lund"}),
        ),
        ("<dl><dt>Will it?</dt><dd>It will.</dd></dl>", ("Will it?", {"kind": "term"})),
        (
            "<figure><blockquote>It will stand 🚢 for ever.</blockquote><figcaption>— Greta Lund"
            "</figcaption></figure>",
            ("It will stand 🚢 for ever.", {"kind": "quote", "author": "Greta Lund"}),
        ),
        (
            "<blockquote class='twitter-tweet'><p>It will stand.</p>— Greta Lund (@lund)"
            "</blockquote>",
            ("It will stand.", {"kind": "post", "author": "Greta Lund (@lund)"}),
        ),
        (
            f"<figure><img src='a.jpg'><figcaption>{WORDS}</figcaption></figure>",
            (WORDS, {"kind": "caption"}),
        ),
    ],
)
def test_it_is_kept_what_stood_where(inside, span):
    assert spans(inside) == [span]


def test_a_pull_quote_that_the_text_says_too_is_marked():
    repeated = f"<p>{WORDS}</p><aside class='pullquote'>{QUOTED}</aside>"
    assert spans(repeated)[-1] == (QUOTED, {"kind": "pull quote", "repeats": True})
    assert spans(f"<aside class='pullquote'>{QUOTED}</aside>")[-1][1] == {"kind": "pull quote"}


def test_where_two_readings_are_far_apart_the_longer_is_taken_with_a_word():
    paragraphs = [" ".join(f"word{n}of{m}" for m in range(25)) for n in range(20)]
    html = "".join(f"<div><section><p>{said}</p></section></div>" for said in paragraphs)
    blocks = blocks_of(parse(f"<html><body>{html}</body></html>"))
    short, whole = "\n".join(paragraphs[:5]), "\n".join(paragraphs)
    chosen, notes = of_two_readings(blocks, short, whole)
    assert [block.text for block in chosen] == paragraphs
    assert notes[0].startswith("Two ways of reading this page find texts of very different lengths")
    chosen, notes = of_two_readings(blocks, whole, "\n".join(paragraphs[:5]))
    assert (len(chosen), notes) == (20, [])


@pytest.mark.parametrize(
    "line",
    [
        "<p>Recommended videos</p>",
        "<p>Empfohlener redaktioneller Inhalt</p>",
        "<p>Ich bin damit einverstanden, dass mir externe Inhalte angezeigt werden.</p>",
        "<p>To view this video please accept cookies.</p>",
        "<p>ADVERTISEMENT</p>",
        "<p>Story continues below advertisement</p>",
        "<p>© 2026 Ostholm Post. All rights reserved.</p>",
        "<p>Join our <a href='/w'>channel</a> for news of the harbour.</p>",
    ],
)
def test_a_line_that_asks_leave_or_heads_a_list_is_no_text(line):
    assert between(read(line)) == []


def test_a_line_above_that_only_names_the_authors_is_no_text():
    raw = page().replace(b"</h1>", b"</h1><p>By Ada Berg</p>")
    assert parse_article_page(raw)["text"].startswith(BEFORE[0])


def test_who_fills_a_box_with_a_block_quote_is_its_author():
    box = "<div><blockquote>No pier will fall.</blockquote><div><p>Bo Ek, {}</p></div>{}</div>"
    (alone,), (among,) = (
        read(box.format("harbour master", more))["spans"] for more in ("", "<p>They left.</p>")
    )
    assert alone["author"] == "Bo Ek, harbour master" and "author" not in among


def test_a_second_heading_of_the_site_is_no_text():
    raw = page().replace(b"</h1>", b"</h1><h1>Subscribe to the Post</h1>")
    assert "Subscribe" not in parse_article_page(raw)["text"]


def test_a_box_of_the_class_quote_names_its_author():
    inside = (
        f"<div class='quote-box'><p class='quote'>{QUOTED}</p>"
        "<p class='author'>Greta Lund, harbour master</p></div>"
    )
    (span,) = read(inside)["spans"]
    assert (span["kind"], span["author"]) == ("quote", "Greta Lund, harbour master")


def test_a_body_that_has_no_tag_of_its_own_is_read():
    bare = f"<!doctype html><title>Pier</title><main><h1>Pier</h1><p>{WORDS}</p></main><footer>P"
    assert parse_article_page(bare.encode())["text"] == WORDS


def test_many_words_for_nobody_are_passed_over_once_each():
    """With 30,000 a page would take hours if each were compared with all beside it."""
    unseen = "<span class='sr-only' aria-hidden='true'>a</span>" * 30_000
    assert WORDS[:20] in parse_article_page(page(f"<p>{unseen}</p><p>{WORDS}</p>"))["text"]
