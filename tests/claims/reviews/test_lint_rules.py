"""Each rule for ClaimReviews finds what it names, and a sound review breaks none."""

from copy import deepcopy
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from claims.reviews import RULES, Grade, lint

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SOUND = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://facts.example/claims/1/",
    "claimReviewed": "The city planted 10,000 trees.",
    "datePublished": "2026-10-02T10:00:00Z",
    "author": {"@type": "Organization", "name": "Facts"},
    "reviewRating": {
        "@type": "Rating",
        "alternateName": "Half true",
        "ratingValue": "3",
        "worstRating": 1,
        "bestRating": 5,
    },
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Ana Ilić"},
        "datePublished": "2026-10-01",
        "appearance": [{"@type": "CreativeWork", "url": "https://paper.example/1"}],
    },
}
FAULTS = [
    ("CR01", "@type", "Review"),
    ("CR01", "@type", None),
    ("CR02", "url", "javascript:alert(1)"),
    ("CR02", "url", "/claims/1/"),
    ("CR02", "url", "https://user:pass@facts.example/"),
    ("CR02", "url", "https://facts.example:99999/"),
    ("CR02", "url", "https://facts.example/" + "a" * 2048),
    ("CR02", "url", ["https://facts.example/"]),
    ("CR03", "url", "http://169.254.169.254/latest/"),
    ("CR03", "url", "http://[::1]/"),
    ("CR03", "url", "http://localhost:8000/claims/1/"),
    ("CR04", "claimReviewed", " "),
    ("CR04", "claimReviewed", ["One.", "Two."]),
    ("CR05", "name", "a\0b"),
    ("CR05", "name", "a\ud800b"),
    ("CR05", "more", [{"\0": 1}]),
    ("CR06", "author", {"url": "mailto:a@b.example"}),
    ("CR07", "reviewRating", []),
    ("CR08", "reviewRating.alternateName", ""),
    ("CR09", "reviewRating.ratingValue", "five"),
    ("CR09", "reviewRating.bestRating", True),
    ("CR09", "reviewRating.bestRating", float("inf")),
    ("CR10", "reviewRating.bestRating", 1),
    ("CR10", "reviewRating.worstRating", 6),
    ("CR11", "reviewRating.ratingValue", "5,5"),
    ("CR11", "reviewRating.ratingValue", 0),
    ("CR12", "datePublished", "2026-02-30"),
    ("CR12", "datePublished", "1 March 2017, 20:30 UTC"),
    ("CR12", "datePublished", 1614556800000),
    ("CR13", "itemReviewed.datePublished", "yesterday"),
    ("CR14", "datePublished", "9998-12-31"),
    ("CR14", "itemReviewed.datePublished", "2026-11-03"),
    ("CR15", "claimReviewed", "The city isn&#39;t green."),
    ("CR15", "reviewRating.alternateName", "<b>False</b>"),
    ("CR16", "claimReviewed", "safe \u202e evil"),
    ("CR17", "claimReviewed", "Trees. " * 200),
    ("CR18", "itemReviewed", [{"@type": "Claim"}]),
    ("CR19", "itemReviewed.author", [{"@type": "Person", "name": "A"}]),
    ("CR20", "sdLicense", "https://creativecommons.org/licenses/by-nc-nd/4.0/"),
    ("CR21", "claimReviewed", "HALF TRUE: The city planted trees."),
    ("CR22", "reviewRating.bestRating", None),
    ("CR23", "claimReviewed", "The city planted trees, " * 4),
    ("CR24", "datePublished", None),
    ("CR25", "itemReviewed.author", "Ana Ilić"),
    ("CR26", "itemReviewed.datePublished", None),
    ("CR27", "itemReviewed.appearance", []),
    ("CR28", "url", "https://facts.example/claims/1/?utm_source=x"),
]


def changed(path, value):
    """SOUND with another value at a path; None takes it away."""
    review = deepcopy(SOUND)
    *way, last = path.split(".")
    inner = review
    for key in way:
        inner = inner[key]
    inner[last] = value
    if value is None:
        del inner[last]
    return review


def numbers(review):
    return [rule.number for rule in lint(review, NOW)]


def test_a_sound_review_breaks_no_rule():
    assert numbers(SOUND) == []


@pytest.mark.parametrize("number, path, value", FAULTS)
def test_each_fault_breaks_its_rule(number, path, value):
    assert number in numbers(changed(path, value))


def test_every_rule_has_a_fault_here():
    assert {rule.number for rule in RULES} == {number for number, _, _ in FAULTS}


@pytest.mark.parametrize(
    "path, value",
    [
        ("@type", ["ClaimReview", "Article"]),
        ("@type", "http://schema.org/ClaimReview"),
        ("datePublished", "2026-10-02 20:05"),
        ("datePublished", "2026-10-02T20:05:00.123+0200"),
        ("itemReviewed.@type", "CreativeWork"),
        ("reviewRating.ratingValue", 1),
        ("sdLicense", "https://creativecommons.org/licenses/by/4.0/"),
        ("claimReviewed", "Half true words: a < b & c."),
        ("name", '=HYPERLINK("x")'),
    ],
)
def test_what_is_only_unusual_breaks_no_rule(path, value):
    assert numbers(changed(path, value)) == []


@pytest.mark.parametrize("thing", [None, 7, "text", [], {}, [SOUND], {"@type": 7}])
def test_whatever_is_no_review_breaks_the_first_rule_alone(thing):
    assert numbers(thing) == ["CR01"]


@pytest.mark.parametrize("key", SOUND)
@pytest.mark.parametrize("nonsense", [None, 7, 1e308, [], [[]], {}, {"@type": []}, True])
def test_nonsense_anywhere_is_answered_in_sentences(key, nonsense):
    broken = lint({**SOUND, key: nonsense}, NOW)
    assert all(rule.sentence.endswith(".") and rule.grade in Grade for rule in broken)


def test_advice_speaks_of_this_review():
    (advice,) = lint(changed("claimReviewed", "x" * 82), NOW)
    assert str(advice) == ("CR23 advised: This claim has 82 characters; search results may cut it.")
    (advice,) = lint(changed("reviewRating.bestRating", None), NOW)
    assert advice.sentence.startswith("The rating has only worstRating and ratingValue;")
    (advice,) = lint(changed("itemReviewed.author", {"name": "Ana"}), NOW)
    assert advice.sentence.startswith("Say whether who made this claim is a Person")


@pytest.mark.parametrize("rule", [r for r in RULES if r.grade == Grade.ADVISED], ids=str)
def test_every_advice_says_what_is_missing_in_a_sentence(rule):
    assert rule.about(SOUND).sentence.endswith(".") and rule.about(SOUND) != rule


def test_the_rules_are_listed_one_a_line(capsys):
    call_command("lint_claimreview", rules=True)
    assert capsys.readouterr().out.splitlines() == [str(rule) for rule in RULES]
