"""Reviews are found in every wrapping people put them in, and a fault says where it is."""

import json

import pytest
from django.core.management import CommandError, call_command

from claims.reviews import ParsedReview, lint, parse_files, stream
from claims.reviews.accessors import text_at
from claims.reviews.page import Page

SITE = ("Facts", "https://facts.example")
REVIEW = {
    "@type": "ClaimReview",
    "url": "https://other.example/1",
    "claimReviewed": "It rained.",
    "author": {"name": "Other"},
    "reviewRating": {"@type": "Rating", "alternateName": "False"},
}
ANSWER = {
    "text": "It rained.",
    "claimant": "Ana",
    "claimDate": "2026-01-01T00:00:00Z",
    "claimReview": [
        {
            "url": f"https://other.example/{n}",
            "textualRating": "Falso",
            "publisher": {"site": "x.y"},
        }
        for n in range(2)
    ],
}
OURS = {
    "id": "7",
    "statement": "It rained.",
    "claimant": {"name": "Ana"},
    "verdict": {"label": "False"},
    "verified_at": "2026-01-02T00:00:00Z",
}
WRAPPED = {
    "one.json": json.dumps(REVIEW),
    "list.json": json.dumps([REVIEW, {"@type": "NewsArticle"}], indent=1),
    "graph.json": json.dumps({"@context": "c", "@graph": [{"@type": "WebPage"}, REVIEW]}),
    "feed.json": json.dumps({"dataFeedElement": [{"@type": "DataFeedItem", "item": [REVIEW]}]}),
    "lines.jsonl": "\n" + json.dumps(REVIEW) + "\n",
    "mark.json": "\ufeff" + json.dumps(REVIEW),
    "page.html": "<title>t</title><script>no</script>\n"
    f'<script type="application/ld+json">{json.dumps([REVIEW])}</script>',
}


def read(tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content)
    return list(parse_files([path], SITE))


@pytest.mark.parametrize("name", WRAPPED)
def test_a_review_is_found_in_every_wrapping(tmp_path, name):
    assert [found.review for found in read(tmp_path, name, WRAPPED[name])] == [REVIEW]


def script(text):
    return f'<p>t</p><script type="application/ld+json">{text}</script>'


WHOLE = {**REVIEW, "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Ana"}}}
AUTHOR = {"@type": "Organization", "@id": "#desk", "name": "Other"}
CLAIM = {"@type": "Claim", "@id": "#claim", "author": {"@id": "#ana"}}
ANA = {"@type": "Person", "@id": "#ana", "name": "Ana"}
NAMING = {**REVIEW, "author": {"@id": "#desk"}, "itemReviewed": {"@id": "#claim"}}
CRUMBS = {
    "@type": "BreadcrumbList",
    "itemListElement": [{"position": 1, "item": {"@id": "https://other.example/", "name": "Home"}}],
}
MICRODATA = """
<article itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Rain</h1>
<div itemprop="review" itemscope itemtype="https://schema.org/ClaimReview" itemref="said">
<a itemprop="url" href="https://other.example/1">here</a>
<span itemprop="author" itemscope itemtype="https://schema.org/Organization">
<b itemprop="name">Other</b></span>
<p itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating">
<img itemprop="image" src="/f.png"><i itemprop="alternateName">False</i></p></div></article>
<p id="said" itemprop="claimReviewed">It
rained.</p>"""
AS_WRITTEN = {
    "commented.html": script(f"<!--\n{json.dumps(REVIEW)}\n-->"),
    "cdata.html": script(f"//<![CDATA[\n{json.dumps(REVIEW)}\n//]]>"),
    "comma.html": script(json.dumps(REVIEW)[:-1] + ",\n};"),
    "line end.html": script(json.dumps(REVIEW).replace("It rained", "It\n rained")),
    "crumbs.html": script(json.dumps(CRUMBS)) + script(json.dumps(REVIEW)),
    "under an article.html": script(json.dumps({"@type": "NewsArticle", "review": [REVIEW]})),
    "references.html": script(json.dumps({"@graph": [ANA, NAMING, CLAIM, AUTHOR]})),
    "references apart.html": script(json.dumps([AUTHOR, CLAIM]))
    + script(json.dumps([NAMING, ANA])),
    "references.json": json.dumps({"@graph": [NAMING, AUTHOR, CLAIM, ANA]}),
    "crumbs.json": json.dumps([{"@type": "ListItem", "item": {"name": "Home"}}, REVIEW]),
    "microdata.html": MICRODATA,
    "charset.html": script(json.dumps(REVIEW)).replace("json", "json; charset=utf-8", 1),
    "comments before.html": script(f"\ufeff/* made\nby hand */ // so\n{json.dumps(REVIEW)}"),
    "escaped.html": script(json.dumps(REVIEW).replace('"', "&quot;")),
    "of reviews.html": script(json.dumps({"@type": "Article", "reviews": [REVIEW]})),
    "references in lists.json": json.dumps(
        [
            AUTHOR,
            {**CLAIM, "author": [CLAIM["author"]]},
            ANA,
            {**NAMING, "author": [{"@id": "#desk"}]},
        ]
    ),
    "two authors.json": json.dumps({**REVIEW, "author": [ANA, AUTHOR]}),
    "a rating's name.json": json.dumps({**REVIEW, "reviewRating": {"name": "False"}}),
    "words for a number.json": json.dumps({**REVIEW, "reviewRating": [{"ratingValue": "False"}]}),
    "of its page.json": json.dumps({**REVIEW, "url": None, "mainEntityOfPage": REVIEW["url"]}),
    "prefixed.json": json.dumps(
        {
            "@context": {"s": "https://schema.org/"},
            "@type": "s:ClaimReview",
            "s:url": {"@id": "https://other.example/1"},
            "s:claimReviewed": {"@value": "It rained.", "@language": "en"},
            "schema:author": {"https://schema.org/name": "Other"},
            "http://schema.org/reviewRating": {"s:alternateName": ["False"]},
        }
    ),
    "prefixed in a graph.json": json.dumps(
        {
            "@context": ["https://schema.org", {"words": {"@id": "schema:claimReviewed"}}],
            "@graph": [
                {"words" if key == "claimReviewed" else key: value for key, value in REVIEW.items()}
            ],
        }
    ),
    "keywords by schema.org's names.html": script(
        json.dumps({"@context": "http://schema.org/", **REVIEW}).replace("@type", "type")
    ),
    "a vocabulary.json": json.dumps(
        {"@context": {"@vocab": "https://schema.org/"}, **REVIEW}
    ).replace("@type", "type"),
    "other letters.json": json.dumps(REVIEW)
    .replace("alternateName", "alternatename")
    .replace("reviewRating", "ReviewRating")
    .replace('"ClaimReview"', '"claimreview"'),
    "types in a list.json": json.dumps({**REVIEW, "@type": ["NewsArticle", "schema:ClaimReview"]}),
    "an author's name.json": json.dumps({**REVIEW, "author": "Other"}),
    "a rating's words.json": json.dumps({**REVIEW, "reviewRating": "False"}),
    "words of the claim.json": json.dumps(
        {
            **REVIEW,
            "claimReviewed": None,
            "itemReviewed": [{"@type": "Article"}, {"@type": "Claim", "name": "It rained."}],
        }
    ),
    "typed references.html": script(json.dumps([{**AUTHOR, "@type": "Organization"}, CLAIM, ANA]))
    + script(json.dumps({**NAMING, "author": {"@type": "Organization", "@id": "#desk"}})),
    "a review that is named.html": script(
        json.dumps(
            {
                "@graph": [
                    {"@type": "NewsArticle", "review": {"@type": "ClaimReview", "@id": "#r"}},
                    {**REVIEW, "@id": "#r"},
                ]
            }
        )
    ),
    "a review that is written elsewhere.html": script(
        json.dumps([{"@type": "WebPage", "about": {**REVIEW, "@id": "#r"}}])
    )
    + script(
        json.dumps({"@type": "NewsArticle", "review": [{"@type": "ClaimReview", "@id": "#r"}]})
    ),
    "lines.ndjson": json.dumps(REVIEW),
    "lines.json": json.dumps(REVIEW) + "\n",
}


@pytest.mark.parametrize("name", AS_WRITTEN)
def test_a_review_is_found_as_publishers_really_write_it(tmp_path, name):
    (found,) = read(tmp_path, name, AS_WRITTEN[name])
    review = found.review
    assert (review["url"], " ".join(review["claimReviewed"].split())) == (
        "https://other.example/1",
        "It rained.",
    )
    author = text_at(review, "author", "name")
    assert (author, review["reviewRating"]["alternateName"]) == ("Other", "False")
    if "references" in name:
        assert review["itemReviewed"]["author"]["name"] == "Ana"


@pytest.mark.parametrize(
    "head, url, address",
    [
        ('<link rel="canonical" href="https://other.example/5">', None, "https://other.example/5"),
        (
            '<meta property="og:url" content="https://other.example/5">',
            "",
            "https://other.example/5",
        ),
        (
            '<link rel="canonical" href="https://other.example/a/5">',
            "6",
            "https://other.example/a/6",
        ),
        ('<base href="https://other.example/b/">', "6", "https://other.example/b/6"),
        ("", "/6", "/6"),
        ("", "https://[", "https://["),
    ],
)
def test_a_review_without_a_whole_address_has_its_pages(tmp_path, head, url, address):
    (found,) = read(tmp_path, "a.html", head + script(json.dumps({**REVIEW, "url": url})))
    assert found.review["url"] == address


def test_a_name_of_another_vocabulary_is_not_taken_for_ours(tmp_path):
    context = {"ex": "https://words.example/", "author": "ex:author"}
    written = {"@context": context, **REVIEW, "author": None, "ex:author": {"name": "Other"}}
    (found,) = read(tmp_path, "a.json", json.dumps(written))
    assert found.review["author"] is None
    assert found.review["ex:author"] == {"name": "Other"}


def test_a_right_name_counts_before_one_in_other_letters(tmp_path):
    (found,) = read(tmp_path, "a.json", json.dumps({"URL": "https://wrong.example/", **REVIEW}))
    assert found.review["url"] == REVIEW["url"]


@pytest.mark.parametrize(
    "item",
    [
        {"@type": "Article", "name": "Weather report"},
        {"@type": "Claim", "name": ["It rained.", "It snowed."]},
        "It rained.",
    ],
)
def test_words_of_what_is_no_claim_or_of_two_are_not_taken_for_the_claim(tmp_path, item):
    written = {**REVIEW, "claimReviewed": "", "itemReviewed": item}
    (found,) = read(tmp_path, "a.json", json.dumps(written))
    assert found.review["claimReviewed"] == ""


@pytest.mark.parametrize(
    "author", ["https://other.example/", {"@type": "Organization", "@id": "https://other.example/"}]
)
def test_an_author_that_is_an_address_has_it(tmp_path, author):
    (found,) = read(tmp_path, "a.json", json.dumps({**REVIEW, "author": author}))
    assert found.review["author"]["url"] == "https://other.example/"


def test_numbers_may_be_texts_with_a_comma(tmp_path):
    rating = {
        "ratingvalue": "2,5",
        "BestRating": " 5 ",
        "worstRating": "1",
        "alternateName": "Half",
    }
    (found,) = read(tmp_path, "a.json", json.dumps({**REVIEW, "reviewRating": rating}))
    assert not {"CR08", "CR09", "CR10", "CR11"} & {rule.number for rule in lint(found.review)}


def test_a_review_that_is_named_and_written_nowhere_is_none(tmp_path):
    named = {"@type": "ClaimReview", "@id": "https://other.example/#r"}
    (fault,) = read(tmp_path, "a.json", json.dumps({"@type": "Article", "review": named}))
    assert fault.reason == "No ClaimReview is in this file."


def test_two_reviews_of_one_id_are_two(tmp_path):
    two = [{**REVIEW, "@id": "#r"}, {**REVIEW, "@id": "#r", "claimReviewed": "It snowed."}]
    assert len(read(tmp_path, "a.json", json.dumps(two))) == 2


def test_an_author_has_who_employs_them(tmp_path):
    author = {"@type": "Person", "name": "Ana", "worksFor": {"@id": "#desk"}}
    written = json.dumps([{**REVIEW, "author": author}, AUTHOR])
    (found,) = read(tmp_path, "a.json", written)
    assert found.review["author"]["worksFor"] == AUTHOR


def test_a_number_that_is_empty_is_left_out(tmp_path):
    rating = {"@type": "Rating", "alternateName": "False"}
    written = {**rating, "ratingValue": "", "bestRating": None}
    (found,) = read(tmp_path, "a.json", json.dumps({**REVIEW, "reviewRating": written}))
    assert found.review["reviewRating"] == rating


def test_what_names_itself_is_no_endless_review(tmp_path):
    circle = {"@graph": [NAMING, {**CLAIM, "review": {**NAMING, "url": "https://other.example/2"}}]}
    found = read(tmp_path, "a.json", json.dumps(circle))
    assert len(json.dumps([f.review for f in found])) < 2_000


def test_a_text_that_looks_like_a_comma_too_many_stays(tmp_path):
    said = {**REVIEW, "claimReviewed": 'It said "yes, } no" and // went on, ]'}
    (found,) = read(tmp_path, "a.html", script(json.dumps(said)[:-1] + ",}"))
    assert found.review == said


def test_two_objects_after_one_another_are_two_reviews(tmp_path):
    second = {**REVIEW, "url": "https://other.example/2"}
    found = read(tmp_path, "a.json", f"{json.dumps(REVIEW)}\n{json.dumps(second)}\n")
    assert [(f.review["url"][-1], f.line) for f in found] == [("1", 1), ("2", 2)]


def test_other_answers_of_google_and_of_a_collector_are_reviews(tmp_path):
    markup = {
        "claimReviewed": "It rained.",
        "claimAuthor": {"name": "Ana"},
        "claimDate": "2026-01-01",
    }
    markup["rating"] = {"textualRating": "Falso"}
    pages = [
        {
            "pageUrl": "https://other.example/1",
            "claimReviewAuthor": {"name": "Other"},
            "claimReviewMarkups": [markup],
        }
    ]
    row = {
        "claim_text": ["It rained."],
        "review_url": "https://other.example/1",
        "fact_checker": {"name": "Other", "website": "https://other.example"},
        "reviews": [{"original_label": "Falso", "date_published": "2026-01-02"}],
        "appearances": ["https://news.example/a"],
    }
    files = {
        "pages.json": {"claimReviewMarkupPages": pages, "nextPageToken": "x"},
        "images.json": {
            "results": [{"claim": {**ANSWER, "claimReview": ANSWER["claimReview"][1:]}}]
        },
        "rows.json": [row],
    }
    for name, value in files.items():
        (found,) = read(tmp_path, name, json.dumps(value))
        assert found.review["url"] == "https://other.example/1"
        assert found.review["claimReviewed"] == "It rained."
        assert found.review["reviewRating"]["alternateName"] == "Falso"
    (said,) = found.review["itemReviewed"]["appearance"]  # of the last one, a collector's
    assert said["url"] == "https://news.example/a"


def test_a_spreadsheet_may_write_semicolons(tmp_path):
    head = "url;statement;language;claimed_on;claimant;verdict;verified_at\n"
    row = "https://facts.example/claims/7/;It rained, twice.;en;;Ana;False;2026-01-02\n"
    (found,) = read(tmp_path, "a.csv", head + row)
    assert found.review["claimReviewed"] == "It rained, twice."


def test_answers_of_google_are_a_review_for_each_publisher(tmp_path):
    found = read(tmp_path, "google.json", json.dumps({"claims": [ANSWER], "nextPageToken": "x"}))
    assert [f.review["url"] for f in found] == [
        "https://other.example/0",
        "https://other.example/1",
    ]
    assert found[0].review["author"] == {"@type": "Organization", "url": "https://x.y/"}
    assert found[0].review["itemReviewed"]["author"] == {"name": "Ana"}
    assert json.loads(found[0].raw) == ANSWER


def test_our_own_lines_are_reviews_of_the_site_they_came_from(tmp_path):
    (found,) = read(tmp_path, "claims.jsonl", json.dumps(OURS))
    assert found.review["url"] == "https://facts.example/claims/7/"
    assert found.review["author"]["name"] == "Facts"
    assert found.review["reviewRating"] == {"@type": "Rating", "alternateName": "False"}


@pytest.mark.parametrize("piece", [1, 7, 64])
def test_a_file_is_read_in_pieces_of_any_size(tmp_path, monkeypatch, piece):
    monkeypatch.setattr(stream, "PIECE", piece)
    feed = json.dumps({"a": [1, 2.5], "@graph": [REVIEW] * 3, "z": "é"}, indent=2)
    found = read(tmp_path, "feed.json", feed)
    assert [f.review for f in found] == [REVIEW] * 3
    assert [json.loads(f.raw) for f in found] == [REVIEW] * 3
    lines = feed.split("\n")
    assert all(lines[f.line - 1].strip() == "{" for f in found)


@pytest.mark.parametrize(
    "name, content, line, reason",
    [
        ("a.json", "[\n{},\n{x}]", 3, "not JSON"),
        ("a.json", '{"a": NaN}', 1, "NaN is no number"),
        ("a.json", '{"a": 1,\n"b": {"c": 1, "c": 2}}', 2, "the same key twice"),
        ("a.json", "[" * 100_000, 1, "nested too deep"),
        ("a.json", '{"a": ' + "[" * 900 + "]" * 900 + "}", 1, "nested too deep"),
        ("a.jsonl", "[" * 65 + "]" * 65, 1, "nested too deep"),
        ("a.jsonl", '{"@context":' + "[" * 900 + "]" * 900 + "}", 1, "nested too deep"),
        ("a.json", '{"url": 1,\n"url": 2}', 2, "the same key twice"),
        ("a.csv", '"' + "a" * 16_000_001, 1, "not CSV: field larger"),
        ("a.json", "[" + "9" * 5000 + "]", 1, "not JSON"),
        ("a.json", "[] []", 1, "after the end"),
        ("a.json", '["' + "x" * 70_000, 1, "not JSON"),
        ("a.json", "", 1, "not JSON"),
        ("a.jsonl", "\n{\n", 2, "not JSON"),
        ("a.csv", "a,b\n1,2\n", 1, "no export of ours"),
        ("a.html", '\n<script type="application/ld+json">\n{x}</script>', 3, "not JSON"),
        ("a.html", "<p>Nothing.", 1, "No ClaimReview"),
        ("a.json", '{"@type": "Article"}', 1, "No ClaimReview"),
    ],
)
def test_a_fault_says_where_it_is_and_why(tmp_path, name, content, line, reason):
    fault = [
        found for found in read(tmp_path, name, content) if not isinstance(found, ParsedReview)
    ][0]
    assert fault.line == line and reason in fault.reason


def test_what_stood_before_and_beside_a_fault_is_read(tmp_path):
    good = json.dumps(REVIEW)
    kinds = [type(f).__name__ for f in read(tmp_path, "a.jsonl", f"{good}\nbad\n{good}\n")]
    assert kinds == ["ParsedReview", "Fault", "ParsedReview"]
    kinds = [type(f).__name__ for f in read(tmp_path, "a.json", f"[{good}, {good}, bad, {good}]")]
    assert kinds == ["ParsedReview", "ParsedReview", "Fault"]


def test_the_command_prints_place_rule_and_sentence_and_fails(tmp_path, capsys):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(REVIEW) + "\n" + json.dumps({**REVIEW, "url": "javascript:"}))
    with pytest.raises(CommandError, match="1 things? (is|are) wrong"):
        call_command("lint_claimreview", path, no_advice=True)
    out = capsys.readouterr().out
    assert f"{path}:2: CR02 refused: url must be the review's own address" in out
    assert "2 read: 1 wrong" in out


def test_a_file_that_is_not_there_is_a_sentence(tmp_path):
    (fault,) = parse_files([tmp_path / "nothing.json"], SITE)
    assert fault.reason == "No such file or directory."


def test_an_address_that_is_none_is_no_address_of_a_page():
    head = '<base href="https://[x/"><link rel="canonical" href="/a">'
    assert Page(f"<html><head>{head}</head></html>").address == ""
